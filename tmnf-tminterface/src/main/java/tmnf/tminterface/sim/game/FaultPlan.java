package tmnf.tminterface.sim.game;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What goes wrong with a game. The same plan with the same seed hits the same chances.
 *
 * @param faults those of one kind happen together when their conditions hold
 * @param seed for faults with a share
 */
public record FaultPlan(List<Fault> faults, long seed) {

    /** Nothing goes wrong. */
    public static final FaultPlan NONE = new FaultPlan(List.of(), 0);

    private static final String RANDOM = "random";
    private static final int MOST_RANDOM = 3;

    /** Copies the list. */
    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /**
     * A plan as people write it, see {@link Fault#parse}; {@code random} stands for {@link #random}.
     *
     * @throws IllegalArgumentException if a fault can't be understood
     */
    public static FaultPlan parse(List<String> specs, long seed) {
        List<Fault> faults = new ArrayList<>();
        for (String spec : specs) {
            if (spec.equals(RANDOM)) {
                faults.addAll(random(seed).faults());
            } else {
                faults.add(Fault.parse(spec));
            }
        }
        return new FaultPlan(faults, seed);
    }

    /** Up to three faults anywhere, made from the seed alone. */
    public static FaultPlan random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> faults = new ArrayList<>();
        for (int i = random.nextInt(1, MOST_RANDOM + 1); i > 0; i--) {
            faults.add(random(random));
        }
        return new FaultPlan(faults, seed);
    }

    private static Fault random(SplittableRandom random) {
        FaultKind kind = FaultKind.values()[random.nextInt(FaultKind.values().length)];
        Fault fault = Fault.of(kind);
        boolean byMessage = kind.takes("message") && random.nextInt(4) > 0;
        if (kind.takes("phase") && !byMessage) {
            fault = fault.with(Optional.of(pick(GamePhase.values(), random)), Optional.empty());
        }
        if (byMessage) {
            fault = fault.with(Optional.empty(), Optional.of(pick(FaultMessage.values(), random)));
        }
        fault = fault.with(random.nextInt(1, 6), random.nextInt(1, 4), random.nextBoolean() ? 1 : 0.5);
        if (fault.time().isPresent() || kind.takes("for") && random.nextBoolean()) {
            fault = fault.with(Optional.of(Duration.ofMillis(random.nextInt(10, 5_000))));
        }
        return fault;
    }

    private static <T> T pick(T[] values, SplittableRandom random) {
        return values[random.nextInt(values.length)];
    }
}
