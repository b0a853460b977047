package tmnf.pretrain.objective;

import java.util.Objects;
import java.util.Optional;

import ai.djl.ndarray.NDArray;

/**
 * SampleTensors of a batch as tensors.
 *
 * @param pictures (B, frames, height, width), 0 to 1
 * @param actions (B, labels) int64, numbers of actions, below 0 where one is not known; empty without labels
 * @param floats (B, numbers) float32, observations that are not normalised; empty without
 */
public record SampleTensors(NDArray pictures, Optional<NDArray> actions, Optional<NDArray> floats) {

    /** Checks that nothing is missing. */
    public SampleTensors {
        Objects.requireNonNull(pictures, "pictures");
        Objects.requireNonNull(actions, "actions");
        Objects.requireNonNull(floats, "floats");
    }

    /** Pictures alone. */
    public static SampleTensors of(NDArray pictures) {
        return new SampleTensors(pictures, Optional.empty(), Optional.empty());
    }
}
