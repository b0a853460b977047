package tmnf.exchange.embedded;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * Faults as people write them on the command line. Of several that concern a request the first happens.
 *
 * <pre>
 *   503:p=0.05                        one request of twenty, the same ones in every run
 *   429:every=100,retry-after=2       every 100th, with a Retry-After in seconds
 *   429:above=20,retry-after-date=5   what exceeds 20 requests in one second, with a date
 *   cut:path=/recordgbx,first=20      half of a body, for the first 20 replays
 *   503:from=10s,until=40s            for half a minute
 *   drop:attempts=2                   the first two requests of every single path
 * </pre>
 *
 * Kinds: any status from 400 on ({@code retry-after}, {@code retry-after-date}), {@code cut} ({@code bytes}),
 * {@code dribble} ({@code bytes}, {@code pause}), {@code drop}, {@code page} ({@code bytes}, {@code type}),
 * {@code empty}, {@code garbage}, {@code gzip}, {@code redirect} ({@code to}, {@code status}), {@code delay}
 * ({@code by}, {@code jitter}).
 */
public final class FaultRules {

    private FaultRules() {}

    /**
     * A plan of the given faults; times count from now.
     *
     * @throws IllegalArgumentException when one cannot be understood; the message says which and why
     */
    public static FaultPlan parse(List<String> specs, long seed) {
        return parse(specs, seed, System::nanoTime);
    }

    static FaultPlan parse(List<String> specs, long seed, LongSupplier nanos) {
        FaultPlan plan = FaultPlan.NONE;
        for (int i = specs.size() - 1; i >= 0; i--) {
            // Each rule draws lots of its own.
            FaultRule rule = new FaultRule(new FaultSpec(specs.get(i)), seed * 1_000_003 + i, nanos);
            plan = rule.or(plan);
        }
        return plan;
    }
}
