package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import tmnf.cli.command.CliException;
import tmnf.cli.download.Figures;
import tmnf.rl.save.BestRace;
import tmnf.rl.save.SavedWeights;

/**
 * The weights that race, and what is said of their choice: of a run the newest may drive worse than those of
 * its best race, or better, where that had drawn actions and those are the last of several that drove it.
 *
 * @param found that race
 * @param ofRun whether they are of a run, so that there was a choice
 * @param ofBest whether they are those of its best race
 * @param best the best races of the run whose weights are others; where it is {@code ofBest} that race
 * @param wantsBest whether those of its best race were wanted and there was one map at most to choose from
 * @param unusable where they were, folders of what it kept and nobody can race with
 */
record EvalWeights(SavedWeights found, boolean ofRun, boolean ofBest, List<BestRace> best,
        boolean wantsBest, List<Path> unusable) {

    /** Whether the weights of a run's best race are wanted. */
    enum Wish {
        /** The newest are. */
        NO,
        /** In the configuration, for all runs: where it is not clear which those are, the newest. */
        CONFIGURED,
        /** By the user for this run: where it is not clear which those are, the command is refused. */
        TYPED
    }

    /** Copies the lists. */
    EvalWeights {
        best = List.copyOf(best);
        unusable = List.copyOf(unusable);
    }

    /**
     * Reads them.
     *
     * @param given as the user wrote it
     * @param place where that is
     * @param wish whether those of the run's best race are wanted, if it kept one
     * @param target of a checkpoint, those of the target network
     */
    static EvalWeights find(Path given, Path place, Wish wish, boolean target) throws IOException {
        boolean ofRun = Files.isDirectory(place) && SavedWeights.isRun(place);
        CliException.require(ofRun || wish != Wish.TYPED, "--best takes the folder of a run, and " + given
                + " is none", "name the folder with manifest.json, such as save/demo, or leave --best out");
        if (!ofRun) {
            return new EvalWeights(SavedWeights.find(place, target), false, false, List.of(), false,
                    List.of());
        }
        List<BestRace> best = BestRace.of(place);
        CliException.require(best.size() <= 1 || wish != Wish.TYPED, given + " has best races on "
                + best.size() + " maps", "name one instead of the run: " + places(best));
        return wish == Wish.NO || best.size() > 1 ? newest(place, target, best, false, List.of())
                : ofBest(place, target, best);
    }

    /** Those of the best race, or the newest where it kept none or its weights are damaged. */
    private static EvalWeights ofBest(Path run, boolean target, List<BestRace> best) throws IOException {
        List<Path> unusable = new ArrayList<>(BestRace.unusable(run));
        if (!best.isEmpty()) {
            Path folder = best.get(0).folder();
            try {
                return new EvalWeights(SavedWeights.find(folder, target), true, true, best, true, unusable);
            } catch (IOException e) { // damaged, or gone since the run's races were listed
                unusable.add(folder);
            }
        }
        return newest(run, target, List.of(), true, unusable);
    }

    private static EvalWeights newest(Path run, boolean target, List<BestRace> best, boolean wantsBest,
            List<Path> unusable) throws IOException {
        SavedWeights newest = SavedWeights.find(run, target);
        List<BestRace> others = new ArrayList<>();
        for (BestRace each : best) {
            if (!each.isOf(newest.weights())) {
                others.add(each);
            }
        }
        return new EvalWeights(newest, true, false, others, wantsBest, unusable);
    }

    private static String places(List<BestRace> races) {
        return races.stream().map(race -> race + ", " + race.folder()).collect(Collectors.joining("; "));
    }

    /** Which weights they are, and where the run's best ones are if they are others. */
    String text() {
        String after = found.frames().map(frames -> ", after " + Figures.count(frames, "frame")).orElse("");
        if (!ofRun) {
            return found.file() + after;
        }
        if (ofBest) {
            return "those of the run's " + kind(best.get(0)) + ", " + best.get(0) + how(best.get(0)) + after
                    + ": " + found.file();
        }
        return "the newest of the run" + after + ": " + found.file() + others();
    }

    /** What is said of others, behind the file that races: nobody may take that for one of theirs. */
    private String others() {
        if (best.isEmpty()) {
            return !wantsBest ? "" : unusable.isEmpty() ? "; it kept no best race yet"
                    : "; it kept no best race that can be read";
        }
        return best.size() == 1 ? "; --best takes those of its " + kind(best.get(0)) + ", " + places(best)
                : "; its best races were driven by others: " + places(best);
    }

    /** What was wanted and should be there, and is not. */
    Optional<String> warning() {
        String what = ofBest ? "a better race may be left out: of " : "the newest weights race: of ";
        return unusable.isEmpty() ? Optional.empty() : Optional.of(what + Figures.count(unusable.size(),
                "best race") + " in " + unusable.get(0).getParent()
                + " weights1.torch or record.json is missing or damaged");
    }

    private static String kind(BestRace race) {
        return race.exploring() ? "best race" : "best greedy race";
    }

    /** Why greedy races with the same weights may be others. */
    private static String how(BestRace race) {
        return (race.exploring() ? " with drawn actions" : "") + (race.versions() > 1
                ? " (the last of " + race.versions() + " that drove it)" : "");
    }

    void putInto(Map<String, Object> json) {
        json.put("ofBestRace", ofBest);
        json.put("bestRaces", best.stream().map(EvalWeights::facts).toList());
    }

    private static Map<String, Object> facts(BestRace race) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("map", race.map());
        facts.put("raceTimeMs", race.raceTimeMs());
        facts.put("exploring", race.exploring());
        facts.put("folder", race.folder());
        return facts;
    }
}
