package tmnf.exchange.http;

import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

/**
 * When the next request may go out, by all rules together: limits of number and rate, rests, circuit. Knows
 * no threads and never waits; {@link HostBudget} does, and guards it.
 */
final class Pace {

    /** The wait that ends with news only, such as the end of a request; requests have deadlines. */
    static final long UNTIL_TOLD = Long.MAX_VALUE;

    /** A request on its way. */
    record Ticket(long number, RequestKind kind, String url, boolean probe) {}

    /** Why nothing goes out any more. */
    record End(Kind kind, int status, String message) {
        ExchangeException exception() {
            return new ExchangeException(kind, status, "", message);
        }
    }

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final double JITTER_NANOS = 1e9;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final String site;
    private final Duration longestRest;
    private final RandomGenerator random;
    private final AdaptiveLimit limit;
    private final RateLimit rate;
    private final Rest rest = new Rest();
    private final CircuitBreaker circuit;
    private final Map<RequestKind, LatencyWatch> latencies = new EnumMap<>(RequestKind.class);
    private final List<Consumer<BudgetListener>> news = new ArrayList<>();
    private int inFlight;
    private long newest;
    private boolean toldSlow;
    private Instant openSince; // null: the circuit was never open
    private ExchangeException lastFailure; // null: none yet
    private End end; // null: going on

    Pace(ExchangeConfig config, RandomGenerator random) {
        this.site = label(config.baseUrl());
        this.longestRest = config.maxRetryAfter();
        this.random = random;
        this.limit = new AdaptiveLimit(ExchangeConfig.FIRST_IN_FLIGHT, config.maxInFlight());
        this.rate = new RateLimit(config.maxRate(), config.burst());
        this.circuit = new CircuitBreaker(config.giveUpAfter());
        for (RequestKind kind : RequestKind.values()) {
            latencies.put(kind, new LatencyWatch());
        }
    }

    /**
     * How long until a request may go out, 0: now; or until it is worth looking again, {@link #UNTIL_TOLD}
     * when only news can change things. A site that is down is looked at in time to give it up, whatever
     * becomes of the requests that are out.
     */
    long waitNanos(long now) {
        if (isFull()) {
            return circuit.isOpen() ? Math.max(1, circuit.untilGivenUp(now)) : UNTIL_TOLD;
        }
        return Math.max(circuit.waitNanos(now), Math.max(rest.leftNanos(now), rate.waitNanos(now)));
    }

    /** Whether news could let a request out, or change how long there is to wait. */
    boolean isWorthALook() {
        return !isFull() || circuit.isOpen();
    }

    private boolean isFull() {
        return inFlight >= limit.limit() || circuit.isProbing();
    }

    /** A request goes out. */
    Ticket start(RequestKind kind, String url, long now) {
        inFlight++;
        rate.take(now);
        return new Ticket(++newest, kind, url, circuit.start());
    }

    /** The site answered properly. */
    void succeeded(Ticket ticket, long firstByteNanos, long now) {
        proper(ticket);
        if (!latencies.get(ticket.kind()).isSlowAfter(firstByteNanos, now)) {
            toldSlow = false;
            limit.succeeded(inFlight);
        } else if (limit.slowed(newest, now) && !toldSlow) {
            toldSlow = true;
            tellSlower("answers take longer than usual");
        }
    }

    /** The site did not. */
    void failed(Ticket ticket, ExchangeException failure, long now, Instant wallClock) {
        switch (failure.kind()) {
            case TRANSIENT -> {
                boolean restWillDo = isRestEnough(ticket, failure);
                slowDown(ticket, failure, now);
                if (!restWillDo) {
                    circuitFailed(ticket, failure, now, wallClock);
                }
            }
            case BLOCKED -> circuitFailed(ticket, failure, now, wallClock);
            case GONE, REFUSED -> {
                proper(ticket);
                limit.succeeded(inFlight);
            }
            case API_CHANGED -> proper(ticket); // no answer that we can use, but a site that is up
            case CONTENT -> probeLost(ticket, true, now);
            default -> probeLost(ticket, false, now); // says nothing about the site
        }
    }

    /** Whether the site says how long to rest, and rests were not in vain so far: then it is not down. */
    private boolean isRestEnough(Ticket ticket, ExchangeException failure) {
        boolean asks = failure.retryAfter().filter(asked -> asked.compareTo(Duration.ZERO) > 0).isPresent();
        return asks && !ticket.probe() && !rest.wasInVain(ticket.number());
    }

    private void probeLost(Ticket ticket, boolean waitAgain, long now) {
        if (ticket.probe()) {
            circuit.probeLost(waitAgain, now);
        }
    }

    /** A request is over; {@code told}: with an outcome. */
    void finish(Ticket ticket, boolean told, long now) {
        inFlight--;
        if (!told) {
            probeLost(ticket, false, now);
        }
    }

    /** Why nothing goes out any more; null while requests may. */
    End end(long now) {
        if (end == null && circuit.isHopeless(now)) {
            end = hopeless();
        }
        return end;
    }

    void stop() {
        end = new End(Kind.STOPPED, 0, "Stopped.");
    }

    HostBudget.State state(long now) {
        rate.waitNanos(now); // lets it grow back
        return new HostBudget.State(inFlight, limit.limit(), limit.ceiling(), rate.perSecond(),
                rest.leftNanos(now), circuit.isOpen());
    }

    /** What is to be told since the last call, to be told without locks. */
    List<Consumer<BudgetListener>> takeNews() {
        if (news.isEmpty()) {
            return List.of();
        }
        List<Consumer<BudgetListener>> taken = List.copyOf(news);
        news.clear();
        return taken;
    }

    private void proper(Ticket ticket) {
        rest.succeeded(ticket.number());
        if (circuit.succeeded(ticket.url(), ticket.probe()) == CircuitBreaker.Change.CLOSED) {
            news.add(BudgetListener::circuitClosed);
        }
    }

    private void slowDown(Ticket ticket, ExchangeException failure, long now) {
        boolean overload = failure.status() == TOO_MANY_REQUESTS || failure.status() == SERVICE_UNAVAILABLE;
        boolean deadline = failure.getCause() instanceof InterruptedIOException;
        int before = limit.limit();
        if (limit.troubled(ticket.number(), newest, now, overload || deadline)) {
            if (overload) {
                rate.halve(now);
            }
            if (limit.limit() < before) {
                tellSlower(failure.getMessage());
            }
        }
        failure.retryAfter().ifPresent(asked -> rest(asked, failure, now));
    }

    private void tellSlower(String why) {
        int now = limit.limit();
        news.add(listener -> listener.slowedDown(now, why));
    }

    private void rest(Duration asked, ExchangeException failure, long now) {
        if (asked.compareTo(longestRest) > 0) {
            if (end == null) {
                end = new End(Kind.UNAVAILABLE, failure.status(), site + " asks to come back in "
                        + Spans.text(asked) + ", longer than the " + Spans.text(longestRest)
                        + " we wait. Run the same again after that.");
            }
        } else if (asked.compareTo(Duration.ZERO) > 0) {
            long nanos = asked.toNanos() + (long) random.nextDouble(JITTER_NANOS);
            if (rest.extend(nanos, now, newest)) {
                news.add(listener -> listener.resting(Duration.ofNanos(nanos), failure.getMessage()));
            }
        }
    }

    private void circuitFailed(Ticket ticket, ExchangeException failure, long now, Instant wallClock) {
        lastFailure = failure;
        boolean wasOpen = circuit.isOpen();
        boolean blocked = failure.kind() == Kind.BLOCKED;
        if (circuit.failed(ticket.url(), blocked, ticket.probe(), now) != CircuitBreaker.Change.OPENED) {
            return;
        }
        if (!wasOpen) {
            openSince = wallClock;
        }
        if (end(now) == null) {
            Duration wait = circuit.untilProbe(now);
            news.add(listener -> listener.circuitOpened(wait, failure.getMessage()));
        }
    }

    /** The address without a password that may be part of it. */
    private static String label(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    private End hopeless() {
        String last = lastFailure.getMessage();
        int status = lastFailure.status();
        if (circuit.isOpenByBlocking()) {
            return new End(Kind.BLOCKED, status, site + " turns us away: " + last
                    + " Open the site in a browser; if it works there, come back later and more slowly.");
        }
        if (!circuit.hasEverSucceeded()) {
            return new End(Kind.UNAVAILABLE, status, site + " cannot be reached: " + last
                    + " Check the address and the network, then run the same again.");
        }
        return new End(Kind.UNAVAILABLE, status, site + " has been down since "
                + CLOCK.withZone(ZoneId.systemDefault()).format(openSince) + ". The last failure: " + last
                + " Run the same again later.");
    }
}
