package tmnf.capture.pool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.capture.plan.ReplayTask;
import tmnf.capture.pool.ReplayResult.Status;

/** What became of each replay; the first word on one is the last. Safe for use by several threads. */
final class Results {

    private final Map<String, ReplayResult> byReplay = new LinkedHashMap<>();

    /** Whether this was the first word. */
    synchronized boolean add(ReplayResult result) {
        return byReplay.putIfAbsent(key(result.trackId(), result.name()), result) == null;
    }

    synchronized Optional<ReplayResult> of(ReplayTask task) {
        return Optional.ofNullable(byReplay.get(key(task.trackId(), task.name())));
    }

    /** In the order of the tasks; those without a word are left. */
    synchronized List<ReplayResult> inOrder(Stream<ReplayTask> tasks) {
        return tasks.map(task -> byReplay.getOrDefault(key(task.trackId(), task.name()),
                new ReplayResult(task.trackId(), task.name(), Status.LEFT, "its turn did not come", 0,
                        Optional.empty()))).toList();
    }

    private static String key(String trackId, String name) {
        return trackId + '/' + name;
    }
}
