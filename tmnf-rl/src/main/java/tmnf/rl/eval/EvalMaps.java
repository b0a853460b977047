package tmnf.rl.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tmnf.gbx.file.AtomicFile;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.rollout.CarPath;
import tmnf.rl.save.BestRuns;
import tmnf.rl.save.MapFiles;
import tmnf.rl.save.Redriver;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ZoneLine;

/**
 * Writes what an evaluation leaves of each of its maps, one after the other: best run, picture and film. What
 * is to be said of all of them, it collects.
 */
final class EvalMaps {

    private static final double MS = 1e3;

    private final Path folder;
    private final Path into;
    private final EvalFolder.About about;
    private final boolean films;
    private final BestRuns records;
    private final List<String> files = new ArrayList<>();
    private final Map<String, BestRuns.Kept> best = new LinkedHashMap<>();
    private final Map<String, Boolean> shown = new LinkedHashMap<>();
    private final List<Map<String, Object>> statistics = new ArrayList<>();
    private final StringBuilder rows = new StringBuilder(EvalFolder.COLUMNS).append('\n');

    /**
     * Of no map yet.
     *
     * @param folder where all will be in the end
     * @param into where it is written
     */
    EvalMaps(Path folder, Path into, EvalFolder.About about, boolean films) {
        this.folder = folder;
        this.into = into;
        this.about = about;
        this.films = films;
        this.records = new BestRuns(into, about.keys().actions(), 0, about.keys().actionMs());
    }

    /** What was written, relative to the folder. */
    List<String> files() {
        return files;
    }

    /** The best run of each map that has a finished race, by the map's name. */
    Map<String, BestRuns.Kept> best() {
        return best;
    }

    /** Whether films show the races that they are of, by the map's name, where that is known. */
    Map<String, Boolean> shown() {
        return shown;
    }

    /** Of each map. */
    List<Map<String, Object>> statistics() {
        return statistics;
    }

    /** A row for each race, below the columns. */
    String rows() {
        return rows.toString();
    }

    /**
     * Writes a map's files.
     *
     * @param races at least one
     */
    void write(MapTarget map, List<EvalRace> races, Optional<Redriver> redriver) throws IOException {
        ZoneLine line = ZoneLine.of(map.line(), about.observation());
        EvalStatistics each = EvalStatistics.of(races);
        Optional<BestRuns.Kept> kept = each.best().finished() ? Optional.of(keep(map, each.best(), redriver))
                : Optional.empty();
        Map<String, Object> facts = facts(map, each, EvalFolder.zones(line), kept, redriver.isPresent());
        statistics.add(facts);
        races.forEach(race -> rows.append(row(race, EvalFolder.zones(line))).append('\n'));
        String picture = MapFiles.name(map.name()) + ".png";
        AtomicFile.write(into.resolve(picture), EvalPicture.png(map, each, races, line, about));
        files.add(picture);
        if (films && redriver.isPresent()) {
            film(map, each.best(), line, redriver.get());
        }
        facts.put("film_verified", shown.get(map.name()));
    }

    private BestRuns.Kept keep(MapTarget map, EvalRace race, Optional<Redriver> redriver) throws IOException {
        BestRuns.Kept there = records.keep(race.rollout(), about.frames(), about.config(),
                version -> Optional.of(about.drivers()), redriver);
        String name = BestRuns.NAME + "/" + there.folder().getFileName();
        BestRuns.Kept kept = new BestRuns.Kept(folder.resolve(name), there.redrivenMs(), there.verified(),
                there.path());
        best.put(map.name(), kept);
        files.add(name);
        return kept;
    }

    /** Writes nothing where the redriver does not draw. */
    private void film(MapTarget map, EvalRace race, ZoneLine line, Redriver redriver) throws IOException {
        int actionMs = about.keys().actionMs();
        Optional<Redriver.Film> film = redriver.film(records.keys(race.rollout()), 0, actionMs);
        if (film.isPresent()) {
            String moving = MapFiles.name(map.name()) + ".gif";
            AtomicFile.write(into.resolve(moving), film.get().gif());
            files.add(moving);
            FilmCheck.shows(film.get(), race, CarPath.of(race.rollout(),
                    ObservationLayout.of(about.observation()), line, actionMs))
                    .ifPresent(same -> shown.put(map.name(), same));
        }
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
}
