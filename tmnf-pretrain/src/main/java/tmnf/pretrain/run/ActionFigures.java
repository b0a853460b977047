package tmnf.pretrain.run;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How often the actions at one offset were chosen rightly, of the samples for validation whose action is
 * known; where there are none for validation, of those that were learned from, while they were. Shares, 0 to
 * 1; empty without samples.
 *
 * @param offsetMs from a sample's last frame to the action
 * @param accuracy of the network
 * @param majority of the answer that is always the most frequent action of these samples
 * @param repeated of the answer that is the action one decision before, where that is known
 * @param gain by how much the network is right more often than that, of the same samples
 * @param confusion how often [action that was there][action that was chosen]; not to be modified
 */
public record ActionFigures(int offsetMs, OptionalDouble accuracy, OptionalDouble majority,
        OptionalDouble repeated, OptionalDouble gain, long[][] confusion) {

    /** Number of samples. */
    public long samples() {
        return Arrays.stream(confusion).flatMapToLong(Arrays::stream).sum();
    }
}
