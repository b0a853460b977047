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
 * @param trainTracks that the probes learned from
 * @param heldOutTracks that they were judged on
 * @param trainSamples number of samples of the former
 * @param heldOutSamples number of samples of the latter
 * @param rows the encoder's, then those that it is compared with
 * @param unreadable frames that could not be read, with the reason
 * @param problems what could not be read of the labels
 * @param splitDoubt why the encoder may have learned from tracks that are held out here, a sentence
 */
public record ProbeResult(Path file, Path dataset, Normalization normalization, int height, int width,
        int stack, long seed, double validationFraction, List<String> trainTracks,
        List<String> heldOutTracks, int trainSamples, int heldOutSamples, List<ProbeRow> rows,
        List<String> unreadable, List<String> problems, Optional<String> splitDoubt) {

    /** Copies the lists. */
    public ProbeResult {
        trainTracks = List.copyOf(trainTracks);
        heldOutTracks = List.copyOf(heldOutTracks);
        rows = List.copyOf(rows);
        unreadable = List.copyOf(unreadable);
        problems = List.copyOf(problems);
    }
}
