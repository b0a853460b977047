package tmnf.pretrain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FeatureSpreadTest {

    /** Variances 0, 4 and, far from 0, 0.01. */
    @Test
    void variancesOverAllSamplesAreTold() {
        FeatureSpread.Tally tally = new FeatureSpread.Tally(3);
        for (float each : new float[] {-2, 0, 2}) {
            tally.add(new float[] {99, 7, each, 1000 + each / 20}, 1);
        }
        FeatureSpread spread = tally.spread().orElseThrow();

        assertThat(spread.least()).isZero();
        assertThat(spread.mean()).isCloseTo(4.01 / 3, Offset.offset(1e-4));
        assertThat(spread.still()).isEqualTo(2.0 / 3);
    }

    @Test
    void aSingleSampleTellsNone() {
        FeatureSpread.Tally tally = new FeatureSpread.Tally(1);
        tally.add(new float[] {1}, 0);

        assertThat(tally.spread()).isEmpty();
    }
}
