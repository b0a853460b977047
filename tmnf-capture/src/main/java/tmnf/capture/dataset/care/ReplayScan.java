package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.DatasetException;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.FrameStore;
import tmnf.tminterface.observation.ObservationCheck;
import tmnf.tminterface.observation.ObservationSnapshot;
import tmnf.tminterface.observation.PreviousActions;
import tmnf.tminterface.observation.SnapshotException;
import tmnf.tminterface.observation.StoredObservations;

/** Looks for bad entries in one replay; reads its manifest twice, as a stream. Confined to one thread. */
final class ReplayScan {

    private static final byte[] JPEG_START = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final byte[] JPEG_END = {(byte) 0xFF, (byte) 0xD9};

    private final CapturedReplay replay;
    private final CleanupSettings settings;
    private final boolean upstream;
    private final BitSet bad = new BitSet();
    private final Map<BadReason, Integer> reasons = new EnumMap<>(BadReason.class);
    private final Set<String> named = new HashSet<>();
    private double farthestMs;

    private ReplayScan(CapturedReplay replay, CleanupSettings settings) {
        this.replay = replay;
        this.settings = settings;
        this.upstream = settings.style() == CleanupStyle.UPSTREAM;
    }

    /** What is wrong with a replay. */
    static ReplayFinding of(CapturedReplay replay, CleanupSettings settings) throws IOException {
        try {
            return new ReplayScan(replay, settings).scan();
        } catch (DatasetException e) {
            return ReplayFinding.unreadable(replay, e.getMessage());
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            return ReplayFinding.unreadable(replay, e.toString());
        }
    }

    private ReplayFinding scan() throws IOException {
        SnapshotTimes snapshots = snapshots();
        farthestMs = upstream ? Double.POSITIVE_INFINITY : intervalMs(snapshots) / 2 + FrameSchedule.TICK_MS;
        List<double[]> order = new ArrayList<>();
        int entries = 0;
        try (FrameStore frames = replay.frames();
                DatasetCursor<Map<String, Object>> cursor = replay.storedEntries()) {
            for (Optional<Map<String, Object>> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                Optional<BadReason> reason = judge(next.get(), frames, snapshots);
                if (reason.isPresent()) {
                    bad.set(entries);
                    reasons.merge(reason.get(), 1, Integer::sum);
                }
                order.add(new double[] {sortKey(next.get(), "step"), sortKey(next.get(), "time_ms")});
                entries++;
            }
            List<String> orphans = frames.names().stream().filter(name -> !named.contains(name)).toList();
            return new ReplayFinding(replay, entries, upstream ? asUpstreamRemoves(order) : bad, reasons,
                    orphans.subList(0, Math.min(orphans.size(), ReplayFinding.MOST_NAMED)), orphans.size(),
                    new PendingRemovals(replay.folder()).isThere(), "");
        }
    }

    /** What the capture was told, else what is usual in the manifest: snapshots may lack. */
    private double intervalMs(SnapshotTimes snapshots) throws IOException {
        OptionalDouble told = replay.metadata().isEmpty() ? OptionalDouble.empty()
                : replay.metadata().get().number("meta_interval_ms");
        return told.orElse(snapshots.intervalMs());
    }

    private static double sortKey(Map<String, Object> entry, String key) {
        return UpstreamSnapshots.number(entry.get(key)).orElse(0);
    }

    /** The Python tool finds places in the sorted list and removes those places of the unsorted one. */
    private BitSet asUpstreamRemoves(List<double[]> order) {
        Integer[] sorted = new Integer[order.size()];
        Arrays.setAll(sorted, i -> i);
        Arrays.sort(sorted, (a, b) -> Arrays.compare(order.get(a), order.get(b)));
        BitSet places = new BitSet();
        for (int place = 0; place < sorted.length; place++) {
            places.set(place, bad.get(sorted[place]));
        }
        return places;
    }

    private SnapshotTimes snapshots() throws IOException {
        double[] times = new double[64];
        BitSet good = new BitSet();
        int count = 0;
        StoredObservations stored = new StoredObservations(settings.layout());
        ObservationCheck check = new ObservationCheck(settings.layout());
        try (DatasetCursor<Map<String, Object>> cursor = replay.snapshots()) {
            for (Optional<Map<String, Object>> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                OptionalDouble time = UpstreamSnapshots.number(next.get().get("time_ms"));
                if (time.isEmpty() || !Double.isFinite(time.getAsDouble())) {
                    continue;
                }
                if (count == times.length) {
                    times = Arrays.copyOf(times, 2 * count);
                }
                times[count] = time.getAsDouble();
                good.set(count++, upstream ? UpstreamSnapshots.isGood(next.get())
                        : makesObservation(next.get(), stored, check));
            }
        }
        return new SnapshotTimes(Arrays.copyOf(times, count), good);
    }

    private boolean makesObservation(Map<String, Object> meta, StoredObservations stored,
            ObservationCheck check) {
        try {
            ObservationSnapshot snapshot = ObservationSnapshot.read("snapshot", meta, settings.layout());
            float[] vector = new float[settings.layout().size()];
            stored.build(snapshot, new PreviousActions(settings.layout().config().previousActions()), vector,
                    0);
            // A car off the road, without a zone centre near it, is a true sample.
            return check.vector(vector, 0).stream()
                    .allMatch(finding -> finding.rule() == ObservationCheck.Rule.FIRST_CENTRE_NEAR);
        } catch (SnapshotException e) {
            return false;
        }
    }

    private Optional<BadReason> judge(Map<String, Object> entry, FrameStore frames, SnapshotTimes snapshots)
            throws IOException {
        if (!(entry.get("file") instanceof String file) || file.isEmpty()) {
            return Optional.of(BadReason.NO_FILE);
        }
        named.add(file);
        if (!isThere(file, frames)) {
            return Optional.of(BadReason.FILE_MISSING);
        }
        OptionalDouble time = UpstreamSnapshots.number(entry.get("time_ms"));
        if (time.isEmpty()) {
            return Optional.of(BadReason.NO_TIME);
        }
        if (snapshots.isEmpty()) {
            return Optional.of(BadReason.NO_SNAPSHOTS);
        }
        int nearest = snapshots.nearest(time.getAsDouble());
        if (snapshots.distanceMs(nearest, time.getAsDouble()) > farthestMs) {
            return Optional.of(BadReason.SNAPSHOT_FAR);
        }
        if (!snapshots.isGood(nearest)) {
            return Optional.of(BadReason.SNAPSHOT_BAD);
        }
        return settings.brokenFrames() && isBroken(frames.read(file)) ? Optional.of(BadReason.FRAME_BROKEN)
                : Optional.empty();
    }

    private boolean isThere(String file, FrameStore frames) throws IOException {
        try {
            return frames.has(file);
        } catch (DatasetException e) {
            // A name that leaves the folder: Python follows it, we never do.
            return upstream && Files.exists(replay.folder().resolve(file));
        }
    }

    /** Whether a JPEG has not its beginning or its end; bytes behind the end are allowed. */
    static boolean isBroken(byte[] jpeg) {
        if (jpeg.length < JPEG_START.length + JPEG_END.length
                || !Arrays.equals(jpeg, 0, JPEG_START.length, JPEG_START, 0, JPEG_START.length)) {
            return true;
        }
        for (int at = jpeg.length - JPEG_END.length; at > JPEG_START.length; at--) {
            if (jpeg[at] == JPEG_END[0] && jpeg[at + 1] == JPEG_END[1]) {
                return false;
            }
        }
        return true;
    }
}
