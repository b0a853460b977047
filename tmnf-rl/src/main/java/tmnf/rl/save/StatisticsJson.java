package tmnf.rl.save;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import tmnf.capture.dataset.PythonJson;
import tmnf.tminterface.observation.Normalisation;

/** {@code statistics.json}: the original's keys first. */
final class StatisticsJson {

    private static final int FORMAT = 1;
    private static final String FRAMES = "cumul_number_frames_played";
    private static final String BATCHES = "cumul_number_batches_done";
    private static final String MEAN = "float_inputs_mean";
    private static final String STD = "float_inputs_std";
    private static final String SINGLE = "cumul_number_single_memories_";

    private StatisticsJson() {
    }

    static byte[] bytes(Statistics statistics) {
        Statistics.Counters counters = statistics.counters();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put(FRAMES, counters.frames());
        root.put("cumul_number_memories_generated", counters.memoriesGenerated());
        root.put(SINGLE + "used", counters.memoriesUsed());
        root.put(SINGLE + "should_have_been_used", counters.memoriesShouldHaveBeenUsed());
        root.put(SINGLE + "used_next_target_network_update", counters.nextTargetUpdate());
        root.put(BATCHES, counters.batches());
        root.put("cumul_number_target_network_updates", counters.targetUpdates());
        root.put("cumul_training_hours", counters.trainingHours());
        root.put("alltime_min_ms", Statistics.sorted(statistics.alltimeMinMs()));
        root.put("rolling_mean_ms", Statistics.sorted(statistics.rollingMeanMs()));
        root.put("typical_self_loss", statistics.selfLoss().typical());
        root.put("typical_clamped_self_loss", statistics.selfLoss().clamped());
        root.put("seed", statistics.seed());
        root.put("random_seeds", Statistics.sorted(statistics.randoms()));
        root.put("versions", Statistics.sorted(statistics.versions()));
        root.put("extra", Statistics.sorted(statistics.extra()));
        // A float is printed as the double that it is, and so comes back the same.
        root.put(MEAN, statistics.inputMean());
        root.put(STD, statistics.inputStd());
        return PythonJson.bytes(root);
    }

    /** Reads them; throws what {@link SaveJson} says. */
    static Statistics read(String name, byte[] json) throws IOException {
        SaveJson root = SaveJson.object(name, json);
        root.format(FORMAT);
        Statistics.Counters counters = root.checked(() -> new Statistics.Counters(
                root.integer(FRAMES), root.integer("cumul_number_memories_generated"),
                root.integer(SINGLE + "used"), root.number(SINGLE + "should_have_been_used"),
                root.integer(SINGLE + "used_next_target_network_update"),
                root.integer(BATCHES),
                root.integer("cumul_number_target_network_updates"), root.number("cumul_training_hours")));
        return root.checked(() -> new Statistics(counters, map(root, "alltime_min_ms", JsonNode::intValue),
                map(root, "rolling_mean_ms", JsonNode::doubleValue),
                new Statistics.SelfLoss(root.number("typical_self_loss"),
                        root.number("typical_clamped_self_loss")),
                map(root, "random_seeds", JsonNode::longValue), root.integer("seed"),
                floats(root, MEAN), floats(root, STD),
                map(root, "versions", JsonNode::textValue), map(root, "extra", JsonNode::doubleValue)));
    }

    /** The scaling of the inputs, if it is said; of other files of that name, too. */
    static Optional<Normalisation> scaling(SaveJson root) throws SaveException {
        if (!root.has(MEAN) || !root.has(STD)) {
            return Optional.empty();
        }
        List<Float> mean = floats(root, MEAN);
        List<Float> std = floats(root, STD);
        return root.checked(() -> Statistics.start(0, mean, std, Map.of()).scaling());
    }

    static Optional<Long> frames(SaveJson root) throws SaveException {
        return root.has(FRAMES) ? Optional.of(root.integer(FRAMES)) : Optional.empty();
    }

    static Optional<Long> batches(SaveJson root) throws SaveException {
        return root.has(BATCHES) ? Optional.of(root.integer(BATCHES)) : Optional.empty();
    }

    private static <V> Map<String, V> map(SaveJson root, String key, Function<JsonNode, V> value)
            throws SaveException {
        Map<String, V> map = new HashMap<>();
        root.child(key, JsonNode::isObject).properties()
                .forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
        return map;
    }

    private static List<Float> floats(SaveJson root, String key) throws SaveException {
        List<Float> floats = new ArrayList<>();
        root.child(key, JsonNode::isArray).forEach(node -> floats.add((float) node.doubleValue()));
        return floats;
    }
}
