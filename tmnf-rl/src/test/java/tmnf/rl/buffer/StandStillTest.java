package tmnf.rl.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.rl.config.SettingsException;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.RewardWeights;
import tmnf.rl.rollout.Rewards;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.rollout.TransitionMaker;
import tmnf.rl.rollout.Transitions;
import tmnf.tminterface.observation.ObservationLayout;

/** A race that got no further: what its last state is worth. */
class StandStillTest {

    private static final int DECISIONS = 6;
    private static final double GAMMA = 0.99;
    private static final ObservationLayout LAYOUT = ObservationLayout.of(TrainSettings.DEFAULT.observation());
    private static final MiniRace MINI_RACE = new MiniRace(140, 40, 5);
    private static final BufferSettings SETTINGS = new BufferSettings(1, 1, LAYOUT.size(), 3, MINI_RACE, 0, 0,
            2e-3, 1, 0, true);
    /** Of 50 ms, by the usual weights. */
    private static final double STANDING = -0.06;
    /** The line's point is at the car: 2 m count, by the usual weights. */
    private static final double POTENTIAL = -0.2;

    private final TransitionBatch batch = new TransitionBatch(64, 1, LAYOUT.size());

    private static Transitions race(RaceEnd end, boolean standStill) {
        return race(end, standStill, TrainSettings.DEFAULT);
    }

    private static Transitions race(RaceEnd end, boolean standStill, TrainSettings settings) {
        int entries = DECISIONS + (end.terminated() ? 1 : 0);
        Rollout race = new Rollout("m", true, end, 50 * DECISIONS, LAYOUT.size(), 1, new byte[DECISIONS],
                new float[DECISIONS * LAYOUT.size()], new int[] {0, 1, 2, 3, 4, 5}, greedy(),
                new float[DECISIONS], new long[DECISIONS], new double[entries], new int[entries], 0, 1);
        return new TransitionMaker(new Rewards(RewardWeights.of(settings, 0), LAYOUT), 3, GAMMA,
                true, standStill).of(race);
    }

    private static boolean[] greedy() {
        boolean[] greedy = new boolean[DECISIONS];
        Arrays.fill(greedy, true);
        return greedy;
    }

    @Test
    void theLastStateHasATransitionOfItsOwn() {
        Transitions made = race(RaceEnd.NO_PROGRESS, true);

        assertThat(made.count()).isEqualTo(DECISIONS);
        assertThat(made.steps()).containsExactly(3, 3, 3, 2, 1, 1);
        assertThat(made.remaining()[DECISIONS - 2]).isEqualTo(Transitions.NO_FINISH);
        assertThat(made.remaining()[DECISIONS - 1]).isEqualTo(Transitions.STANDS_STILL);
        assertThat(made.rewards()[(DECISIONS - 1) * 3]).isCloseTo((float) STANDING, within(1e-6f));
        assertThat(made.leadsNowhere(DECISIONS - 1)).isTrue();
        assertThat(made.leadsNowhere(DECISIONS - 2)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(RaceEnd.class)
    void noOtherEndHasOneAndNoneWithoutTheSwitch(RaceEnd end) {
        int usual = DECISIONS - (end.terminated() ? 0 : 1);

        assertThat(race(end, false).count()).isEqualTo(usual);
        assertThat(race(end, true).count()).isEqualTo(end == RaceEnd.NO_PROGRESS ? DECISIONS : usual);
    }

    /** The distance to the line costs a standing car, too: 5 m count at least; so does a wheel in the air. */
    @Test
    void whatAPlaceIsWorthEachTimeIsCounted() throws SettingsException {
        TrainSettings settings = TrainSettings.of(Map.of("rewards", Map.of(
                "engineered_close_to_vcp_reward_schedule", List.of(List.of(0, -0.01)),
                "engineered_kamikaze_reward_schedule", List.of(List.of(0, 0.5)))));

        assertThat(race(RaceEnd.NO_PROGRESS, true, settings).rewards()[(DECISIONS - 1) * 3])
                .isCloseTo((float) STANDING - 0.05f + 0.5f, within(1e-6f));
    }

    /** Times of a mini-race may be drawn up to its end, where nothing is left of it. */
    @Test
    void atTheEndOfTheMiniRaceNothingIsCounted() {
        MiniRace upToTheEnd = new MiniRace(140, 140, 0);
        BufferSettings settings = new BufferSettings(1, 1, LAYOUT.size(), 3, upToTheEnd, 0, 0, 2e-3, 1, 0,
                true);
        TransitionBatch two = new TransitionBatch(2, 1, LAYOUT.size());
        try (TransitionBuffer buffer = new TransitionBuffer(settings, 20, new SplittableRandom(1))) {
            buffer.append(race(RaceEnd.NO_PROGRESS, true));
            buffer.collate(two, new int[] {0, DECISIONS - 1}, new int[] {-140, -140});
        }
        for (int i = 0; i < 2; i++) {
            assertThat(two.numbers().get(i * LAYOUT.size())).isEqualTo(140);
            assertThat((double) two.rewards().get(i)).isCloseTo(-POTENTIAL, within(1e-6));
            assertThat(two.gammas().get(i)).isZero();
        }
    }

    /** Whatever time of the mini-race is drawn, the reward is that of all decisions that are left of it. */
    @Test
    void itIsWorthWhatTheRestOfTheMiniRaceCosts() throws IOException {
        try (TransitionBuffer buffer = buffer()) {
            buffer.append(race(RaceEnd.NO_PROGRESS, true));
            assertThat(standing(buffer)).isGreaterThan(100);
        }
    }

    /** Places are written over, and the buffer is saved and read, with them as with others. */
    @Test
    void itIsEvictedAndSavedAsOthersAre() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TransitionBuffer buffer = buffer()) {
            for (int i = 0; i < 10; i++) {
                buffer.append(race(RaceEnd.NO_PROGRESS, true));
                assertThat(buffer.size()).isBetween(DECISIONS, 20);
            }
            buffer.writeTo(Channels.newChannel(bytes));
        }
        try (TransitionBuffer buffer = buffer()) {
            buffer.readFrom(Channels.newChannel(new ByteArrayInputStream(bytes.toByteArray())));
            assertThat(standing(buffer)).isGreaterThan(100);
        }
    }

    private static TransitionBuffer buffer() {
        return new TransitionBuffer(SETTINGS, 20, new SplittableRandom(1));
    }

    /** Draws batches, and checks those of the last state; returns how many there were. */
    private int standing(TransitionBuffer buffer) {
        SplittableRandom random = new SplittableRandom(3);
        int found = 0;
        for (int i = 0; i < 50; i++) {
            buffer.sample(batch, random);
            for (int j = 0; j < batch.size(); j++) {
                int time = (int) batch.numbers().get(j * LAYOUT.size());
                if (batch.actions()[j] == DECISIONS - 1) {
                    double rest = (1 - Math.pow(GAMMA, 140 - time)) / (1 - GAMMA);
                    assertThat((double) batch.rewards().get(j)).isCloseTo(STANDING * rest - POTENTIAL,
                            within(1e-4));
                    assertThat(batch.gammas().get(j)).isZero();
                    found++;
                }
            }
        }
        return found;
    }
}
