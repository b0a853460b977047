package tmnf.rl.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import tmnf.capture.dataset.PythonJson;
import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.file.FileTrees;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.save.ActionKeys;
import tmnf.rl.save.BestRuns;
import tmnf.rl.save.MapFiles;
import tmnf.rl.save.Redriver;
import tmnf.rl.save.SaveFolder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ZoneLine;

/**
 * What an evaluation leaves, in a folder that appears whole or not at all:
 *
 * <pre>
 * statistics.json             weights, statistics of each map
 * races.csv                   a row for each race
 * straight.png                the races of a map from above, the best one coloured by its speed; called after
 *                             it as in {@link MapFiles}
 * straight.gif                with {@link #withFilms}: the best one, finished or not, as the game shows it
 * best_runs/straight_9330/    the best race of a map, if it was finished, as {@link BestRuns} keeps it
 * </pre>
 */
public final class EvalFolder {

    /** What all rows of {@code races.csv} have. */
    public static final String COLUMNS = "map,race,finished,end,race_time_s,zone,zones,mean_q,decisions,"
            + "splits_s";

    private static final String RACES = "races.csv";
    /** In {@code statistics.json}, so that nobody takes the folder of a training for one of these. */
    private static final String MARK = "evaluation_format";
    private static final int FORMAT = 1;

    private final Path folder;
    private final boolean films;

    /** A folder, which need not be there. */
    public EvalFolder(Path folder) {
        this(folder.toAbsolutePath(), false);
    }

    private EvalFolder(Path folder, boolean films) {
        this.folder = folder;
        this.films = films;
    }

    /** The same folder, with the best race of each map as an animated picture where its redriver draws. */
    public EvalFolder withFilms() {
        return new EvalFolder(folder, true);
    }

    /** What is there. */
    public enum State {
        /** Nothing, or an empty folder. */
        FREE,
        /** An evaluation, which may be replaced. */
        EVALUATION,
        /** Something else, which is never touched. */
        FOREIGN
    }

    /**
     * What was asked, for {@code statistics.json} and the best runs.
     *
     * @param weights facts about the weights, by name
     * @param scaling of the inputs: means, deviations
     * @param observation what the driver sees
     * @param keys puts actions into texts: a record of this folder
     * @param drivers the weights themselves, for the best runs
     * @param frames that were played until they were saved, 0 where that is not known
     * @param config text of the configuration
     */
    public record About(Map<String, Object> weights, Scaling scaling, ObservationConfig observation,
            Keys keys, StateDict drivers, long frames, String config) {
    }

    /** Means and deviations of inputs. */
    public record Scaling(float[] mean, float[] std) {
    }

    /** Keys of actions, and milliseconds from one decision to the next. */
    public record Keys(List<ActionKeys> actions, int actionMs) {
    }

    /**
     * What was written.
     *
     * @param files in the folder, relative to it
     * @param best the best run of each map, by its name; maps without a finished race have none
     * @param films whether the film of a map's best race shows that race; not of maps of which nobody knows
     */
    public record Written(List<String> files, Map<String, BestRuns.Kept> best, Map<String, Boolean> films) {

        /** Copies. */
        public Written {
            files = List.copyOf(files);
            best = Map.copyOf(best);
            films = Map.copyOf(films);
        }
    }

    /** What is there now. */
    public State state() throws IOException {
        if (!Files.exists(folder)) {
            return State.FREE;
        }
        if (!Files.isDirectory(folder)) {
            return State.FOREIGN;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isEmpty()) {
                return State.FREE;
            }
        }
        Path statistics = folder.resolve(SaveFolder.STATISTICS);
        if (Files.isRegularFile(statistics) && Files.isRegularFile(folder.resolve(RACES))) {
            try {
                JsonNode root = new ObjectMapper().readTree(statistics.toFile());
                return root.has(MARK) ? State.EVALUATION : State.FOREIGN;
            } catch (IOException e) {
                return State.FOREIGN; // of another program
            }
        }
        return State.FOREIGN;
    }

    /**
     * Writes all, in the place of an earlier evaluation.
     *
     * @param redrivers drive the best race of a map once more
     * @throws IOException if something else is there
     */
    public Written write(About about, List<MapTarget> maps, EvalResult result,
            Map<String, Redriver> redrivers) throws IOException {
        if (state() == State.FOREIGN) {
            throw new IOException(folder + ": something else than an evaluation is there; choose another"
                    + " folder");
        }
        Path into = folder.resolveSibling("." + folder.getFileName() + ".new");
        FileTrees.delete(into);
        Files.createDirectories(into);
        EvalMaps written = new EvalMaps(folder, into, about, films);
        for (MapTarget map : maps) {
            List<EvalRace> races = result.races(map.name());
            if (!races.isEmpty()) {
                written.write(map, races, Optional.ofNullable(redrivers.get(map.name())));
            }
        }
        AtomicFile.write(into.resolve(RACES), written.rows());
        AtomicFile.write(into.resolve(SaveFolder.STATISTICS), PythonJson.bytes(root(about, result,
                written.statistics())));
        FileTrees.delete(folder);
        FileTrees.move(into, folder);
        List<String> files = new ArrayList<>(List.of(SaveFolder.STATISTICS, RACES));
        files.addAll(written.files());
        return new Written(files, written.best(), written.shown());
    }

    /** The number of the zone that a finished race reaches. */
    public static int zones(ZoneLine line) {
        return line.lastZone() + 1;
    }

    private static Map<String, Object> root(About about, EvalResult result,
            List<Map<String, Object>> maps) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(MARK, FORMAT);
        root.put("weights", about.weights());
        root.put("races_wanted", result.wanted());
        root.put("races_driven", result.races().size());
        root.put("maps", maps);
        root.put("float_inputs_mean", list(about.scaling().mean()));
        root.put("float_inputs_std", list(about.scaling().std()));
        return root;
    }

    private static List<Float> list(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
