package tmnf.pretrain.objective;

import java.util.Map;
import java.util.Objects;

import ai.djl.ndarray.NDArray;

/**
 * The loss of a batch.
 *
 * @param total scalar that is differentiated
 * @param parts scalars that are reported beside it, by name, such as {@code kl}
 */
public record StepLoss(NDArray total, Map<String, NDArray> parts) {

    /** Checks that nothing is missing. */
    public StepLoss {
        Objects.requireNonNull(total, "total");
        parts = Map.copyOf(parts);
    }

    /** A loss without parts. */
    static StepLoss of(NDArray total) {
        return new StepLoss(total, Map.of());
    }
}
