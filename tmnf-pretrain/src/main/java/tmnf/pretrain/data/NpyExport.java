package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

import tmnf.capture.dataset.PythonJson;
import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.file.FileTrees;
import tmnf.gbx.file.HeldFile;
import tmnf.pretrain.data.FrameCacheException.Reason;

/**
 * Writes windows of frames as the Python pipeline caches them: {@code train.npy} and {@code val.npy}, float32
 * of 0 to 1 and the shape (N, stack, 1, H, W), windows by track, replay and time; and {@code
 * cache_meta.json}. There is no {@code val.npy} without validation windows. Source: pretraining note, section
 * 4.
 *
 * <p>Each file appears whole; the meta file goes first and comes last, so that an export that is interrupted
 * is never valid, and {@link NpyMark} tells of it. Of several processes that write into one folder, one does
 * and the others wait; a lock on {@code .npy.lock} decides, which stays. Windows overlap: a stack of N frames
 * takes N times the space.
 */
public final class NpyExport {

    /** File of the samples to learn from. */
    public static final String TRAIN = "train.npy";
    /** File of the samples for validation; missing where there are none. */
    public static final String VALIDATION = "val.npy";
    static final String META = "cache_meta.json";
    /** What there may be beside the pictures, of the same rows; never left behind by an older export. */
    private static final List<String> COMPANIONS = List.of("train_actions.npy", "val_actions.npy",
            "train_floats.npy", "val_floats.npy", "skip_indices.json", "skip_indices_applied.json");
    /** Without the first of them there are no samples. */
    private static final List<String> ARRAYS = List.of(TRAIN, VALIDATION, "train_actions.npy",
            "val_actions.npy", "train_floats.npy", "val_floats.npy");
    private static final String LOCK = ".npy.lock";

    private final Frames frames;
    /** Null: the frames' own grey levels are written. */
    private final FrameTree tree;
    private final NpyCompanion companion;

    /**
     * What the meta file says besides what the windows say themselves.
     *
     * @param source folder of the dataset
     * @param validationFraction of which the split was made
     * @param seed of which the split was made
     */
    public record Origin(Path source, double validationFraction, long seed) {

        /** Checks that nothing is missing. */
        public Origin {
            Objects.requireNonNull(source, "source");
        }
    }

    /**
     * How many windows were written.
     *
     * @param train in {@code train.npy}
     * @param validation in {@code val.npy}; 0: there is none
     */
    public record Written(int train, int validation) {
    }

    private NpyExport(Frames frames, FrameTree tree, NpyCompanion companion) {
        this.frames = Objects.requireNonNull(frames, "frames");
        this.tree = tree;
        this.companion = Objects.requireNonNull(companion, "companion");
    }

    /** Of frames that are decoded: whole grey levels, p / 255. */
    public static NpyExport of(Frames frames) {
        return new NpyExport(frames, null, NpyCompanion.NONE);
    }

    /**
     * Of the pictures themselves, decoded once more: resized pixels as they come out, not rounded to levels,
     * as the Python pipeline has them.
     *
     * @param cache of the dataset, which says what can be read
     * @throws IllegalArgumentException if the cache is of another dataset
     */
    public static NpyExport exact(FrameCache cache, FrameTree tree) {
        if (!cache.signature().equals(tree.signature())) {
            throw new IllegalArgumentException("the cache is not one of " + tree);
        }
        return new NpyExport(cache, tree, NpyCompanion.NONE);
    }

    /** The same with something beside the pictures. */
    public NpyExport with(NpyCompanion other) {
        return new NpyExport(frames, tree, other);
    }

    /**
     * Writes into a folder, replacing what was exported there.
     *
     * @param stack frames of a window
     * @param progress hears of windows that are written
     * @param stopped asked after each window; true ends the export
     * @return empty if it was stopped; there is no meta file then, and {@link NpyMark} tells that
     */
    public Optional<Written> write(TrackSplit split, int stack, Origin origin, Path folder,
            FrameCacheBuilder.Progress progress, BooleanSupplier stopped) throws IOException {
        return write(split, stack, origin, folder, progress, stopped, true);
    }

    /** The same, but what another process has written meanwhile, of the same frames, is taken as it is. */
    public Optional<Written> writeUnlessThere(TrackSplit split, int stack, Origin origin, Path folder,
            FrameCacheBuilder.Progress progress, BooleanSupplier stopped) throws IOException {
        return write(split, stack, origin, folder, progress, stopped, false);
    }

    private Optional<Written> write(TrackSplit split, int stack, Origin origin, Path folder,
            FrameCacheBuilder.Progress progress, BooleanSupplier stopped, boolean anew) throws IOException {
        WindowIndex train = companion.train(windows(split.train(), stack));
        WindowIndex validation = companion.validation(windows(split.validation(), stack));
        Files.createDirectories(folder);
        try (HeldFile lock = new CacheLock(folder.resolve(LOCK), FrameCacheBuilder.USUAL_PATIENCE)
                .await(stopped).orElse(null)) {
            if (lock == null) {
                return Optional.empty();
            }
            if (!anew && tree != null && isSigned(NpyMark.text(folder))) {
                Optional<Written> there = find(split, stack, origin, folder);
                if (there.isPresent()) {
                    return there;
                }
            }
            return write(train, validation, stack, origin, folder, progress, stopped);
        }
    }

    /** Of all that is exported. */
    private String signature() {
        return tree.signature() + companion.signature();
    }

    private boolean isSigned(String text) {
        String of = tree.signature();
        return text.startsWith(of) && companion.isSigned(text.substring(of.length()));
    }

    private Optional<Written> write(WindowIndex train, WindowIndex validation, int stack, Origin origin,
            Path folder, FrameCacheBuilder.Progress progress, BooleanSupplier stopped) throws IOException {
        AtomicFile.deleteUnfinished(folder.resolve(TRAIN));
        AtomicFile.deleteUnfinished(folder.resolve(VALIDATION));
        requireSpace(folder, (long) train.count() + validation.count(), stack);
        Files.deleteIfExists(folder.resolve(META));
        NpyMark.begin(folder);
        for (String file : COMPANIONS) {
            Files.deleteIfExists(folder.resolve(file));
        }
        try (FloatFrames pixels = tree == null ? FloatFrames.of(frames)
                : new ExactFrames(tree, frames.height(), frames.width())) {
            NpyWriting writing = new NpyWriting(pixels, frames.height(), frames.width(), stack,
                    (long) train.count() + validation.count(), progress, stopped);
            if (!writing.write(train, folder.resolve(TRAIN))) {
                return Optional.empty();
            }
            if (validation.count() == 0) {
                Files.deleteIfExists(folder.resolve(VALIDATION));
            } else if (!writing.write(validation, folder.resolve(VALIDATION))) {
                return Optional.empty();
            }
        }
        companion.write(folder);
        Written written = new Written(train.count(), validation.count());
        NpyMark.finish(folder, tree == null ? "" : signature());
        AtomicFile.write(folder.resolve(META), PythonJson.bytes(meta(stack, origin, written)));
        return Optional.of(written);
    }

    /**
     * What an export left in a folder, if another one would write the same as far as names, sizes and counts
     * tell, and the frames and what is beside them are the same; empty if not. Where no mark tells, frames
     * that were replaced go unnoticed: {@link #forget} tells of them.
     */
    public Optional<Written> find(TrackSplit split, int stack, Origin origin, Path folder)
            throws IOException {
        Written written = new Written(companion.train(windows(split.train(), stack)).count(),
                companion.validation(windows(split.validation(), stack)).count());
        Path meta = folder.resolve(META);
        boolean there = Files.isRegularFile(meta) && Files.isRegularFile(folder.resolve(TRAIN))
                && isOfTheseFrames(folder)
                && (written.validation == 0 || Files.isRegularFile(folder.resolve(VALIDATION)))
                && Arrays.equals(Files.readAllBytes(meta),
                        PythonJson.bytes(meta(stack, origin, written)));
        return there ? Optional.of(written) : Optional.empty();
    }

    /** A run may have decoded other frames beside samples since: that the frames are right tells nothing. */
    private boolean isOfTheseFrames(Path folder) throws IOException {
        if (companion != NpyCompanion.NONE) {
            return tree != null && isSigned(NpyMark.text(folder));
        }
        return tree == null || NpyMark.read(folder).madeOf().map(this::isSigned).orElse(true);
    }

    /**
     * Makes what was exported into a folder invalid, because its frames are others now. Samples that we wrote
     * are deleted, so that nobody takes them for those of the new frames; others stay.
     */
    public static void forget(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(META));
        NpyMark.deleteOurs(folder, ARRAYS);
    }

    private WindowIndex windows(List<String> tracks, int stack) {
        return WindowIndex.of(frames.replays(), stack, Set.copyOf(tracks)::contains);
    }

    private void requireSpace(Path folder, long windows, int stack) throws IOException {
        long needed = windows * stack * frames.height() * frames.width() * Float.BYTES;
        long free = FileTrees.usableSpace(folder);
        if (free < needed) {
            throw new FrameCacheException(Reason.NO_SPACE, folder, windows + " windows of " + stack
                    + " frames take " + needed + " bytes; " + free + " are free",
                    "Make room, or name a folder on another disk.");
        }
    }

    private Map<String, Object> meta(int stack, Origin origin, Written written) {
        // Of the dataset, also where some of its tracks are decoded.
        List<ReplayFrames> replays = tree == null ? frames.replays() : tree.whole().replayFrames();
        Map<String, Object> signature = new LinkedHashMap<>();
        signature.put("n_tracks", replays.stream().map(ReplayFrames::track).distinct().count());
        signature.put("n_replays", replays.size());
        signature.put("n_frame_files", tree == null ? frames.count() : tree.whole().frameCount());
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("source_data_dir", origin.source.toAbsolutePath().normalize().toString());
        // The Python pipeline knows squares only, and takes no list for one.
        meta.put("image_size", frames.height() == frames.width() ? frames.height()
                : List.of(frames.height(), frames.width()));
        meta.put("n_stack", stack);
        meta.put("val_fraction", origin.validationFraction);
        meta.put("seed", origin.seed);
        meta.put("source_signature", signature);
        meta.put("n_train", written.train);
        meta.put("n_val", written.validation);
        return companion.meta(meta);
    }
}
