package tmnf.pretrain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeMemoryTest {

    private static final long MIB = 1 << 20;

    @Test
    void theUsualProbeFitsIntoLittleMemory() {
        assertThat(new ProbeMemory(512, 40_000, 8).lack(256 * MIB)).isEmpty();
        assertThat(new ProbeMemory(FeatureProjection.MOST, 40_000, 16).lack(1024 * MIB)).isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefusedWithWhatIsNeeded() {
        ProbeMemory large = new ProbeMemory(FeatureProjection.MOST, 2_000_000, 2);

        assertThat(large.lack(1024 * MIB).orElseThrow()).matches("probing 2048 features of 2000000 samples "
                + "takes 1\\d{4} MiB of memory, and Java may have 1024; give it more, "
                + "TMNF_JAVA_OPTS=-Xmx1\\d{4}m, or take fewer --samples");
        assertThat(large.lack(large.bytes())).isEmpty();
        assertThat(large.lack(large.bytes() - 1)).isPresent();
    }

    /** Matrices that do not fit beside each other are made one after the other. */
    @Test
    void threadsNeedNoMoreThanAThird() {
        assertThat(new ProbeMemory(2048, 1000, 1000).bytes()).isLessThan(
                new ProbeMemory(2048, 1000, 1).bytes() * 3 / 2);
    }
}
