package tmnf.capture.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Decides which replays are captured, how, and what that will cost. Reads each replay once, several at the
 * same time, and keeps no content: memory depends on the largest track, not on the number of replays. The
 * same folders give the same plan, whatever the number of threads. Thread-safe; each call has its own
 * threads, which it joins.
 */
public final class CapturePlanner {

    private final CaptureSettings settings;
    private final ExistingCaptures existing;
    private final int threads;

    /**
     * A planner.
     *
     * @param existing what was captured before
     * @param threads that read replays, at least 1
     */
    public CapturePlanner(CaptureSettings settings, ExistingCaptures existing, int threads) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.existing = Objects.requireNonNull(existing, "existing");
        if (threads < 1) {
            throw new IllegalArgumentException("threads are 1 or more, not " + threads);
        }
        this.threads = threads;
    }

    /** The whole plan in memory. */
    public CapturePlan plan() throws IOException {
        List<TrackTask> tracks = new ArrayList<>();
        PlanSummary summary = stream(tracks::add);
        return new CapturePlan(tracks, summary);
    }

    /**
     * Gives the plan track by track, in the order of work. Reads at most a few replays ahead of the sink.
     *
     * @throws PlanException if there is no folder of replays, or a list cannot be read
     */
    public PlanSummary stream(PlanSink sink) throws IOException {
        throw new UnsupportedOperationException(settings + " " + existing + " " + threads);
    }
}
