package tmnf.exchange;

import java.io.Closeable;
import java.io.IOException;
import tmnf.exchange.api.ListedReplay;
import tmnf.exchange.api.Page;
import tmnf.exchange.api.ReplayQuery;
import tmnf.exchange.api.Track;
import tmnf.exchange.api.TrackSearch;
import tmnf.exchange.http.BodyReader;
import tmnf.exchange.http.BudgetListener;
import tmnf.exchange.http.HostBudget;
import tmnf.exchange.http.RetryPolicy;
import tmnf.exchange.http.Time;

/** SKELETON: the entrance: asks an exchange. Each method is one attempt; {@link #retrying} repeats. */
public final class ExchangeClient implements Closeable {

    public ExchangeClient(ExchangeConfig config) {
        this(config, Time.SYSTEM, BudgetListener.NONE);
    }

    public ExchangeClient(ExchangeConfig config, Time time, BudgetListener listener) {
        throw new UnsupportedOperationException();
    }

    /** One page of a track search. */
    public Page<Track> tracks(TrackSearch search) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** One page of the replays of a track. */
    public Page<ListedReplay> replays(ReplayQuery query) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** The file of a replay. */
    public <T> T replayFile(long replayId, BodyReader<T> reader) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** The challenge file of a track. */
    public <T> T challengeFile(long trackId, BodyReader<T> reader) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Repeats an attempt as the configuration says, waiting in between. */
    public <T> T retrying(Attempt<T> attempt) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public RetryPolicy retries() {
        throw new UnsupportedOperationException();
    }

    public HostBudget.State state() {
        throw new UnsupportedOperationException();
    }

    /** Requests sent so far, and bytes received. */
    public Traffic traffic() {
        throw new UnsupportedOperationException();
    }

    /** Lets the requests in flight come to their end; whoever waits to send one fails with STOPPED. */
    public void drain() {
        throw new UnsupportedOperationException();
    }

    /** Ends requests and waits; from now on everything fails with STOPPED. */
    public void stop() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** One attempt at something. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws IOException, InterruptedException;
    }

    /** What went over the network. */
    public record Traffic(long requests, long bytes) {}
}
