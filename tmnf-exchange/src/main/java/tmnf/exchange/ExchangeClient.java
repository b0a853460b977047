package tmnf.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tmnf.exchange.api.ListedReplay;
import tmnf.exchange.api.Page;
import tmnf.exchange.api.PageReader;
import tmnf.exchange.api.ReplayQuery;
import tmnf.exchange.api.Track;
import tmnf.exchange.api.TrackSearch;
import tmnf.exchange.http.BodyReader;
import tmnf.exchange.http.BudgetListener;
import tmnf.exchange.http.HostBudget;
import tmnf.exchange.http.HttpTransport;
import tmnf.exchange.http.RawAnswer;
import tmnf.exchange.http.RawQuestion;
import tmnf.exchange.http.RequestKind;
import tmnf.exchange.http.RetryPolicy;
import tmnf.exchange.http.Time;

/**
 * The entrance: asks an exchange. Each method is one attempt, which waits until the site's budget allows it;
 * {@link #retrying} repeats. Thread-safe. {@link #stop} ends everything at once, also attempts and waits of
 * other threads; {@link #close} does so too, and frees what the network needs.
 */
public final class ExchangeClient implements Closeable {

    // The site answers with an error to any field that it does not know: these are known to exist.
    private static final String TRACK_FIELDS = "TrackId,TrackName,UId,AuthorTime,Awards,Uploader.Name,"
            + "UploadedAt,UpdatedAt,PrimaryType,Environment,Car,Tags[],Difficulty,UnlimiterVersion,"
            + "WRReplay.ReplayId,WRReplay.ReplayTime";
    // What else a row must say to be judged by these filters; not asked for without need.
    private static final Map<String, String> FIELDS_OF_FILTERS = Map.of("author", "Authors[].User.Name",
            "authoruserid", "Uploader.UserId", "mood", "Mood", "routes", "Routes");
    private static final String REPLAY_FIELDS = "ReplayId,User.UserId,User.Name,ReplayTime,ReplayScore,"
            + "ReplayRespawns,Position,IsBest,IsLeaderboard,Validated,TrackAt,ReplayAt";
    private static final String TRACKS = "/api/tracks";
    private static final String REPLAYS = "/api/replays";

    private final ExchangeConfig config;
    private final Time time;
    private final HostBudget budget;
    private final HttpTransport transport;
    private final RetryPolicy retries;
    private final PageReader<Track> trackPages = PageReader.tracks(TRACKS);
    private final PageReader<ListedReplay> replayPages = PageReader.replays(REPLAYS);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopping = lock.newCondition();
    private boolean stopped; // guarded by lock

    /** A client that nobody watches. */
    public ExchangeClient(ExchangeConfig config) {
        this(config, Time.SYSTEM, BudgetListener.NONE);
    }

    /** A client with a clock, and someone who is told when the pace changes. */
    public ExchangeClient(ExchangeConfig config, Time time, BudgetListener listener) {
        this.config = Objects.requireNonNull(config, "config");
        this.time = Objects.requireNonNull(time, "time");
        this.budget = new HostBudget(config, time, listener);
        this.transport = new HttpTransport(config, budget);
        this.retries = new RetryPolicy(config.retries(), new SplittableRandom());
    }

    /** What the client was made with. */
    public ExchangeConfig config() {
        return config;
    }

    /** One page of a track search. */
    public Page<Track> tracks(TrackSearch search) throws IOException, InterruptedException {
        List<Map.Entry<String, String>> parameters = search.parameters();
        StringBuilder fields = new StringBuilder(TRACK_FIELDS);
        for (Map.Entry<String, String> parameter : parameters) {
            String field = FIELDS_OF_FILTERS.get(parameter.getKey());
            fields.append(field == null ? "" : "," + field);
        }
        return transport.get(TRACKS, withFields(fields.toString(), parameters), RequestKind.LIST, trackPages);
    }

    /** One page of a list of replays. */
    public Page<ListedReplay> replays(ReplayQuery query) throws IOException, InterruptedException {
        return transport.get(REPLAYS, withFields(REPLAY_FIELDS, query.parameters()), RequestKind.LIST,
                replayPages);
    }

    /** The file of a replay. */
    public <T> T replayFile(long replayId, BodyReader<T> reader) throws IOException, InterruptedException {
        return transport.get("/recordgbx/" + replayId, List.of(), RequestKind.FILE, reader);
    }

    /** The challenge file of a track. */
    public <T> T challengeFile(long trackId, BodyReader<T> reader) throws IOException, InterruptedException {
        return transport.get("/trackgbx/" + trackId, List.of(), RequestKind.FILE, reader);
    }

    /**
     * A question about the site itself, whose answer is handed out as it is; for those who want to know how
     * it behaves, not what it has.
     */
    public RawAnswer ask(RawQuestion question) throws IOException, InterruptedException {
        return transport.ask(question);
    }

    private static List<Map.Entry<String, String>> withFields(String fields,
            List<Map.Entry<String, String>> parameters) {
        List<Map.Entry<String, String>> all = new ArrayList<>(parameters.size() + 1);
        all.add(Map.entry("fields", fields));
        all.addAll(parameters);
        return all;
    }

    /** Repeats an attempt as the configuration says, waiting in between. */
    public <T> T retrying(Attempt<T> attempt) throws IOException, InterruptedException {
        return retrying(attempt, failure -> {});
    }

    /** Repeats an attempt as the configuration says; the listener is told before each wait. */
    public <T> T retrying(Attempt<T> attempt, RetryListener listener)
            throws IOException, InterruptedException {
        for (int failures = 1;; failures++) {
            try {
                return attempt.run();
            } catch (ExchangeException e) {
                Optional<Duration> wait = retryDelay(e, failures);
                if (wait.isEmpty()) {
                    throw e;
                }
                listener.retrying(e);
                rest(wait.get(), e.path());
            }
        }
    }

    /**
     * The wait before the next attempt after {@code failures} failures (1, 2, ...), for those who wait in
     * another way; empty: give up.
     */
    public Optional<Duration> retryDelay(ExchangeException failure, int failures) {
        // A rest that is too long for us is told by the next attempt, at once.
        boolean isTooLong = failure.retryAfter()
                .filter(rest -> rest.compareTo(config.maxRetryAfter()) > 0).isPresent();
        return retries.delay(failure, failures).map(wait -> isTooLong ? Duration.ZERO : wait);
    }

    private void rest(Duration wait, String path) throws ExchangeException, InterruptedException {
        long end = time.nanos() + wait.toNanos();
        lock.lockInterruptibly();
        try {
            for (long left = wait.toNanos(); left > 0 && !stopped; left = end - time.nanos()) {
                time.await(stopping, left);
            }
            if (stopped) {
                throw new ExchangeException(ExchangeException.Kind.STOPPED, 0, path, "stopped");
            }
        } finally {
            lock.unlock();
        }
    }

    /** How things stand with the site. */
    public HostBudget.State state() {
        return budget.state();
    }

    /** Requests sent so far, and bytes received. */
    public Traffic traffic() {
        return transport.traffic();
    }

    /** Lets the requests in flight come to their end; whoever waits to send one fails with STOPPED. */
    public void drain() {
        budget.stop();
    }

    /** Ends requests and waits; from now on everything fails with STOPPED. */
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            stopping.signalAll();
        } finally {
            lock.unlock();
        }
        transport.stop();
    }

    @Override
    public void close() {
        stop();
        transport.close();
    }

    /** One attempt at something. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Told that an attempt failed and is repeated. */
    @FunctionalInterface
    public interface RetryListener {
        void retrying(ExchangeException failure);
    }

    /** What went over the network. */
    public record Traffic(long requests, long bytes) {}
}
