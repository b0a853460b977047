package tmnf.capture.dataset;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Reads the inputs of a race, without a box around each of their numbers. */
final class RaceInputsReader {

    private static final int[] NONE = {};

    private RaceInputsReader() {
    }

    /** The inputs that begin at the parser's token. */
    static RaceInputs read(JsonParser parser, Object file) throws IOException {
        String place = "\"" + RaceInputs.KEY + "\"";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new DatasetException(file, place, "is no JSON object", "Capture the replay again.");
        }
        Map<String, int[]> lists = new LinkedHashMap<>();
        Map<String, Object> rest = new LinkedHashMap<>();
        JsonFiles.Budget budget = new JsonFiles.Budget(file, place, JsonFiles.MAX_VALUES);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "keys", "steer", "gas" -> lists.put(name, JsonFiles.integers(parser, file, name));
                default -> rest.put(name, JsonFiles.value(parser, budget));
            }
        }
        return build(new StoredFields(file, place, rest), lists);
    }

    private static RaceInputs build(StoredFields from, Map<String, int[]> lists) throws DatasetException {
        if (from.integer("tick_ms") != FrameSchedule.TICK_MS) {
            throw from.broken("tick_ms", "is not 10");
        }
        RaceInputs.Builder inputs = RaceInputs.startingAt(from.tick("start_ms"));
        if (!lists.containsKey("keys")) {
            throw from.broken("keys", "is missing");
        }
        int[] keys = lists.get("keys");
        int[] steer = axis(from, "steer", lists, keys.length);
        int[] gas = axis(from, "gas", lists, keys.length);
        for (int tick = 0; tick < keys.length; tick++) {
            try {
                inputs.add(keys[tick], steer.length == 0 ? 0 : steer[tick], gas.length == 0 ? 0 : gas[tick]);
            } catch (IllegalArgumentException e) {
                throw from.broken("tick " + tick, "is out of range: " + e.getMessage());
            }
        }
        return inputs.build();
    }

    private static int[] axis(StoredFields from, String name, Map<String, int[]> lists, int ticks)
            throws DatasetException {
        int[] values = lists.getOrDefault(name, NONE);
        if (values.length != 0 && values.length != ticks) {
            throw from.broken(name, "has " + values.length + " numbers for " + ticks + " ticks");
        }
        return values;
    }
}
