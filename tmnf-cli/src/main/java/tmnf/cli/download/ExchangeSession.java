package tmnf.cli.download;

import java.time.Duration;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.RuntimeLimit;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.http.Time;

/**
 * A client of the exchange for the time of one command, and the two ways to end it early: the user, and
 * {@code --max-runtime}. Safe for use by several threads.
 */
final class ExchangeSession implements AutoCloseable {

    private final ExchangeConfig config;
    private final ExchangeClient client;
    private final PaceLine pace;
    private final CommandContext.Registration interrupt;
    private final RuntimeLimit limit;
    private Runnable stopWork;
    private boolean stopped;

    /**
     * Opens it; nothing is sent yet.
     *
     * @param maxRuntime null: none
     */
    ExchangeSession(CommandContext context, ExchangeConfig config, Duration maxRuntime) {
        this.config = config;
        PaceNews news = new PaceNews(context);
        this.client = new ExchangeClient(config, Time.SYSTEM, news);
        this.pace = new PaceLine(client::state, news);
        this.stopWork = client::stop;
        this.interrupt = context.onInterrupt(this::stop);
        this.limit = new RuntimeLimit(maxRuntime, this::stop);
    }

    ExchangeConfig config() {
        return config;
    }

    ExchangeClient client() {
        return client;
    }

    PaceLine pace() {
        return pace;
    }

    /** From now on, a wish to end is passed on to this; one that came already is passed on at once. */
    void stopWith(Runnable action) {
        boolean now;
        synchronized (this) {
            stopWork = action;
            now = stopped;
        }
        if (now) {
            action.run();
        }
    }

    /** Whether the time was up before the work was done. */
    boolean outOfTime() {
        return limit.expired();
    }

    /** Whether we were asked to end, by whomever. */
    synchronized boolean stopped() {
        return stopped;
    }

    private void stop() {
        Runnable action;
        synchronized (this) {
            stopped = true;
            action = stopWork;
        }
        action.run();
    }

    @Override
    public void close() {
        interrupt.close();
        limit.close();
        client.close();
    }
}
