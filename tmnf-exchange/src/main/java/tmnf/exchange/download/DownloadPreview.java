package tmnf.exchange.download;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.http.Time;

/**
 * What a {@link DownloadRun} with the same configuration would do: asks the site for the lists that it would
 * ask for, looks at what is on disk, and writes nothing at all. Takes no lock. One preview for each object.
 */
public final class DownloadPreview {

    /** Lists that are asked for before their turn, for each thread. */
    private static final int AHEAD = 4;
    private static final long JOIN_SECONDS = 2;

    private final ExchangeClient client;
    private final DownloadConfig config;
    private final ReplayLister lister;
    private final Time time;
    private volatile boolean stopAsked;

    /**
     * A track as a run would treat it.
     *
     * @param track what is known of it, with its plan
     * @param wanted the replays that the run wants, on disk or not
     * @param excluded rows of the list that are left out; empty when an earlier run made the plan
     * @param challengeMissing whether the run would bring its challenge
     */
    public record Preview(TrackRecord track, List<ReplayEntry> wanted, List<TrackPlan.Excluded> excluded,
            boolean challengeMissing) {

        public Preview {
            wanted = List.copyOf(wanted);
            excluded = List.copyOf(excluded);
        }
    }

    /** A preview that has not started; the client stays open. */
    public DownloadPreview(ExchangeClient client, DownloadConfig config, DownloadListener listener,
            Time time) {
        this(client, config, listener, time, FirstPages.none());
    }

    /** The same for tracks that the site has just listed, with what was kept of their replays. */
    public DownloadPreview(ExchangeClient client, DownloadConfig config, DownloadListener listener,
            Time time, FirstPages known) {
        this.client = Objects.requireNonNull(client, "client");
        this.config = Objects.requireNonNull(config, "config");
        this.time = Objects.requireNonNull(time, "time");
        this.lister = new ReplayLister(client, config.selection(), listener, known);
    }

    /**
     * Hands on the tracks in the order of their list, each once, on this thread. Ends early after {@link
     * #stop}.
     */
    public void run(List<Long> trackIds, Consumer<Preview> sink) throws IOException, InterruptedException {
        List<Long> ids = List.copyOf(new LinkedHashSet<>(trackIds));
        try (DownloadFolder folder =
                DownloadFolder.openForReading(config.replaysDir(), config.tracksDir(), time)) {
            folder.reconcile(ids, config.existing(), () -> stopAsked);
            AtomicInteger number = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(config.apiWorkers(),
                    work -> new Thread(work, "tmnf-preview-" + number.incrementAndGet()));
            try {
                inOrder(ids, folder, threads, sink);
            } finally {
                threads.shutdownNow();
                threads.awaitTermination(JOIN_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** Ends it soon. From any thread, any number of times. */
    public void stop() {
        stopAsked = true;
        client.stop();
    }

    private void inOrder(List<Long> ids, DownloadFolder folder, ExecutorService threads,
            Consumer<Preview> sink) throws IOException, InterruptedException {
        Deque<Future<Preview>> asked = new ArrayDeque<>();
        int next = 0;
        while (!stopAsked && (next < ids.size() || !asked.isEmpty())) {
            while (next < ids.size() && asked.size() < AHEAD * config.apiWorkers()) {
                long id = ids.get(next++);
                asked.add(threads.submit(() -> preview(folder, id)));
            }
            Preview preview = result(asked.remove());
            if (preview != null) {
                sink.accept(preview);
            }
        }
    }

    /** Null when it was stopped. */
    private Preview result(Future<Preview> asked) throws IOException, InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ExchangeException failure
                    && failure.kind() == ExchangeException.Kind.STOPPED && stopAsked) {
                return null;
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Preview preview(DownloadFolder folder, long id) throws IOException, InterruptedException {
        TrackRecord track = folder.journal().track(id);
        PlanKey key = config.selection().key();
        if (!config.replays()) {
            return preview(track, List.of(), List.of());
        }
        if (!config.needsList(track)) {
            return preview(track, track.wanted(key), List.of());
        }
        TrackPlan plan;
        try {
            plan = client.retrying(() -> lister.list(id, track.uid()));
        } catch (ExchangeException e) {
            if (e.endsTheRun()) {
                throw e;
            }
            return preview(track.with(TrackRecord.State.FAILED, e.getMessage()), List.of(), List.of());
        }
        if (plan.isEmpty() && track.hasReplays() && !track.needsList(key)) {
            return preview(track, track.wanted(key), List.of()); // a run would not believe it either
        }
        if (plan.isEmpty()) {
            return preview(track.with(TrackRecord.State.GONE, "no replays on the exchange"), List.of(),
                    List.of());
        }
        folder.journal().planned(plan);
        TrackRecord planned = folder.adopt(id);
        return preview(planned, planned.wanted(key), plan.excluded());
    }

    private Preview preview(TrackRecord track, List<ReplayEntry> wanted, List<TrackPlan.Excluded> excluded) {
        return new Preview(track, wanted, excluded, config.needsChallenge(track));
    }
}
