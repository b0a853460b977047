package tmnf.pretrain.label;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.DatasetException;
import tmnf.tminterface.observation.ActionIndex;

/**
 * What the manifest of one replay says of actions, of this toolkit's captures and of others, which write less
 * of each frame.
 *
 * @param entries in order of step, then time
 * @param timeline actions of the whole race, if the manifest has them and the metadata say their distance
 * @param lack why there is no timeline; empty where there is one
 * @param remarks what was left out, without the file's name
 */
record ManifestLabels(List<Entry> entries, Optional<Timeline> timeline, String lack, List<String> remarks) {

    private static final String ADVICE = "Capture the replay again, or remove its folder.";

    /**
     * A frame.
     *
     * @param file its name
     * @param step its number
     * @param timeMs race time
     * @param action its own label; {@link FrameActions#UNKNOWN} without
     */
    record Entry(String file, long step, int timeMs, byte action) { }

    /** A timeline, or why there is none. */
    private record Found(Optional<Timeline> timeline, String lack) {

        static Found not(String lack) {
            return new Found(Optional.empty(), lack);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws DatasetException when its entries cannot be read
     */
    static ManifestLabels read(CapturedReplay replay) throws IOException {
        List<Entry> entries = new ArrayList<>();
        int strange = 0;
        try (DatasetCursor<Map<String, Object>> cursor = replay.storedEntries()) {
            for (Optional<Map<String, Object>> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                Entry entry = entry(replay, entries.size(), next.get());
                entries.add(entry);
                strange += entry.action() == FrameActions.UNKNOWN && next.get().get("action_idx") != null
                        ? 1 : 0;
            }
        }
        entries.sort(Comparator.comparingLong(Entry::step).thenComparingInt(Entry::timeMs));
        List<String> remarks = new ArrayList<>();
        if (strange > 0) {
            remarks.add(strange + " labels \"action_idx\" are no actions, which are 0 to "
                    + (ActionIndex.COUNT - 1));
        }
        Found found = timeline(replay, remarks);
        return new ManifestLabels(entries, found.timeline, found.lack, remarks);
    }

    private static Entry entry(CapturedReplay replay, int index, Map<String, Object> stored)
            throws DatasetException {
        if (!(stored.get("file") instanceof String file)) {
            throw broken(replay, index, "\"file\" is no text");
        }
        long time = whole(replay, index, stored, "time_ms");
        if (time != (int) time) {
            throw broken(replay, index, "\"time_ms\" is no whole number of 32 bits");
        }
        Object action = stored.get("action_idx");
        return new Entry(file, whole(replay, index, stored, "step"), (int) time,
                action instanceof Number number && number.doubleValue() == number.intValue()
                        ? action(number.intValue()) : FrameActions.UNKNOWN);
    }

    private static long whole(CapturedReplay replay, int index, Map<String, Object> stored, String key)
            throws DatasetException {
        if (stored.get(key) instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw broken(replay, index, "\"" + key + "\" is no whole number");
    }

    private static DatasetException broken(CapturedReplay replay, int index, String rule) {
        return new DatasetException(replay.manifest(), "entry " + index, rule, ADVICE);
    }

    /** What is wrong with the timeline leaves the labels of the entries. */
    private static Found timeline(CapturedReplay replay, List<String> remarks) throws IOException {
        try {
            Optional<CaptureMetadata> metadata = replay.metadata();
            int stepMs = metadata.isPresent() ? metadata.get().integer("step_ms").orElse(0) : 0;
            if (stepMs == 0) {
                return Found.not(CaptureMetadata.FILE + " tells no \"step_ms\", the time from one of its "
                        + "\"actions\" to the next; add it");
            }
            Optional<List<Integer>> labels = replay.actions();
            if (labels.isEmpty()) {
                return Found.not("its manifest has no \"actions\"; tmnf backfill-actions writes them");
            }
            if (stepMs < 0) {
                remarks.add("\"step_ms\" of its metadata is " + stepMs);
                return Found.not(remarks.get(remarks.size() - 1));
            }
            Timeline timeline = Timeline.of(stepMs, labels.get());
            int unknown = 0;
            for (byte action : timeline.actions()) {
                unknown += action == FrameActions.UNKNOWN ? 1 : 0;
            }
            if (unknown > 0) {
                remarks.add(unknown + " of its \"actions\" are none, which are 0 to "
                        + (ActionIndex.COUNT - 1));
            }
            return new Found(Optional.of(timeline), "");
        } catch (DatasetException e) {
            remarks.add(e.getMessage());
            return Found.not(e.getMessage());
        }
    }

    static byte action(int label) {
        return ActionIndex.isValid(label) ? (byte) label : FrameActions.UNKNOWN;
    }
}
