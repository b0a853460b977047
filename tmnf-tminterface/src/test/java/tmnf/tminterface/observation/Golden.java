package tmnf.tminterface.observation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tmnf.gbx.line.NpyFiles;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.state.HmsDynaState;
import tmnf.tminterface.state.RealTimeState;
import tmnf.tminterface.state.SimStateData;

/** Reads the recorded numbers. */
final class Golden {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    static byte[] bytes(String file) {
        try (InputStream in = Golden.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String file) {
        try {
            return JSON.readTree(bytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<?, ?> map(JsonNode node) {
        return JSON.convertValue(node, Map.class);
    }

    /** All numbers of a NumPy file of float32, float64 or int64, rows first. */
    static double[] numbers(String file) {
        return numbers(bytes(file));
    }

    static double[] numbersIn(String archive, String entry) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes(archive)))) {
            for (ZipEntry at = zip.getNextEntry(); at != null; at = zip.getNextEntry()) {
                if (at.getName().equals(entry + ".npy")) {
                    return numbers(zip.readAllBytes());
                }
            }
            throw new IllegalArgumentException(archive + " has no " + entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] numbers(byte[] file) {
        ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = data.getShort(8);
        String text = new String(file, 10, header, StandardCharsets.US_ASCII);
        data.position(10 + header);
        boolean single = text.contains("<f4");
        double[] numbers = new double[data.remaining() / (single ? 4 : 8)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = single ? data.getFloat() : text.contains("<i8") ? data.getLong() : data.getDouble();
        }
        return numbers;
    }

    static ReferenceLine line(String file) {
        try {
            return NpyFiles.parse(file, bytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] doubles(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i).asDouble();
        }
        return numbers;
    }

    static float[] floats(JsonNode list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) list.get(i).asDouble();
        }
        return numbers;
    }

    static Vec3 point(JsonNode list) {
        float[] xyz = floats(list);
        return new Vec3(xyz[0], xyz[1], xyz[2]);
    }

    /** One configuration of {@code cases.json}. */
    static ObservationConfig config(String name) {
        JsonNode node = json("float/cases.json").get("configs").get(name);
        double deck = node.get("deck_height").isTextual()
                ? Double.NEGATIVE_INFINITY : node.get("deck_height").asDouble();
        return ObservationConfig.UPSTREAM
                .withZoneCentres(
                        node.get("n_zone_centers_in_inputs").asInt(),
                        node.get("one_every_n_zone_centers_in_inputs").asInt())
                .withPreviousActions(node.get("n_prev_actions_in_inputs").asInt())
                .withContactCategories(node.get("n_contact_material_physics_behavior_types").asInt())
                .withExtrapolation(
                        node.get("n_zone_centers_extrapolate_before_start_of_map").asInt(),
                        node.get("n_zone_centers_extrapolate_after_end_of_map").asInt())
                .withMarginCapMetres(node.get("margin_to_announce_finish_meters").asDouble())
                .withDeckHeightMetres(deck);
    }

    static List<JsonNode> cases(String config) {
        List<JsonNode> cases = new ArrayList<>();
        for (JsonNode node : json("float/cases.json").get("cases")) {
            if (node.get("config").asText().equals(config)) {
                cases.add(node);
            }
        }
        return cases;
    }

    /** The bytes that the game would have sent for a state. */
    static SimStateData state(JsonNode node) {
        SimStateData state = SimStateData.blank(3, 1);
        state.setRaceTimeMs(node.get("race_time").asInt());
        HmsDynaState car = state.dyna().currentState();
        car.setPosition(point(node.get("position")));
        car.setRotation(floats(node.get("rotation")));
        car.setLinearSpeed(point(node.get("linear_speed")));
        car.setAngularSpeed(point(node.get("angular_speed")));
        state.sceneMobil().setGearboxState(node.get("gearbox_state").asInt());
        state.sceneMobil().engine().setGear(node.get("gear").asInt());
        state.sceneMobil().engine().setActualRpm((float) node.get("actual_rpm").asDouble());
        state.sceneMobil().setIsFreewheeling(node.get("is_freewheeling").asBoolean());
        for (int i = 0; i < SimStateData.WHEELS; i++) {
            JsonNode from = node.get("wheels").get(i);
            RealTimeState wheel = state.wheel(i).realTimeState();
            wheel.setIsSliding(from.get("is_sliding").asBoolean());
            wheel.setHasGroundContact(from.get("has_ground_contact").asBoolean());
            wheel.setDamperAbsorb((float) from.get("damper_absorb").asDouble());
            wheel.setContactMaterialId(from.get("contact_material_id").asInt());
        }
        return state;
    }

    /** The zones that a case drives along. */
    static ZoneLine zones(JsonNode node, ObservationConfig config) {
        return ZoneLine.of(line(node.get("zones").asText().replace("../vcp/", "vcp/")), config);
    }

    /** A builder in the condition in which a case begins. */
    static ObservationBuilder builder(JsonNode node, ObservationLayout layout) {
        JsonNode gate = node.get("real_checkpoint");
        RealCheckpoints checkpoints = gate.isNull() ? RealCheckpoints.none()
                : RealCheckpoints.of(List.of(new RealCheckpoints.Gate(
                        gate.get("zone").asInt(),
                        point(gate.get("position")),
                        gate.get("max_distance").asDouble())));
        ObservationBuilder builder =
                ObservationBuilder.along(layout, zones(node, layout.config()), checkpoints);
        builder.input().zones().orElseThrow().reset(node.get("zone_idx_in").asInt());
        if (!node.get("last_gear_and_wheels").isNull()) {
            ObservationLayout recorded = ObservationLayout.of(layout.config());
            int counter = recorded.offset(ObservationLayout.GEARBOX_COUNTER)
                    - recorded.offset(ObservationLayout.WHEEL_SLIDING);
            builder.input().gearboxCounter()
                    .resume((int) node.get("last_gear_and_wheels").get(counter).asDouble());
        }
        node.get("prev_action_indices").forEach(index -> builder.sent(index.asInt()));
        return builder;
    }
}
