package tmnf.capture.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What executing a script of the Python converter does, one action a tick; see the README of the resources.
 *
 * @param name of the vector
 * @param raceTimeMs of its ghost
 * @param actions at each 10 ms from 0 to the race time
 */
public record GoldenTimeline(String name, int raceTimeMs, List<Integer> actions) {

    /** All vectors but the one for what they ignore, gas as keys. */
    public static Stream<GoldenTimeline> all() throws IOException {
        return resource("timelines.txt").lines().map(GoldenTimeline::parse)
                .filter(golden -> !golden.name().equals("gas_axis_and_horn"));
    }

    private static GoldenTimeline parse(String line) {
        String[] words = line.split(" ");
        List<Integer> actions = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            String[] run = words[i].split("\\*");
            for (int n = Integer.parseInt(run[1]); n > 0; n--) {
                actions.add(Integer.valueOf(run[0]));
            }
        }
        return new GoldenTimeline(words[0], Integer.parseInt(words[1]), actions);
    }

    /** The inputs of its script. */
    public ScriptInputs inputs() throws IOException {
        return ScriptInputs.of(resource(name + ".txt"), raceTimeMs);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = GoldenTimeline.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
