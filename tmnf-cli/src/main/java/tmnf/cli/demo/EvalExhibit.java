package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import tmnf.pretrain.run.ReportPage;

/** An evaluation on one map: the film of its best race, its statistics, its races from above. */
final class EvalExhibit implements Exhibit {

    private static final double MS = 1e3;
    private static final int FILM_SCALE = 2;

    private final Path folder;
    private final String map;

    EvalExhibit(Path folder, String map) {
        this.folder = folder;
        this.map = map;
    }

    private JsonNode root() throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("statistics.json")));
    }

    private JsonNode statistics(JsonNode root) throws IOException {
        for (JsonNode each : root.path("maps")) {
            if (each.path("map").asText().equals(map)) {
                return each;
            }
        }
        throw new IOException(folder.resolve("statistics.json") + " has nothing about " + map);
    }

    @Override
    public String result() throws IOException {
        JsonNode all = statistics(root());
        String races = "finished " + all.path("finished").asInt() + " of "
                + FileExhibits.count(all.path("races").asInt(), "race");
        return !all.path("best_ms").isNumber()
                ? races + ", furthest zone " + all.path("furthest_zone").asInt() + " of "
                        + all.path("zones").asInt()
                : races + String.format(Locale.ROOT, ", best %.2f s",
                        all.path("best_ms").asInt() / MS);
    }

    /** The best race as it looks, with a sentence on how good it is. */
    void film(ReportPage page) throws IOException {
        JsonNode root = root();
        JsonNode all = statistics(root);
        boolean finished = all.path("best_ms").isNumber();
        Pictures.add(page, "The driver's best race on " + map + ", seen from behind the car",
                folder.resolve(map + ".gif"), FILM_SCALE);
        page.text(String.format(Locale.ROOT, "The driver's best race on %s, after %,d frames of practice: ",
                map, root.path("weights").path("frames_played").asLong())
                + (finished ? String.format(Locale.ROOT, "it finishes in %.2f s.",
                        all.path("best_ms").asInt() / MS)
                        : String.format(Locale.ROOT, "it does not finish yet; it reaches zone %d of %d.",
                                all.path("furthest_zone").asInt(), all.path("zones").asInt()))
                + (all.path("film_verified").isBoolean() && !all.path("film_verified").booleanValue()
                        ? " The picture shows another drive, by the same keys." : ""));
    }

    @Override
    public void show(ReportPage page) throws IOException {
        JsonNode root = root();
        JsonNode all = statistics(root);
        Pictures.add(page, "The races on " + map + " from above", folder.resolve(map + ".png"));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Frames of practice", root.path("weights").path("frames_played").asText());
        facts.put("Races", all.path("races").asText());
        facts.put("Finished", all.path("finished").asText());
        seconds(facts, "Best", all.path("best_ms"));
        seconds(facts, "Median", all.path("median_ms"));
        facts.put("Furthest zone", all.path("furthest_zone").asText() + " of " + all.path("zones").asText());
        if (!all.path("best_run").isNull()) {
            facts.put("Best run", all.path("best_run").asText() + (all.path("verified").asBoolean()
                    ? ", driven once more in the same time" : ""));
        }
        page.facts(facts);
    }

    private static void seconds(Map<String, String> facts, String name, JsonNode ms) {
        if (!ms.isNull()) {
            facts.put(name, String.format(Locale.ROOT, "%.2f s", ms.asInt() / MS));
        }
    }
}
