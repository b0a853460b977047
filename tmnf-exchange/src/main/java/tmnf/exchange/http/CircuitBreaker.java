package tmnf.exchange.http;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Stops asking a site that is down or turns us away. Open, it lets nothing out for a while, then exactly one
 * request to try; that one closes it, or doubles the wait. Failures count once for each address: an item that
 * fails again and again while nothing else is asked for says little about the site. Not thread-safe.
 */
final class CircuitBreaker {

    /** What an outcome did to the circuit. */
    enum Change { NONE, OPENED, CLOSED }

    private static final int FAILURES_IN_A_ROW = 10;
    private static final int WINDOW = 20;
    private static final int BLOCKED_IN_A_ROW = 2;
    private static final long FIRST_WAIT_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long LONGEST_WAIT_NANOS = Duration.ofMinutes(10).toNanos();

    private final long giveUpNanos;
    private final Set<String> failing = new HashSet<>(); // addresses that failed since the last success
    private final Set<String> blocked = new HashSet<>(); // those of them where we were turned away
    private final Map<String, Boolean> lastOutcomes = new LinkedHashMap<>(); // address to whether it failed
    private int failedOutcomes;
    private int blockedAnswers;
    private boolean everSucceeded;
    private boolean open;
    private boolean byBlocking;
    private boolean probing;
    private long openSince;
    private long probeAt;
    private long wait;

    CircuitBreaker(Duration giveUpAfter) {
        this.giveUpNanos = giveUpAfter.toNanos();
    }

    boolean isOpen() {
        return open;
    }

    /** Whether it is open because we were turned away, not because the site was down. */
    boolean isOpenByBlocking() {
        return open && byBlocking;
    }

    /** Whether a request is out to try: nothing else goes out before its outcome. */
    boolean isProbing() {
        return probing;
    }

    boolean hasEverSucceeded() {
        return everSucceeded;
    }

    /** Whether it has been open for as long as we wait, or nothing ever came back. */
    boolean isHopeless(long nowNanos) {
        return open && (!everSucceeded || nowNanos - openSince >= giveUpNanos);
    }

    /** How long until a request may go out if none is out to try, or until we give up; 0: now. */
    long waitNanos(long nowNanos) {
        return open ? Math.min(untilGivenUp(nowNanos), Math.max(0, probeAt - nowNanos)) : 0;
    }

    /** How long it may stay open before we give up. */
    long untilGivenUp(long nowNanos) {
        return Math.max(0, giveUpNanos - (nowNanos - openSince));
    }

    /** How long it stays shut before the next try. */
    Duration untilProbe(long nowNanos) {
        return Duration.ofNanos(Math.max(0, probeAt - nowNanos));
    }

    /** A request goes out; returns whether it is the one that tries. */
    boolean start() {
        probing = open;
        return probing;
    }

    /** The site answered properly. */
    Change succeeded(String url, boolean probe) {
        everSucceeded = true;
        if (open) {
            if (!probe) {
                return Change.NONE; // sent before the circuit opened
            }
            open = false;
            probing = false;
            forget();
            return Change.CLOSED;
        }
        if (!failing.isEmpty()) {
            failing.clear();
            blocked.clear();
            blockedAnswers = 0;
        }
        record(url, false);
        return Change.NONE;
    }

    /** The site did not, or turned us away. */
    Change failed(String url, boolean turnedAway, boolean probe, long nowNanos) {
        if (open) {
            if (!probe) {
                return Change.NONE;
            }
            probing = false;
            wait = Math.min(LONGEST_WAIT_NANOS, wait * 2);
            probeAt = nowNanos + wait;
            byBlocking = turnedAway;
            return Change.OPENED;
        }
        failing.add(url);
        record(url, true);
        if (turnedAway) {
            blocked.add(url);
            blockedAnswers++;
        }
        // before anything ever worked, one address is all there is to judge by
        int timesBlocked = everSucceeded ? blocked.size() : blockedAnswers;
        byBlocking = timesBlocked >= BLOCKED_IN_A_ROW;
        boolean halfFails = lastOutcomes.size() == WINDOW && failedOutcomes * 2 >= WINDOW;
        if (!byBlocking && !halfFails && failing.size() < FAILURES_IN_A_ROW) {
            return Change.NONE;
        }
        open = true;
        openSince = nowNanos;
        wait = FIRST_WAIT_NANOS;
        probeAt = nowNanos + wait;
        return Change.OPENED;
    }

    /** The request that tried ended without telling anything: another one may try, after so long. */
    void probeLost(boolean waitAgain, long nowNanos) {
        probing = false;
        if (waitAgain) {
            probeAt = nowNanos + wait;
        }
    }

    private void record(String url, boolean failure) {
        Boolean before = lastOutcomes.remove(url);
        if (before == null && lastOutcomes.size() == WINDOW) {
            var oldest = lastOutcomes.entrySet().iterator();
            before = oldest.next().getValue();
            oldest.remove();
        }
        failedOutcomes += (failure ? 1 : 0) - (Boolean.TRUE.equals(before) ? 1 : 0);
        lastOutcomes.put(url, failure);
    }

    private void forget() {
        failing.clear();
        blocked.clear();
        blockedAnswers = 0;
        lastOutcomes.clear();
        failedOutcomes = 0;
    }
}
