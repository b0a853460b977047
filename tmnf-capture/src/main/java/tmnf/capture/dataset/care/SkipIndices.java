package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;

/**
 * Takes the rows that {@code skip_indices.json} of a behaviour-cloning cache names out of its arrays, and
 * their frames out of the dataset. What is about to be done is written to {@value #RECORD} first: which rows,
 * of how many, made of which frames. So each step can be repeated, also after a crash, and takes nothing
 * twice. Confined to one thread.
 */
public final class SkipIndices {

    /** Written by those who make the cache. */
    public static final String FILE = "skip_indices.json";
    /** Ours: the same rows, and how far we are. */
    public static final String RECORD = "skip_indices_applied.json";

    private static final List<String> SPLITS = List.of("train", "val");
    private static final List<String> ARRAYS = List.of("", "_actions", "_floats");
    private static final String NPY_FIXED = "npy_fixed";
    private static final String SOURCE_CLEANED = "source_cleaned";
    private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "bmp", "npy");

    private final Path cache;
    private final CacheMeta meta;
    private final Map<String, Object> record;
    private final boolean recorded;

    private SkipIndices(Path cache, CacheMeta meta, Map<String, Object> record, boolean recorded) {
        this.cache = cache;
        this.meta = meta;
        this.record = record;
        this.recorded = recorded;
    }

    /**
     * Opens a cache; changes nothing.
     *
     * @throws CacheException when it has no skip indices or no meta file, or they are broken
     */
    public static SkipIndices open(Path cache) throws IOException {
        Objects.requireNonNull(cache);
        CacheMeta meta = CacheMeta.read(cache);
        Path earlier = cache.resolve(RECORD);
        boolean recorded = Files.exists(earlier);
        Map<String, Object> record = CacheMeta.object(recorded ? earlier : cache.resolve(FILE));
        SkipIndices opened = new SkipIndices(cache, meta, record, recorded);
        for (String split : SPLITS) {
            opened.rows(split);
        }
        return opened;
    }

    /** Number of rows to skip; {@code split} is train or val. */
    public int count(String split) throws IOException {
        return rows(split).cardinality();
    }

    /** Whether the arrays are without these rows. */
    public boolean isNpyFixed() {
        return Boolean.TRUE.equals(record.get(NPY_FIXED));
    }

    /** Whether the dataset is without their frames. */
    public boolean isSourceCleaned() {
        return Boolean.TRUE.equals(record.get(SOURCE_CLEANED));
    }

    private BitSet rows(String split) throws CacheException {
        BitSet rows = new BitSet();
        Object stored = record.getOrDefault(split, List.of());
        if (!(stored instanceof List<?> list)) {
            throw new CacheException(cache.resolve(FILE), "\"" + split + "\" is no list", CacheMeta.ADVICE);
        }
        for (Object element : list) {
            if (!(element instanceof Integer row) || row < 0) {
                throw new CacheException(cache.resolve(FILE), "\"" + split
                        + "\" has an element that is no row: " + element, CacheMeta.ADVICE);
            }
            rows.set(row);
        }
        return rows;
    }

    /** Finds out which frames the rows were made of, and writes it down before anything is changed. */
    private void prepare() throws IOException {
        if (recorded || record.containsKey("frames")) {
            return;
        }
        CacheSamples samples = CacheSamples.of(meta, source());
        Set<String> frames = new LinkedHashSet<>();
        for (String split : SPLITS) {
            List<CacheSamples.Row> rows = split.equals("train") ? samples.train() : samples.val();
            BitSet skipped = rows(split);
            if (skipped.length() > rows.size()) {
                throw new CacheException(cache.resolve(FILE), "names row " + (skipped.length() - 1) + " of "
                        + split + ", the dataset makes " + rows.size(),
                        "The dataset has changed since; make the cache anew.");
            }
            record.put("rows_" + split, rows.size());
            skipped.stream().mapToObj(rows::get).forEach(row -> row.frames().forEach(
                    file -> frames.add(row.replay().trackId() + "/" + row.replay().name() + "/" + file)));
        }
        record.put("frames", new ArrayList<>(frames));
        record.put(NPY_FIXED, false);
        record.put(SOURCE_CLEANED, false);
        CacheMeta.write(cache.resolve(RECORD), record);
    }

    private CaptureDataset source() throws IOException {
        return CaptureDataset.open(meta.source());
    }

    /** The dataset that the cache was made of. */
    public Path sourceFolder() throws IOException {
        return meta.source();
    }

    /**
     * Takes the rows out of the arrays; those that lack them already are left alone.
     *
     * @return names of the files that were changed
     * @throws CacheException when an array has neither all rows nor all but these; nothing is changed then
     */
    public List<String> fixNpy() throws IOException {
        prepare();
        List<String> changed = new ArrayList<>();
        Map<String, NpyRows> work = new LinkedHashMap<>();
        for (String split : SPLITS) {
            int all = ((Number) record.get("rows_" + split)).intValue();
            int left = all - count(split);
            for (String array : ARRAYS) {
                Path file = cache.resolve(split + array + ".npy");
                if (!Files.exists(file) || count(split) == 0) {
                    continue;
                }
                NpyRows rows = NpyRows.open(file);
                if (rows.rows() == all) {
                    work.put(split + "/" + file.getFileName(), rows);
                } else if (rows.rows() != left) {
                    throw new CacheException(file, "has " + rows.rows() + " rows, neither the " + all
                            + " of the dataset nor the " + left + " that are left",
                            "The dataset or the cache has changed since; make the cache anew.");
                }
            }
        }
        for (Map.Entry<String, NpyRows> each : work.entrySet()) {
            String split = each.getKey().substring(0, each.getKey().indexOf('/'));
            each.getValue().remove(rows(split));
            changed.add(each.getKey().substring(split.length() + 1));
        }
        for (String split : SPLITS) {
            if (meta.has("n_" + split)) {
                meta.put("n_" + split, ((Number) record.get("rows_" + split)).intValue() - count(split));
            }
        }
        meta.write();
        record.put(NPY_FIXED, true);
        CacheMeta.write(cache.resolve(RECORD), record);
        // The Python tool would take these rows out a second time.
        Files.deleteIfExists(cache.resolve(FILE));
        return changed;
    }

    /** Takes the frames of the rows out of the dataset; then its replays and tracks that have none left. */
    public CleanupResult cleanSource(CleanupSettings settings, CleanupListener listener) throws IOException {
        prepare();
        Set<String> frames = new HashSet<>();
        if (record.get("frames") instanceof List<?> list) {
            list.forEach(frame -> frames.add(String.valueOf(frame)));
        }
        CaptureDataset source = source();
        List<ReplayFinding> findings = new ArrayList<>();
        for (CapturedReplay replay : source.replays()) {
            ReplayFinding finding = finding(replay, frames);
            if (finding.badCount() > 0 || finding.unfinished()) {
                findings.add(finding);
            }
        }
        CleanupResult result = new MetadataCleanup(source, settings).apply(
                new CleanupReport(findings.size(), 0, findings, List.of(), true), listener);
        if (result.complete() && result.failures().isEmpty()) {
            if (meta.has("source_signature")) {
                meta.put("source_signature", signature(source));
                meta.write();
            }
            record.put(SOURCE_CLEANED, true);
            CacheMeta.write(cache.resolve(RECORD), record);
        }
        return result;
    }

    private static ReplayFinding finding(CapturedReplay replay, Set<String> frames) throws IOException {
        String prefix = replay.trackId() + "/" + replay.name() + "/";
        BitSet bad = new BitSet();
        int count = 0;
        try (DatasetCursor<Map<String, Object>> entries = replay.storedEntries()) {
            for (Optional<Map<String, Object>> next = entries.next(); next.isPresent();
                    next = entries.next()) {
                bad.set(count++, frames.contains(prefix + next.get().get("file")));
            }
        }
        return new ReplayFinding(replay, count, bad, Map.of(), List.of(), 0,
                new PendingRemovals(replay.folder()).isThere(), "");
    }

    /** What the Python tools compare to see whether a cache is still that of its dataset. */
    static Map<String, Integer> signature(CaptureDataset source) throws IOException {
        int tracks = 0;
        int replays = 0;
        int frames = 0;
        for (Path track : source.tracks()) {
            int before = replays;
            try (Stream<Path> folders = Files.list(track)) {
                for (Path folder : folders.filter(Files::isDirectory).toList()) {
                    int pictures = pictures(folder);
                    frames += pictures;
                    replays += pictures > 0 ? 1 : 0;
                }
            }
            tracks += replays > before ? 1 : 0;
        }
        Map<String, Integer> signature = new LinkedHashMap<>();
        signature.put("n_tracks", tracks);
        signature.put("n_replays", replays);
        signature.put("n_frame_files", frames);
        return signature;
    }

    private static int pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.filter(file -> {
                String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                return PICTURES.contains(name.substring(name.lastIndexOf('.') + 1));
            }).count();
        }
    }
}
