package tmnf.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochOrderTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1000, 441_000})
    void everySampleComesOnce(int count) {
        int[] order = EpochOrder.shuffled(count, 42, 3);

        Arrays.sort(order);
        assertThat(order).isEqualTo(EpochOrder.inTurn(count));
    }

    /** Resumed runs of later versions have to meet these; written down from this code. */
    @Test
    void theOrderOfASeedAndAnEpochStaysWhatItIs() {
        assertThat(EpochOrder.shuffled(10, 42, 0)).containsExactly(8, 1, 9, 2, 6, 0, 4, 5, 3, 7);
        assertThat(EpochOrder.shuffled(10, -1, 1000)).containsExactly(4, 0, 2, 7, 6, 3, 8, 5, 9, 1);
    }

    @Test
    void seedAndEpochEachGiveAnotherOrder() {
        int[] order = EpochOrder.shuffled(100, 42, 1);

        assertThat(EpochOrder.shuffled(100, 42, 1)).isEqualTo(order);
        assertThat(EpochOrder.shuffled(100, 42, 2)).isNotEqualTo(order);
        assertThat(EpochOrder.shuffled(100, 43, 1)).isNotEqualTo(order);
        assertThat(EpochOrder.shuffled(100, 43, 0)).isNotEqualTo(order);
    }

    /** Each of the 24 orders of 4 samples comes about as often: 48,000 draws, 2,000 +- 45 each. */
    @Test
    void allOrdersAreAsLikely() {
        int[] seen = new int[256];
        for (int epoch = 0; epoch < 48_000; epoch++) {
            int[] order = EpochOrder.shuffled(4, 7, epoch);
            seen[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
        }

        int[] counts = Arrays.stream(seen).filter(count -> count > 0).toArray();
        assertThat(counts).hasSize(24);
        for (int count : counts) {
            assertThat(count).isCloseTo(2_000, Offset.offset(225));
        }
    }
}
