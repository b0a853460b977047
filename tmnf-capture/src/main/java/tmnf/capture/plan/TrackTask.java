package tmnf.capture.plan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A track and its selected replays in the order of work. One worker captures them one after the other, so
 * that the challenge is loaded once.
 *
 * @param trackId name of its folder
 * @param replays the selected ones, refused ones included
 * @param vcp its zone centres; empty when nothing of the track is captured
 * @param warnings for people, such as a challenge file that cannot be read
 */
public record TrackTask(String trackId, List<PlannedReplay> replays, Optional<VcpPlan> vcp,
        List<String> warnings) {

    /** Copies the collections. */
    public TrackTask {
        Objects.requireNonNull(trackId, "trackId");
        replays = List.copyOf(replays);
        Objects.requireNonNull(vcp, "vcp");
        warnings = List.copyOf(warnings);
    }

    /** The replays that are to be captured now. */
    public List<PlannedReplay> toCapture() {
        return replays.stream().filter(PlannedReplay::capture).toList();
    }

    /** The tasks of the replays that are to be captured now. */
    public List<ReplayTask> tasks() {
        return toCapture().stream().map(replay -> replay.work().orElseThrow().task()).toList();
    }
}
