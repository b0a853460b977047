package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import tmnf.capture.dataset.PythonJson;
import tmnf.gbx.file.AtomicFile;
import tmnf.rl.rollout.CarPath;

/**
 * Where the car was in the fastest race on each map: {@code best_paths.json} in the folder of a run, so that
 * a run that goes on still has it. Thread-safe.
 */
public final class BestPaths {

    /** Name of the file. */
    public static final String NAME = "best_paths.json";

    private static final int FORMAT = 1;
    private static final int MAPS_MOST = 10_000;
    private static final double PER_METRE = 1000; // places are kept to a millimetre

    private final Map<String, Best> best = new TreeMap<>();
    private boolean changed;

    /**
     * A race.
     *
     * @param raceTimeMs of it
     * @param frames that the run had played
     * @param places of the car, oldest first
     */
    public record Best(int raceTimeMs, long frames, List<CarPath.Place> places) {

        /** Copies. */
        public Best {
            places = List.copyOf(places);
        }
    }

    /**
     * Those of a run that goes on, without what came after {@code frames}.
     *
     * @throws SaveException if the file is damaged
     */
    public static BestPaths read(Path run, long frames) throws IOException {
        BestPaths paths = new BestPaths();
        Path file = run.resolve(NAME);
        if (Files.exists(file)) {
            SaveJson json = SaveJson.object(NAME, Files.readAllBytes(file));
            json.format(FORMAT);
            JsonNode maps = json.child("maps", JsonNode::isObject);
            for (Map.Entry<String, JsonNode> entry : maps.properties()) {
                SaveJson map = json.of(entry.getValue());
                if (map.integer("frames_played") <= frames && paths.best.size() < MAPS_MOST) {
                    paths.best.put(entry.getKey(), new Best((int) map.integer("race_time_ms"),
                            map.integer("frames_played"), places(map.child("path_ms_x_y_z",
                                    JsonNode::isArray))));
                }
            }
        }
        return paths;
    }

    private static List<CarPath.Place> places(JsonNode list) {
        List<CarPath.Place> places = new ArrayList<>();
        for (JsonNode each : list) {
            places.add(new CarPath.Place(each.path(0).asInt(), each.path(1).asDouble(),
                    each.path(2).asDouble(), each.path(3).asDouble()));
        }
        return places;
    }

    /** Keeps a race in the place of the one before. */
    public synchronized void keep(String map, Best race) {
        best.put(map, race);
        changed = true;
    }

    /** The race on a map; empty where none is known. */
    public synchronized Optional<Best> find(String map) {
        return Optional.ofNullable(best.get(map));
    }

    /** Names of the maps. */
    public synchronized List<String> maps() {
        return List.copyOf(best.keySet());
    }

    /** Writes the file, where there is something new. */
    public void write(Path run) throws IOException {
        Map<String, Object> maps = new LinkedHashMap<>();
        synchronized (this) {
            if (!changed) {
                return;
            }
            best.forEach((map, race) -> maps.put(map, json(race)));
            changed = false;
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("format", FORMAT);
        file.put("maps", maps);
        AtomicFile.write(run.resolve(NAME), PythonJson.bytes(file));
    }

    private static double rounded(double metres) {
        return Math.rint(metres * PER_METRE) / PER_METRE;
    }

    private static Map<String, Object> json(Best race) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("race_time_ms", race.raceTimeMs());
        json.put("frames_played", race.frames());
        json.put("path_ms_x_y_z", race.places().stream()
                .map(at -> List.of(at.ms(), rounded(at.x()), rounded(at.y()), rounded(at.z()))).toList());
        return json;
    }
}
