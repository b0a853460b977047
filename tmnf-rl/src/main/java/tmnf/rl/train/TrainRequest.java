package tmnf.rl.train;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import tmnf.rl.collect.GameSource;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.save.Redriver;

/**
 * A training as it is asked for.
 *
 * @param settings how it learns
 * @param cycle races of one round
 * @param source of games, as many as there are collectors; the caller closes it
 * @param collectors games at once, at least 1
 * @param saveDir folder of runs
 * @param tensorboard folder of the event files
 * @param configText of the settings, as YAML, kept beside checkpoints
 * @param command that repeats the training, for the report
 * @param version of this program
 * @param maxFrames that are played before it ends; empty: no limit
 * @param maxRuntime after which it ends; empty: no limit
 * @param goal it ends when a greedy race takes no longer; empty: it does not
 * @param redrivers drive records once more, by the short name of their map; those of other maps nobody does
 * @param changes of the settings while it trains
 * @param demonstrations that fill an empty buffer before the first race
 * @param autologin account that games log in with; empty: they are not told
 */
public record TrainRequest(TrainSettings settings, List<RaceCycle.Entry> cycle, GameSource source,
        int collectors, Path saveDir, Path tensorboard, String configText, String command, String version,
        Optional<Long> maxFrames, Optional<Duration> maxRuntime, Optional<Duration> goal,
        Map<String, Redriver> redrivers, SettingsChanges changes, Demonstrations demonstrations,
        String autologin) {

    /** Checks that there is something to race on. */
    public TrainRequest {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(changes, "changes");
        Objects.requireNonNull(demonstrations, "demonstrations");
        Objects.requireNonNull(autologin, "autologin");
        cycle = List.copyOf(cycle);
        redrivers = Map.copyOf(redrivers);
        if (cycle.isEmpty() || collectors < 1) {
            throw new IllegalArgumentException(cycle.size() + " entries of a cycle and " + collectors
                    + " collectors; at least one of each");
        }
    }

    /** The same for an attempt with settings of its own. */
    TrainRequest with(TrainSettings attempt) {
        return attempt.equals(settings) ? this : new TrainRequest(attempt, cycle, source, collectors, saveDir,
                tensorboard, changes.text(attempt), command, version, maxFrames, maxRuntime, goal, redrivers,
                changes, demonstrations.with(attempt), autologin);
    }
}
