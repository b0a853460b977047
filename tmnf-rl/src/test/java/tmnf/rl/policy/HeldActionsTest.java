package tmnf.rl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldActionsTest {

    private static final int ACTIONS = 12;
    private static final int COUNT = 40_000;
    private static final ByteBuffer NO_FRAME = ByteBuffer.allocate(0);

    private final List<Exploration> asked = new ArrayList<>();

    /** Always finds action 3 best. */
    private Decision three(ByteBuffer frame, float[] numbers, Exploration exploration) {
        asked.add(exploration);
        float[] values = new float[ACTIONS];
        values[3] = 1;
        return new Decision(3, true, values, 7);
    }

    private List<Decision> decide(int longest, Exploration exploration) throws InterruptedException {
        HeldActions held = new HeldActions(this::three, longest, new SplittableRandom(5));
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            decisions.add(held.decide(NO_FRAME, new float[1], exploration));
        }
        return decisions;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.9, 1})
    void theShareOfDrawnDecisionsIsEpsilonHoweverLongTheyAreHeld(double epsilon) throws Exception {
        for (int longest : new int[] {1, 8}) {
            double others = decide(longest, new Exploration(epsilon, 0, 0.01)).stream()
                    .filter(decision -> decision.action() != 3).count() / (double) COUNT;
            assertThat(others * ACTIONS / (ACTIONS - 1)).isCloseTo(epsilon, within(0.02));
        }
    }

    @Test
    void actionsAreHeldForLongNowAndThen() throws Exception {
        int longest = 0;
        int run = 0;
        int before = -1;
        for (Decision decision : decide(8, new Exploration(0.05, 0, 0.01))) {
            run = decision.action() == before ? run + 1 : 1;
            before = decision.action();
            longest = before == 3 ? longest : Math.max(longest, run);
            assertThat(decision.greedy()).isEqualTo(before == 3);
            assertThat(decision.version()).isEqualTo(7);
        }
        assertThat(longest).isGreaterThanOrEqualTo(8);
    }

    @Test
    void theOtherWayOfExploringKeepsItsShare() throws Exception {
        decide(4, new Exploration(0.2, 0.4, 0.01));
        assertThat(asked).containsOnly(new Exploration(0, 0.5, 0.01));
    }

    @Test
    void greedyDecisionsAreLeftAsTheyAre() throws Exception {
        assertThat(decide(8, Exploration.NONE)).allMatch(decision -> decision.action() == 3);
        assertThat(asked).containsOnly(Exploration.NONE);
    }

    /** A race that holds its weights holds those of the decider around which this is. */
    @Test
    void aRaceHoldsTheWeightsOfTheDecider() throws Exception {
        List<String> seen = new ArrayList<>();
        Decider inner = new Decider() {
            @Override
            public Decision decide(ByteBuffer frame, float[] numbers, Exploration exploration) {
                seen.add("newest");
                return three(frame, numbers, exploration);
            }

            @Override
            public RaceDecider hold() {
                return RaceDecider.of((frame, numbers, exploration) -> {
                    seen.add("held");
                    return three(frame, numbers, exploration);
                }, () -> seen.add("closed"));
            }
        };
        HeldActions actions = new HeldActions(inner, 8, new SplittableRandom(5));
        try (RaceDecider race = actions.hold()) {
            assertThat(race.decide(NO_FRAME, new float[1], Exploration.NONE).action()).isEqualTo(3);
            race.decide(NO_FRAME, new float[1], new Exploration(0.1, 0, 0));
        }
        actions.decide(NO_FRAME, new float[1], Exploration.NONE);

        assertThat(seen).containsExactly("held", "held", "closed", "newest");
    }
}
