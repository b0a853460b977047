package tmnf.capture.run;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.tminterface.state.SimStateData;

/**
 * Compares a race with the samples of a ghost, each at its own time; samples that lie between two ticks are left
 * out. Confined to one thread.
 */
final class GhostTrace {

    private final GhostSamples samples;
    private final int count;
    private int next;
    private double largest;
    private int largestAtMs;
    private int compared;

    GhostTrace(Ghost ghost) {
        this.samples = ghost.samples();
        this.count = samples.sizeUntil(ghost.raceTimeMs());
    }

    /** Begins anew. */
    void reset() {
        next = 0;
        largest = 0;
        largestAtMs = 0;
        compared = 0;
    }

    /** Whether a sample lies at that race time; times have to grow from call to call. */
    boolean isDue(int timeMs) {
        while (next < count && (samples.timeMs(next) < timeMs
                || samples.timeMs(next) % FrameSchedule.TICK_MS != 0)) {
            next++;
        }
        return next < count && samples.timeMs(next) == timeMs;
    }

    /** Distance to the sample at the time of {@link #isDue}, in metres. */
    double compare(SimStateData state) {
        double dx = state.dyna().currentState().position(0) - samples.x(next);
        double dy = state.dyna().currentState().position(1) - samples.y(next);
        double dz = state.dyna().currentState().position(2) - samples.z(next);
        double distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
        // Not a number is no distance that may pass.
        if (!(distance <= largest)) {
            largest = distance;
            largestAtMs = samples.timeMs(next);
        }
        next++;
        compared++;
        return distance;
    }

    double largestMetres() {
        return largest;
    }

    int largestAtMs() {
        return largestAtMs;
    }

    int compared() {
        return compared;
    }
}
