package tmnf.rl.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tmnf.pretrain.net.WeightSpec;

class NetworkSizesTest {

    @Test
    void theDefaultIsUpstreamsShippedNetwork() {
        assertThat(NetworkSizes.DEFAULT.floats()).isEqualTo(184);
        assertThat(NetworkSizes.DEFAULT.network().specs().stream().mapToLong(WeightSpec::size).sum())
                .isEqualTo(1_051_805);
    }

    @Test
    void withoutAnImageHeadOnlyFloatsCount() {
        NetworkSizes blind = new NetworkSizes(1, 1, false, 5, 8, 16, 4, 3);

        assertThat(blind.network().features()).isEqualTo(8);
    }
}
