package tmnf.capture.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.run.FrameTimes;
import tmnf.capture.run.RunRecord;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;

/**
 * The verdict on a run: a function of what the run saw, what the ghost did and what was asked for. Immutable.
 *
 * @param largestDistanceMetres from a sample of the ghost, above 0; infinite for any
 */
public record RunVerifier(double largestDistanceMetres) {

    private static final int NO_FINISH = -1;

    /** Checks the range. */
    public RunVerifier {
        if (!(largestDistanceMetres > 0)) {
            throw new IllegalArgumentException("the largest distance is above 0 m: " + largestDistanceMetres);
        }
    }

    /** Compares everything, and names all that differs. */
    public CaptureVerdict verify(RunRecord run, Ghost ghost, FrameSchedule schedule) {
        List<String> reasons = new ArrayList<>();
        int finish = run.finishTimeMs().orElse(NO_FINISH);
        if (finish == NO_FINISH) {
            reasons.add("no finish was seen; the ghost's is at " + ghost.raceTimeMs() + " ms");
        } else if (finish != ghost.raceTimeMs()) {
            reasons.add("finished at " + finish + " ms instead of " + ghost.raceTimeMs() + " ms");
        }
        splits(run.checkpointTimesMs(), ghost.checkpointTimesMs(), reasons);
        int samples = samplesWithin(ghost.samples(), ghost.raceTimeMs());
        if (run.distancesCompared() != samples) {
            reasons.add("the position was compared with " + run.distancesCompared() + " of the ghost's "
                    + samples + " samples");
        }
        // Written so that a distance that is no number is rejected as well.
        if (!(run.largestDistanceMetres() <= largestDistanceMetres)) {
            reasons.add(String.format(Locale.ROOT, "%.2f m from the ghost at %d ms, more than %.2f m",
                    run.largestDistanceMetres(), run.largestDistanceAtMs(), largestDistanceMetres));
        }
        if (schedule.raceTimeMs() != ghost.raceTimeMs()) {
            reasons.add("frames were asked for up to " + schedule.raceTimeMs() + " ms, but the ghost's race"
                    + " has " + ghost.raceTimeMs() + " ms");
        }
        frames(run.frames(), schedule, reasons);
        return reasons.isEmpty() ? new CaptureVerdict.Accepted() : new CaptureVerdict.Rejected(reasons);
    }

    private static void splits(List<Integer> seen, int[] expected, List<String> reasons) {
        for (int i = 0; i < Math.min(seen.size(), expected.length); i++) {
            if (seen.get(i) != expected[i]) {
                reasons.add("checkpoint " + (i + 1) + " of " + expected.length + " was passed at "
                        + seen.get(i) + " ms instead of " + expected[i] + " ms");
                break; // those after it are wrong as well
            }
        }
        if (seen.size() != expected.length) {
            reasons.add(seen.size() + " checkpoints were passed instead of " + expected.length);
        }
    }

    /** Samples of the ghost that stand at a tick of its race: those that a run can be compared with. */
    public static int samplesWithin(GhostSamples samples, int raceTimeMs) {
        int count = 0;
        for (int i = 0; i < samples.size(); i++) {
            int time = samples.timeMs(i);
            count += time >= 0 && time <= raceTimeMs && time % FrameSchedule.TICK_MS == 0 ? 1 : 0;
        }
        return count;
    }

    private static void frames(FrameTimes frames, FrameSchedule schedule, List<String> reasons) {
        if (!frames.schedule().equals(schedule)) {
            reasons.add("frames were taken by " + frames.schedule() + " instead of " + schedule);
        }
        if (frames.count() != schedule.count()) {
            reasons.add(frames.count() + " frames came instead of " + schedule.count());
        }
        frames.notLater().ifPresent(frame -> reasons.add("frame " + frame.number() + " at " + frame.timeMs()
                + " ms is not later than the one before, at " + frame.otherMs() + " ms"));
        frames.wrong().ifPresent(frame -> reasons.add("frame " + frame.number() + " shows " + frame.timeMs()
                + " ms instead of " + frame.otherMs() + " ms"));
    }
}
