package tmnf.pretrain.label;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import tmnf.gbx.npy.NpyFormatException;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameCacheException.Reason;
import tmnf.pretrain.data.NpyMark;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.data.SampleLabels;
import tmnf.pretrain.data.WindowIndex;

/**
 * The labels of a folder with samples as {@link NpySamples}, as the Python pipeline or {@link CloningExport}
 * wrote them, taken as they are. Actions are held in memory, a byte each; floats are mapped. Thread-safe.
 *
 * <p>Rows that {@code skip_indices.json} names have no floats. The Python pipeline takes them out of all its
 * files and leaves the list there: whether they are still in the pictures and the actions is told by the
 * number of rows, and then they take no part.
 */
public final class CloningNpy implements Closeable {

    /** Names rows without floats. */
    static final String SKIPPED = "skip_indices.json";

    private static final String ADVICE = "Have it written again.";
    private static final long MOST_BYTES = 64 << 20;
    private static final int MOST_COLUMNS = 100_000;

    private final CloningMeta meta;
    private final Part train;
    private final Part validation;

    /** Labels of some windows, by their number. */
    private record Part(WindowIndex windows, byte[] labels, int each, FloatRows numbers)
            implements SampleLabels {

        @Override
        public int actions() {
            return each;
        }

        @Override
        public int floats() {
            return numbers == null ? 0 : numbers.size();
        }

        @Override
        public void copyActions(int window, LongBuffer to) {
            Objects.checkIndex(window, windows.count());
            for (int i = window * each; i < (window + 1) * each; i++) {
                to.put(labels[i]);
            }
        }

        @Override
        public void copyFloats(int window, FloatBuffer to) {
            if (numbers != null) {
                numbers.copy(window, to);
            }
        }
    }

    private CloningNpy(CloningMeta meta, Part train, Part validation) {
        this.meta = meta;
        this.train = train;
        this.validation = validation;
    }

    /** Whether a folder has labels of samples, as far as names tell. */
    public static boolean isThere(Path folder) {
        return Files.isRegularFile(folder.resolve(CloningExport.TRAIN_ACTIONS));
    }

    /**
     * Opens the labels of a folder's samples.
     *
     * @throws FrameCacheException when files are missing, are not what they should be, or do not belong
     *     together
     */
    public static CloningNpy open(Path folder, NpySamples.Listing samples) throws IOException {
        CloningMeta meta = CloningMeta.read(folder).orElseThrow(() -> new FrameCacheException(Reason.MISSING,
                folder.resolve(CloningMeta.FILE), "does not exist, so nobody knows what the actions are of",
                "Have the cache written again."));
        Part train = part(folder, samples, meta, NpySamples.TRAIN);
        Part validation = part(folder, samples, meta, NpySamples.VALIDATION);
        if (validation.windows.count() > 0 && validation.floats() != train.floats()) {
            throw broken(folder.resolve(CloningExport.VALIDATION_FLOATS), "has " + validation.floats()
                    + " numbers for each sample, " + CloningExport.TRAIN_FLOATS + " has " + train.floats());
        }
        return new CloningNpy(withActionMs(folder, meta, train.floats()), train, validation);
    }

    /** Earlier versions of ours did not write it down, but the table that the floats are from tells it. */
    private static CloningMeta withActionMs(Path folder, CloningMeta meta, int floats) throws IOException {
        Path file = folder.resolve(CloningExport.TRAIN_FLOATS);
        if (meta.actionMs().isPresent() || floats == 0 || !NpyMark.wrote(file)) {
            return meta;
        }
        OptionalInt told = ObservationFile.actionMs(file, floats);
        return told.isPresent() ? meta.withActionMs(told.getAsInt()) : meta;
    }

    private static Part part(Path folder, NpySamples.Listing samples, CloningMeta meta, String track)
            throws IOException {
        WindowIndex all = WindowIndex.of(samples.replays(), samples.stack(), track::equals);
        Path file = folder.resolve(track + "_actions.npy");
        if (all.count() == 0) {
            return new Part(all, new byte[0], meta.offsetsMs().size(), null);
        }
        NpyHeader actions = header(file, "<i8");
        int each = columns(actions);
        if (each != meta.offsetsMs().size()) {
            throw broken(file, "has " + each + " actions for each sample, " + CloningMeta.FILE + " names "
                    + meta.offsetsMs().size() + " offsets");
        }
        Path floatsFile = folder.resolve(track + "_floats.npy");
        FloatRows floats = Files.exists(floatsFile) ? floats(floatsFile) : null;
        BitSet skipped = skipped(folder, track);
        OptionalInt kept = floats != null ? OptionalInt.of(floats.rows()) : written(folder, track);
        BitSet ofPictures = left(folder.resolve(track + ".npy"), all.count(), kept, skipped);
        BitSet ofActions = left(file, Math.toIntExact(actions.shape().get(0)), kept, skipped);
        WindowIndex windows = all.only(window -> !ofPictures.get(window));
        byte[] labels = actions(file, actions, each, ofActions, meta.actions());
        if (labels.length != windows.count() * each) {
            throw broken(file, "has " + labels.length / each + " samples, " + track + ".npy has "
                    + windows.count());
        }
        return new Part(windows, labels, each, floats);
    }

    /** Number of samples that the meta file tells of. */
    private static OptionalInt written(Path folder, String track) throws IOException {
        JsonNode count = json(folder.resolve(CloningMeta.FILE)).path("n_" + track);
        return count.isInt() ? OptionalInt.of(count.asInt()) : OptionalInt.empty();
    }

    private static BitSet skipped(Path folder, String track) throws IOException {
        Path file = folder.resolve(SKIPPED);
        BitSet skipped = new BitSet();
        if (Files.isRegularFile(file)) {
            for (JsonNode row : json(file).path(track)) {
                if (!row.isInt() || row.asInt() < 0) {
                    throw broken(file, "has an element in \"" + track + "\" that is no row: " + row);
                }
                skipped.set(row.asInt());
            }
        }
        return skipped;
    }

    private static JsonNode json(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw broken(file, "is larger than 64 MiB");
        }
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new FrameCacheException(Reason.BROKEN, file, "is no JSON: " + e.getOriginalMessage(),
                    ADVICE,
                    e);
        }
    }

    /** Which rows of a file take no part: none, or those that were skipped if they are still in it. */
    private static BitSet left(Path file, int rows, OptionalInt kept, BitSet skipped)
            throws FrameCacheException {
        if (kept.isEmpty() || rows == kept.getAsInt()) {
            return new BitSet();
        }
        if (skipped.length() <= rows && rows - skipped.cardinality() == kept.getAsInt()) {
            return skipped;
        }
        throw broken(file, "has " + rows + " samples, of which " + skipped.cardinality()
                + " are to be skipped; there should be " + kept.getAsInt());
    }

    private static NpyHeader header(Path file, String type) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FrameCacheException(Reason.MISSING, file, "does not exist", ADVICE);
        }
        try {
            NpyHeader header = NpyHeader.read(file);
            if (!header.type().equals(type) || header.fortranOrder() || header.shape().isEmpty()
                    || header.shape().size() > 2 || header.shape().get(0) > Integer.MAX_VALUE
                    || header.shape().size() == 2
                            && (header.shape().get(1) < 1 || header.shape().get(1) > MOST_COLUMNS)) {
                throw broken(file, "holds " + header.type() + " of the shape " + header.shape()
                        + "; it should be " + type + ", row by row, a row for each sample");
            }
            if (header.bytesFrom(0) != Files.size(file) - header.dataOffset()) {
                throw broken(file, "is not as long as its shape says: " + header.shape());
            }
            return header;
        } catch (NpyFormatException e) {
            throw new FrameCacheException(Reason.BROKEN, file, e.getMessage(), ADVICE, e);
        }
    }

    private static int columns(NpyHeader header) {
        return header.shape().size() == 1 ? 1 : Math.toIntExact(header.shape().get(1));
    }

    private static FloatRows floats(Path file) throws IOException {
        NpyHeader header = header(file, "<f4");
        return FloatRows.map(file, header.dataOffset(), columns(header),
                Math.toIntExact(header.shape().get(0)));
    }

    private static byte[] actions(Path file, NpyHeader header, int each, BitSet skipped, int actions)
            throws IOException {
        int rows = Math.toIntExact(header.shape().get(0));
        byte[] read = new byte[Math.multiplyExact(rows - skipped.cardinality(), each)];
        int at = 0;
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            in.skipNBytes(header.dataOffset());
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < each; i++) {
                    long action = Long.reverseBytes(in.readLong());
                    if (action >= actions) {
                        throw broken(file, "has the action " + action + " in sample " + row + ", of "
                                + actions);
                    }
                    if (!skipped.get(row)) {
                        read[at++] = (byte) Math.max(FrameActions.UNKNOWN, action);
                    }
                }
            }
        }
        return read;
    }

    private static FrameCacheException broken(Path file, String rule) {
        return new FrameCacheException(Reason.BROKEN, file, rule, ADVICE);
    }

    /** What the meta file says of the labels. */
    public CloningMeta meta() {
        return meta;
    }

    /** Numbers of each sample; 0 without. */
    public int floats() {
        return train.floats();
    }

    /** The samples that are learned from. */
    public WindowIndex trainWindows() {
        return train.windows;
    }

    /** The samples that are only looked at. */
    public WindowIndex validationWindows() {
        return validation.windows;
    }

    /** Labels of {@link #trainWindows}. */
    public SampleLabels train() {
        return train;
    }

    /** Labels of {@link #validationWindows}. */
    public SampleLabels validation() {
        return validation;
    }

    @Override
    public void close() {
        for (Part part : List.of(train, validation)) {
            Optional.ofNullable(part.numbers).ifPresent(FloatRows::close);
        }
    }
}
