package tmnf.rl.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import tmnf.gbx.file.AtomicFile;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.metrics.TrainHistory;
import tmnf.rl.metrics.TrainReport;
import tmnf.rl.metrics.Trajectory;
import tmnf.rl.save.BestPaths;
import tmnf.rl.save.SaveException;
import tmnf.rl.save.Statistics;

/**
 * Keeps {@code report.html} of a run up to date, and the ways of its best races beside it. The page is no
 * part of what is learned: where it cannot be written, that is a warning. Confined to the learner's thread.
 */
final class RunReport {

    /** Name of the page. */
    static final String NAME = "report.html";

    private static final double MS = 1e3;

    private final TrainRequest request;
    private final LiveSettings live;
    private final Path folder;
    private final BestPaths paths;
    private final TrainListener listener;
    private final Map<String, MapTarget> targets = new LinkedHashMap<>();

    RunReport(TrainRequest request, LiveSettings live, Path folder, BestPaths paths, TrainListener listener) {
        this.request = request;
        this.live = live;
        this.folder = folder;
        this.paths = paths;
        this.listener = listener;
        for (RaceCycle.Entry entry : request.cycle()) {
            targets.putIfAbsent(entry.target().name(), entry.target());
        }
    }

    /** The ways of a run that goes on; none, with a warning, where their file is damaged. */
    static BestPaths paths(Path folder, long frames, TrainListener listener) throws IOException {
        try {
            return BestPaths.read(folder, frames);
        } catch (SaveException e) {
            listener.warning(e.getMessage() + "; the report begins without the best races until now");
            return new BestPaths();
        }
    }

    /** Writes the page anew. */
    void write(Statistics statistics, TrainHistory history) {
        try {
            paths.write(folder);
            AtomicFile.deleteUnfinished(folder.resolve(NAME)); // of a program that was killed
            TrainReport.write(folder.resolve(NAME), request.settings().training().runName(),
                    facts(statistics, history, live.attempt()), history, trajectories(), request.command(),
                    live.text());
        } catch (IOException e) {
            listener.warning("the report was not written: " + e.getMessage());
        }
    }

    private static Map<String, String> facts(Statistics statistics, TrainHistory history, Attempt attempt) {
        Statistics.Counters counters = statistics.counters();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Frames", Long.toString(counters.frames()));
        if (attempt.number() > 1) {
            facts.put("Attempt", attempt.number() + ", since frame " + attempt.frame());
        }
        facts.put("Hours", String.format(Locale.ROOT, "%.3f", counters.trainingHours()));
        facts.put("Races", history.races().size() + ", " + history.races().stream()
                .filter(row -> row.finished()).count() + " finished");
        facts.put("Batches", Long.toString(counters.batches()));
        new TreeMap<>(statistics.alltimeMinMs()).forEach((map, ms) ->
                facts.put("Best on " + map, String.format(Locale.ROOT, "%.2f s", ms / MS)));
        return facts;
    }

    private List<Trajectory> trajectories() {
        List<Trajectory> all = new ArrayList<>();
        targets.forEach((map, target) -> {
            Optional<BestPaths.Best> best = paths.find(map);
            best.filter(race -> !race.places().isEmpty()).ifPresent(race -> all.add(new Trajectory(
                    String.format(Locale.ROOT, "%s, %.2f s", map, race.raceTimeMs() / MS),
                    axis(target, 0), axis(target, 2),
                    race.places().stream().mapToDouble(at -> at.x()).toArray(),
                    race.places().stream().mapToDouble(at -> at.z()).toArray())));
        });
        return all;
    }

    private static double[] axis(MapTarget target, int axis) {
        double[] values = new double[target.line().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = axis == 0 ? target.line().x(i) : target.line().z(i);
        }
        return values;
    }
}
