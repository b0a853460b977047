package tmnf.capture.run;

/**
 * Captures one race after the other over one connection; see the design for the phases. A run ends with the
 * finish or with a {@link StopReason}; either way the game is at its running speed, no frame is outstanding,
 * and the connection has a turn or is closed. Confined to the connection's thread.
 */
public final class ReplayCapture {

    private final GameConnection connection;

    /** Runs over that connection, whose owner closes it. */
    public ReplayCapture(GameConnection connection) {
        this.connection = java.util.Objects.requireNonNull(connection, "connection");
    }

    /**
     * Drives one race and hands its frames and states to the sink.
     *
     * @return what was seen; everything that goes wrong with the game, the replay or the sink is in it
     */
    public RunOutcome run(RunRequest request, RunSink sink, RunWatcher watcher) {
        return run(request, sink, watcher, PersonalBests.NONE);
    }

    /** The same where no ghost of a personal best shall be drawn. */
    public RunOutcome run(RunRequest request, RunSink sink, RunWatcher watcher, PersonalBests bests) {
        return new Run(connection, request, sink, watcher, bests).outcome();
    }
}
