package tmnf.rl.collect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import tmnf.capture.dataset.jpeg.BgraPixels;
import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.rl.policy.Decider;
import tmnf.rl.policy.Decision;
import tmnf.rl.policy.Exploration;
import tmnf.rl.policy.InferenceException;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.state.SimStateData;

/**
 * A race from its start to its end, turn by turn, one after the other in the same arrays.
 *
 * <pre>
 * with frames     run step of a decision: speed 0, request; frame: state of the same tick, decision, go on
 * without frames  run step of a decision: state, decision, go on; the game is never stopped
 * </pre>
 *
 * Confined to one thread.
 */
final class RaceDrive {

    private static final ByteBuffer NO_FRAME = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final RaceTurns turns;
    private final RaceSettings settings;
    private final RaceTimeouts limits;
    private final GameLink link;
    private final LinkTime time;
    private final StopSignal stop;
    private final RaceRecorder recorder;
    private final RaceCheckpoints checkpoints;
    private final float[] numbers;
    private final int[] bgra;
    private final byte[] grey;
    private final ByteBuffer greyView;

    private Course course; // of this race, as what follows
    private Decider decider;
    private Exploration exploration;
    private int decisionMs; // tick of the last decision
    private int furthestZone;
    private int progressMs; // tick at which that was reached
    private long stepNanos;
    private long frameNanos;
    private long convertNanos;
    private long stateNanos;
    private long decideNanos;

    RaceDrive(RaceTurns turns, RaceSettings settings, ObservationLayout layout, StopSignal stop) {
        this.turns = turns;
        this.settings = settings;
        this.limits = settings.timeouts();
        this.link = turns.link();
        this.time = turns.time();
        this.stop = stop;
        this.recorder = new RaceRecorder(layout.size(), settings.pixels());
        this.checkpoints = new RaceCheckpoints(turns, limits.step());
        this.numbers = new float[layout.size()];
        this.bgra = new int[settings.pixels()];
        this.grey = new byte[settings.pixels()];
        this.greyView = ByteBuffer.wrap(grey).asReadOnlyBuffer();
    }

    /** A race whose state at race time 0 the game is in. */
    void begin(Course on, Decider chooses, Exploration chance) {
        course = on;
        decider = chooses;
        exploration = chance;
        recorder.begin();
        checkpoints.begin();
        course.observations().reset();
        furthestZone = course.zones().zone();
        progressMs = 0;
        decisionMs = 0;
        stepNanos = 0;
        frameNanos = 0;
        convertNanos = 0;
        stateNanos = 0;
        decideNanos = 0;
    }

    /** Race times of the checkpoints that were passed, the finish included, ms. */
    List<Integer> splitsMs() {
        return checkpoints.timesMs();
    }

    /** Where the time went. */
    RaceTiming timing(long startNanos, long wallNanos) {
        return new RaceTiming(recorder.count(), startNanos, stepNanos, frameNanos, convertNanos, stateNanos,
                decideNanos, wallNanos);
    }

    /** What the race left. */
    Rollout rollout(boolean exploring, RaceEnd end, long began, long took) {
        return recorder.rollout(course, exploring, end,
                end.terminated() ? checkpoints.lastMs() : decisionMs, began, took);
    }

    /**
     * From the turn of a decision that was not made to one in which another race may begin: not that of a
     * frame, in which the original plugin takes no request of another one.
     */
    void drop() throws IOException {
        if (link.turn().filter(RaceTurns::isFrame).isEmpty()) {
            return;
        }
        link.setSpeed((float) settings.runningSpeed());
        RaceTurns.Limit limit = turns.within(limits.step());
        while (true) {
            ServerMessage message = turns.next("the next run step", limit, Reason.RACE_SILENT);
            if (RaceTurns.stepTimeMs(message) != RaceTurns.NO_STEP || checkpoints.take(message)) {
                return;
            }
            turns.requireRace(message, decisionMs);
        }
    }

    /**
     * Drives the race that has begun to its end; the game stands still then. Long because each of the ways in
     * which a race ends leaves the one loop.
     *
     * @throws InferenceException if no decision came; the game waits in that turn then
     */
    RaceEnd drive() throws IOException, InterruptedException {
        SimStateData start = turns.wrap(course.start());
        if (!settings.seesFrames()) {
            decide(start, NO_FRAME);
        } else if (!observe()) {
            return finished();
        }
        RaceTurns.Limit limit = turns.within(limits.step());
        while (true) {
            long began = time.nanos();
            ServerMessage message = turns.next("the next run step", limit, Reason.RACE_SILENT);
            stepNanos += time.nanos() - began;
            int at = RaceTurns.stepTimeMs(message);
            if (at == RaceTurns.NO_STEP) {
                if (checkpoints.take(message)) {
                    return finished();
                }
                turns.requireRace(message, decisionMs);
                continue;
            }
            if (at != decisionMs + settings.decisionMs()) {
                throw turns.broken(Reason.WRONG_TICK, "a run step of " + at + " ms came after that of "
                        + decisionMs + " ms; the next is due at " + (decisionMs + settings.decisionMs())
                        + " ms");
            }
            decisionMs = at;
            if (at > settings.tooLongMs()) {
                return RaceEnd.TOO_LONG;
            }
            if (at > progressMs + settings.noProgressMs()) {
                return RaceEnd.NO_PROGRESS;
            }
            if (settings.seesFrames()) {
                if (!observe()) {
                    return finished();
                }
            } else {
                byte[] bytes = message instanceof ServerMessage.StepEx step && step.state().length > 0
                        ? step.state() : turns.state(limits.step());
                decide(requireTick(turns.wrap(bytes), Reason.WRONG_TICK), NO_FRAME);
            }
            limit = turns.within(limits.step());
        }
    }

    /** In the turn of the decision's tick: gets its frame, and decides; false if the finish came instead. */
    private boolean observe() throws IOException, InterruptedException {
        if (settings.rewindBeforeFrame() && decisionMs > 0) {
            link.rewindToCurrentState();
        }
        link.setSpeed(0);
        turns.requestFrame(settings.frame());
        long began = time.nanos();
        RaceTurns.Limit limit = turns.within(limits.frame());
        while (true) {
            ServerMessage message = turns.next("the frame that was asked for", limit,
                    Reason.FRAME_MISSING);
            if (message instanceof ServerMessage.FrameEx frame) {
                frameNanos += time.nanos() - began;
                byte[] bytes = frame.state().length > 0 ? frame.state() : turns.state(limits.step());
                decideOn(bytes, frame.raceTimeMs(), frame.size(), frame.pixels());
                return true;
            } else if (message instanceof ServerMessage.Frame frame) {
                byte[] bytes = turns.state(limits.step());
                frameNanos += time.nanos() - began;
                decideOn(bytes, decisionMs, frame.size(), frame.pixels());
                return true;
            } else if (RaceTurns.stepTimeMs(message) != RaceTurns.NO_STEP) {
                throw turns.broken(Reason.FRAME_LATE, "the run step of " + RaceTurns.stepTimeMs(message)
                        + " ms came before the frame of " + decisionMs + " ms, although the game was "
                        + "stopped");
            } else if (checkpoints.take(message)) {
                link.unrequestFrame();
                return false;
            }
            turns.requireRace(message, decisionMs);
        }
    }

    private void decideOn(byte[] bytes, int shownMs, FrameSize size, ByteBuffer pixels)
            throws IOException, InterruptedException {
        if (!size.equals(settings.frame())) {
            throw turns.broken(Reason.CONNECTION_LOST, "a frame has the size " + size + ", not "
                    + settings.frame());
        }
        if (shownMs != decisionMs) {
            throw turns.broken(Reason.FRAME_LATE, "the frame that was asked for at " + decisionMs
                    + " ms shows " + shownMs + " ms");
        }
        SimStateData state = requireTick(turns.wrap(bytes), Reason.FRAME_LATE);
        long began = time.nanos();
        BgraPixels.read(pixels, bgra.length, bgra);
        BgraPixels.toGrey(bgra, bgra.length, grey);
        convertNanos += time.nanos() - began;
        decide(state, greyView);
        link.setSpeed((float) settings.runningSpeed());
    }

    private SimStateData requireTick(SimStateData state, Reason reason) throws RaceBrokenException {
        // Behind the finish the race time stands, until the finish is taken back in the turn that follows.
        if (state.raceTimeMs() != decisionMs && !RaceCheckpoints.isFinished(state)) {
            throw turns.broken(reason, "the state at " + decisionMs + " ms is of " + state.raceTimeMs()
                    + " ms");
        }
        return state;
    }

    private void decide(SimStateData state, ByteBuffer frame)
            throws IOException, InterruptedException {
        long began = time.nanos();
        course.observations().build(state, numbers, 0);
        int zone = course.zones().zone();
        double metres = course.zones().distanceAlong();
        if (zone > furthestZone) {
            furthestZone = zone;
            progressMs = decisionMs;
        }
        long built = time.nanos();
        stateNanos += built - began;
        Decision decision = stop.waiting(() -> decider.decide(frame, numbers, exploration));
        decideNanos += time.nanos() - built;
        recorder.add(frame, numbers, decision, metres, zone);
        Action keys = settings.actions().get(decision.action());
        course.observations().sent(ActionIndex.find(keys).orElseThrow());
        link.setInputState(keys.left(), keys.right(), keys.accelerate(), keys.brake());
    }

    /** The game may have told of a decision's tick before it told of the finish in the same one. */
    private RaceEnd finished() {
        int finishMs = checkpoints.lastMs();
        while (recorder.count() > 1 && (recorder.count() - 1) * settings.decisionMs() > finishMs) {
            recorder.dropLast();
        }
        return RaceEnd.FINISHED;
    }
}
