package tmnf.exchange.embedded;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * One fault and the requests that it concerns: those that fulfil all conditions. Requests are counted after
 * the condition on the path. Thread-safe.
 */
final class FaultRule implements FaultPlan {

    private static final long FOREVER = Long.MAX_VALUE;
    private static final long SECOND = 1_000_000_000L;

    private final Fault fault;
    private final Pattern path;
    private final long first;
    private final long every;
    private final long attempts;
    private final double probability;
    private final long seed;
    private final long fromNanos;
    private final long untilNanos;
    private final int above;
    private final LongSupplier nanos;
    private final long start;
    private final AtomicLong count = new AtomicLong();

    // Guarded by this.
    private long second = -1;
    private int thisSecond;

    FaultRule(FaultSpec spec, long seed, LongSupplier nanos) {
        this.seed = seed;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.fault = FaultKinds.of(spec, seed);
        this.path = pattern(spec.text("path", "*"));
        this.first = spec.number("first", 1, Integer.MAX_VALUE);
        this.every = spec.number("every", 1, 1);
        this.attempts = spec.number("attempts", 1, Integer.MAX_VALUE);
        this.probability = spec.share("p", 1);
        this.fromNanos = spec.duration("from", Duration.ZERO).toNanos();
        this.untilNanos = spec.has("until") ? spec.duration("until", Duration.ZERO).toNanos() : FOREVER;
        this.above = spec.number("above", 0, -1);
        spec.end();
    }

    @Override
    public Fault faultOf(SiteRequest request) {
        if (!path.matcher(request.path()).matches()) {
            return Fault.NONE;
        }
        long number = count.incrementAndGet();
        long since = nanos.getAsLong() - start;
        boolean concerned = number <= first && number % every == 0 && request.attempt() <= attempts
                && since >= fromNanos && since < untilNanos
                && (probability >= 1 || chance(number) < probability)
                && (above < 0 || isAbove(since / SECOND));
        return concerned ? fault : Fault.NONE;
    }

    /** The same number for the same request of every run, from 0 to 1. */
    private double chance(long number) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number).nextDouble();
    }

    private synchronized boolean isAbove(long now) {
        if (now != second) {
            second = now;
            thisSecond = 0;
        }
        thisSecond++;
        return thisSecond > above;
    }

    /** A path starts so; a star stands for any text. */
    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (String part : glob.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex + ".*", Pattern.DOTALL);
    }
}
