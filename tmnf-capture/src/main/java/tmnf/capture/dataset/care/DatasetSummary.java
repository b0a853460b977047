package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.DatasetException;
import tmnf.capture.dataset.FrameStore;
import tmnf.capture.dataset.ShardEditor;

/**
 * How much there is in a dataset, told from its metadata where it has them. Opens no frame.
 *
 * @param tracks with replays
 * @param replays captured
 * @param frames of all replays
 * @param bytes of all frames
 * @param raceTimeMs of all replays whose metadata say it
 * @param sizes how many replays have frames of which size, as {@code 64x64}; {@code unknown} without metadata
 * @param colours the same for {@code grey} and {@code rgb}; other tools are grey and do not say so
 * @param fps the same for the frames a second
 * @param complete replays that our capture wrote and verified
 * @param otherTool replays that another tool wrote
 * @param incomplete replays that are not whole, or cannot be read
 * @param packed replays whose frames are in shards
 * @param quarantined rejected captures that lie aside
 */
public record DatasetSummary(int tracks, int replays, long frames, long bytes, long raceTimeMs,
        Map<String, Integer> sizes, Map<String, Integer> colours, Map<String, Integer> fps, int complete,
        int otherTool, int incomplete, int packed, int quarantined) {

    private static final String UNKNOWN = "unknown";
    private static final String REASON = "reason.json";

    /** Counts, one replay after the other. */
    private static final class Counts {
        private final Set<String> tracks = new TreeSet<>();
        private int replays;
        private long frames;
        private long bytes;
        private long raceTimeMs;
        private final Map<String, Integer> sizes = new TreeMap<>();
        private final Map<String, Integer> colours = new TreeMap<>();
        private final Map<String, Integer> fps = new TreeMap<>();
        private int complete;
        private int otherTool;
        private int incomplete;
        private int packed;

        private void add(CapturedReplay replay) throws IOException {
            tracks.add(replay.trackId());
            replays++;
            packed += ShardEditor.isPacked(replay) ? 1 : 0;
            Optional<CaptureMetadata> read = Optional.empty();
            try {
                read = replay.metadata();
                boolean ours = read.isPresent() && read.get().status().isPresent();
                boolean whole = replay.isComplete();
                complete += whole && ours ? 1 : 0;
                otherTool += whole && !ours ? 1 : 0;
                incomplete += whole ? 0 : 1;
                count(replay, read);
                describe(read, ours);
            } catch (DatasetException e) {
                incomplete++;
            }
        }

        private void count(CapturedReplay replay, Optional<CaptureMetadata> metadata) throws IOException {
            OptionalInt told = metadata.isEmpty() ? OptionalInt.empty()
                    : metadata.get().integer(CaptureMetadata.TOTAL_FRAMES);
            OptionalLong size = metadata.isEmpty() ? OptionalLong.empty()
                    : metadata.get().whole(CaptureMetadata.FRAME_BYTES);
            frames += told.isPresent() ? told.getAsInt() : entries(replay);
            if (size.isPresent()) {
                bytes += size.getAsLong();
                return;
            }
            try (FrameStore store = replay.frames()) {
                for (String name : store.names()) {
                    bytes += store.size(name);
                }
            }
        }

        private static int entries(CapturedReplay replay) throws IOException {
            int entries = 0;
            try (DatasetCursor<Map<String, Object>> cursor = replay.storedEntries()) {
                while (cursor.next().isPresent()) {
                    entries++;
                }
            }
            return entries;
        }

        private void describe(Optional<CaptureMetadata> read, boolean ours) throws DatasetException {
            String size = UNKNOWN;
            String rate = UNKNOWN;
            String colour = ours ? UNKNOWN : "grey";
            if (read.isPresent()) {
                CaptureMetadata metadata = read.get();
                if (metadata.integer("width").isPresent() && metadata.integer("height").isPresent()) {
                    size = metadata.integer("width").getAsInt() + "x" + metadata.integer("height").getAsInt();
                }
                raceTimeMs += metadata.integer("race_time_ms").orElse(0);
                colour = metadata.text("colour").orElse(colour);
                rate = metadata.number("fps").isEmpty() ? UNKNOWN
                        : Double.toString(metadata.number("fps").getAsDouble()).replaceFirst("\\.0$", "");
            }
            sizes.merge(size, 1, Integer::sum);
            colours.merge(colour, 1, Integer::sum);
            fps.merge(rate, 1, Integer::sum);
        }
    }

    /**
     * Counts replays.
     *
     * @param root the dataset's folder, for what lies in quarantine
     * @param stops asked between two replays: true ends the counting there
     */
    public static DatasetSummary of(Path root, List<CapturedReplay> replays, BooleanSupplier stops)
            throws IOException {
        Counts counts = new Counts();
        for (CapturedReplay replay : replays) {
            if (stops.getAsBoolean()) {
                break;
            }
            counts.add(replay);
        }
        return new DatasetSummary(counts.tracks.size(), counts.replays, counts.frames, counts.bytes,
                counts.raceTimeMs, counts.sizes, counts.colours, counts.fps, counts.complete,
                counts.otherTool,
                counts.incomplete, counts.packed, quarantined(root));
    }

    private static int quarantined(Path root) throws IOException {
        Path quarantine = root.resolve(CaptureDataset.OWN_FOLDER).resolve("quarantine");
        if (!Files.isDirectory(quarantine)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(quarantine, 3)) {
            return (int) files.filter(file -> file.endsWith(REASON)).count();
        }
    }
}
