package tmnf.tminterface.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.tminterface.observation.Feature.Scale;
import tmnf.tminterface.state.SimStateData;

class ObservationLayoutTest {

    /** What seed 004 of the Python projects calls adding a feature; the whole change. */
    private static final Feature TURNING_RATE = new Feature(
            "turning_rate", "rad", "sceneMobil().turningRate()", StoredAs.OWN_FIELD,
            Scale.repeated(1, 0.1, 0.25),
            (input, target, at) -> target[at] = input.state().sceneMobil().turningRate());

    @ParameterizedTest
    @CsvSource({
        "temporal, 0, 1", "previous_actions, 1, 20", "wheel_sliding, 21, 4", "wheel_contact, 25, 4",
        "wheel_damper, 29, 4", "gearbox_state, 33, 1", "gear, 34, 1", "rpm, 35, 1", "gearbox_counter, 36, 1",
        "contact_materials, 37, 16", "angular_velocity, 53, 3", "velocity, 56, 3", "up, 59, 3",
        "zone_centres, 62, 120", "margin, 182, 1", "freewheeling, 183, 1"
    })
    void theDefaultIsThatOfThePythonProjects(String name, int offset, int count) {
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);

        assertThat(layout.offset(name)).isEqualTo(offset);
        assertThat(layout.feature(name).count()).isEqualTo(count);
    }

    @Test
    void namesWhatOtherCodeNeeds() {
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);

        assertThat(layout.features()).hasSize(16);
        assertThat(layout.size()).isEqualTo(184);
        assertThat(layout.gearAndWheelsSize()).isEqualTo(32);
        assertThat(layout.sidewaysSpeed()).isEqualTo(56);
        assertThat(layout.forwardSpeed()).isEqualTo(58);
        assertThat(layout.zoneCentre(0)).isEqualTo(62);
        assertThat(layout.zoneCentre(1)).isEqualTo(65);
        assertThatThrownBy(() -> layout.zoneCentre(40)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> layout.offset("speed")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("speed").hasMessageContaining("velocity");
    }

    @ParameterizedTest
    @CsvSource({"40, 5, 4", "10, 2, 5", "1, 0, 1", "45, 7, 3"})
    void itsSizeFollowsFromTheConfiguration(int zones, int actions, int categories) {
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT
                .withZoneCentres(zones, 20).withPreviousActions(actions).withContactCategories(categories));

        int size = 27 + 3 * zones + 4 * actions + 4 * categories + 1;
        assertThat(layout.size()).isEqualTo(size);
        assertThat(layout.gearAndWheelsSize()).isEqualTo(16 + 4 * categories);
        assertThat(Normalisation.of(layout).size()).isEqualTo(size);
        assertThat(layout.offset(ObservationLayout.FREEWHEELING)).isEqualTo(size - 1);
    }

    @Test
    void aFeatureIsAddedByOneEntry() throws IOException {
        ObservationLayout before = ObservationLayout.of(Golden.config("default"));
        ObservationLayout after = before.withAfter(ObservationLayout.GEAR, TURNING_RATE);
        assertThat(after.size()).isEqualTo(before.size() + 1);
        int at = after.offset("turning_rate");
        assertThat(at).isEqualTo(after.offset(ObservationLayout.GEAR) + 1);

        for (JsonNode node : Golden.cases("default")) {
            SimStateData state = Golden.state(node.get("sim_state"));
            state.sceneMobil().setTurningRate(0.35f);
            float[] plain = new float[before.size()];
            Golden.builder(node, before).build(state, plain, 0);

            ObservationBuilder builder = Golden.builder(node, after);
            float[] live = new float[after.size()];
            builder.build(state, live, 0);
            Map<String, Object> meta = builder.snapshot().toMap(0);
            float[] stored = stored(after, meta, builder.input().previousActions());

            assertThat(live[at]).isEqualTo(0.35f);
            assertThat(without(live, at)).containsExactly(plain);
            assertThat(meta).containsEntry("turning_rate", List.of((double) 0.35f));
            assertThat(stored).containsExactly(live);
            assertNormalised(before, plain, after, live);
            assertThat(new ObservationCheck(after).vector(live, 0))
                    .hasSameSizeAs(new ObservationCheck(before).vector(plain, 0));
            // A snapshot with more than the layout asks for is read, one with less refused.
            assertThat(stored(before, meta, builder.input().previousActions())).containsExactly(plain);
            meta.remove("turning_rate");
            assertThatThrownBy(() -> ObservationSnapshot.read("old", meta, after))
                    .isInstanceOf(SnapshotException.class).hasMessageContaining("turning_rate");
        }
    }

    private static float[] stored(
            ObservationLayout layout, Map<String, Object> meta, PreviousActions previous) throws IOException {
        float[] vector = new float[layout.size()];
        new StoredObservations(layout).build(
                ObservationSnapshot.read("stored", new LinkedHashMap<>(meta), layout), previous, vector, 0);
        return vector;
    }

    private static void assertNormalised(
            ObservationLayout before, float[] plain, ObservationLayout after, float[] more) {
        float[] expected = new float[plain.length];
        Normalisation.of(before).apply(plain, 0, expected, 0);
        float[] actual = new float[more.length];
        Normalisation.of(after).apply(more, 0, actual, 0);
        int at = after.offset("turning_rate");
        assertThat(actual[at]).isEqualTo((0.35f - 0.1f) / 0.25f);
        assertThat(without(actual, at)).containsExactly(expected);
    }

    private static float[] without(float[] vector, int index) {
        float[] rest = Arrays.copyOf(vector, vector.length - 1);
        System.arraycopy(vector, index + 1, rest, index, rest.length - index);
        return rest;
    }

    @Test
    void refusesTwoFeaturesOfOneName() {
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);
        ObservationLayout once = layout.withAfter(ObservationLayout.UP, TURNING_RATE);

        assertThatThrownBy(() -> once.withAfter(ObservationLayout.UP, TURNING_RATE))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("turning_rate");
    }

    @Test
    void fewerOrMoreZoneCentresAreNormalisedLikeThePythonProjects() {
        ObservationLayout layout = ObservationLayout.of(
                ObservationConfig.DEFAULT.withZoneCentres(42, 20));
        Normalisation normalisation = Normalisation.of(layout);
        int last = layout.zoneCentre(39);

        assertThat(Arrays.copyOfRange(normalisation.mean(), last, last + 9))
                .containsExactly(0, 11.5f, 197, 0, 0, 0, 0, 0, 0);
        assertThat(Arrays.copyOfRange(normalisation.std(), last, last + 9))
                .containsExactly(198, 198, 151, 50, 50, 50, 50, 50, 50);

        ObservationLayout few = ObservationLayout.of(ObservationConfig.DEFAULT.withZoneCentres(2, 20));
        assertThat(few.feature(ObservationLayout.ZONE_CENTRES).scales())
                .isEqualTo(layout.feature(ObservationLayout.ZONE_CENTRES).scales().subList(0, 6));
    }

    @Test
    void freshRunsHaveTheNarrowDamperScale() {
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);
        int damper = layout.offset(ObservationLayout.WHEEL_DAMPER);
        float[] fresh = Normalisation.of(layout).std();
        float[] imported = Normalisation.of(ObservationLayout.of(ObservationConfig.UPSTREAM)).std();

        assertThat(fresh[damper]).isEqualTo(0.06f);
        assertThat(imported[damper]).isEqualTo(0.5f);
        Arrays.fill(fresh, damper, damper + 4, 0.5f);
        assertThat(fresh).containsExactly(imported);
    }

    @Test
    void normalisationOfWeightsIsCheckedAndCopied() {
        float[] mean = {1, 2};
        Normalisation normalisation = Normalisation.of(mean, new float[] {2, 4});
        mean[0] = 9;
        float[] vector = {3, 10};

        normalisation.apply(vector, 0, vector, 0);

        assertThat(vector).containsExactly(1, 2);
        assertThatThrownBy(() -> Normalisation.of(new float[1], new float[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Normalisation.of(new float[1], new float[1]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("std");
    }

    @Test
    void refusesConfigurationsThatCannotBe() {
        ObservationConfig config = ObservationConfig.DEFAULT;
        assertThatThrownBy(() -> config.withZoneCentres(0, 20)).hasMessageContaining("zoneCentres");
        assertThatThrownBy(() -> config.withZoneCentres(52, 20)).hasMessageContaining("extrapolateAfter");
        assertThatThrownBy(() -> config.withExtrapolation(0, 1000)).hasMessageContaining("extrapolateBefore");
        assertThatThrownBy(() -> config.withContactCategories(6)).hasMessageContaining("contactCategories");
        assertThatThrownBy(() -> config.withRoad(0, 90)).hasMessageContaining("spacingMetres");
        assertThatThrownBy(() -> config.withDamperStd(0)).hasMessageContaining("damperStd");
        assertThatThrownBy(() -> config.withMarginCapMetres(Double.NaN)).hasMessageContaining("margin");
        assertThatThrownBy(() -> config.withDeckHeightMetres(Double.NaN)).hasMessageContaining("deck");
        assertThatThrownBy(() -> config.withMiniRaceActions(1)).hasMessageContaining("miniRace");
    }
}
