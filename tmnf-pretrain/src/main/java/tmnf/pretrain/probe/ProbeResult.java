package tmnf.pretrain.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.pretrain.objective.Normalization;

/**
 * What was probed, on what, with what result.
 *
 * @param file of the encoder
 * @param dataset folder of the frames
 * @param normalization what the encoder got of a pixel
 * @param height of the frames, pixels
 * @param width of the frames, pixels
 * @param stack frames that the encoder sees at once
 * @param seed of the split and of the random encoder
 * @param validationFraction of the tracks
 * @param encoderFeatures that the encoder makes; probes get fewer where these are very many
 * @param trainTracks that the probes learned from
 * @param heldOutTracks that they were judged on; empty where {@link #isOneTrack}
 * @param trainReplays of a single track that the probes learned from; empty of several tracks
 * @param heldOutReplays of a single track that they were judged on; empty of several tracks
 * @param trainSamples number of samples of the former
 * @param heldOutSamples number of samples of the latter
 * @param rows the encoder's, then those that it is compared with
 * @param unreadable frames that could not be read, with the reason
 * @param problems what could not be read of the labels
 * @param splitDoubt why the encoder may have learned from what is held out here, a sentence
 * @param encoderDoubt why what lies beside the encoder may describe another one, a sentence
 */
public record ProbeResult(Path file, Path dataset, Normalization normalization, int height, int width,
        int stack, int encoderFeatures, long seed, double validationFraction, List<String> trainTracks,
        List<String> heldOutTracks, List<String> trainReplays, List<String> heldOutReplays, int trainSamples,
        int heldOutSamples, List<ProbeRow> rows, List<String> unreadable, List<String> problems,
        Optional<String> splitDoubt, Optional<String> encoderDoubt) {

    /** Copies the lists. */
    public ProbeResult {
        trainTracks = List.copyOf(trainTracks);
        heldOutTracks = List.copyOf(heldOutTracks);
        trainReplays = List.copyOf(trainReplays);
        heldOutReplays = List.copyOf(heldOutReplays);
        rows = List.copyOf(rows);
        unreadable = List.copyOf(unreadable);
        problems = List.copyOf(problems);
    }

    /** Whether a single track was there, so that its replays were split instead of tracks. */
    public boolean isOneTrack() {
        return !heldOutReplays.isEmpty();
    }
}
