package tmnf.rl.collect;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import tmnf.rl.policy.Exploration;

/**
 * The same races again and again. Collector i of n begins the i-th n-th of the cycle later, so that they do
 * not all evaluate at the same time. Safe for use by several threads, if the supplier is.
 */
public final class RaceCycle implements RacePlan {

    private final List<Entry> entries;
    private final int collectors;
    private final Supplier<Exploration> exploration;

    /**
     * A part of the cycle.
     *
     * @param exploring whether it is no evaluation
     * @param times how often in a row, at least 1
     */
    public record Entry(MapTarget target, boolean exploring, int times) {

        /** Checks the number. */
        public Entry {
            Objects.requireNonNull(target, "target");
            if (times < 1) {
                throw new IllegalArgumentException(times + " races in a row on " + target.name()
                        + "; at least 1");
            }
        }
    }

    /**
     * A cycle.
     *
     * @param cycle at least one entry
     * @param collectors how many take part
     * @param exploration asked before each race that explores
     */
    public RaceCycle(List<Entry> cycle, int collectors, Supplier<Exploration> exploration) {
        this.entries = List.copyOf(cycle);
        this.collectors = collectors;
        this.exploration = Objects.requireNonNull(exploration, "exploration");
        if (entries.isEmpty() || collectors < 1) {
            throw new IllegalArgumentException(entries.size() + " entries of a cycle for " + collectors
                    + " collectors; at least one of each");
        }
    }

    /** Races of one cycle. */
    public int length() {
        return entries.stream().mapToInt(Entry::times).sum();
    }

    @Override
    public RaceTask next(int collector, long race) {
        int length = length();
        long offset = (long) Math.floorMod(collector, collectors) * length / collectors;
        int at = (int) Math.floorMod(race + offset, (long) length);
        for (Entry entry : entries) {
            if (at < entry.times()) {
                return new RaceTask(entry.target(), entry.exploring(),
                        entry.exploring() ? exploration.get() : Exploration.NONE);
            }
            at -= entry.times();
        }
        throw new AssertionError("no race at " + at);
    }
}
