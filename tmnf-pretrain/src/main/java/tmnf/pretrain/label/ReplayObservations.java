package tmnf.pretrain.label;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.DatasetException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ObservationSnapshot;
import tmnf.tminterface.observation.PreviousActions;
import tmnf.tminterface.observation.SnapshotException;
import tmnf.tminterface.observation.StoredObservations;

/**
 * The observations of the frames of one replay. Its states are read as a stream, in order of time, beside the
 * frames; two of them are held. Confined to one thread; one use.
 */
final class ReplayObservations {

    private static final String ZONES = "zone_centers_in_car_frame";
    private static final int TICK_MS = 10;

    private final FrameTree.Replay replay;
    private final ReplayFrames frames;
    private final FrameActions actions;
    private final ObservationSettings settings;
    private final BooleanSupplier stopped;
    private final ObservationLayout layout;
    private final StoredObservations stored;
    private final PreviousActions previous;
    private final float[] vector;
    private final ByteBuffer row;
    private final BitSet missing = new BitSet();
    private final List<ManifestProblem> problems = new ArrayList<>();
    /** Of the replay; empty without a timeline. */
    private final int[] timeline;
    private final int stepMs;
    private double farthestMs;
    private int withoutLine;

    /** A state and its time. */
    private record State(double timeMs, ObservationSnapshot snapshot) { }

    ReplayObservations(FrameTree.Replay replay, ReplayFrames frames, FrameActions actions,
            ObservationSettings settings, BooleanSupplier stopped) {
        this.replay = replay;
        this.frames = frames;
        this.actions = actions;
        this.settings = settings;
        this.stopped = stopped;
        layout = settings.layout();
        stored = new StoredObservations(layout);
        previous = new PreviousActions(layout.config().previousActions());
        vector = new float[layout.size()];
        row = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Optional<Timeline> labels = actions.timeline(frames.first());
        stepMs = labels.map(Timeline::stepMs).orElse(1);
        timeline = labels.map(Timeline::numbers).orElse(new int[0]);
    }

    /**
     * Writes the rows of those frames that have a state to their places; what cannot be read is a problem.
     */
    void write(FileChannel to, long place) throws IOException {
        missing.set(frames.first(), frames.first() + frames.count());
        int[] inTime = IntStream.range(frames.first(), frames.first() + frames.count())
                .filter(actions::isListed).boxed()
                .sorted((a, b) -> Integer.compare(actions.timeMs(a), actions.timeMs(b)))
                .mapToInt(frame -> frame).toArray();
        try {
            CapturedReplay capture = CapturedReplay.open(replay.folder());
            farthestMs = farthestMs(capture);
            try (DatasetCursor<Map<String, Object>> states = capture.snapshots()) {
                write(states, inTime, to, place);
            }
        } catch (DatasetException e) {
            problem(missing.cardinality(), e.getMessage());
            return;
        }
        if (!missing.isEmpty()) {
            problem(missing.cardinality(), "have no readable state within " + (int) farthestMs + " ms");
        }
        if (withoutLine > 0) {
            problem(withoutLine, "have no zones and no margin, which are 0 in their observations; capture "
                    + "the replay again with a reference line");
        }
    }

    private void problem(int count, String reason) {
        problems.add(new ManifestProblem(replay.track() + "/" + replay.name(), count, reason));
    }

    private double farthestMs(CapturedReplay capture) throws IOException {
        Optional<CaptureMetadata> metadata = capture.metadata();
        OptionalDouble interval = metadata.isPresent() ? metadata.get().number("meta_interval_ms")
                : OptionalDouble.empty();
        return interval.isEmpty() ? settings.farthestMs()
                : Math.min(settings.farthestMs(), interval.getAsDouble() / 2 + TICK_MS);
    }

    private void write(DatasetCursor<Map<String, Object>> states, int[] inTime, FileChannel to, long place)
            throws IOException {
        State before = null;
        int at = 0;
        int number = 0;
        int unreadable = 0;
        String first = "";
        Optional<Map<String, Object>> next = states.next();
        for (; next.isPresent() && at < inTime.length && !stopped.getAsBoolean(); next = states.next()) {
            State state;
            try {
                state = state(number++, next.get(), before);
            } catch (SnapshotException e) {
                first = unreadable++ == 0 ? e.getMessage() : first;
                continue;
            }
            while (at < inTime.length && actions.timeMs(inTime[at]) <= state.timeMs) {
                int timeMs = actions.timeMs(inTime[at]);
                boolean earlier = before != null && timeMs - before.timeMs <= state.timeMs - timeMs;
                write(inTime[at++], earlier ? before : state, to, place);
            }
            before = state;
        }
        for (; at < inTime.length && before != null && !stopped.getAsBoolean(); at++) {
            write(inTime[at], before, to, place);
        }
        if (unreadable > 0) {
            problem(0, unreadable + " states cannot be read; the first: " + first);
        }
    }

    private State state(int number, Map<String, Object> meta, State before) throws SnapshotException {
        String label = replay.folder() + ", state " + number;
        Object time = meta.get("time_ms") instanceof Number ? meta.get("time_ms") : meta.get("race_time");
        if (!(time instanceof Number timeMs) || before != null && timeMs.doubleValue() < before.timeMs) {
            throw new SnapshotException(label, "time_ms", SnapshotException.Reason.NOT_A_NUMBER,
                    "is missing, or before that of the state in front");
        }
        return new State(timeMs.doubleValue(), ObservationSnapshot.read(label, meta, layout));
    }

    private void write(int frame, State state, FileChannel to, long place) throws IOException {
        int timeMs = actions.timeMs(frame);
        if (Math.abs(timeMs - state.timeMs) > farthestMs) {
            return;
        }
        if (settings.previous() == ObservationSettings.Previous.ACTED) {
            previous.clear();
            for (int back = timeline.length == 0 ? 0 : previous.count(); back > 0; back--) {
                previous.push(actions.held(frame, -back * settings.actionMs(), settings.actionMs()));
            }
        } else {
            previous.recall(timeline, stepMs, settings.actionMs(), timeMs);
        }
        stored.build(state.snapshot, previous, vector, 0);
        row.clear().asFloatBuffer().put(vector);
        ObservationFile.write(to, row, place + (long) frame * row.capacity());
        missing.clear(frame);
        withoutLine += state.snapshot.field(ZONES).isEmpty() ? 1 : 0;
    }

    /** Frames without an observation, by their number in the dataset. */
    BitSet missing() {
        return missing;
    }

    List<ManifestProblem> problems() {
        return problems;
    }
}
