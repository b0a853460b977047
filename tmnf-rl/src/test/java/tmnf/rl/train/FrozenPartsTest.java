package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.RunStart;

class FrozenPartsTest {

    private static final Map<String, Object> ALL = Map.of("pretrain_encoder_freeze", true,
            "pretrain_float_head_freeze", true, "pretrain_iqn_fc_freeze", true,
            "pretrain_actions_head_freeze", true);

    @Test
    void eachPartThatStaysAsItWasDrawnIsNamed() throws Exception {
        TrainSettings settings = TrainSettings.of(Map.of("training", ALL));

        assertThat(FrozenParts.warnings(settings, RunStart.Kind.FRESH, Set.of("iqn_fc.0.bias")))
                .hasSize(3).anySatisfy(text -> assertThat(text).contains(
                        "pretrain_actions_head_freeze is true", "no file has A_head.*",
                        "pretrain_actions_head_path or pretrain_bc_heads_path"))
                .noneMatch(text -> text.contains("iqn_fc"));
        assertThat(FrozenParts.warnings(TrainSettings.DEFAULT, RunStart.Kind.FRESH, Set.of())).isEmpty();
    }

    @Test
    void weightsThatAreThereAreNotDrawn() throws Exception {
        TrainSettings settings = TrainSettings.of(Map.of("training", ALL));
        for (RunStart.Kind start : RunStart.Kind.values()) {
            assertThat(FrozenParts.warnings(settings, start, Set.of()).isEmpty()).as(start.name())
                    .isEqualTo(start != RunStart.Kind.FRESH);
        }
    }

    @Test
    void anEncoderThatIsNotThereIsNotFrozen() throws Exception {
        TrainSettings blind = TrainSettings.of(Map.of("training", Map.of("pretrain_encoder_freeze", true),
                "neural_network", Map.of("use_iqn_image_head", false)));
        assertThat(FrozenParts.warnings(blind, RunStart.Kind.FRESH, Set.of())).isEmpty();
    }
}
