package tmnf.capture.dataset.care;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import tmnf.tminterface.observation.Normalisation;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ObservationSnapshot;
import tmnf.tminterface.observation.PreviousActions;
import tmnf.tminterface.observation.StoredObservations;

/**
 * Whether float inputs are made as the Python training makes them: the shape of the vector for the least
 * snapshot there is, and vectors that were recorded with the Python tools.
 */
public final class FloatSelfCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECORDED = "float-self-check.json";
    private static final int SIZE = 184;
    private static final double TOLERANCE = 1e-4;

    private final ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);
    private final List<String> problems = new ArrayList<>();

    private FloatSelfCheck() {
    }

    /** Runs it; gives what is wrong, and nothing when all is well. */
    public static List<String> run() throws IOException {
        FloatSelfCheck check = new FloatSelfCheck();
        check.shape();
        check.recorded();
        return check.problems;
    }

    /** The vector of a car at rest, with forward actions. */
    private void shape() throws IOException {
        Map<String, Object> least = new LinkedHashMap<>();
        least.put("velocity", Collections.nCopies(3, 0));
        least.put("angular_velocity", Collections.nCopies(3, 0));
        least.put("orientation_flat", List.of(1, 0, 0, 0, 1, 0, 0, 0, 1));
        least.put("gear_and_wheels", Collections.nCopies(layout.gearAndWheelsSize(), 0));
        least.put("is_freewheeling", 0);
        float[] vector = vector("at rest", least, List.of());
        expect(vector.length == SIZE, "the vector has %d numbers instead of %d", vector.length, SIZE);
        expect(vector[0] == 0, "the temporal number is %s instead of 0", vector[0]);
        int sum = layout.features().stream().mapToInt(feature -> feature.count()).sum();
        expect(sum == SIZE, "the segments have %d numbers instead of %d", sum, SIZE);
        int normalised = Normalisation.of(layout).size();
        expect(normalised == SIZE, "the normalisation has %d numbers instead of %d", normalised, SIZE);
        expect(vector[layout.offset(ObservationLayout.UP) + 1] == 1,
                "up is not up for a car that stands level");
    }

    private void recorded() throws IOException {
        JsonNode cases;
        try (InputStream in = FloatSelfCheck.class.getResourceAsStream(RECORDED)) {
            cases = JSON.readTree(in);
        }
        for (int number = 0; number < cases.size(); number++) {
            JsonNode recorded = cases.get(number);
            List<Integer> actions = new ArrayList<>();
            recorded.get("previous_actions").forEach(action -> actions.add(action.asInt()));
            float[] vector = vector("recorded " + number, JSON.convertValue(recorded.get("meta"),
                    new TypeReference<Map<String, Object>>() { }), actions);
            // The first number is set when training batches are made.
            for (int i = 1; i < vector.length; i++) {
                double expected = recorded.get("vector").get(i).asDouble();
                expect(Math.abs(vector[i] - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)),
                        "recorded case %d: number %d is %s instead of %s", number, i, vector[i], expected);
            }
        }
    }

    private float[] vector(String label, Map<String, Object> meta, List<Integer> actions) throws IOException {
        PreviousActions previous = new PreviousActions(layout.config().previousActions());
        actions.forEach(previous::push);
        float[] vector = new float[layout.size()];
        new StoredObservations(layout).build(ObservationSnapshot.read(label, meta, layout), previous,
                vector, 0);
        return vector;
    }

    private void expect(boolean holds, String format, Object... values) {
        if (!holds) {
            problems.add(String.format(Locale.ROOT, format, values));
        }
    }
}
