package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.DrawnWeights;
import tmnf.rl.save.RunStart;

class FrozenPartsTest {

    private static final Map<String, Object> ALL = Map.of("pretrain_encoder_freeze", true,
            "pretrain_float_head_freeze", true, "pretrain_iqn_fc_freeze", true,
            "pretrain_actions_head_freeze", true);

    @TempDir
    private Path temp;

    @Test
    void eachPartThatStaysAsItWasDrawnIsNamed() throws Exception {
        TrainSettings settings = TrainSettings.of(Map.of("training", ALL));

        assertThat(FrozenParts.warnings(settings, RunStart.Kind.FRESH, Set.of(), Set.of("iqn_fc.0.bias")))
                .hasSize(3).anySatisfy(text -> assertThat(text).contains(
                        "pretrain_actions_head_freeze is true", "no file has A_head.*",
                        "pretrain_actions_head_path or pretrain_bc_heads_path"))
                .noneMatch(text -> text.contains("iqn_fc"));
        assertThat(FrozenParts.warnings(TrainSettings.DEFAULT, RunStart.Kind.FRESH, Set.of(), Set.of()))
                .isEmpty();
    }

    @Test
    void weightsThatAreThereAreNotDrawn() throws Exception {
        TrainSettings settings = TrainSettings.of(Map.of("training", ALL));
        for (RunStart.Kind start : RunStart.Kind.values()) {
            assertThat(FrozenParts.warnings(settings, start, Set.of(), Set.of()).isEmpty()).as(start.name())
                    .isEqualTo(start != RunStart.Kind.FRESH);
        }
    }

    /** Those of init-iqn: the rest of its network is drawn. */
    @Test
    void whatWasDrawnOfWeightsThatAreThereIsNamed() throws Exception {
        TrainSettings settings = TrainSettings.of(Map.of("training", ALL));
        Path run = Files.createDirectories(temp.resolve("run"));
        Files.createFile(run.resolve("weights1.torch"));
        Files.createFile(run.resolve("weights2.torch"));
        assertThat(DrawnWeights.of(temp, "run")).isEmpty();
        Files.writeString(run.resolve("init_iqn.json"), """
                {"tool": "tmnf", "tensors": {"img_head.0.weight": "encoder", "A_head.0.bias": "drawn",
                "iqn_fc.0.weight": "kept"}}""");
        Set<String> drawn = DrawnWeights.of(temp, "run");
        assertThat(drawn).containsExactly("A_head.0.bias").isEqualTo(DrawnWeights.of(run));

        Set<String> all = new HashSet<>(List.of("A_head.0.weight", "A_head.0.bias", "A_head.2.weight",
                "A_head.2.bias"));
        assertThat(FrozenParts.warnings(settings, RunStart.Kind.INITIAL, all, Set.of())).singleElement()
                .asString().contains("pretrain_actions_head_freeze is true", "tmnf init-iqn drew A_head.*",
                        "tmnf init-iqn --no-fresh and --actions-head or --bc-heads")
                .as("keys that are not looked at there").doesNotContain("_path");
        assertThat(FrozenParts.warnings(settings, RunStart.Kind.INITIAL, all, all)).isEmpty();
        assertThat(FrozenParts.warnings(settings, RunStart.Kind.CHECKPOINT, all, Set.of())).isEmpty();

        Files.writeString(run.resolve("init_iqn.json"), "no JSON");
        assertThat(DrawnWeights.of(temp, "run")).isEmpty();
    }

    @Test
    void anEncoderThatIsNotThereIsNotFrozen() throws Exception {
        TrainSettings blind = TrainSettings.of(Map.of("training", Map.of("pretrain_encoder_freeze", true),
                "neural_network", Map.of("use_iqn_image_head", false)));
        assertThat(FrozenParts.warnings(blind, RunStart.Kind.FRESH, Set.of(), Set.of())).isEmpty();
    }
}
