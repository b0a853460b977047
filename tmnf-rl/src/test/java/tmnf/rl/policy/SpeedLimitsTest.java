package tmnf.rl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.rl.config.TrainSettings;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

class SpeedLimitsTest {

    private static final int FORWARD_LEFT = 1;
    private static final int BRAKE_LEFT = 7;
    private static final int DECISION_MS = 100;
    private static final int COUNT = 100_000;
    private static final ByteBuffer NO_FRAME = ByteBuffer.allocate(0);
    private static final Exploration SOME = new Exploration(0, 0.1, 0.01);
    private static final ObservationLayout LAYOUT = ObservationLayout.of(ObservationConfig.DEFAULT);

    /** Always finds one action best. */
    private static Decider best(int action) {
        return (frame, numbers, exploration) -> {
            float[] values = new float[ActionIndex.COUNT];
            values[action] = 1;
            return new Decision(action, true, values, 7);
        };
    }

    private static List<Decision> decide(Decider inner, List<Action> actions, double share, double speed,
            Exploration exploration) throws InterruptedException {
        SpeedLimits limits = new SpeedLimits(inner, () -> share, actions, LAYOUT, DECISION_MS,
                new SplittableRandom(5));
        float[] numbers = new float[LAYOUT.size()];
        numbers[LAYOUT.offset(ObservationLayout.VELOCITY) + 2] = (float) speed;
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            decisions.add(limits.decide(NO_FRAME, numbers, exploration));
        }
        return decisions;
    }

    private static double braking(double share, double speed) throws InterruptedException {
        return decide(best(FORWARD_LEFT), ActionIndex.all(), share, speed, SOME).stream()
                .filter(decision -> decision.action() == BRAKE_LEFT).count() / (double) COUNT;
    }

    /** Limits lie evenly between 10 and 90 m/s. */
    @ParameterizedTest
    @CsvSource({"1, 5, 0", "1, 30, 0.25", "1, 50, 0.5", "1, 100, 1", "0.5, 100, 0.5", "0.25, 50, 0.125",
        "1, -60, 0"})
    void theShareOfBrakingIsThatOfLimitsBelowTheSpeed(double share, double speed, double expected)
            throws Exception {
        assertThat(braking(share, speed)).isCloseTo(expected, within(0.025));
    }

    @Test
    void anActionThatWasReplacedIsNotTheBestOneAndKeepsWhatWasDecided() throws Exception {
        Decision decision = decide(best(FORWARD_LEFT), ActionIndex.all(), 1, 100, SOME).get(0);
        assertThat(decision.action()).isEqualTo(BRAKE_LEFT);
        assertThat(decision.greedy()).isFalse();
        assertThat(decision.values()[FORWARD_LEFT]).isEqualTo(1);
        assertThat(decision.version()).isEqualTo(7);
        assertThat(decide(best(BRAKE_LEFT), ActionIndex.all(), 1, 100, SOME)).allMatch(Decision::greedy);
    }

    @Test
    void aLimitHoldsForTwoToTenSeconds() throws Exception {
        List<Decision> decisions = decide(best(0), ActionIndex.all(), 0.5, 100, SOME);
        int shortest = Integer.MAX_VALUE;
        int run = 0;
        for (int i = 1; i < COUNT; i++) {
            run++;
            if (decisions.get(i).action() != decisions.get(i - 1).action()) {
                shortest = Math.min(shortest, run);
                run = 0;
            }
        }
        assertThat(shortest).isBetween(20, 30);
    }

    @Test
    void evaluationsHaveNoLimit() throws Exception {
        assertThat(decide(best(0), ActionIndex.all(), 1, 100, Exploration.NONE))
                .allMatch(decision -> decision.action() == 0);
    }

    @Test
    void whoCannotBrakeAndSteerAlikeGoesOn() throws Exception {
        List<Action> actions = List.of(ActionIndex.action(0), ActionIndex.action(FORWARD_LEFT),
                ActionIndex.action(ActionIndex.BACKWARD));
        assertThat(decide(best(1), actions, 1, 100, SOME)).allMatch(decision -> decision.action() == 1);
        assertThat(decide(best(0), actions, 1, 100, SOME)).allMatch(decision -> decision.action() == 2);
    }

    /** With other actions, another observation and other decisions than the usual ones. */
    @Test
    void theConfigurationSaysWhatActionsAndObservationsAre() throws Exception {
        TrainSettings settings = TrainSettings.of(Map.of("inputs",
                Map.of("actions", List.of(Map.of("brake", true), Map.of("accelerate", true)),
                        "action_forward_idx", 1, "action_backward_idx", 0),
                "environment", Map.of("n_prev_actions_in_inputs", 2, "tm_engine_step_per_action", 10)));
        ObservationLayout layout = ObservationLayout.of(settings.observation());
        float[] numbers = new float[layout.size()];
        numbers[layout.offset(ObservationLayout.VELOCITY) + 2] = 50;
        SpeedLimits limits = SpeedLimits.of((frame, seen, chance) -> new Decision(1, true, new float[2], 7),
                () -> 1, settings, new SplittableRandom(5));
        int shortest = COUNT;
        int run = 0;
        int braking = 0;
        int before = -1;
        for (int i = 0; i < COUNT; i++) {
            int action = limits.decide(NO_FRAME, numbers, SOME).action();
            shortest = action == before || i <= run ? shortest : Math.min(shortest, run);
            run = action == before ? run + 1 : 1;
            before = action;
            braking += action == 0 ? 1 : 0;
        }
        assertThat(braking / (double) COUNT).isCloseTo(0.5, within(0.025));
        assertThat(shortest).isBetween(20, 30); // 2 s
        numbers[layout.offset(ObservationLayout.VELOCITY) + 2] = 9;
        assertThat(limits.decide(NO_FRAME, numbers, SOME).action()).isEqualTo(1);
    }

    @Test
    void aRaceThatIsHeldHasLimitsToo() throws Exception {
        SpeedLimits limits = new SpeedLimits(best(0), () -> 1, ActionIndex.all(), LAYOUT, DECISION_MS,
                new SplittableRandom(5));
        float[] numbers = new float[LAYOUT.size()];
        numbers[LAYOUT.offset(ObservationLayout.VELOCITY) + 2] = 100;
        try (RaceDecider held = limits.hold()) {
            assertThat(held.decide(NO_FRAME, numbers, SOME).action()).isEqualTo(ActionIndex.BACKWARD);
        }
    }
}
