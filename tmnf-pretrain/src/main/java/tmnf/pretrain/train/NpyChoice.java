package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * <tr><td>others, of another number of frames</td><td>its frames where they are decoded beside, else
 * refused</td></tr>
 * <tr><td>of another size, stack or split</td><td>its frames where they are decoded beside, else refused, or,
 * for the split, taken with a warning</td></tr>
 * </table>
 *
 * <p>Nothing is deleted: only whoever writes samples again replaces them.
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
        Optional<FrameTree> tree = tree();
        if (tree.isEmpty()) {
            if (mark.unfinished()) {
                throw new PretrainException(Kind.NO_DATA, folder + ": " + unfinished()
                        + ". Let tmnf pretrain prepare write them to their end");
            }
            return samples();
        }
        if (mark.unfinished() || isStale(tree.get(), mark)) {
            String why = folder + ": " + (mark.unfinished() ? unfinished() : "train.npy has samples of other "
                    + "frames or labels than " + dataset + " has now; to learn from them as they are, give "
                    + "this folder as the dataset")
                    + ". The frames of " + dataset + " are taken instead; tmnf pretrain prepare writes the "
                    + "samples again";
            return PictureSource.of(settings, tree.get(), labelling, listener -> listener.warning(why));
        }
        Optional<String> others = mark.madeOf().isPresent() ? Optional.empty() : others(tree.get());
        Optional<String> unfit = others.isPresent() ? others : unfit();
        if (unfit.isPresent()) {
            String why = folder + ": " + unfit.get() + "; the decoded frames beside them are taken";
            PictureSource pictures = PictureSource.of(settings, tree.get(), labelling,
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
        return samples();
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
            return Optional.empty();
        }
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
            String wanted = each.signature() + (settings instanceof CloningSettings
                    && CloningNpy.isThere(folder) ? "/" + CloningExport.labelsOf(each) + "/" : "");
            if (mark.madeOf().get().startsWith(wanted)) {
                return false;
            }
        }
        return true;
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
            if (!NpySource.fits(NpySamples.list(folder), settings.data())) {
                return Optional.of("the samples are of another size or stack");
            }
        } catch (FrameCacheException e) {
            return Optional.of(e.getMessage());
        }
        return origin.isPresent() && origin.get().isSplitBy(settings.data().validationFraction(),
                settings.optimisation().seed()) ? Optional.empty()
                : Optional.of("the samples were split by another val_fraction or seed, or nobody knows how");
    }

    private TrainingSource samples() throws PretrainException, IOException {
        if (labelling.framesBehind() > 0) {
            throw new PretrainException(Kind.SETTINGS, folder + " has samples without the frames "
                    + "behind them and their actions, which the task learns from; give the folder of the "
                    + "pictures, and no such cache");
        }
        NpySource numpy = NpySource.of(settings, folder);
        return settings instanceof CloningSettings cloning
                ? CloningNpySource.of(cloning, folder, numpy) : numpy;
    }
}
