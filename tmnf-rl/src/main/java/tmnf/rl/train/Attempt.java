package tmnf.rl.train;

import java.nio.file.Path;
import java.util.Map;

import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.RunStart;
import tmnf.rl.save.Statistics;

/**
 * Which attempt of a run it is. A run in which no greedy race comes to the finish may begin anew, once: with
 * weights drawn anew, no transitions, and the settings of the second attempt. Frames and hours go on;
 * schedules count from where the attempt began. It is in the checkpoint.
 *
 * @param number 1 or 2; 0: the run is not begun anew, as it began with what was learned elsewhere, or a
 *         greedy race came to the finish
 * @param frame frames that the run had played when it began
 * @param begins whether nothing was done in it yet
 */
record Attempt(int number, long frame, boolean begins) {

    /** Of a run that has only begun. */
    static final Attempt FIRST = new Attempt(1, 0, false);

    /** Folder, in that of a run, of the last checkpoint of an attempt that was given up. */
    static final String GIVEN_UP = "first_attempt";

    /** Of one that is not begun anew. */
    private static final Attempt ONLY = new Attempt(0, 0, false);
    private static final String NUMBER = "attempt";
    private static final String FRAME = "frames_at_attempt";
    private static final String BEGINS = "attempt_begins";
    private static final int SECOND = 2;

    /** Of a run that begins there, or goes on. */
    static Attempt of(RunStart start) {
        return start.before().map(Statistics::extra).map(extra -> new Attempt(extra.getOrDefault(NUMBER, 0.0)
                .intValue(), extra.getOrDefault(FRAME, 0.0).longValue(), extra.getOrDefault(BEGINS, 0.0) > 0))
                .orElse(start.kind() == RunStart.Kind.FRESH ? FIRST : ONLY);
    }

    /** For a checkpoint. */
    Map<String, Double> state() {
        return Map.of(NUMBER, (double) number, FRAME, (double) frame, BEGINS, begins ? 1.0 : 0.0);
    }

    /** The same while it is under way. */
    Attempt underWay() {
        return new Attempt(number, frame, false);
    }

    /** The same where a greedy race came to the finish: there is no use for another one any more. */
    Attempt settled() {
        return mayBeGivenUp() ? ONLY : this;
    }

    /** The one after the first, which begins after so many frames. */
    Attempt next(long frames) {
        return new Attempt(SECOND, frames, true);
    }

    /** Whether it is a second one, in which no frame was played yet. */
    boolean isFresh(long frames) {
        return number == SECOND && frames == frame;
    }

    /** Whether there may be another one after it. */
    boolean mayBeGivenUp() {
        return number == 1;
    }

    /** Its settings. */
    TrainSettings of(TrainSettings settings) {
        return number == SECOND ? settings.secondAttempt() : settings;
    }

    /** Where it begins or goes on, in a folder in which that was found. */
    RunStart start(RunStart found, Path folder) {
        return begins ? found.before().<RunStart>map(counted -> new RunStart.Anew(folder, counted))
                .orElse(found) : found;
    }
}
