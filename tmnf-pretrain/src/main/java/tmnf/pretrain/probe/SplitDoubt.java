package tmnf.pretrain.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.WindowIndex;

/**
 * Whether the tracks that probes are judged on are those that the encoder's run held out. The split is made
 * again, from dataset, fraction and seed; what the run tells may show that it was another one.
 */
final class SplitDoubt {

    /** Tasks of which every window of frames is a sample. */
    private static final Set<String> OF_ALL_WINDOWS = Set.of("ae", "vae", "simclr");

    private final ProbedEncoder.Origin origin;
    private final FrameTree tree;
    private final List<ReplayFrames> replays;
    private final TrackSplit split;

    /**
     * Compares.
     *
     * @param replays of the dataset, without frames that cannot be read
     * @param split that probes have
     */
    SplitDoubt(ProbedEncoder.Origin origin, FrameTree tree, List<ReplayFrames> replays, TrackSplit split) {
        this.origin = origin;
        this.tree = tree;
        this.replays = replays;
        this.split = split;
    }

    /** One sentence; empty where nothing shows a difference. */
    Optional<String> sentence(int stack, double fraction, long seed) throws IOException {
        return reason(stack, fraction, seed).map(reason -> "the encoder may have learned from tracks that "
                + "probes are judged on: " + reason);
    }

    /**
     * One sentence where replays of a single track are held out instead of tracks: a run that had this track
     * alone learned from all of them, whatever its fraction and seed. Empty where it is not known what the
     * run had.
     */
    Optional<String> sentenceOfOneTrack() throws IOException {
        boolean same = origin.signature().equals(Optional.of(tree.signature()))
                || origin.dataset().isPresent() && isSame(origin.dataset().get(), tree.root());
        if (same && origin.validationSamples().orElse(0) == 0) {
            return Optional.of("the encoder learned from the replays that probes are judged on, too: the "
                    + "track is the only one that its run had, and all of it was learned from");
        }
        return same || origin.dataset().isPresent() ? Optional.of("the encoder may have learned from the "
                + "replays that probes are judged on: its run had " + (same ? "more tracks"
                        : "the dataset " + origin.dataset().get())) : Optional.empty();
    }

    private Optional<String> reason(int stack, double fraction, long seed) throws IOException {
        if (origin.validationFraction().orElse(fraction) != fraction || origin.seed().orElse(seed) != seed) {
            return Optional.of("its run split by the fraction "
                    + origin.validationFraction().orElse(fraction) + " and the seed "
                    + origin.seed().orElse(seed) + ", not by " + fraction + " and " + seed);
        }
        if (origin.namedTracks()) {
            return Optional.of("its run took tracks that were named one by one");
        }
        if (!tree.tracks(origin.stack().orElse(stack)).equals(tree.tracks(stack))) {
            return Optional.of("its run took stacks of " + origin.stack().getAsInt()
                    + " frames, for which some tracks are too short");
        }
        if (origin.signature().isEmpty() && origin.dataset().isEmpty() || origin.signature().equals(
                Optional.of(tree.signature()))) {
            return samples(stack);
        }
        if (origin.dataset().isPresent() && !isSame(origin.dataset().get(), tree.root())) {
            return Optional.of("its run had the dataset " + origin.dataset().get());
        }
        Optional<String> samples = samples(stack);
        boolean isTold = origin.task().filter(OF_ALL_WINDOWS::contains).isPresent();
        return samples.isPresent() || isTold || origin.signature().isEmpty() ? samples
                : Optional.of("files of the dataset have changed since its run");
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.isSameFile(one, other);
    }

    private Optional<String> samples(int stack) {
        int length = origin.stack().orElse(stack);
        return differs(origin.trainSamples(), split.train(), length, "to learn from")
                .or(() -> differs(origin.validationSamples(), split.validation(), length, "held out"));
    }

    /** A run with labels has no more samples than there are windows. */
    private Optional<String> differs(OptionalInt told, List<String> tracks, int length, String which) {
        int count = WindowIndex.of(replays, length, Set.copyOf(tracks)::contains).count();
        boolean isEach = origin.task().filter(OF_ALL_WINDOWS::contains).isPresent();
        return told.isPresent() && (told.getAsInt() > count || isEach && told.getAsInt() < count)
                ? Optional.of("its run had " + told.getAsInt() + " samples " + which + ", the dataset has "
                        + count) : Optional.empty();
    }
}
