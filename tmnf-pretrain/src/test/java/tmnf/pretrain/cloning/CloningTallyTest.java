package tmnf.pretrain.cloning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import tmnf.pretrain.net.StackedEncoder;
import tmnf.tminterface.observation.Normalisation;

/** Figures of counts, and what is written for the driver, without an engine. */
class CloningTallyTest {

    private static final int ACTIONS = 3;
    private static final ActionColumns TWO = new ActionColumns(List.of(50, 0));
    private static final Normalisation SCALING = Normalisation.of(new float[] {1, 2}, new float[] {2, 4});

    private static PolicyNetwork plain(int frames, StackedEncoder.Mode mode, int hidden) {
        return new CloningNetwork(new StackedEncoder(frames, mode, 34, 34),
                Optional.of(new CloningNetwork.Floats(SCALING, 6)), 2, hidden, ACTIONS, Dropout.NONE);
    }

    private static PolicyNetwork iqn() {
        return new CloningIqn(new StackedEncoder(2, StackedEncoder.Mode.CHANNEL, 34, 34), SCALING,
                new CloningIqn.Sizes(6, 16, 4), 2, ACTIONS, Dropout.NONE, false);
    }

    @Test
    void figuresComeFromCountsAndThoseOfNoSamplesAreLeftOut() {
        CloningTally tally = CloningTally.empty(TWO, ACTIONS);
        tally.add(1, 0, 0, 0, 0.5);
        tally.add(1, 0, 0, 1, 0.5);
        tally.add(1, 0, 2, -1, 0.5);
        tally.add(1, 2, 2, 0, 0.5);
        double[] counts = tally.counts();
        for (int i = 0; i < counts.length; i++) {
            counts[i] *= 10; // as an epoch adds up
        }

        CloningTally epoch = CloningTally.of(TWO, ACTIONS, counts);

        assertThat(epoch.confusion(1)).isDeepEqualTo(new long[][] {{20, 0, 10}, {0, 0, 0}, {0, 0, 10}});
        assertThat(epoch.figures()).containsOnlyKeys("acc", "acc_offset_ms_0", "acc_class_0", "acc_class_2",
                "acc_balanced", "majority_acc", "majority_acc_offset_ms_0", "repeat_acc",
                "repeat_acc_offset_ms_0", "repeat_gain", "repeat_gain_offset_ms_0")
                .containsEntry("acc", 0.75).containsEntry("acc_class_2", 1.0)
                .containsEntry("majority_acc", 0.75).containsEntry("repeat_acc_offset_ms_0", 1 / 3.0)
                .containsEntry("repeat_gain", 2 / 3.0);
        assertThat(epoch.figures().get("acc_balanced")).isCloseTo((2 / 3.0 + 1) / 2, within(1e-12));
        assertThat(CloningTally.empty(TWO, ACTIONS).figures()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> CloningTally.of(TWO, 4, counts));
    }

    @Test
    void theDriversHeadIsThatOfNowOrTheNearest() {
        assertThat(new ActionColumns(List.of(-10, 0, 10, 100)).driver()).isEqualTo(1);
        assertThat(new ActionColumns(List.of(100, -10, 10)).driver()).isEqualTo(2);
        assertThat(new ActionColumns(List.of(10, -10)).driver()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new ActionColumns(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ActionColumns(List.of(5, 5)));
    }

    @Test
    void onlyWhatHasAPlaceInTheDriversNetworkIsWrittenForIt() {
        CloningFiles.Wanted all = new CloningFiles.Wanted(true, true, true);

        assertThat(CloningFiles.names(iqn(), all)).containsExactly("iqn_bc.pt",
                "float_head.pt", "actions_head.pt");
        assertThat(CloningFiles.names(plain(2, StackedEncoder.Mode.CHANNEL, 8), all))
                .containsExactly("float_head.pt", "actions_head.pt");
        assertThat(CloningFiles.names(plain(2, StackedEncoder.Mode.CONCAT, 8), all))
                .containsExactly("float_head.pt");
        assertThat(CloningFiles.names(plain(1, StackedEncoder.Mode.CHANNEL, 0), all))
                .containsExactly("float_head.pt");
        assertThat(CloningFiles.names(iqn(), new CloningFiles.Wanted(false, false,
                false))).containsExactly("iqn_bc.pt");
    }
}
