package tmnf.pretrain.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.capture.dataset.DatasetException;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.NpyMark;
import tmnf.pretrain.data.NpyOrigin;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.label.CloningExport;
import tmnf.pretrain.label.CloningNpy;
import tmnf.pretrain.train.PretrainException.Kind;

/**
 * What a run takes of a folder with {@code train.npy}. The samples, where they are what it asks for, and
 * where there is no dataset to compare them with: then they are taken as they are. Of one that is there:
 *
 * <table>
 * <caption>Samples in a cache</caption>
 * <tr><td>ours, of other frames or labels than it has now, or not written to their end</td><td>its frames are
 * taken, decoded anew where they are not</td></tr>
 * <tr><td>ours, of another folder and its frames, or others, of another number of frames</td><td>its frames
 * where they are decoded beside, else refused</td></tr>
 * <tr><td>of another size, stack, split or labels</td><td>its frames where they are decoded beside, else
 * refused, or, for the split, taken with a warning</td></tr>
 * </table>
 *
 * <p>A run that began with the samples as they are goes on with them, and one that began with frames with
 * those. Where the dataset cannot be listed they are taken with a warning. Nothing is deleted: only whoever
 * writes samples again replaces them.
 */
final class NpyChoice {

    private final RunSettings settings;
    private final Labelling labelling;
    private final Path folder;
    private final Path dataset;

    NpyChoice(RunSettings settings, Labelling labelling, Path folder) {
        this.settings = settings;
        this.labelling = labelling;
        this.folder = folder;
        dataset = settings.data().folder();
    }

    TrainingSource source() throws PretrainException, IOException {
        NpyMark mark = NpyMark.read(folder);
        Optional<FrameTree> tree;
        try {
            tree = tree();
        } catch (IOException | UncheckedIOException e) {
            requireFinished(mark);
            return samples(Optional.of(folder + ": the samples are taken as they are; they cannot be "
                    + "compared with " + dataset + ", which cannot be listed: " + e.getMessage()));
        }
        if (tree.isEmpty()) {
            requireFinished(mark);
            return samples(Optional.empty());
        }
        boolean stale = !mark.unfinished() && isStale(tree.get(), mark);
        Optional<String> others = stale ? foreign()
                : mark.madeOf().isPresent() ? Optional.empty() : others(tree.get());
        boolean renewed = mark.unfinished() || stale && others.isEmpty();
        Optional<String> unfit = others.isPresent() ? others : !renewed ? unfit()
                : Optional.of(stale ? "train.npy has samples of other frames or labels than " + dataset
                        + " has now" : unfinished());
        Map<String, String> begun = LastCheckpoint.settings(settings.output());
        if (others.isEmpty() && beganWithFrames(begun, tree.get())) {
            return PictureSource.of(settings, tree.get(), labelling, listener -> { });
        }
        if (unfit.isPresent() && !mark.unfinished() && beganWithSamples(begun)) {
            return samples(stale ? Optional.of(folder + ": " + unfit.get() + "; the run goes on with the "
                    + "samples that it began with") : Optional.empty());
        }
        return renewed ? renewed(tree.get(), unfit.get(), stale) : right(tree.get(), others, unfit);
    }

    private void requireFinished(NpyMark mark) throws PretrainException {
        if (mark.unfinished()) {
            throw new PretrainException(Kind.NO_DATA, folder + ": " + unfinished()
                    + ". Let tmnf pretrain prepare write them to their end");
        }
    }

    /** The frames, decoded where they are not, of samples of ours that are theirs no more. */
    private TrainingSource renewed(FrameTree tree, String unfit, boolean stale) {
        String why = folder + ": " + unfit + (stale ? "; to learn from them as they are, give this folder as "
                + "the dataset" : "") + ". The frames of " + dataset + " are taken instead; tmnf pretrain "
                + "prepare writes the samples again";
        return PictureSource.of(settings, tree, labelling, listener -> listener.warning(why));
    }

    /** The samples, or what lies decoded beside them; writes neither. */
    private TrainingSource right(FrameTree tree, Optional<String> others, Optional<String> unfit)
            throws PretrainException, IOException {
        if (unfit.isPresent()) {
            String why = folder + ": " + unfit.get() + "; the decoded frames beside them are taken";
            PictureSource pictures = PictureSource.of(settings, tree, labelling,
                    listener -> listener.note(why));
            if (pictures.isDecoded(folder)) {
                return pictures;
            }
        }
        if (others.isPresent()) {
            throw new PretrainException(Kind.SETTINGS, folder + ": " + others.get() + ". Have the samples "
                    + "written again, give another cache, or, to learn from them as they are, give this "
                    + "folder as the dataset");
        }
        return samples(Optional.empty());
    }

    private static String unfinished() {
        return "train.npy and val.npy may not belong together: their export was interrupted, or goes on";
    }

    /** The dataset, if there is one beside the samples. */
    private Optional<FrameTree> tree() throws IOException {
        if (dataset.toAbsolutePath().normalize().equals(folder.toAbsolutePath().normalize())) {
            return Optional.empty();
        }
        try {
            return Optional.of(FrameTree.read(dataset));
        } catch (DatasetException e) {
            if (e.file().equals(dataset.toString())) {
                return Optional.empty();
            }
            throw e; // there is one, and something in it is damaged
        }
    }

    /** Of ours that are not of this dataset: whose they are, where they were never made of its folder. */
    private Optional<String> foreign() throws IOException {
        String source = NpyOrigin.read(folder).map(NpyOrigin::source).orElse("");
        return source.isEmpty() || isDataset(source) ? Optional.empty()
                : Optional.of("the samples are of " + source + ", not of " + dataset);
    }

    private boolean isDataset(String source) throws IOException {
        try {
            Path path = Path.of(source);
            return path.equals(dataset.toAbsolutePath().normalize())
                    || Files.exists(path) && Files.isSameFile(path, dataset);
        } catch (InvalidPathException e) {
            return false; // of another system
        }
    }

    /** Whether the run that is gone on with has learned from these samples, whatever is taken now. */
    private boolean beganWithSamples(Map<String, String> begun) throws IOException {
        try {
            return !begun.isEmpty() && FixedSettings.isOf(begun, NpySamples.list(folder).signature());
        } catch (FrameCacheException e) {
            return false; // refused with better words where they are needed
        }
    }

    /** Whether it has learned from frames, of which samples may have been written since. */
    private boolean beganWithFrames(Map<String, String> begun, FrameTree tree) {
        return FixedSettings.isOfDecoded(begun) || FixedSettings.isOf(begun, tree.signature())
                || labelling.tracks().filter(some -> FixedSettings.isOf(begun,
                        tree.only(some).replaysSignature())).isPresent();
    }

    /** Whether what we wrote is of other frames; of some tracks it may have the signature of these alone. */
    private boolean isStale(FrameTree tree, NpyMark mark) throws IOException {
        if (mark.madeOf().isEmpty()) {
            return false;
        }
        List<FrameTree> possible = new ArrayList<>(List.of(tree));
        Optional<NpyOrigin> origin = NpyOrigin.read(folder);
        if (origin.isPresent() && !origin.get().tracks().isEmpty()) {
            possible.add(tree.only(origin.get().tracks()));
        }
        for (FrameTree each : possible) {
            if (isOf(mark.madeOf().get(), each)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOf(String madeOf, FrameTree tree) throws IOException {
        return settings instanceof CloningSettings cloning && CloningNpy.isThere(folder)
                ? CloningExport.isOf(madeOf, tree, cloning.labels().targets())
                : madeOf.startsWith(tree.signature());
    }

    /** In which way samples that somebody else wrote are not of this dataset, as far as numbers tell. */
    private Optional<String> others(FrameTree tree) throws IOException {
        Optional<NpyOrigin> origin = NpyOrigin.read(folder);
        if (origin.isEmpty() || origin.get().frames().isEmpty()) {
            return Optional.empty();
        }
        int frames = origin.get().frames().getAsInt();
        int all = tree.frameCount();
        // Nobody knows whether files that show the same moment count, and replays that give no sample.
        int least = tree.replays().stream().mapToInt(replay -> replay.frames().size())
                .filter(count -> count >= settings.data().stack()).sum();
        return frames >= least && frames <= all + tree.twins().size() ? Optional.empty()
                : Optional.of("the samples are of a dataset of " + frames + " frames"
                        + (origin.get().source().isEmpty() ? "" : ", " + origin.get().source() + ",")
                        + " and " + dataset + " has " + all);
    }

    /** In which way samples are not what the settings ask for. */
    private Optional<String> unfit() throws IOException {
        Optional<NpyOrigin> origin = NpyOrigin.read(folder);
        if (labelling.framesBehind() > 0) {
            return Optional.of("the samples have no frames behind them, which the task learns from");
        }
        if (settings instanceof CloningSettings && !CloningNpy.isThere(folder)) {
            return Optional.of("the samples have no actions");
        }
        try {
            NpySamples.Listing listing = NpySamples.list(folder);
            if (!NpySource.fits(listing, settings.data())) {
                return Optional.of("the samples are of another size or stack");
            }
            Optional<String> labels = settings instanceof CloningSettings cloning
                    ? CloningNpySource.unfit(cloning, folder, listing) : Optional.empty();
            if (labels.isPresent()) {
                return labels;
            }
        } catch (FrameCacheException e) {
            return Optional.of(e.getMessage());
        }
        return origin.isPresent() && origin.get().isSplitBy(settings.data().validationFraction(),
                settings.optimisation().seed()) ? Optional.empty()
                : Optional.of("the samples were split by another val_fraction or seed, or nobody knows how");
    }

    private TrainingSource samples(Optional<String> warning) throws PretrainException, IOException {
        if (labelling.framesBehind() > 0) {
            throw new PretrainException(Kind.SETTINGS, folder + " has samples without the frames "
                    + "behind them and their actions, which the task learns from; give the folder of the "
                    + "pictures, and no such cache");
        }
        NpySource numpy = NpySource.of(settings, folder, warning);
        return settings instanceof CloningSettings cloning
                ? CloningNpySource.of(cloning, folder, numpy) : numpy;
    }
}
