package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.FrameStore;

/**
 * Which frames each row of a behaviour-cloning cache was made of: the same split and the same order as the
 * Python tools have. A row is a stack of frames that follow each other in one replay.
 *
 * @param train rows in their order
 * @param val rows in their order
 */
record CacheSamples(List<Row> train, List<Row> val) {

    /**
     * A row.
     *
     * @param frames names of the frames, oldest first
     */
    record Row(CapturedReplay replay, List<String> frames) { }

    /** Reads manifests of the cache's source. */
    static CacheSamples of(CacheMeta meta, CaptureDataset source) throws IOException {
        List<String> ids = meta.tracks();
        if (ids.isEmpty()) {
            for (Path track : source.tracks()) {
                if (!source.replays(track).isEmpty()) {
                    ids.add(track.getFileName().toString());
                }
            }
        }
        Set<String> val = validation(ids, meta.valFraction(), meta.seed());
        CacheSamples samples = new CacheSamples(new ArrayList<>(), new ArrayList<>());
        Set<String> wanted = new HashSet<>(ids);
        for (Path track : source.tracks()) {
            String id = track.getFileName().toString();
            if (wanted.contains(id)) {
                for (CapturedReplay replay : source.replays(track)) {
                    rows(replay, meta, val.contains(id) ? samples.val : samples.train);
                }
            }
        }
        return samples;
    }

    /** A single track is never validated with. */
    static Set<String> validation(List<String> ids, double fraction, long seed) {
        if (fraction <= 0 || ids.size() <= 1) {
            return Set.of();
        }
        List<String> shuffled = new ArrayList<>(ids);
        new PythonShuffle(seed).shuffle(shuffled);
        int count = Math.min(ids.size(), Math.max(1, (int) (ids.size() * fraction)));
        return new HashSet<>(shuffled.subList(0, count));
    }

    /** What a manifest says of a frame that matters here. */
    private record Frame(String file, double step, double timeMs, boolean labelled) { }

    private static void rows(CapturedReplay replay, CacheMeta meta, List<Row> to) throws IOException {
        List<Frame> frames = new ArrayList<>();
        try (DatasetCursor<Map<String, Object>> entries = replay.storedEntries()) {
            for (Optional<Map<String, Object>> next = entries.next(); next.isPresent();
                    next = entries.next()) {
                Map<String, Object> entry = next.get();
                frames.add(new Frame(entry.get("file") instanceof String file ? file : "",
                        number(entry.get("step")), number(entry.get("time_ms")),
                        entry.get("action_idx") instanceof Number));
            }
        }
        frames.sort(Comparator.comparingDouble(Frame::step).thenComparingDouble(Frame::timeMs));
        boolean anyTime = meta.hasOffsets() && (hasTimeline(replay)
                || frames.stream().anyMatch(Frame::labelled));
        int stack = meta.stack();
        int behind = !meta.hasOffsets() && meta.nextTick() ? 1 : 0;
        try (FrameStore store = replay.frames()) {
            for (int last = stack - 1; last + behind < frames.size(); last++) {
                List<Frame> window = frames.subList(last - stack + 1, last + 1);
                boolean labelled = meta.hasOffsets() ? anyTime : frames.get(last + behind).labelled;
                if (labelled && areThere(window, store)) {
                    to.add(new Row(replay, window.stream().map(Frame::file).toList()));
                }
            }
        }
    }

    private static boolean hasTimeline(CapturedReplay replay) throws IOException {
        return replay.metadata().isPresent()
                && replay.metadata().get().values().get("step_ms") instanceof Number
                && replay.actions().filter(actions -> !actions.isEmpty()).isPresent();
    }

    private static boolean areThere(List<Frame> window, FrameStore store) throws IOException {
        for (Frame frame : window) {
            if (frame.file.isEmpty() || !store.has(frame.file)) {
                return false;
            }
        }
        return true;
    }

    private static double number(Object value) {
        return UpstreamSnapshots.number(value).orElse(0);
    }
}
