package tmnf.capture.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameTimeoutException;
import tmnf.tminterface.link.LinkState;
import tmnf.tminterface.protocol.Capability;

/** One race from its connection to the quiet behind it. Used once, by one thread. */
final class Run {

    private final GameConnection connection;
    private final RunRequest request;
    private final GameLink link;
    private final CaptureDeadlines deadlines;
    private final Turns turns;
    private final RaceStart start;
    private final Race race;

    Run(GameConnection connection, RunRequest request, RunSink sink, RunWatcher watcher,
            PersonalBests bests) {
        this.connection = connection;
        this.request = Objects.requireNonNull(request, "request");
        this.link = connection.link();
        this.deadlines = new CaptureDeadlines(request.deadlines(), request.raceTimeMs(),
                request.source().speed(request.speed()), request.frames().count(), connection.time());
        this.turns = new Turns(connection, deadlines, Objects.requireNonNull(watcher, "watcher"));
        this.start = new RaceStart(turns, request, Objects.requireNonNull(bests, "bests"));
        this.race = new Race(turns, request, Objects.requireNonNull(sink, "sink"));
    }

    RunOutcome outcome() {
        Optional<RunOutcome.Stop> stop;
        boolean sound = false;
        try {
            stop = drive();
            sound = true;
        } finally {
            if (!sound) {
                connection.renew(); // a bug of ours or of the sink: nothing is known of the turn
            }
        }
        // What interrupts the run shall not keep it from leaving the game in order.
        boolean interrupted = Thread.interrupted();
        if (stop.isPresent() && stop.get().reason().blame() != StopReason.Blame.REPLAY) {
            connection.forgetMap();
        }
        turns.leave();
        drain();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new RunOutcome(record(), stop);
    }

    private Optional<RunOutcome.Stop> drive() {
        try {
            start.connect();
            start.loadMap();
            start.countDown(link.turn().orElseThrow(), race.periodMs());
            race.run();
            return Optional.empty();
        } catch (RunStop e) {
            return Optional.of(e.stop());
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
            return Optional.of(stop(StopReason.INTERRUPTED, e));
        } catch (GameTimeoutException e) {
            connection.renew(); // in the middle of a turn: its answer may still come
            return Optional.of(stop(StopReason.CONNECTION_LOST, e));
        } catch (IOException e) {
            return Optional.of(stop(StopReason.CONNECTION_LOST, e));
        }
    }

    private RunOutcome.Stop stop(StopReason reason, IOException cause) {
        return new RunOutcome.Stop(reason, deadlines.phase(), String.valueOf(cause.getMessage()));
    }

    /** Leaves the game at its speed, without a frame to come, in a turn; or without a connection. */
    private void drain() {
        try {
            if (link.state() == LinkState.RUNNING) {
                connection.forgetMap();
                if (!turns.haveTalked()) {
                    connection.renew(); // nothing was changed, and whoever listens gives no turns
                } else if (turns.can(Capability.POLLING)) {
                    link.extended().askForTurn();
                    turns.await("a turn to leave the game in order", StopReason.NO_TURN);
                } else {
                    connection.renew();
                    start.greet();
                }
            }
            if (link.state() == LinkState.TURN) {
                link.setSpeed((float) request.speed());
                turns.unrequestFrame();
                link.executeCommand("unload");
                link.renewLease(GameConnection.LEASE);
            }
        } catch (IOException | RunStop e) {
            connection.renew(); // the next run connects anew, and then takes all of that back
        }
    }

    private RunRecord record() {
        GhostWatch ghost = race.ghost();
        return new RunRecord(ghost.isFinished()
                ? OptionalInt.of(ghost.passed().get(ghost.passed().size() - 1))
                : OptionalInt.empty(), ghost.passed(), race.frames(), ghost.largest(),
                ghost.largestAtMs(), ghost.compared(), deadlines.millis());
    }
}
