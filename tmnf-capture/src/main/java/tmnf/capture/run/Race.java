package tmnf.capture.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;

import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.state.SimStateData;

/**
 * From race time 0 to the finish: the game stands still for each frame, so that frame, state and label are of
 * one tick. Confined to the thread of the run.
 */
final class Race {

    private static final int LONGEST_PERIOD_MS = 100;

    private final Turns turns;
    private final RunRequest request;
    private final RunSink sink;
    private final GameLink link;
    private final GhostWatch ghost;
    private FrameTimes frames;
    private int snapshot; // number of the next one
    private int lastStepMs = Turns.NO_STEP;
    private int askedAtMs;

    Race(Turns turns, RunRequest request, RunSink sink) {
        this.turns = turns;
        this.request = request;
        this.sink = sink;
        this.link = turns.link();
        this.frames = FrameTimes.none(request.frames());
        this.ghost = new GhostWatch(turns, request.ghost(), request.largestDistanceMetres());
    }

    GhostWatch ghost() {
        return ghost;
    }

    FrameTimes frames() {
        return frames;
    }

    /**
     * Race time between the run steps that are needed: all ticks of frames, snapshots and samples. It divides
     * {@link #LONGEST_PERIOD_MS} even where little or nothing is due: the countdown is recognised by its
     * run steps, and a missing checkpoint is noticed in one.
     */
    int periodMs() {
        int period = gcd(LONGEST_PERIOD_MS, gcd(ticks(request.frames()), ticks(request.snapshots())));
        for (int i = 0; i < request.ghost().samples().size(); i++) {
            int time = request.ghost().samples().timeMs(i);
            period = time % FrameSchedule.TICK_MS == 0 ? gcd(period, time) : period;
        }
        return period;
    }

    private static int ticks(FrameSchedule schedule) {
        int common = 0;
        for (int k = 1; k < schedule.count() && common != FrameSchedule.TICK_MS; k++) {
            common = gcd(common, schedule.tickMs(k));
        }
        return common;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Begins in the turn of race time 0 and ends in the turn of the finish, or of the frame behind it. */
    void run() throws IOException, RunStop {
        turns.enter(CapturePhase.RACE);
        toSink(sink::begin);
        onStep(0);
        while (!ghost.isFinished() || turns.isFrameOutstanding() || isSomethingDue()) {
            ServerMessage message = turns.next(turns.isFrameOutstanding()
                    ? "the frame of " + askedAtMs + " ms" : "the next run step",
                    turns.isFrameOutstanding() ? StopReason.FRAME_MISSING : StopReason.RACE_SILENT);
            int time = Turns.stepTimeMs(message);
            if (time != Turns.NO_STEP) {
                onStep(time);
            } else if (message instanceof ServerMessage.CheckpointCount count) {
                onCheckpoint(count);
            } else if (message instanceof ServerMessage.Frame frame) {
                onFrame(message, frame.size(), frame.pixels());
            } else if (message instanceof ServerMessage.FrameEx frame) {
                onFrame(message, frame.size(), frame.pixels());
            } else if (message instanceof ServerMessage.Heartbeat beat
                    && beat.gameState() != GameState.LOCAL_RACE.value()) {
                throw turns.stop(beat.gameState() == GameState.LOCAL_RACE_END_DIALOG.value()
                        ? StopReason.MEDALS : StopReason.CONNECTION_LOST, "the game has left the race for its"
                        + " state " + beat.gameState() + " after " + lastStepMs + " ms");
            }
        }
    }

    private void onStep(int timeMs) throws IOException, RunStop {
        if (timeMs <= lastStepMs && lastStepMs != Turns.NO_STEP) {
            throw turns.stop(StopReason.NO_START, "the race began anew: race time " + timeMs + " ms after "
                    + lastStepMs + " ms");
        }
        lastStepMs = timeMs;
        ghost.atStep(timeMs);
        if (turns.isFrameOutstanding()) {
            return; // the frame's own turn will tell that it is late
        }
        int due = nextFrameMs();
        if (timeMs > due || timeMs > nextSnapshotMs() || timeMs > ghost.nextSampleMs()) {
            throw turns.stop(StopReason.FRAME_MISSING, "no run step came before that of " + timeMs
                    + " ms although something was due");
        }
        if (timeMs == due) {
            link.setSpeed(0);
            turns.requestFrame(request.size());
            askedAtMs = timeMs;
        } else if (timeMs == nextSnapshotMs() || timeMs == ghost.nextSampleMs()) {
            look(timeMs, turns.state());
        }
    }

    private int nextFrameMs() {
        int step = frames.count();
        return step < request.frames().count() ? request.frames().tickMs(step) : Integer.MAX_VALUE;
    }

    /** The finish is told of before or after the run step of its tick, and taken back in either case. */
    private boolean isSomethingDue() {
        return Math.min(nextFrameMs(), Math.min(nextSnapshotMs(), ghost.nextSampleMs()))
                != Integer.MAX_VALUE;
    }

    private int nextSnapshotMs() {
        return snapshot < request.snapshots().count() ? request.snapshots().tickMs(snapshot)
                : Integer.MAX_VALUE;
    }

    /** Does with a state what is due at its tick. */
    private void look(int timeMs, SimStateData state) throws RunStop {
        if (timeMs == ghost.nextSampleMs()) {
            ghost.compare(timeMs, state);
        }
        if (timeMs == nextSnapshotMs()) {
            toSink(() -> sink.snapshot(timeMs, state));
            snapshot++;
        }
    }

    private void onCheckpoint(ServerMessage.CheckpointCount count) throws IOException, RunStop {
        // Taken back before anything else: whatever the run is worth, the medals would give no turns.
        if (count.isFinish()) {
            link.preventSimulationFinish();
        }
        ghost.atCheckpoint(count, turns.state());
    }

    private void onFrame(ServerMessage message, FrameSize size, ByteBuffer pixels)
            throws IOException, RunStop {
        if (!size.equals(request.size())) {
            throw turns.stop(StopReason.CONNECTION_LOST, "the frame of " + askedAtMs + " ms has the size "
                    + size + ", not " + request.size());
        }
        SimStateData state = turns.state(message);
        int shown = message instanceof ServerMessage.FrameEx sized ? sized.raceTimeMs() : state.raceTimeMs();
        if (shown != askedAtMs || state.raceTimeMs() != askedAtMs) {
            throw turns.stop(StopReason.FRAME_LATE, "the frame that was asked for at " + askedAtMs
                    + " ms shows " + shown + " ms, and its state is of " + state.raceTimeMs() + " ms");
        }
        look(askedAtMs, state);
        int step = frames.count();
        FrameLabel label = new FrameLabel(step, askedAtMs, request.frames().requestedMs(step));
        toSink(() -> sink.frame(label, size, pixels, state));
        frames = frames.and(askedAtMs);
        turns.holdUntil(sink.room());
        link.setSpeed((float) request.speed());
    }

    private void toSink(Handing handing) throws RunStop {
        try {
            handing.run();
        } catch (ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            throw turns.stop(StopReason.INTERRUPTED, "interrupted while a frame was written");
        } catch (IOException e) {
            throw turns.stop(StopReason.CANNOT_WRITE, String.valueOf(e.getMessage()));
        }
    }

    /** A call of the sink. */
    @FunctionalInterface
    private interface Handing {
        void run() throws IOException;
    }
}
