package tmnf.capture.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tmnf.capture.plan.ReplayTask;
import tmnf.capture.run.StopReason;
import tmnf.capture.write.CaptureOutcome;
import tmnf.capture.write.CaptureStore;

/** The replays that the run before could not get: they go last, and so keep no others from their turn. */
final class LostBefore {

    private static final Set<String> NOT_LOST = Set.of("published", StopReason.INTERRUPTED.toString(),
            StopReason.CANNOT_WRITE.toString());

    private final Set<String> replays = new HashSet<>();
    private final Set<String> tracks = new HashSet<>();

    private LostBefore() {
    }

    /** By the last outcome of each replay. */
    static LostBefore of(Path output) throws IOException {
        Map<String, CaptureOutcome> last = new HashMap<>();
        CaptureStore.outcomes(output, outcome -> last.put(key(outcome.trackId(), outcome.name()), outcome));
        LostBefore lost = new LostBefore();
        last.forEach((key, outcome) -> {
            if (!NOT_LOST.contains(outcome.result())) {
                lost.replays.add(key);
                lost.tracks.add(outcome.trackId());
            }
        });
        return lost;
    }

    /** Tracks without a lost replay first, and in each of the others its lost ones last. */
    List<ReplayTask> last(List<ReplayTask> tasks) {
        return tasks.stream().sorted(Comparator
                .comparing((ReplayTask task) -> tracks.contains(task.trackId()))
                .thenComparing(task -> replays.contains(key(task.trackId(), task.name())))).toList();
    }

    private static String key(String trackId, String name) {
        return trackId + '/' + name;
    }
}
