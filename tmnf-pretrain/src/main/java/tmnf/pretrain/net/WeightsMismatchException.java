package tmnf.pretrain.net;

import java.util.List;

/** A state dict does not fit a network; the message lists every difference. */
public final class WeightsMismatchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> differences;

    WeightsMismatchException(List<String> differences) {
        super("the weights do not fit the network: " + String.join("; ", differences));
        this.differences = List.copyOf(differences);
    }

    /** One line for each tensor that is missing, too many, or of another shape. */
    public List<String> differences() {
        return differences;
    }
}
