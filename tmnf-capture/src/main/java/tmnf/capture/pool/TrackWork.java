package tmnf.capture.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tmnf.capture.plan.ReplayTask;

/** The replays of one track that are still to do. Belongs to one worker at a time. */
final class TrackWork {

    private final String trackId;
    private final Deque<ReplayTask> left;
    /** By the name of a replay. */
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, Integer> rejections = new HashMap<>();

    TrackWork(String trackId, List<ReplayTask> tasks) {
        this.trackId = trackId;
        this.left = new ArrayDeque<>(tasks);
    }

    String trackId() {
        return trackId;
    }

    boolean isDone() {
        return left.isEmpty();
    }

    /** The replay that is at work; it stays the first until it is {@link #done}. */
    ReplayTask current() {
        return left.getFirst();
    }

    /** Takes the current one off the list. */
    ReplayTask done() {
        return left.removeFirst();
    }

    int attempts() {
        return attempts.getOrDefault(current().name(), 0);
    }

    /** Counts an attempt at the current one, and tells which one it is. */
    int begin() {
        return attempts.merge(current().name(), 1, Integer::sum);
    }

    /** Counts that the current one was captured and is wrong. */
    int reject() {
        return rejections.merge(current().name(), 1, Integer::sum);
    }
}
