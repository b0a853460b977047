package tmnf.rl.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import tmnf.capture.dataset.PythonJson;
import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.file.FileTrees;
import tmnf.gbx.line.CoursePicture;
import tmnf.gbx.line.ReferenceLine;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.rollout.CarPath;
import tmnf.rl.save.ActionKeys;
import tmnf.rl.save.BestRuns;
import tmnf.rl.save.Redriver;
import tmnf.rl.save.SaveFolder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ZoneLine;

/**
 * What an evaluation leaves, in a folder that appears whole or not at all:
 *
 * <pre>
 * statistics.json             weights, statistics of each map
 * races.csv                   a row for each race
 * straight.png                the races of a map from above, the best one coloured by its speed
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
    private static final double MS = 1e3;

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
     */
    public record Written(List<String> files, Map<String, BestRuns.Kept> best) {

        /** Copies. */
        public Written {
            files = List.copyOf(files);
            best = Map.copyOf(best);
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
        List<String> files = new ArrayList<>(List.of(SaveFolder.STATISTICS, RACES));
        Map<String, BestRuns.Kept> best = new LinkedHashMap<>();
        List<Object> statistics = new ArrayList<>();
        StringBuilder rows = new StringBuilder(COLUMNS).append('\n');
        BestRuns records = new BestRuns(into, about.keys().actions(), 0, about.keys().actionMs());
        for (MapTarget map : maps) {
            List<EvalRace> races = result.races(map.name());
            if (races.isEmpty()) {
                continue;
            }
            ZoneLine line = ZoneLine.of(map.line(), about.observation());
            EvalStatistics each = EvalStatistics.of(races);
            Optional<BestRuns.Kept> kept = Optional.empty();
            if (each.best().finished()) {
                BestRuns.Kept there = records.keep(each.best().rollout(), about.frames(), about.config(),
                        version -> Optional.of(about.drivers()),
                        Optional.ofNullable(redrivers.get(map.name())));
                String name = BestRuns.NAME + "/" + there.folder().getFileName();
                kept = Optional.of(new BestRuns.Kept(folder.resolve(name), there.redrivenMs(),
                        there.verified(), there.path()));
                best.put(map.name(), kept.get());
                files.add(name);
            }
            statistics.add(facts(map, each, zones(line), kept, redrivers.containsKey(map.name())));
            races.forEach(race -> rows.append(row(race, zones(line))).append('\n'));
            String picture = map.name() + ".png";
            AtomicFile.write(into.resolve(picture), picture(map, each, races, line, about));
            files.add(picture);
            Optional<byte[]> film = film(records.keys(each.best().rollout()), about,
                    redrivers.get(map.name()));
            if (film.isPresent()) {
                AtomicFile.write(into.resolve(map.name() + ".gif"), film.get());
                files.add(map.name() + ".gif");
            }
        }
        AtomicFile.write(into.resolve(RACES), rows.toString());
        AtomicFile.write(into.resolve(SaveFolder.STATISTICS), PythonJson.bytes(root(about, result,
                statistics)));
        FileTrees.delete(folder);
        FileTrees.move(into, folder);
        return new Written(files, best);
    }

    /** Nothing where there is no redriver, null. */
    private Optional<byte[]> film(List<ActionKeys> keys, About about, Redriver redriver) throws IOException {
        return films && redriver != null ? redriver.film(keys, 0, about.keys().actionMs()) : Optional.empty();
    }

    /** The number of the zone that a finished race reaches. */
    public static int zones(ZoneLine line) {
        return line.lastZone() + 1;
    }

    private static Map<String, Object> root(About about, EvalResult result, List<Object> maps) {
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

    private static Map<String, Object> facts(MapTarget map, EvalStatistics each, int zones,
            Optional<BestRuns.Kept> best, boolean redriven) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("map", map.name());
        facts.put("races", each.races());
        facts.put("finished", each.finished());
        facts.put("best_ms", each.bestMs().orElse(null));
        facts.put("median_ms", each.medianMs().orElse(null));
        facts.put("worst_ms", each.worstMs().orElse(null));
        facts.put("furthest_zone", each.furthestZone());
        facts.put("zones", zones);
        facts.put("mean_q", each.meanValue());
        facts.put("identical", each.identical());
        facts.put("best_race", each.best().number());
        facts.put("best_run", best.map(kept -> BestRuns.NAME + "/" + kept.folder().getFileName())
                .orElse(null));
        facts.put("redriven", best.isPresent() && redriven);
        facts.put("redriven_ms", best.flatMap(BestRuns.Kept::redrivenMs).orElse(null));
        facts.put("verified", best.map(BestRuns.Kept::verified).orElse(false));
        return facts;
    }

    private static String row(EvalRace race, int zones) {
        return String.join(",", race.map().replaceAll("[,\"\\r\\n]", "_"), Integer.toString(race.number()),
                Boolean.toString(race.finished()), race.rollout().end().name().toLowerCase(Locale.ROOT),
                Double.toString(race.raceTimeMs() / MS), Integer.toString(race.zone()),
                Integer.toString(zones), Double.toString(race.meanValue()),
                Integer.toString(race.rollout().decisions()), String.join(";", race.splitsMs().stream()
                        .map(split -> Double.toString(split / MS)).toList()));
    }

    private static byte[] picture(MapTarget map, EvalStatistics each, List<EvalRace> races, ZoneLine line,
            About about) {
        ObservationLayout layout = ObservationLayout.of(about.observation());
        List<CoursePicture.Race> drawn = new ArrayList<>();
        drawn.add(drawn(each.best(), line, layout));
        for (EvalRace race : races) {
            if (race != each.best()) {
                drawn.add(drawn(race, line, layout));
            }
        }
        int first = line.startZone();
        int axes = ReferenceLine.DIMENSIONS;
        double[] centres = new double[axes * (zones(line) + 1 - first)];
        System.arraycopy(line.toArray(), axes * first, centres, 0, centres.length);
        return CoursePicture.png(map.name() + ": " + each.finished() + " of " + each.races()
                + (each.races() == 1 ? " race" : " races") + " finished", subtitle(each, zones(line), about),
                ReferenceLine.of(centres), first, drawn);
    }

    private static String subtitle(EvalStatistics each, int zones, About about) {
        String what = each.bestMs().isEmpty() ? "furthest zone " + each.furthestZone() + " of " + zones
                : String.format(Locale.ROOT, "best %.2f s   median %.2f s   worst %.2f s",
                        each.bestMs().get() / MS, each.medianMs().orElseThrow() / MS,
                        each.worstMs().orElseThrow() / MS);
        return what + (each.races() > 1 && each.identical() ? "   all races identical" : "") + "   weights: "
                + about.weights().get("name");
    }

    private static CoursePicture.Race drawn(EvalRace race, ZoneLine line, ObservationLayout layout) {
        // With 1 ms from one decision to the next, times are numbers of decisions.
        List<CarPath.Place> path = CarPath.of(race.rollout(), layout, line, 1);
        String label = race.finished() ? String.format(Locale.ROOT, "Finish %.2f s", race.raceTimeMs() / MS)
                : String.format(Locale.ROOT, "ended at zone %d after %.2f s", race.zone(),
                        race.raceTimeMs() / MS);
        return new CoursePicture.Race(path.stream().mapToDouble(CarPath.Place::x).toArray(),
                path.stream().mapToDouble(CarPath.Place::z).toArray(), path.stream().mapToDouble(place ->
                        CarPath.kmh(race.rollout(), layout, place.ms())).toArray(), race.finished(), label);
    }
}
