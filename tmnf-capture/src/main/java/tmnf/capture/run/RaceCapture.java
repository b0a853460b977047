package tmnf.capture.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.TurnHolder;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerMessage.CheckpointCount;
import tmnf.tminterface.protocol.ServerMessage.Frame;
import tmnf.tminterface.protocol.ServerMessage.Heartbeat;
import tmnf.tminterface.protocol.ServerMessage.RunStep;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/**
 * The race itself, from the turn of a run step in its countdown to the turn of its finish. Confined to the run's
 * thread.
 */
final class RaceCapture {

    /** The car of a ghost stands where the race starts; farther away this is another challenge. */
    private static final double START_METRES = 5;
    /** The race may go on so long after the ghost's finish until it counts as lost. */
    private static final int OVERTIME_MS = 500;
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final String RUN_STEP = ServerMessage.Kind.RUN_STEP.protocolName();

    private final GameConnection connection;
    private final GameLink link;
    private final RunRequest request;
    private final RunTalk talk;
    private final PhaseClock clock;
    private final RunSink sink;
    private final RunNotes notes;
    private final GhostTrace trace;
    private final FrameSchedule schedule;
    private final FrameSchedule metaSchedule;
    private final int frameCount;
    private final int snapshotCount;
    private final List<Integer> splits;
    private final FrameSize size;
    private int frame;
    private int snapshot;
    /** Race time of the last run step. */
    private int stepMs;
    /** Race time of the frame that was asked for; negative without one. */
    private int askedMs = -1;

    RaceCapture(GameConnection connection, RunRequest request, RunTalk talk, RunSink sink, RunNotes notes,
            GhostTrace trace) {
        this.connection = connection;
        this.link = connection.link();
        this.request = request;
        this.talk = talk;
        this.clock = talk.clock();
        this.sink = sink;
        this.notes = notes;
        this.trace = trace;
        this.schedule = request.schedule();
        this.metaSchedule = request.metaSchedule();
        this.frameCount = schedule.count();
        this.snapshotCount = metaSchedule.count();
        this.splits = request.splits();
        this.size = request.frames().size();
    }

    /**
     * Captures until the finish, which is taken back; its turn is over then.
     *
     * @param first the open turn
     */
    void capture(RunStep first) throws IOException, StopException, InterruptedException {
        notes.reset();
        begin();
        stepMs = first.raceTimeMs();
        step(first);
        while (true) {
            ServerMessage message = talk.next(askedMs >= 0 ? "the frame of " + askedMs + " ms" : RUN_STEP,
                    askedMs >= 0);
            if (message instanceof RunStep step) {
                followStep(step);
            } else if (message instanceof Frame picture) {
                picture(picture);
            } else if (message instanceof CheckpointCount passed) {
                if (checkpoint(passed)) {
                    return;
                }
            } else if (message instanceof Heartbeat beat && hasMedals(beat)) {
                throw talk.stop(StopReason.MEDALS, "the race ended after " + stepMs + " ms of "
                        + request.raceTimeMs());
            } else {
                link.acknowledge();
            }
        }
    }

    private static boolean hasMedals(Heartbeat beat) {
        return beat.gameState() == GameState.LOCAL_RACE_END_DIALOG.value()
                || beat.gameState() == GameState.MENUS.value();
    }

    /** A later run step; the first one is served without these checks. */
    private void followStep(RunStep step) throws IOException, StopException, InterruptedException {
        if (askedMs >= 0) {
            throw talk.stop(StopReason.FRAME_LATE, "the game went on to " + step.raceTimeMs()
                    + " ms before it gave the frame of " + askedMs + " ms");
        }
        if (step.raceTimeMs() < stepMs) {
            throw talk.stop(StopReason.DESYNC, "the race began anew at " + stepMs + " ms");
        }
        stepMs = step.raceTimeMs();
        step(step);
    }

    private void step(RunStep step) throws IOException, StopException, InterruptedException {
        int timeMs = step.raceTimeMs();
        if (timeMs >= 0) {
            if (clock.phase() == CapturePhase.COUNTDOWN) {
                clock.enter(CapturePhase.RACE);
            }
            if (timeMs > request.raceTimeMs() + OVERTIME_MS) {
                throw talk.stop(StopReason.NO_FINISH, "the ghost finished after " + request.raceTimeMs()
                        + " ms, this race goes on");
            }
            if (frame < frameCount && timeMs > schedule.tickMs(frame)) {
                throw talk.stop(StopReason.FRAME_LATE, "no run step came at " + schedule.tickMs(frame)
                        + " ms, when a frame was due; the game is at " + timeMs + " ms");
            }
            if (frame < frameCount && timeMs == schedule.tickMs(frame)) {
                link.setSpeed(0);
                link.requestFrame(size.width(), size.height());
                askedMs = timeMs;
            } else if (isStateDue(timeMs)) {
                state(timeMs, state());
            }
        }
        link.acknowledge();
    }

    private boolean isStateDue(int timeMs) {
        return trace.isDue(timeMs) || isSnapshotDue(timeMs);
    }

    private boolean isSnapshotDue(int timeMs) {
        return snapshot < snapshotCount && timeMs >= metaSchedule.tickMs(snapshot);
    }

    private SimStateData state() throws IOException {
        return SimStateData.wrap(link.getSimulationState());
    }

    /** What a state is good for besides its frame. */
    private void state(int timeMs, SimStateData state) throws StopException {
        if (state.raceTimeMs() != timeMs) {
            throw talk.stop(StopReason.FRAME_LATE, "the state is of " + state.raceTimeMs() + " ms, not of "
                    + timeMs + " ms");
        }
        if (trace.isDue(timeMs)) {
            compare(timeMs, state);
        }
        if (isSnapshotDue(timeMs)) {
            snapshot++;
            written(() -> sink.snapshot(timeMs, state));
        }
    }

    private void compare(int timeMs, SimStateData state) throws StopException {
        double metres = trace.compare(state);
        if (timeMs == 0 && !(metres <= Math.max(START_METRES, request.largestDistanceMetres()))) {
            throw talk.stop(StopReason.WRONG_MAP, String.format(Locale.ROOT,
                    "the race starts %.1f m from where the ghost starts", metres));
        }
        if (!(metres <= request.largestDistanceMetres())) {
            throw talk.stop(StopReason.DESYNC, String.format(Locale.ROOT,
                    "the car is %.2f m from the ghost at %d ms, allowed are %.2f m", metres, timeMs,
                    request.largestDistanceMetres()));
        }
    }

    private void picture(Frame picture) throws IOException, StopException, InterruptedException {
        if (askedMs < 0) {
            link.acknowledge();
            return;
        }
        int timeMs = askedMs;
        SimStateData state = state();
        state(timeMs, state);
        FrameLabel label = new FrameLabel(frame, timeMs, schedule.requestedMs(frame));
        written(() -> sink.frame(label, picture.size(), picture.pixels(), state));
        frame++;
        notes.frame(timeMs);
        awaitRoom();
        askedMs = -1;
        link.setSpeed((float) request.speed());
        link.acknowledge();
    }

    private void awaitRoom() throws IOException, StopException, InterruptedException {
        Future<?> room = sink.room();
        if (room.isDone()) {
            return;
        }
        try {
            new TurnHolder(link, connection.time()).waitFor(room, LEASE, clock.leftOfRun());
        } catch (ExecutionException e) {
            throw new SinkFailure(e.getCause() instanceof IOException io ? io : new IOException(e.getCause()));
        } catch (TimeoutException e) {
            throw talk.stop(StopReason.TOO_LONG, "the frames are not written in time");
        }
        clock.messageCame();
        clock.stepCame();
    }

    private void begin() {
        written(sink::begin);
    }

    private static void written(SinkCall call) {
        try {
            call.run();
        } catch (IOException e) {
            throw new SinkFailure(e);
        }
    }

    /** Whether that was the finish. */
    private boolean checkpoint(CheckpointCount passed) throws IOException, StopException {
        if (passed.target() != splits.size()) {
            throw talk.stop(StopReason.WRONG_MAP, "the challenge has " + passed.target()
                    + " checkpoints with the finish, the ghost passed " + splits.size());
        }
        List<Integer> times = passedTimes(state().checkpointData());
        notes.checkpoints(times);
        boolean finish = passed.current() == passed.target();
        if (finish) {
            link.preventSimulationFinish();
            notes.finished();
        }
        for (int i = 0; i < Math.min(times.size(), splits.size()); i++) {
            if (!times.get(i).equals(splits.get(i))) {
                throw talk.stop(StopReason.WRONG_SPLIT, "checkpoint " + (i + 1) + " of " + splits.size()
                        + " came at " + times.get(i) + " ms, the ghost's at " + splits.get(i) + " ms");
            }
        }
        link.acknowledge();
        return finish;
    }

    private static List<Integer> passedTimes(CheckpointData checkpoints) {
        List<Integer> times = new ArrayList<>();
        for (int i = 0; i < checkpoints.cpTimesLength(); i++) {
            if (checkpoints.cpTimeMs(i) != CheckpointData.NOT_PASSED) {
                times.add(checkpoints.cpTimeMs(i));
            }
        }
        return times;
    }

    /** Hands something to the sink. */
    @FunctionalInterface
    private interface SinkCall {
        void run() throws IOException;
    }

    /** The sink cannot go on; what it threw is the cause. */
    static final class SinkFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SinkFailure(IOException cause) {
            super(cause);
        }

        IOException failure() {
            return (IOException) getCause();
        }
    }
}
