package tmnf.rl.collect;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import tmnf.capture.dataset.jpeg.BgraPixels;
import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.rl.policy.Decider;
import tmnf.rl.policy.Decision;
import tmnf.rl.policy.Exploration;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkState;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/**
 * One game in which a driver races. Between races the game stands still in a turn of ours, whose lease {@link
 * #hold} renews; each race begins with a rewind to the start state of its map, so that only the first race on
 * a map has a countdown. Closing gives the game back at speed 1. Confined to one thread; owns the link.
 *
 * <pre>
 * with frames     run step of a decision: speed 0, request; frame: state of the same tick, decision, go on
 * without frames  run step of a decision: state, decision, go on; the game is never stopped
 * </pre>
 *
 * After a {@link RaceBrokenException} nothing is known of the game: close it. The class is larger than others
 * because a race's turns share what is known of it.
 */
public final class RaceEnvironment implements AutoCloseable {

    /** How long the game stands still between races after this program has died. */
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final ByteBuffer NO_FRAME = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final RaceSettings settings;
    private final RaceTimeouts limits;
    private final GameLink link;
    private final LinkTime time;
    private final RaceTurns turns;
    private final RaceEntry entry;
    private final StopSignal stop;
    private final ObservationLayout layout;
    private final Map<MapTarget, Course> courses = new HashMap<>();
    private final RaceRecorder recorder;
    private final float[] numbers;
    private final int[] bgra;
    private final byte[] grey;
    private final ByteBuffer greyView;
    private final List<Integer> splits = new ArrayList<>();

    private Course running; // whose race the game runs; null: of none that is known
    private Decider decider; // of this race
    private Exploration exploration;
    private int decisionMs; // tick of the last decision
    private int furthestZone;
    private int progressMs; // tick at which that was reached
    private int finishMs;
    private long stepNanos;
    private long frameNanos;
    private long convertNanos;
    private long stateNanos;
    private long decideNanos;
    private RaceTiming timing;

    /** A game that is connected by the first race. */
    public RaceEnvironment(GameLink link, RaceSettings settings, LinkTime time, StopSignal stop) {
        this.link = Objects.requireNonNull(link, "link");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.time = Objects.requireNonNull(time, "time");
        this.stop = Objects.requireNonNull(stop, "stop");
        this.limits = settings.timeouts();
        this.turns = new RaceTurns(link, time, stop);
        this.entry = new RaceEntry(turns, settings);
        this.layout = ObservationLayout.of(settings.observation());
        this.recorder = new RaceRecorder(layout.size(), settings.pixels());
        this.numbers = new float[layout.size()];
        this.bgra = new int[settings.pixels()];
        this.grey = new byte[settings.pixels()];
        this.greyView = ByteBuffer.wrap(grey).asReadOnlyBuffer();
    }

    /** How an observation is laid out. */
    public ObservationLayout layout() {
        return layout;
    }

    /** Where the wall time of the last whole race went. */
    public RaceTiming lastTiming() {
        return Objects.requireNonNull(timing, "no race has ended yet");
    }

    /** Race times of the checkpoints that the last race passed, the finish included, ms. */
    public List<Integer> lastSplitsMs() {
        return List.copyOf(splits);
    }

    /**
     * Drives a race to its end; the game stands still then.
     *
     * @param chooses what to do
     * @param exploring whether it is no evaluation, for the rollout
     * @throws RaceBrokenException if the game broke it off, or a stop was asked for
     * @throws InterruptedException if the decider was interrupted
     */
    public Rollout race(MapTarget target, Decider chooses, Exploration chance, boolean exploring)
            throws RaceBrokenException, InterruptedException {
        decider = Objects.requireNonNull(chooses, "chooses");
        exploration = Objects.requireNonNull(chance, "chance");
        long began = time.nanos();
        stepNanos = 0;
        frameNanos = 0;
        convertNanos = 0;
        stateNanos = 0;
        decideNanos = 0;
        try {
            Course course = courses.computeIfAbsent(target, each -> new Course(each, settings, layout));
            toStart(course);
            long started = time.nanos();
            RaceEnd end = drive(course);
            int raceTimeMs = end.terminated() ? finishMs : decisionMs;
            long took = time.nanos() - began;
            timing = new RaceTiming(recorder.count(), started - began, stepNanos, frameNanos,
                    convertNanos, stateNanos, decideNanos, took);
            return recorder.rollout(course, exploring, end, raceTimeMs, began, took);
        } catch (RaceBrokenException e) {
            throw e; // it says already what happened
        } catch (InterruptedIOException e) {
            throw new RaceBrokenException(Reason.STOPPED, "interrupted in a race: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RaceBrokenException(Reason.CONNECTION_LOST, e.getMessage(), e);
        }
    }

    /**
     * Between races: lets the game stand still on. Call it every second or so; does nothing without a game.
     */
    public void hold() throws RaceBrokenException {
        if (link.state() == LinkState.TURN) {
            try {
                link.holdTurn(LEASE);
            } catch (IOException e) {
                throw new RaceBrokenException(Reason.CONNECTION_LOST, "the game on port " + link.port()
                        + " was lost between two races: " + e.getMessage(), e);
            }
        }
    }

    /** Lets the game go on as people play it, and disconnects; takes less than a second. */
    @Override
    public void close() {
        entry.leave();
    }

    // --------------------------------------------------------------------------------------------- the start

    private void toStart(Course course) throws IOException {
        if (link.state() == LinkState.DISCONNECTED) {
            courses.values().forEach(Course::forgetStart);
            running = null;
            entry.connect();
        }
        if (running != course) {
            running = null;
            entry.loadMap(course.target());
            entry.dress();
            running = course;
        }
        if (!course.knowsStart()) {
            entry.firstStart(course);
        }
        link.setTimeout(limits.answer()); // the lease was longer
        link.setOnStepPeriod(settings.decisionMs());
        link.setInputState(false, false, false, false);
        link.rewindToState(course.start());
        link.setSpeed((float) settings.runningSpeed());
        recorder.begin();
        splits.clear();
        course.observations().reset();
        furthestZone = course.zones().zone();
        progressMs = 0;
        decisionMs = 0;
        finishMs = RaceTurns.NO_STEP;
    }

    // ---------------------------------------------------------------------------------------------- the race

    private RaceEnd drive(Course course) throws IOException, InterruptedException {
        SimStateData start = turns.wrap(course.start());
        if (!settings.seesFrames()) {
            decide(course, start, NO_FRAME);
        } else if (!observe(course)) {
            return finished();
        }
        RaceTurns.Limit limit = turns.within(limits.step());
        while (true) {
            long began = time.nanos();
            ServerMessage message = turns.next("the next run step", limit, Reason.RACE_SILENT);
            stepNanos += time.nanos() - began;
            int at = RaceTurns.stepTimeMs(message);
            if (at == RaceTurns.NO_STEP) {
                if (checkpoint(message)) {
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
                if (!observe(course)) {
                    return finished();
                }
            } else {
                byte[] bytes = message instanceof ServerMessage.StepEx step && step.state().length > 0
                        ? step.state() : turns.state(limits.step());
                decide(course, requireTick(turns.wrap(bytes), Reason.WRONG_TICK), NO_FRAME);
            }
            limit = turns.within(limits.step());
        }
    }

    /** In the turn of the decision's tick: gets its frame, and decides; false if the finish came instead. */
    private boolean observe(Course course) throws IOException, InterruptedException {
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
                decideOn(course, bytes, frame.raceTimeMs(), frame.size(), frame.pixels());
                return true;
            } else if (message instanceof ServerMessage.Frame frame) {
                byte[] bytes = turns.state(limits.step());
                frameNanos += time.nanos() - began;
                decideOn(course, bytes, decisionMs, frame.size(), frame.pixels());
                return true;
            } else if (RaceTurns.stepTimeMs(message) != RaceTurns.NO_STEP) {
                throw turns.broken(Reason.FRAME_LATE, "the run step of " + RaceTurns.stepTimeMs(message)
                        + " ms came before the frame of " + decisionMs + " ms, although the game was "
                        + "stopped");
            } else if (checkpoint(message)) {
                link.unrequestFrame();
                return false;
            }
            turns.requireRace(message, decisionMs);
        }
    }

    private void decideOn(Course course, byte[] bytes, int shownMs, FrameSize size, ByteBuffer pixels)
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
        decide(course, state, greyView);
        link.setSpeed((float) settings.runningSpeed());
    }

    private SimStateData requireTick(SimStateData state, Reason reason) throws RaceBrokenException {
        // Behind the finish the race time stands, until the finish is taken back in the turn that follows.
        if (state.raceTimeMs() != decisionMs && !isFinished(state.checkpointData())) {
            throw turns.broken(reason, "the state at " + decisionMs + " ms is of " + state.raceTimeMs()
                    + " ms");
        }
        return state;
    }

    private static boolean isFinished(CheckpointData data) {
        int passages = data.cpTimesLength();
        return passages > 0 && data.cpTimeMs(passages - 1) != CheckpointData.NOT_PASSED;
    }

    private void decide(Course course, SimStateData state, ByteBuffer frame)
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
        course.observations().sent(decision.action());
        Action keys = ActionIndex.action(decision.action());
        link.setInputState(keys.left(), keys.right(), keys.accelerate(), keys.brake());
    }

    // -------------------------------------------------------------------------------------------- the finish

    /** Whether a message tells of the finish, which is taken back then. */
    private boolean checkpoint(ServerMessage message) throws IOException {
        if (!(message instanceof ServerMessage.CheckpointCount count)) {
            return false;
        }
        CheckpointData data = turns.wrap(turns.state(limits.step())).checkpointData();
        if (count.isFinish()) {
            link.preventSimulationFinish();
        }
        int index = count.current() - 1;
        boolean known = index >= 0 && index < data.cpTimesLength()
                && data.cpTimeMs(index) != CheckpointData.NOT_PASSED;
        if (!known && count.isFinish()) {
            throw turns.broken(Reason.CONNECTION_LOST, "it tells of the finish, passage " + count.current()
                    + " of " + count.target() + ", and has no time of it");
        }
        if (known) {
            splits.add(data.cpTimeMs(index));
            finishMs = data.cpTimeMs(index);
        }
        return count.isFinish();
    }

    /** The game may have told of a decision's tick before it told of the finish in the same one. */
    private RaceEnd finished() {
        while (recorder.count() > 1 && (recorder.count() - 1) * settings.decisionMs() > finishMs) {
            recorder.dropLast();
        }
        return RaceEnd.FINISHED;
    }
}
