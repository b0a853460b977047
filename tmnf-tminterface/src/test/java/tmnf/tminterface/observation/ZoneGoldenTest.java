package tmnf.tminterface.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Direction;
import tmnf.gbx.model.Vec3;

/**
 * The recorded zones of the Python projects: 1e-6 for centres, transitions, lengths, distances and
 * directions, 1e-9 for shares of a step and densified lines, exact for zone numbers and checkpoint positions,
 * 1e-4 m for the distances of the walk.
 */
class ZoneGoldenTest {

    private static final double PROCESSED = 1e-6;

    static List<JsonNode> lines() {
        List<JsonNode> lines = new ArrayList<>();
        Golden.json("vcp/index.json").get("processing").forEach(lines::add);
        return lines;
    }

    private static ZoneLine zones(JsonNode node) {
        return ZoneLine.of(Golden.line("vcp/" + node.get("zones").asText()), ObservationConfig.DEFAULT
                .withExtrapolation(
                        node.get("extrapolate_before").asInt(), node.get("extrapolate_after").asInt()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void preparesTheRecordedZones(JsonNode node) {
        ZoneLine zones = zones(node);

        assertClose(zones.toArray(), Golden.numbers("vcp/" + node.get("centres").asText()));
        assertClose(zones, "vcp/", node);
    }

    private static void assertClose(ZoneLine zones, String folder, JsonNode node) {
        double[] transitions = Golden.numbers(folder + node.get("transitions").asText());
        double[] lengths = Golden.numbers(folder + node.get("segment_lengths").asText());
        double[] distances = Golden.numbers(folder + node.get("cumulative").asText());
        double[] directions = Golden.numbers(folder + node.get("unit_vectors").asText());
        assertProcessed(zones, transitions, lengths, distances, directions);
    }

    private static void assertProcessed(
            ZoneLine zones, double[] transitions, double[] lengths, double[] distances, double[] directions) {
        int count = zones.size();
        assertThat(transitions).hasSize(3 * (count - 1));
        assertThat(lengths).hasSize(count - 2);
        assertThat(distances).hasSize(count - 1);
        assertThat(directions).hasSize(3 * (count - 2));
        for (int i = 0; i < count - 1; i++) {
            assertThat(zones.distance(i)).isCloseTo(distances[i], within(PROCESSED));
            for (int axis = 0; axis < 3; axis++) {
                assertThat(zones.transition(i, axis)).isCloseTo(transitions[3 * i + axis], within(PROCESSED));
            }
        }
        for (int i = 0; i < count - 2; i++) {
            assertThat(zones.length(i)).isCloseTo(lengths[i], within(PROCESSED));
            for (int axis = 0; axis < 3; axis++) {
                assertThat(zones.direction(i, axis)).isCloseTo(directions[3 * i + axis], within(PROCESSED));
            }
        }
    }

    private static void assertClose(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(PROCESSED));
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void findsTheRecordedZonesOfCheckpoints(JsonNode node) {
        List<RealCheckpoints.Gate> recorded = new ArrayList<>();
        for (JsonNode gate : node.get("sync")) {
            recorded.add(new RealCheckpoints.Gate(
                    gate.get("zone").asInt(),
                    Golden.point(gate.get("checkpoint")),
                    gate.get("max_distance").asDouble()));
        }

        assertThat(checkpoints(node).gates()).isEqualTo(recorded);
    }

    private static RealCheckpoints checkpoints(JsonNode node) {
        List<Vec3> points = new ArrayList<>();
        node.get("checkpoint_positions").forEach(point -> points.add(Golden.point(point)));
        return RealCheckpoints.along(zones(node), points);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void tracksTheRecordedPositions(JsonNode node) {
        JsonNode tracking = node.get("tracking");
        assertThat(zones(node).config().farthestCentreMetres())
                .isCloseTo(tracking.get("max_distance_to_virtual").asDouble(), within(1e-12));

        for (JsonNode run : tracking.get("runs")) {
            RealCheckpoints checkpoints = run.get("real_checkpoints").asBoolean()
                    ? checkpoints(node) : RealCheckpoints.none();
            for (String suffix : List.of("", "_wide")) {
                ZoneTracker tracker = new ZoneTracker(zones(node), checkpoints);
                assertThat(tracker.zone()).isEqualTo(tracking.get("start_idx").asInt());
                List<Integer> tracked = new ArrayList<>();
                for (JsonNode position : tracking.get("positions" + suffix)) {
                    float[] p = Golden.floats(position);
                    tracked.add(tracker.update(p[0], p[1], p[2]));
                }
                List<Integer> recorded = new ArrayList<>();
                run.get("zone_idx" + suffix).forEach(zone -> recorded.add(zone.asInt()));
                assertThat(tracked).as("%s %s", suffix, run.get("real_checkpoints")).isEqualTo(recorded);
            }
        }
    }

    @Test
    void walksAlongAnotherLineWithFewerCentresBehindIt() {
        ObservationConfig config =
                ObservationConfig.DEFAULT.withZoneCentres(4, 20).withExtrapolation(20, 60);
        ZoneLine zones = ZoneLine.of(
                ReferenceLine.of(Golden.numbersIn("rl/zones.npz", "line")), config);
        assertClose(zones.toArray(), Golden.numbersIn("rl/zones.npz", "zone_centers"));
        assertProcessed(
                zones,
                Golden.numbersIn("rl/zones.npz", "zone_transitions"),
                Golden.numbersIn("rl/zones.npz", "distance_between"),
                Golden.numbersIn("rl/zones.npz", "distance_from_start"),
                Golden.numbersIn("rl/zones.npz", "axis"));
        double[] limits = Golden.numbersIn("rl/walk.npz", "max_allowable_distance_to_real_checkpoint");
        double[] points = Golden.numbersIn("rl/walk.npz", "next_real_checkpoint_positions");
        List<RealCheckpoints.Gate> gates = new ArrayList<>();
        for (int zone = 0; zone < limits.length; zone++) {
            if (limits[zone] < 1000) {
                gates.add(new RealCheckpoints.Gate(zone, new Vec3((float) points[3 * zone],
                        (float) points[3 * zone + 1], (float) points[3 * zone + 2]), limits[zone]));
            }
        }
        assertThat(gates).hasSize(1);
        ZoneTracker tracker = new ZoneTracker(zones, RealCheckpoints.of(gates));
        double[] positions = Golden.numbersIn("rl/walk.npz", "positions");
        double[] recordedZones = Golden.numbersIn("rl/walk.npz", "zone_idx");
        double[] metres = Golden.numbersIn("rl/walk.npz", "meters");

        for (int i = 0; i < recordedZones.length; i++) {
            int zone = tracker.update(
                    (float) positions[3 * i], (float) positions[3 * i + 1], (float) positions[3 * i + 2]);

            assertThat(zone).as("step %d", i).isEqualTo((int) recordedZones[i]);
            assertThat(tracker.distanceAlong()).as("step %d", i).isCloseTo(metres[i], within(1e-4));
        }
    }

    @Test
    void putsCheckpointsWhereTheirBlocksAre() {
        JsonNode misc = Golden.json("vcp/index.json").get("misc");
        List<Block> blocks = new ArrayList<>();
        for (JsonNode block : misc.get("blocks")) {
            JsonNode at = block.get("coord");
            blocks.add(Block.of(block.get("name").asText(), Direction.NORTH,
                    new BlockCoord(at.get(0).asInt(), at.get(1).asInt(), at.get(2).asInt())));
        }
        List<Vec3> recorded = new ArrayList<>();
        misc.get("checkpoint_positions").forEach(point -> recorded.add(Golden.point(point)));

        assertThat(RealCheckpoints.positions(blocks)).isEqualTo(recorded);
    }

    @Test
    void sharesAStepBetweenTwoZones() {
        for (JsonNode step : Golden.json("vcp/index.json").get("misc").get("fraction_of_step_in_zone")) {
            assertThat(ZoneLine.shareBeforeTransition(
                    Golden.doubles(step.get("centre")), Golden.doubles(step.get("next_centre")),
                    Golden.doubles(step.get("pos")), Golden.doubles(step.get("next_pos"))))
                    .isCloseTo(step.get("fraction").asDouble(), within(1e-9));
        }
    }

    @Test
    void densifiesALine() {
        JsonNode densify = Golden.json("vcp/index.json").get("misc").get("densify");

        double[] dense = ReferenceLine.of(flat(densify.get("input")))
                .densified(densify.get("n").asInt()).toArray();

        assertThat(dense).containsExactly(flat(densify.get("output")), within(1e-9));
    }

    private static double[] flat(JsonNode points) {
        List<Double> numbers = new ArrayList<>();
        points.forEach(point -> point.forEach(number -> numbers.add(number.asDouble())));
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
