package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

import tmnf.gbx.file.AtomicFile;
import tmnf.rl.rollout.Rollout;

/**
 * The inputs of every finished race that is fast enough, in the original's format:
 *
 * <pre>
 * good_runs/A01_23700_1129_104500_1200000_explo.inputs
 *           map as in {@link MapFiles}, race time, month and day, time of day, frames played, exploring or
 *           greedy
 * </pre>
 *
 * <p>A training does not end because such a file cannot be written: the first of a row of failures is told.
 * So is that no more files are kept: there is a limit. Confined to one thread. Source: training note,
 * section 9.4.
 */
public final class GoodRuns {

    /** Name of the folder in that of a run. */
    public static final String NAME = "good_runs";
    /** Files in it at most. */
    public static final int MOST = 10_000;

    private static final String ENDING = ".inputs";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("MMdd_HHmmss", Locale.ROOT);

    private final Path folder;
    private final BestRuns keys;
    private final int actionMs;
    private final int most;
    private final Clock clock;
    private final Consumer<String> warnings;
    private int kept;
    private boolean failing;
    private boolean full;

    /**
     * Of a run.
     *
     * @param run folder of the run
     * @param keys knows the keys of actions
     * @param actionMs from one decision to the next, milliseconds
     * @param warnings hears what was not kept
     */
    public GoodRuns(Path run, BestRuns keys, int actionMs, Clock clock, Consumer<String> warnings)
            throws IOException {
        this(run, keys, actionMs, MOST, clock, warnings);
    }

    GoodRuns(Path run, BestRuns keys, int actionMs, int most, Clock clock, Consumer<String> warnings)
            throws IOException {
        folder = run.resolve(NAME);
        this.keys = keys;
        this.actionMs = actionMs;
        this.most = most;
        this.clock = clock;
        this.warnings = warnings;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                kept = (int) files.filter(file -> file.getFileName().toString().endsWith(ENDING)).count();
            }
        }
    }

    /**
     * Keeps a race that was finished within the time; does nothing with others.
     *
     * @param frames that the run had played
     * @param thresholdMs of race time; below 0: none is kept
     */
    public void take(Rollout race, long frames, long thresholdMs) {
        if (!race.finished() || race.raceTimeMs() > thresholdMs) {
            return;
        }
        if (kept >= most) {
            if (!full) {
                warnings.accept(folder + " has " + kept + " races, no more are kept; move them away, or "
                        + "lower performance.threshold_to_save_all_runs_ms");
            }
            full = true;
            return;
        }
        String name = MapFiles.name(race.map()) + "_" + race.raceTimeMs() + "_"
                + STAMP.format(clock.instant().atZone(clock.getZone())) + "_" + frames + "_"
                + (race.exploring() ? "explo" : "eval") + ENDING;
        try {
            Path file = folder.resolve(name);
            boolean isNew = !Files.exists(file);
            AtomicFile.write(file, InputTexts.inputs(keys.keys(race), actionMs));
            kept += isNew ? 1 : 0;
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                warnings.accept(name + " could not be kept, the training goes on: " + e.getMessage());
            }
            failing = true;
        }
    }

    /** How many files there are. */
    public int kept() {
        return kept;
    }
}
