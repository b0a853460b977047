package tmnf.exchange.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an exchange was asked. Thread-safe. It keeps totals only, whatever the number of requests, unless they
 * are recorded, or something goes wrong on purpose, for which attempts count: then it counts each of the
 * first {@value #MOST_PATHS} paths.
 */
public final class RequestLog {

    static final int MOST_PATHS = 1_000_000;
    private static final int MOST_RECORDED = 100_000;

    private final AtomicLong total = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final Map<String, Counts> paths = new ConcurrentHashMap<>();
    private final boolean recording;
    private volatile boolean countingPaths;
    private final ArrayDeque<SiteRequest> recorded = new ArrayDeque<>(); // guarded by itself

    private static final class Counts {
        final AtomicLong requests = new AtomicLong();
        final AtomicLong whole = new AtomicLong();
    }

    RequestLog(boolean recording) {
        this.recording = recording;
        this.countingPaths = recording;
    }

    /** Counts each path from now on. */
    void countPaths() {
        countingPaths = true;
    }

    /** All requests since the start or {@link #clear}. */
    public long total() {
        return total.get();
    }

    /** Bytes of bodies that were sent. */
    public long bytes() {
        return bytes.get();
    }

    private void requirePaths() {
        if (!countingPaths) {
            throw new IllegalStateException("paths are not counted; see EmbeddedConfig.withRecording");
        }
    }

    /** Requests for exactly this path, whatever the query. */
    public long of(String path) {
        requirePaths();
        Counts counts = paths.get(path);
        return counts == null ? 0 : counts.requests.get();
    }

    /** Requests for all paths that start so. */
    public long below(String prefix) {
        requirePaths();
        return paths.entrySet().stream().filter(entry -> entry.getKey().startsWith(prefix))
                .mapToLong(entry -> entry.getValue().requests.get()).sum();
    }

    /** How often this path was answered with 200 and a complete body, as far as the server can tell. */
    public long wholeAnswers(String path) {
        requirePaths();
        Counts counts = paths.get(path);
        return counts == null ? 0 : counts.whole.get();
    }

    /** Requests for the file of a replay. */
    public long ofReplay(long replayId) {
        return of("/recordgbx/" + replayId);
    }

    /** Requests that are being answered now. */
    public int inFlight() {
        return inFlight.get();
    }

    /** The most requests that were answered at the same time. */
    public int mostInFlight() {
        return mostInFlight.get();
    }

    /** The last {@value #MOST_RECORDED} requests in the order in which they came, if they are recorded. */
    public List<SiteRequest> recorded() {
        if (!recording) {
            throw new IllegalStateException("requests are not recorded; see EmbeddedConfig.withRecording");
        }
        synchronized (recorded) {
            return new ArrayList<>(recorded);
        }
    }

    /** Forgets all requests; those in flight stay in flight. */
    public void clear() {
        paths.clear();
        total.set(0);
        bytes.set(0);
        mostInFlight.set(inFlight.get());
        synchronized (recorded) {
            recorded.clear();
        }
    }

    /** Counts a request in, which closing the entry counts out. */
    Entry began(String method, String path, String query, Map<String, List<String>> headers) {
        int now = inFlight.incrementAndGet();
        if (now > mostInFlight.get()) {
            mostInFlight.accumulateAndGet(now, Math::max);
        }
        Counts counts = counts(path);
        long attempt = counts == null ? 1 : counts.requests.incrementAndGet();
        SiteRequest request =
                new SiteRequest(total.incrementAndGet(), attempt, method, path, query, headers);
        if (recording) {
            synchronized (recorded) {
                if (recorded.size() == MOST_RECORDED) {
                    recorded.removeFirst();
                }
                recorded.addLast(request);
            }
        }
        return new Entry(request, counts);
    }

    /**
     * A request that is being answered. It ends before the last bytes are handed over, not after: else a
     * client that has its answer and asks again could seem to have two requests in flight. Confined to the
     * thread that answers.
     */
    final class Entry implements AutoCloseable {
        private final SiteRequest request;
        private final Counts counts; // null: not counted, or too many paths
        private boolean ended;
        private boolean whole;

        private Entry(SiteRequest request, Counts counts) {
            this.request = request;
            this.counts = counts;
        }

        SiteRequest request() {
            return request;
        }

        /** The last bytes go out now. */
        void ends(long bodyBytes, boolean wholeAnswer) {
            ended = true;
            inFlight.decrementAndGet();
            bytes.addAndGet(bodyBytes);
            if (wholeAnswer && counts != null) {
                whole = true;
                counts.whole.incrementAndGet();
            }
        }

        /** They did not. */
        void failed() {
            if (whole) {
                counts.whole.decrementAndGet();
            }
        }

        @Override
        public void close() {
            if (!ended) {
                inFlight.decrementAndGet();
            }
        }
    }

    /** Null when paths are not counted, or are too many. */
    private Counts counts(String path) {
        if (!countingPaths) {
            return null;
        }
        Counts counts = paths.get(path);
        if (counts == null && paths.size() < MOST_PATHS) {
            counts = paths.computeIfAbsent(path, key -> new Counts());
        }
        return counts;
    }
}
