package tmnf.capture.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.tminterface.protocol.ServerMessage.CheckpointCount;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/** Compares a race with its ghost while it goes on. Confined to the thread of the run. */
final class GhostWatch {

    /** So long after a checkpoint of the ghost it counts as missed: the game tells of it a tick later. */
    private static final int CHECKPOINT_PATIENCE_MS = 100;
    private static final int FINISH_PATIENCE_MS = 1000;

    private final Turns turns;
    private final Ghost ghost;
    private final GhostSamples samples;
    private final int[] splits;
    private final double largestAllowed;
    private final List<Integer> passed = new ArrayList<>();
    private int sample; // the next one to be compared
    private int compared;
    private double largest;
    private int largestAtMs;

    GhostWatch(Turns turns, Ghost ghost, double largestAllowed) {
        this.turns = turns;
        this.ghost = ghost;
        this.samples = ghost.samples();
        this.splits = ghost.checkpointTimesMs();
        this.largestAllowed = largestAllowed;
        skip();
    }

    private void skip() {
        while (sample < samples.size() && samples.timeMs(sample) % FrameSchedule.TICK_MS != 0) {
            sample++;
        }
    }

    /** When a position is needed next; {@link Integer#MAX_VALUE} for never. */
    int nextSampleMs() {
        boolean more = sample < samples.size() && samples.timeMs(sample) <= ghost.raceTimeMs();
        return more ? samples.timeMs(sample) : Integer.MAX_VALUE;
    }

    /** Compares a position at the time of a sample. */
    void compare(int timeMs, SimStateData state) throws RunStop {
        double dx = state.position(0) - samples.x(sample);
        double dy = state.position(1) - samples.y(sample);
        double dz = state.position(2) - samples.z(sample);
        double distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
        sample++;
        skip();
        compared++;
        if (!(distance <= largest)) {
            largest = distance;
            largestAtMs = timeMs;
        }
        if (!(distance <= largestAllowed)) {
            throw turns.stop(StopReason.DESYNC, String.format(Locale.ROOT,
                    "the car is %.2f m from the ghost at %d ms, more than %.2f m", distance, timeMs,
                    largestAllowed));
        }
    }

    /** Looks whether a checkpoint is missing at a run step. */
    void atStep(int timeMs) throws RunStop {
        if (passed.size() >= splits.length) {
            return;
        }
        int due = splits[passed.size()];
        if (passed.size() == splits.length - 1) {
            if (timeMs > due + FINISH_PATIENCE_MS) {
                throw turns.stop(StopReason.NO_FINISH, "no finish up to " + timeMs + " ms; the ghost's is at "
                        + due + " ms");
            }
        } else if (timeMs > due + CHECKPOINT_PATIENCE_MS) {
            throw turns.stop(StopReason.WRONG_SPLIT, "checkpoint " + (passed.size() + 1) + " of "
                    + splits.length + " was not passed up to " + timeMs + " ms; the ghost's is at " + due
                    + " ms");
        }
    }

    /** A checkpoint was passed; the state is of that turn. */
    void atCheckpoint(CheckpointCount count, SimStateData state) throws RunStop {
        if (count.target() != splits.length) {
            throw turns.stop(StopReason.WRONG_MAP, "the race has " + count.target()
                    + " checkpoints with the finish, the ghost's has " + splits.length);
        }
        CheckpointData data = state.checkpointData();
        int index = count.current() - 1;
        if (index != passed.size()) {
            throw turns.stop(StopReason.WRONG_SPLIT, "checkpoint " + count.current()
                    + " was told after number " + passed.size());
        }
        if (index >= data.cpTimesLength() || data.cpTimeMs(index) == CheckpointData.NOT_PASSED) {
            throw turns.stop(StopReason.WRONG_SPLIT, "the state has no time of checkpoint "
                    + count.current());
        }
        int time = data.cpTimeMs(index);
        passed.add(time);
        if (time != splits[index]) {
            throw turns.stop(StopReason.WRONG_SPLIT, (count.isFinish() ? "finished"
                    : "checkpoint " + count.current() + " of " + splits.length + " was passed") + " at "
                    + time + " ms; the ghost at " + splits[index] + " ms");
        }
    }

    List<Integer> passed() {
        return passed;
    }

    boolean isFinished() {
        return passed.size() == splits.length;
    }

    double largest() {
        return largest;
    }

    int largestAtMs() {
        return largestAtMs;
    }

    int compared() {
        return compared;
    }
}
