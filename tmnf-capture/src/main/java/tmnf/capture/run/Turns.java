package tmnf.capture.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameTimeoutException;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.TurnHolder;
import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.state.SimStateData;
import tmnf.tminterface.state.StateFormatException;

/** Takes one turn after the other, each within the nearest deadline. Confined to the thread of the run. */
final class Turns {

    /** No run step is at this time. */
    static final int NO_STEP = Integer.MIN_VALUE;
    /** So often it is looked whether the run shall end. */
    private static final long SLICE_NANOS = 250_000_000;
    /** So long a run that is asked to end may take to leave the game in order. */
    private static final long HURRY_NANOS = 800_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final GameConnection connection;
    private final GameLink link;
    private final LinkTime time;
    private final CaptureDeadlines deadlines;
    private final RunWatcher watcher;
    private String last = "none";
    private boolean frameOutstanding;
    private boolean talked;
    private boolean leaving;
    private long hurriedUntil = Long.MAX_VALUE;

    Turns(GameConnection connection, CaptureDeadlines deadlines, RunWatcher watcher) {
        this.connection = connection;
        this.link = connection.link();
        this.time = connection.time();
        this.deadlines = deadlines;
        this.watcher = watcher;
    }

    GameLink link() {
        return link;
    }

    void enter(CapturePhase phase) {
        deadlines.enter(phase);
        watcher.phase(phase);
    }

    /** What asks the run to end no longer keeps it from leaving the game in order, only makes it hurry. */
    void leave() {
        enter(CapturePhase.DRAIN);
        leaving = true;
        hurryIfAsked();
    }

    /** Also when it is asked to only while it leaves. */
    private void hurryIfAsked() {
        if (leaving && hurriedUntil == Long.MAX_VALUE && watcher.stops()) {
            hurriedUntil = time.nanos() + HURRY_NANOS;
        }
    }

    /** Whether a message ever came, or the turn from before was still ours. */
    boolean haveTalked() {
        return talked;
    }

    /** The turn from before is still ours. */
    void goesOn() {
        talked = true;
    }

    CapturePhase phase() {
        return deadlines.phase();
    }

    RunStop stop(StopReason reason, String detail) {
        return new RunStop(reason, deadlines.phase(), detail);
    }

    /** Acknowledges the turn and waits for the next one. */
    ServerMessage next(String what, StopReason late) throws IOException, RunStop {
        link.acknowledge();
        return await(what, late);
    }

    /** Waits for a turn; the reason is that of the phase's own limit. */
    ServerMessage await(String what, StopReason late) throws IOException, RunStop {
        while (true) {
            endIfAsked();
            CaptureDeadlines.Limit limit = nearest();
            if (limit.leftNanos() <= 0) {
                throw stop(limit.ofTheRun() ? StopReason.TOO_LONG : late, String.format(Locale.ROOT,
                        "%.1f s are over%s while waiting for %s; the last message was %s",
                        (limit.length().toNanos() - limit.leftNanos()) / NANOS_PER_SECOND,
                        limit.ofTheRun() ? ", which is all that the whole run gets," : "", what, last));
            }
            try {
                ServerMessage message = link.await(what,
                        Duration.ofNanos(Math.min(SLICE_NANOS, limit.leftNanos())));
                note(message);
                return message;
            } catch (GameTimeoutException e) {
                // The slice is over, which says nothing yet; what has come of a message is kept.
                continue;
            }
        }
    }

    private CaptureDeadlines.Limit nearest() {
        CaptureDeadlines.Limit limit = deadlines.nearest();
        hurryIfAsked();
        if (!leaving || hurriedUntil == Long.MAX_VALUE) {
            return limit;
        }
        long left = Math.min(limit.leftNanos(), hurriedUntil - time.nanos());
        return new CaptureDeadlines.Limit(false, Duration.ofNanos(HURRY_NANOS), left);
    }

    private void note(ServerMessage message) {
        last = message.toString();
        talked = true;
        watcher.beat();
        if (!(message instanceof ServerMessage.Heartbeat)) {
            deadlines.messageCame(stepTimeMs(message) != NO_STEP);
        }
        if (isFrame(message)) {
            frameOutstanding = false;
        }
    }

    void endIfAsked() throws RunStop {
        if (isAskedToEnd()) {
            throw stop(StopReason.INTERRUPTED, "somebody asked the run to stop; the last message was "
                    + last);
        }
    }

    /** Race time of a run step, {@link #NO_STEP} for other messages. */
    static int stepTimeMs(ServerMessage message) {
        if (message instanceof ServerMessage.RunStep step) {
            return step.raceTimeMs();
        }
        return message instanceof ServerMessage.StepEx step ? step.raceTimeMs() : NO_STEP;
    }

    static boolean isFrame(ServerMessage message) {
        return message instanceof ServerMessage.Frame || message instanceof ServerMessage.FrameEx;
    }

    /** Whether our plugin is there, and this switched on. */
    boolean can(Capability capability) {
        return link.capabilities().enabled().contains(capability);
    }

    boolean isFrameOutstanding() {
        return frameOutstanding;
    }

    /** Asks for a frame; with our plugin for one that says its time. Not in the turn of a frame. */
    void requestFrame(FrameSize size) throws IOException {
        if (can(Capability.FRAMES)) {
            link.extended().requestFrame(size.width(), size.height());
        } else {
            link.requestFrame(size.width(), size.height());
        }
        frameOutstanding = true;
    }

    void unrequestFrame() throws IOException {
        link.unrequestFrame();
        frameOutstanding = false;
    }

    /** The state of this turn. */
    SimStateData state() throws IOException, RunStop {
        return wrap(link.getSimulationState());
    }

    /** The state of a frame's turn, which our plugin may have sent along. */
    SimStateData state(ServerMessage frame) throws IOException, RunStop {
        if (frame instanceof ServerMessage.FrameEx sized && sized.state().length > 0) {
            return wrap(sized.state());
        }
        return state();
    }

    private SimStateData wrap(byte[] bytes) throws RunStop {
        try {
            return SimStateData.wrap(bytes);
        } catch (StateFormatException e) {
            throw stop(StopReason.CONNECTION_LOST, "the game sent a state that is none: " + e.getMessage());
        }
    }

    /** Holds the turn until others are done; nothing else is to be expected of the game meanwhile. */
    void holdUntil(Future<?> done) throws IOException, RunStop {
        if (done.isDone()) {
            requireSuccess(done);
            return;
        }
        TurnHolder holder = new TurnHolder(link, time);
        while (!done.isDone()) {
            endIfAsked();
            Duration left = deadlines.left();
            if (left.isZero()) {
                throw stop(StopReason.CANNOT_WRITE, "frames are written too slowly: the whole run's time is"
                        + " over");
            }
            Duration slice = left.toNanos() > SLICE_NANOS ? Duration.ofNanos(SLICE_NANOS) : left;
            try {
                holder.waitFor(done, GameConnection.LEASE, slice);
            } catch (TimeoutException e) {
                // The slice is over; what limits the wait is the whole run.
                continue;
            } catch (ExecutionException e) {
                throw stop(StopReason.CANNOT_WRITE, String.valueOf(e.getCause().getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw stop(StopReason.INTERRUPTED, "interrupted while frames were written");
            }
            watcher.beat();
        }
        requireSuccess(done);
        deadlines.held();
    }

    private void requireSuccess(Future<?> done) throws RunStop {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw stop(StopReason.CANNOT_WRITE, String.valueOf(e.getCause().getMessage()));
        } catch (CancellationException e) {
            throw stop(StopReason.CANNOT_WRITE, "writing was given up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stop(StopReason.INTERRUPTED, "interrupted while frames were written");
        }
    }

    /** For connecting: the nearest deadline. */
    Duration connectLimit() {
        return Duration.ofNanos(Math.max(0, nearest().leftNanos()));
    }

    /** Whether the run is to be ended; one that leaves already is, when its hurry has not helped. */
    boolean isAskedToEnd() {
        hurryIfAsked();
        return leaving ? time.nanos() >= hurriedUntil : watcher.stops();
    }

    RunWatcher watcher() {
        return watcher;
    }

    GameConnection connection() {
        return connection;
    }
}
