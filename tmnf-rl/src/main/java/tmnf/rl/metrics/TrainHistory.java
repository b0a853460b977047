package tmnf.rl.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All figures of a run until now.
 *
 * @param races in the order in which they were taken in
 * @param windows one behind the other
 */
public record TrainHistory(List<RaceRow> races, List<TrainSummary> windows) {

    /** File of the windows. */
    public static final String WINDOWS = "training.csv";
    /** File of the races. */
    public static final String RACES = "races.csv";

    /** Copies. */
    public TrainHistory {
        races = List.copyOf(races);
        windows = List.copyOf(windows);
    }

    /** Short names, in the order in which they were raced on. */
    public List<String> maps() {
        return races.stream().map(RaceRow::map).distinct().toList();
    }

    /** Reads the files of a run; those that are missing have no rows. */
    public static TrainHistory read(Path run) throws IOException {
        return new TrainHistory(CsvLog.read(run.resolve(RACES), RaceRow::parse),
                CsvLog.read(run.resolve(WINDOWS), TrainSummary::parse));
    }
}
