package tmnf.tminterface.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import tmnf.tminterface.link.LinkTime;

/**
 * A game that was started or attached to. One that was started owns its processes, the game's and the
 * launcher's; {@link #end} ends those and nothing else. One that was attached to owns none: it is never
 * ended. Safe for use by several threads.
 */
public final class GameProcess implements AutoCloseable {

    /** How long the operating system may take to end what is not asked. */
    private static final Duration FORCED = Duration.ofSeconds(10);

    private final int port;
    private final ProcessHandle game; // null: attached
    private final List<ProcessHandle> owned;
    private final Duration endTime;
    private final LinkTime time;

    private GameProcess(int port, ProcessHandle game, List<ProcessHandle> owned, Duration endTime,
            LinkTime time) {
        this.port = port;
        this.game = game;
        this.owned = List.copyOf(owned);
        this.endTime = endTime;
        this.time = time;
    }

    static GameProcess started(int port, ProcessHandle game, List<ProcessHandle> owned, Duration endTime,
            LinkTime time) {
        return new GameProcess(port, game, owned, endTime, time);
    }

    static GameProcess attached(int port, LinkTime time) {
        return new GameProcess(port, null, List.of(), Duration.ZERO, time);
    }

    /** The port that its plugin listens on. */
    public int port() {
        return port;
    }

    /** Whether this program started it. */
    public boolean isOurs() {
        return game != null;
    }

    /** The process of the game; empty for one that was attached to. */
    public Optional<ProcessHandle> process() {
        return Optional.ofNullable(game);
    }

    /** Whether it runs. Of one that was attached to, only whether something listens on its port is known. */
    public boolean isAlive() throws IOException {
        return game == null ? GamePort.isTaken(port) : ProcessLook.runs(game);
    }

    /** {@link #end} with the patience of the settings. */
    @Override
    public void close() throws IOException {
        end(endTime);
    }

    /**
     * Ends what this program started: asks first, and after the patience does not ask. Leaves a game that was
     * attached to as it is.
     *
     * @return whether nothing of it runs any more
     */
    public boolean end(Duration patience) throws IOException {
        return end(owned, patience, time);
    }

    /** Ends processes and all that they started. */
    static boolean end(List<ProcessHandle> roots, Duration patience, LinkTime time) throws IOException {
        // Looked up before the first one ends: those whose parent has gone cannot be found any more.
        Set<ProcessHandle> all = new LinkedHashSet<>(roots);
        roots.forEach(root -> all.addAll(root.descendants().toList()));
        List<ProcessHandle> order = new ArrayList<>(all);
        order.forEach(ProcessHandle::destroy);
        if (awaitEnd(order, patience, time)) {
            return true;
        }
        for (ProcessHandle process : order) {
            all.addAll(process.descendants().toList());
        }
        all.forEach(ProcessHandle::destroyForcibly);
        return awaitEnd(List.copyOf(all), FORCED, time);
    }

    private static boolean awaitEnd(List<ProcessHandle> processes, Duration patience, LinkTime time)
            throws IOException {
        Wait wait = new Wait(time, patience);
        while (processes.stream().anyMatch(ProcessLook::runs)) {
            if (!wait.goOn()) {
                return false;
            }
        }
        return true;
    }
}
