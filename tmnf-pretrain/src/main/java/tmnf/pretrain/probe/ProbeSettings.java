package tmnf.pretrain.probe;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import tmnf.pretrain.objective.Normalization;

/**
 * What is probed, and on what.
 *
 * @param encoder file of an encoder, or folder of a run
 * @param dataset folder of frames; empty: the one that the encoder was made from
 * @param validationFraction of the tracks that the probes are judged on, 0 to 1; empty: as the encoder's run
 * @param seed of the split and of the random encoder; empty: as the encoder's run
 * @param size of frames; empty: the encoder's own
 * @param normalization what it gets of a pixel; empty: as it was trained
 * @param samples that probes learn from, and that they are judged on, at most, each
 * @param cache folder of decoded frames; empty: a temporary one
 */
public record ProbeSettings(Path encoder, Optional<Path> dataset, OptionalDouble validationFraction,
        OptionalLong seed, Optional<Size> size, Optional<Normalization> normalization, int samples,
        Optional<Path> cache) {

    /** Samples that are enough for features of a few hundred numbers. */
    public static final int USUAL_SAMPLES = 20_000;

    /**
     * Size of frames, pixels.
     *
     * @param height at least 1
     * @param width at least 1
     */
    public record Size(int height, int width) {
    }

    /** Checks the ranges. */
    public ProbeSettings {
        Objects.requireNonNull(encoder, "encoder");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(validationFraction, "validationFraction");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(normalization, "normalization");
        Objects.requireNonNull(cache, "cache");
        if (samples < 1) {
            throw new IllegalArgumentException("samples are at least 1, not " + samples);
        }
    }
}
