package tmnf.tminterface.observation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tmnf.tminterface.observation.ObservationCheck.Finding;
import tmnf.tminterface.observation.ObservationCheck.Rule;
import tmnf.tminterface.state.SimStateData;

class ObservationCheckTest {

    private static final ObservationLayout LAYOUT = ObservationLayout.of(Golden.config("default"));

    private final ObservationCheck check = new ObservationCheck(LAYOUT);

    /** A recorded state with its car on the road. */
    private static JsonNode onTheRoad() {
        return Golden.cases("default").get(1);
    }

    private static float[] vector(JsonNode node) {
        float[] vector = new float[LAYOUT.size()];
        Golden.builder(node, LAYOUT).build(Golden.state(node.get("sim_state")), vector, 0);
        return vector;
    }

    @Test
    void findsNothingWrongWithTheRecordedDrives() {
        for (JsonNode node : Golden.cases("default")) {
            if (node.get("kind").asText().matches("start|along")) {
                float[] vector = vector(node);
                List<Finding> findings = check.vector(vector, 0);
                int at = LAYOUT.zoneCentre(0);
                double centre = Math.hypot(Math.hypot(vector[at], vector[at + 1]), vector[at + 2]);
                if (centre < 45) {
                    assertThat(findings).isEmpty();
                } else {
                    assertThat(findings).extracting(Finding::rule).containsExactly(Rule.FIRST_CENTRE_NEAR);
                }
            }
        }
        assertThat(check.vector(vector(onTheRoad()), 0)).isEmpty();
    }

    @Test
    void findsACarThatIsFarOffTheRoad() {
        JsonNode far = Golden.cases("default").stream()
                .filter(node -> node.get("kind").asText().equals("far_from_path")).findFirst().orElseThrow();

        assertThat(check.vector(vector(far), 0)).extracting(Finding::rule)
                .containsExactly(Rule.FIRST_CENTRE_NEAR);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"ORTHONORMAL", "MARGIN_FALLS"})
    void findsWhatIsWrongWithAVector(Rule rule) {
        float[] vector = vector(onTheRoad());
        switch (rule) {
            case FINITE -> vector[LAYOUT.offset(ObservationLayout.RPM)] = Float.NaN;
            case ONE_HOT -> {
                vector[LAYOUT.offset(ObservationLayout.CONTACT_MATERIALS)] = 1;
                vector[LAYOUT.offset(ObservationLayout.CONTACT_MATERIALS) + 1] = 1;
            }
            case UP_LENGTH -> vector[LAYOUT.offset(ObservationLayout.UP)] += 0.9f;
            default -> vector[LAYOUT.zoneCentre(0)] = 46;
        }

        List<Finding> findings = check.vector(vector, 0);

        assertThat(findings).extracting(Finding::rule).containsExactly(rule);
    }

    @Test
    void halfABitIsNoOneHot() {
        float[] vector = vector(onTheRoad());
        vector[LAYOUT.offset(ObservationLayout.CONTACT_MATERIALS) + 5] = 0.5f;

        assertThat(check.vector(vector, 0)).extracting(Finding::rule).containsExactly(Rule.ONE_HOT);
    }

    /** The car at the centre of zones 30, 60 and 90: its margin falls by 15 m each time. */
    private static List<Map<String, Object>> drive() throws IOException {
        JsonNode node = onTheRoad();
        ZoneLine zones = Golden.zones(node, LAYOUT.config());
        ObservationBuilder builder = ObservationBuilder.along(LAYOUT, zones, RealCheckpoints.none());
        List<Map<String, Object>> metas = new ArrayList<>();
        for (int zone = 30; zone <= 90; zone += 30) {
            SimStateData state = Golden.state(node.get("sim_state"));
            for (int axis = 0; axis < 3; axis++) {
                state.dyna().currentState().setPosition(axis, (float) zones.centre(zone, axis));
            }
            builder.update(state);
            metas.add(builder.snapshot().toMap(zone));
        }
        return metas;
    }

    private List<Finding> series(List<Map<String, Object>> metas) throws IOException {
        List<ObservationSnapshot> snapshots = new ArrayList<>();
        for (Map<String, Object> meta : metas) {
            snapshots.add(ObservationSnapshot.read("frame", meta, LAYOUT));
        }
        return check.series(snapshots);
    }

    @Test
    void findsNothingWrongWithADrive() throws IOException {
        assertThat(series(drive())).isEmpty();
    }

    @Test
    void findsAMarginThatRises() throws IOException {
        List<Map<String, Object>> metas = drive();
        metas.get(1).put("margin", ((double) metas.get(0).get("margin")) + 4);
        metas.get(2).put("margin", ((double) metas.get(0).get("margin")) + 6);

        assertThat(series(metas)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.MARGIN_FALLS);
            assertThat(finding.number()).isEqualTo(2);
            assertThat(finding).asString().contains("snapshot 2").contains("rose");
        });
    }

    @Test
    void findsAnOrientationThatIsNoRotation() throws IOException {
        List<Map<String, Object>> metas = drive();
        metas.get(1).put("orientation_flat", List.of(1, 0, 0, 0, 1, 0, 0, 0, 1.01));

        assertThat(series(metas)).extracting(Finding::rule).containsExactly(Rule.ORTHONORMAL);
    }

    @Test
    void snapshotsWithoutZonesAreNoFinding() throws IOException {
        List<Map<String, Object>> metas = drive();
        metas.forEach(meta -> meta.keySet().removeAll(
                List.of("zone_centers_in_car_frame", "margin", "current_zone_idx")));

        assertThat(series(metas)).isEmpty();
    }
}
