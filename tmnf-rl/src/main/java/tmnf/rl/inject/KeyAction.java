package tmnf.rl.inject;

import java.util.List;
import java.util.Locale;

/**
 * What becomes of one tensor of the network.
 *
 * @param key its name
 * @param shape lengths of its axes
 * @param origin where its numbers come from
 * @param change what was done to them; empty for nothing
 */
public record KeyAction(String key, List<Long> shape, Origin origin, String change) {

    /** Where numbers come from. */
    public enum Origin {
        /** From the encoder. */
        ENCODER,
        /** From the whole network of behavioural cloning. */
        HEADS,
        /** From what looked at the numbers in behavioural cloning. */
        FLOAT_HEAD,
        /** From the head of the actions of behavioural cloning. */
        ACTIONS_HEAD,
        /** Drawn from the seed. */
        DRAWN,
        /** They stay as they are. */
        KEPT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
