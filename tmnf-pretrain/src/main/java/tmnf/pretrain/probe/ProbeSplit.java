package tmnf.pretrain.probe;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.data.TrackSplit;

/**
 * What probes learn from and what they are judged on: other tracks, the ones that a run with the same
 * dataset, fraction and seed holds out; of a single track, which such a run learns from as a whole, other
 * replays, by the same shuffle.
 *
 * @param tracks that the run would have; a single one is among those that are learned from
 * @param trainReplays names of the single track's replays that probes learn from; empty for several tracks
 * @param heldOutReplays names of those that they are judged on; empty for several tracks
 * @param isOneTrack whether replays are split instead of tracks
 */
record ProbeSplit(TrackSplit tracks, List<String> trainReplays, List<String> heldOutReplays,
        boolean isOneTrack) {

    /**
     * Splits.
     *
     * @param stack frames that a replay needs at least
     * @param fraction of the tracks, or of the single one's replays, that probes are judged on
     */
    static ProbeSplit of(FrameTree tree, int stack, double fraction, long seed) {
        List<String> all = tree.tracks(stack);
        TrackSplit tracks = TrackSplit.of(all, fraction, seed);
        if (all.size() != 1) {
            return new ProbeSplit(tracks, List.of(), List.of(), false);
        }
        TrackSplit replays = TrackSplit.of(tree.replays().stream()
                .filter(replay -> replay.frames().size() >= stack).map(FrameTree.Replay::name).toList(),
                fraction, seed);
        return new ProbeSplit(tracks, replays.train(), replays.validation(), true);
    }

    /** Whether probes learn from a replay. */
    Predicate<ReplayFrames> learned() {
        return of(tracks.train(), trainReplays);
    }

    /** Whether probes are judged on a replay. */
    Predicate<ReplayFrames> heldOut() {
        return of(tracks.validation(), heldOutReplays);
    }

    private Predicate<ReplayFrames> of(List<String> ofTracks, List<String> ofReplays) {
        Set<String> names = Set.copyOf(isOneTrack ? ofReplays : ofTracks);
        return isOneTrack ? replay -> tracks.train().contains(replay.track())
                && names.contains(replay.replay()) : replay -> names.contains(replay.track());
    }

    /** What is missing where there are no samples on one side, and what to do. */
    String lack(int stack, double fraction, int trainSamples, int heldOutSamples) {
        int all = tracks.train().size() + tracks.validation().size();
        String found = trainSamples + " samples to learn from and " + heldOutSamples + " that are held out, "
                + "of ";
        if (all == 0) {
            return "no replay has the " + stack + " frames that the encoder sees at once";
        }
        if (isOneTrack && trainReplays.size() + heldOutReplays.size() == 1) {
            return "there is a single replay, and probes learn from some tracks, or of a single track from "
                    + "some replays, and are judged on others; capture another replay of the track, or take "
                    + "a dataset of several tracks";
        }
        String count = isOneTrack ? trainReplays.size() + " and " + heldOutReplays.size() + " replays"
                : tracks.train().size() + " and " + tracks.validation().size() + " tracks";
        if (fraction == 0 || fraction == 1) {
            return found + count + ": the validation fraction is " + (fraction == 0
                    ? "0, which holds nothing out" : "1, which leaves nothing to learn from")
                    + "; take another one, such as 0.2";
        }
        return found + count + ": the frames of one side cannot be read, or there are too few; take another "
                + "seed or validation fraction, or capture more";
    }
}
