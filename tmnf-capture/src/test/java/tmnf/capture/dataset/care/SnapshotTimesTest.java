package tmnf.capture.dataset.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;

import org.junit.jupiter.api.Test;

class SnapshotTimesTest {

    private static SnapshotTimes times(int good, double... inOrder) {
        BitSet bits = new BitSet();
        bits.set(good);
        return new SnapshotTimes(inOrder, bits);
    }

    @Test
    void ofTwoThatAreEquallyNearTheFirstInTheManifestCounts() {
        SnapshotTimes rising = times(0, 0, 100);
        SnapshotTimes falling = times(0, 100, 0);

        assertThat(rising.isGood(rising.nearest(50))).isTrue();
        assertThat(falling.isGood(falling.nearest(50))).isTrue();
        assertThat(rising.isGood(rising.nearest(51))).isFalse();
        assertThat(falling.isGood(falling.nearest(49))).isFalse();
    }

    @Test
    void ofSeveralOfOneTimeTheFirstInTheManifestCounts() {
        SnapshotTimes same = times(0, 100, 100, 100, 100, 100);

        assertThat(same.isGood(same.nearest(90))).isTrue();
        assertThat(same.isGood(same.nearest(100))).isTrue();
        assertThat(same.isGood(same.nearest(110))).isTrue();
    }
}
