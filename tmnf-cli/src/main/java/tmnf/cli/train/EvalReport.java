package tmnf.cli.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.Progress;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.eval.EvalFolder;
import tmnf.rl.eval.EvalListener;
import tmnf.rl.eval.EvalRace;
import tmnf.rl.eval.EvalResult;
import tmnf.rl.eval.EvalStatistics;
import tmnf.rl.save.BestRuns;
import tmnf.rl.save.MapFiles;
import tmnf.tminterface.observation.ZoneLine;

/**
 * Tells people and scripts of an evaluation, while it goes on and when it is over. Safe for several threads.
 */
final class EvalReport implements EvalListener {

    private static final double MS = 1e3;

    private final CommandContext context;
    private final Path place;
    private final Map<String, Integer> zones = new LinkedHashMap<>(); // of each map, in their order
    private int driven;
    private int finished;

    EvalReport(CommandContext context, TrainSettings settings, List<MapTarget> maps, Path place) {
        this.context = context;
        this.place = place;
        maps.forEach(map -> zones.put(map.name(), EvalFolder.zones(ZoneLine.of(map.line(),
                settings.observation()))));
    }

    /** For a bar. */
    Supplier<Progress.State> progress(int wanted) {
        return () -> {
            synchronized (this) {
                return new Progress.State(driven, wanted, driven + " of " + wanted + " races, " + finished
                        + " finished", Map.of("races", driven, "finished", finished));
            }
        };
    }

    @Override
    public void race(EvalRace race) {
        synchronized (this) {
            driven++;
            finished += race.finished() ? 1 : 0;
        }
        context.event("race", facts(race));
    }

    @Override
    public void warning(String message) {
        context.warn("EVAL", message);
    }

    private static String seconds(int ms) {
        return String.format(Locale.ROOT, "%.2f s", ms / MS);
    }

    private String line(EvalRace race) {
        return String.format(Locale.ROOT, "%s, race %d: %s %s, zone %d of %d, mean Q %.4g, %d decisions",
                race.map(), race.number(), race.finished() ? "finished in" : "not finished, ended after",
                seconds(race.raceTimeMs()), race.zone(), zones.get(race.map()), race.meanValue(),
                race.rollout().decisions());
    }

    private String line(String map, EvalStatistics all) {
        String same = all.races() == 1 ? "" : all.identical() ? ", all races identical"
                : ", not all races identical";
        String times = all.bestMs().isEmpty() ? "furthest zone " + all.furthestZone() + " of "
                + zones.get(map)
                : "best " + seconds(all.bestMs().get()) + ", median " + seconds(all.medianMs().orElseThrow())
                        + ", worst " + seconds(all.worstMs().orElseThrow());
        return map + ": finished " + all.finished() + " of " + all.races() + ", " + times + same;
    }

    private Map<String, Object> facts(EvalRace race) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("map", race.map());
        facts.put("race", race.number());
        facts.put("finished", race.finished());
        facts.put("end", race.rollout().end().name());
        facts.put("raceTimeMs", race.raceTimeMs());
        facts.put("zone", race.zone());
        facts.put("zones", zones.get(race.map()));
        facts.put("meanQ", race.meanValue());
        facts.put("decisions", race.rollout().decisions());
        facts.put("splitsMs", race.splitsMs());
        return facts;
    }

    private Map<String, Object> facts(String map, EvalStatistics all, Optional<BestRuns.Kept> best,
            boolean redriven) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("map", map);
        facts.put("races", all.races());
        facts.put("finished", all.finished());
        facts.put("bestMs", all.bestMs().orElse(null));
        facts.put("medianMs", all.medianMs().orElse(null));
        facts.put("worstMs", all.worstMs().orElse(null));
        facts.put("furthestZone", all.furthestZone());
        facts.put("zones", zones.get(map));
        facts.put("meanQ", all.meanValue());
        facts.put("identical", all.identical());
        facts.put("bestRun", best.map(kept -> place.resolve(BestRuns.NAME).resolve(kept.folder()
                .getFileName())).orElse(null));
        facts.put("redriven", best.isPresent() && redriven);
        facts.put("redrivenMs", best.flatMap(BestRuns.Kept::redrivenMs).orElse(null));
        facts.put("verified", best.map(BestRuns.Kept::verified).orElse(false));
        return facts;
    }

    /**
     * The end.
     *
     * @param redriven maps on which best runs are driven once more
     * @param json what is known of the evaluation besides
     */
    CommandResult result(EvalResult result, Optional<EvalFolder.Written> written, Set<String> redriven,
            Map<String, Object> json) {
        List<String> lines = new ArrayList<>();
        result.races().forEach(race -> lines.add(line(race)));
        List<Object> maps = new ArrayList<>();
        for (String map : zones.keySet()) {
            List<EvalRace> races = result.races(map);
            if (!races.isEmpty()) {
                EvalStatistics all = EvalStatistics.of(races);
                Optional<BestRuns.Kept> best = written.map(each -> each.best().get(map));
                lines.add(line(map, all));
                best.ifPresent(kept -> lines.add(map + ": " + ofBest(kept, redriven.contains(map))));
                Optional<Boolean> film = written.map(each -> each.films().get(map));
                film.filter(same -> !same).ifPresent(same -> context.warn("NOT_VERIFIED", MapFiles.name(map)
                        + ".gif shows another drive than the best race, by the same keys"));
                Map<String, Object> facts = facts(map, all, best, redriven.contains(map));
                facts.put("filmVerified", film.orElse(null));
                maps.add(facts);
            }
        }
        written.ifPresent(each -> lines.add("Written to " + place + ": " + String.join(", ", each.files())));
        json.put("ending", result.end().name().toLowerCase(Locale.ROOT));
        json.put("races", result.races().stream().map(this::facts).toList());
        json.put("maps", maps);
        json.put("files", written.map(EvalFolder.Written::files).orElse(List.of()));
        return end(result).withLines(lines).withJson(json);
    }

    private String ofBest(BestRuns.Kept kept, boolean redriven) {
        if (!redriven) {
            return "the best run was not driven once more: that takes a simulated game";
        }
        if (!kept.verified()) {
            context.warn("NOT_VERIFIED", kept.folder().getFileName() + ": the script of the best run gives "
                    + kept.redrivenMs().map(EvalReport::seconds).orElse("no finish"));
        }
        return kept.verified() ? "driven once more by its script, the best run takes the same time"
                : "driven once more by its script, the best run does not take the same time";
    }

    private static CommandResult end(EvalResult result) {
        int missing = result.wanted() - result.races().size();
        String lost = missing + " of " + result.wanted() + " races were not driven";
        return switch (result.end()) {
            case DONE -> CommandResult.ok();
            case GAMES_LOST -> CommandResult.of(ExitStatus.PARTIAL).withProblem(lost
                    + ": " + result.failure().map(Exception::getMessage).orElse("a game was lost"));
            case INTERRUPTED -> CommandResult.of(ExitStatus.INTERRUPTED).withProblem("stopped: " + lost
                    + ", and nothing was written");
        };
    }
}
