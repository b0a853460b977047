package tmnf.pretrain.label;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.NpyCompanion;
import tmnf.pretrain.data.NpyExport;
import tmnf.pretrain.data.WindowIndex;

/**
 * What the Python pipeline caches for behavioural cloning beside the pictures of an {@link NpyExport}: {@code
 * train_actions.npy} and {@code val_actions.npy}, int64 and (N), or (N, offsets) for several; with floats
 * {@code train_floats.npy} and {@code val_floats.npy}, float32 and (N, numbers). Samples with an action or
 * numbers that are not known are left out. Source: pretraining note, section 4.
 */
public final class CloningExport implements NpyCompanion {

    /** Actions of the samples to learn from. */
    public static final String TRAIN_ACTIONS = "train_actions.npy";
    /** Actions of the samples for validation. */
    public static final String VALIDATION_ACTIONS = "val_actions.npy";
    /** Observations of the samples to learn from. */
    public static final String TRAIN_FLOATS = "train_floats.npy";
    /** Observations of the samples for validation. */
    public static final String VALIDATION_FLOATS = "val_floats.npy";

    private static final int BUFFER = 1 << 16;
    /**
     * Of the rule for replays without a timeline; the first, which had no number, took a frame however far
     * away ({@link NearestEntries}).
     */
    private static final String RULE = "/2";

    private final FrameActions actions;
    private final FrameFloats floats;
    private final CloningTargets targets;
    private final CloningMeta meta;
    private final String signature;
    private final CloningLabels train;
    private final CloningLabels validation;

    /**
     * Labels of the windows of a dataset.
     *
     * @param tree of the actions and the floats
     * @param floats or {@link FrameFloats#NONE}
     * @param split of the windows, in frames a sample
     * @throws IllegalArgumentException if the meta file would tell of other targets
     */
    public CloningExport(FrameTree tree, FrameActions actions, FrameFloats floats, CloningTargets targets,
            CloningMeta meta, Split split) throws IOException {
        if (meta.target() != targets.target() || !meta.offsetsMs().equals(targets.offsetsMs())) {
            throw new IllegalArgumentException("labels are " + targets + ", their meta file says " + meta);
        }
        this.actions = actions;
        this.floats = floats;
        this.targets = targets;
        this.meta = meta;
        signature = "/" + labelsOf(tree) + "/" + targets.outside() + RULE;
        train = labels(split.train());
        validation = labels(split.validation());
    }

    /**
     * Windows of a dataset.
     *
     * @param train to learn from
     * @param validation for validation
     */
    public record Split(WindowIndex train, WindowIndex validation) { }

    /** Another one when the files that tell of a dataset's actions and states are others. */
    public static String labelsOf(FrameTree tree) throws IOException {
        return ObservationFile.manifests(tree);
    }

    /**
     * Whether samples have the frames of a dataset and the labels that it gives now.
     *
     * @param madeOf what {@link tmnf.pretrain.data.NpyMark#madeOf} tells of them
     * @param targets that are wanted
     */
    public static boolean isOf(String madeOf, FrameTree tree, CloningTargets targets) throws IOException {
        String wanted = tree.signature() + "/" + labelsOf(tree) + "/";
        return madeOf.startsWith(wanted) && (!isOfFirstRule(madeOf.substring(wanted.length()))
                || targets.ofFramesAlone() || FrameActions.read(tree).withoutTimeline().isEmpty());
    }

    /** {@code outside}: what a signature ends with. */
    private static boolean isOfFirstRule(String outside) {
        return outside.equals(Outside.UNKNOWN.name());
    }

    private CloningLabels labels(WindowIndex windows) {
        return CloningLabels.of(actions, floats, windows, targets).complete();
    }

    /** Labels of the windows to learn from. */
    public CloningLabels train() {
        return train;
    }

    /** Labels of the windows for validation. */
    public CloningLabels validation() {
        return validation;
    }

    @Override
    public WindowIndex train(WindowIndex windows) {
        return train.windows();
    }

    @Override
    public WindowIndex validation(WindowIndex windows) {
        return validation.windows();
    }

    @Override
    public String signature() {
        return signature;
    }

    /** By the first rule labels are the same where all replays have timelines, or frames tell their own. */
    @Override
    public boolean isSigned(String other) {
        boolean same = targets.outside() == Outside.NEAREST || targets.ofFramesAlone()
                || actions.withoutTimeline().isEmpty();
        return other.equals(signature) || same && other.concat(RULE).equals(signature);
    }

    @Override
    public Map<String, Object> meta(Map<String, Object> pictures) {
        return meta.with(pictures, floats.size() > 0, floats.size());
    }

    @Override
    public void write(Path folder) throws IOException {
        write(train, folder.resolve(TRAIN_ACTIONS), folder.resolve(TRAIN_FLOATS));
        if (validation.windows().count() > 0) {
            write(validation, folder.resolve(VALIDATION_ACTIONS), folder.resolve(VALIDATION_FLOATS));
        }
    }

    private static void write(CloningLabels labels, Path actionsFile, Path floatsFile) throws IOException {
        long count = labels.windows().count();
        long each = labels.actions();
        LongBuffer actions = LongBuffer.allocate(labels.actions());
        write(actionsFile, NpyHeader.of("<i8", each == 1 ? List.of(count) : List.of(count, each)),
                labels.actions() * Long.BYTES, (int) count, (window, row) -> {
                    labels.copyActions(window, actions.clear());
                    row.asLongBuffer().put(actions.flip());
                });
        if (labels.floats() > 0) {
            FloatBuffer floats = FloatBuffer.allocate(labels.floats());
            write(floatsFile, NpyHeader.of("<f4", List.of(count, (long) labels.floats())),
                    labels.floats() * Float.BYTES, (int) count, (window, row) -> {
                        labels.copyFloats(window, floats.clear());
                        row.asFloatBuffer().put(floats.flip());
                    });
        }
    }

    /** Fills a row of a file. */
    private interface Rows {
        void fill(int window, ByteBuffer row);
    }

    private static void write(Path file, NpyHeader header, int rowBytes, int count, Rows rows)
            throws IOException {
        try (AtomicFile out = new AtomicFile(file)) {
            OutputStream to = new BufferedOutputStream(out.stream(), BUFFER);
            to.write(header.bytes());
            ByteBuffer row = ByteBuffer.allocate(rowBytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int window = 0; window < count; window++) {
                rows.fill(window, row.clear());
                to.write(row.array());
            }
            to.flush();
            out.commit();
        }
    }
}
