package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

class EpochMeansTest {

    @Test
    void aBatchCountsByItsSamples() {
        EpochMeans means = new EpochMeans("train_");
        assertThat(means.values()).isEmpty();
        means.add(Map.of("loss", 1.0), 8);
        means.add(Map.of("loss", 5.0), 2);
        assertThat(means.values()).containsOnly(Map.entry("train_loss", 1.8));
    }
}
