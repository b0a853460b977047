package tmnf.capture.run;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a run has seen so far; becomes its record. Confined to the run's thread. */
final class RunNotes {

    private final GhostTrace trace;
    private final PhaseClock clock;
    private final List<Integer> frames = new ArrayList<>();
    private List<Integer> checkpoints = List.of();
    private boolean finished;

    RunNotes(GhostTrace trace, PhaseClock clock) {
        this.trace = trace;
        this.clock = clock;
    }

    void reset() {
        trace.reset();
        frames.clear();
        checkpoints = List.of();
        finished = false;
    }

    void frame(int timeMs) {
        frames.add(timeMs);
    }

    int frames() {
        return frames.size();
    }

    void checkpoints(List<Integer> times) {
        checkpoints = times;
    }

    void finished() {
        finished = true;
    }

    RunRecord record() {
        OptionalInt finish = finished && !checkpoints.isEmpty()
                ? OptionalInt.of(checkpoints.get(checkpoints.size() - 1)) : OptionalInt.empty();
        return new RunRecord(finish, checkpoints, frames, trace.largestMetres(), trace.largestAtMs(),
                trace.compared(), clock.millis());
    }
}
