package tmnf.pretrain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.Normalisation;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

class PolicyFactsTest {

    @TempDir
    private Path folder;

    private static PolicyFacts driver(ObservationConfig seen) {
        return PolicyFacts.of(ActionIndex.all(), 50, seen, Normalisation.of(ObservationLayout.of(seen)));
    }

    private EncoderFacts written(PolicyFacts policy) throws Exception {
        PretrainMeta plain = TestMeta.of(List.of(), 0);
        Path file = folder.resolve("pretrain_meta.json");
        new PretrainMeta(plain.encoder(), plain.data(), plain.ending(), List.of(), "1", Map.of(),
                Instant.EPOCH, Optional.of(new CloningFacts("backbone", "held", List.of(0), policy,
                        Optional.empty(), Map.of(), 0))).write(file);
        return EncoderFacts.read(file);
    }

    /** To the last bit: the scaling is folded into weights. */
    @Test
    void whatARunWritesIsReadAsItWas() throws Exception {
        PolicyFacts policy = driver(ObservationConfig.DEFAULT.withRoad(0.3, 90));

        PolicyFacts read = written(policy).policy();

        assertThat(read.actions()).isEqualTo(policy.actions()).hasSize(12).contains("accelerate+left");
        assertThat(read.decisionMs()).hasValue(50);
        assertThat(read.observation()).isEqualTo(policy.observation()).hasSize(6);
        assertThat(read.scaling().orElseThrow().mean()).isEqualTo(policy.scaling().orElseThrow().mean());
        assertThat(read.scaling().orElseThrow().std()).isEqualTo(policy.scaling().orElseThrow().std());
        assertThat(written(policy.withoutNumbers()).policy()).isEqualTo(policy.withoutNumbers());
    }

    @Test
    void whatStandsInTheSamePlacesIsCompared() {
        PolicyFacts here = driver(ObservationConfig.DEFAULT);
        PolicyFacts other = driver(ObservationConfig.DEFAULT.withPreviousActions(6).withContactCategories(3));
        assertThat(other.scaling().orElseThrow().size()).isEqualTo(here.scaling().orElseThrow().size());

        assertThat(other.otherPlaces(here)).extracting(PolicyFacts.Gap::toString).containsExactly(
                "n_prev_actions_in_inputs is 6 and should be 5",
                "n_contact_material_physics_behavior_types is 3 and should be 4");
        assertThat(driver(ObservationConfig.DEFAULT.withRoad(1, 90).withZoneCentres(40, 10))
                .otherMeasures(here)).as("as far from each other").isEmpty();
        assertThat(driver(ObservationConfig.DEFAULT.withRoad(1, 90)).otherMeasures(here)).singleElement()
                .asString().endsWith("is 20 m and should be 10 m");
        assertThat(PolicyFacts.NONE.otherPlaces(here)).isEmpty();
        assertThat(PolicyFacts.NONE.otherActions(here)).isEmpty();
        assertThat(PolicyFacts.NONE.otherDecision(here)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"actions\": 12}", "{\"actions\": [1]}", "{\"decision_ms\": \"50\"}",
        "{\"observation\": [1]}", "{\"observation\": {\"a\": \"b\"}}", "{\"float_inputs_std\": [1]}",
        "{\"float_inputs_mean\": [0], \"float_inputs_std\": [0]}",
        "{\"float_inputs_mean\": [\"0\"], \"float_inputs_std\": [1]}"})
    void whatIsOfAnotherKindIsRefused(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("pretrain_meta.json"), text);

        assertThatThrownBy(() -> EncoderFacts.read(file)).isInstanceOf(MetaException.class)
                .hasMessageContaining(file.toString());
    }

    /** Checkpoints have it; runs go on as long as it stays the same. */
    @Test
    void theSignatureOfAScalingIsThatOfItsBytes() {
        assertThat(PolicyFacts.signature(Normalisation.of(new float[] {1, 2}, new float[] {3, 4})))
                .isEqualTo("dfe352f9ef2bea334ad1cc63c9dacf095e688dbba2a987a667982594b9f4f7e6");
    }
}
