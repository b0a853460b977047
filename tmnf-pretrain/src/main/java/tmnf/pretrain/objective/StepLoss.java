package tmnf.pretrain.objective;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import ai.djl.ndarray.NDArray;

/**
 * The loss of a batch.
 *
 * @param total scalar that is differentiated
 * @param parts scalars that are reported beside it, by name, such as {@code kl}: means over the samples
 * @param tally numbers that are added up over the samples of an epoch, such as counts of hits, for {@link
 *     Objective#figures}; empty without
 */
public record StepLoss(NDArray total, Map<String, NDArray> parts, Optional<NDArray> tally) {

    /** Checks that nothing is missing. */
    public StepLoss {
        Objects.requireNonNull(total, "total");
        parts = Map.copyOf(parts);
        Objects.requireNonNull(tally, "tally");
    }

    /** A loss of which nothing is counted. */
    StepLoss(NDArray total, Map<String, NDArray> parts) {
        this(total, parts, Optional.empty());
    }

    /** A loss without parts. */
    static StepLoss of(NDArray total) {
        return new StepLoss(total, Map.of());
    }
}
