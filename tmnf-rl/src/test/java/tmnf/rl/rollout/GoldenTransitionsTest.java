package tmnf.rl.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import tmnf.rl.config.TrainSettings;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

/** Transitions of recorded races, against those of Linesight. */
class GoldenTransitionsTest {

    private static final float CLOSE = 1e-6f;

    @ParameterizedTest
    @ValueSource(strings = {"all_on", "close_to_vcp", "default_finished", "default_unfinished", "final_speed",
        "kamikaze", "keep_non_greedy", "neoslide", "one_frame_finished", "point_ahead_potential",
                "speedslide",
        "two_frames_finished"})
    void itsTransitionsAreThoseOfLinesight(String name) throws Exception {
        JsonNode expected = GoldenRaces.json("rollouts/" + name + ".json").get("transitions_linesight");
        Transitions made = GoldenRaces.maker(name).of(GoldenRaces.race(name));

        assertThat(made.count()).isEqualTo(expected.size());
        for (int i = 0; i < made.count(); i++) {
            JsonNode one = expected.get(i);
            assertThat(one.get("state_index").asInt()).isEqualTo(i);
            assertThat(made.race().actions()[i]).isEqualTo(one.get("action").asInt());
            assertThat(made.steps()[i]).as("steps of %d", i).isEqualTo(one.get("n_steps").asInt());
            for (int j = 0; j < made.steps()[i]; j++) {
                assertThat(made.rewards()[i * made.nSteps() + j]).as("reward %d of %d", j, i)
                        .isCloseTo((float) one.get("rewards").get(j).asDouble(), within(CLOSE));
                assertThat((float) Math.pow(made.gamma(), j + 1))
                        .isCloseTo((float) one.get("gammas").get(j).asDouble(), within(CLOSE));
            }
            assertThat(made.potentials()[i])
                    .isCloseTo((float) one.get("state_potential").asDouble(), within(CLOSE));
            assertThat(made.nextPotentials()[i])
                    .isCloseTo((float) one.get("next_state_potential").asDouble(), within(CLOSE));
            String remaining = one.get("terminal_actions").asText();
            assertThat(made.remaining()[i]).isEqualTo(remaining.equals("Infinity") ? Transitions.NO_FINISH
                    : (int) Double.parseDouble(remaining));
            assertThat(made.leadsNowhere(i) ? i : i + made.steps()[i])
                    .isEqualTo(one.get("next_state_index").asInt());
        }
    }

    @Test
    void aSlidesQualityIsUpstreams() throws Exception {
        JsonNode cases = GoldenRaces.json("rollouts/speedslide_quality.json");
        assertThat(cases).isNotEmpty();
        for (JsonNode one : cases) {
            assertThat(SpeedSlide.quality(one.get("vx").asDouble(), one.get("vz").asDouble()))
                    .isCloseTo(one.get("quality").asDouble(), within(1e-9));
        }
    }

    @Test
    void aRaceOfOneStateThatWasCutOffHasNone() throws Exception {
        Rollout race = race(1, RaceEnd.TOO_LONG);

        assertThat(GoldenRaces.maker("default_finished").of(race).count()).isZero();
    }

    @Test
    void centresAtOnePlacePointNowhere() throws Exception {
        Transitions made = GoldenRaces.maker("point_ahead_potential").of(race(2, RaceEnd.NO_PROGRESS));

        // At the car itself: 2 m at least, and no direction.
        assertThat(made.potentials()).containsExactly(-0.2f - 0.5f);
    }

    @Test
    void aRaceWithOtherObservationsIsRefused() throws Exception {
        Rewards rewards = new Rewards(RewardWeights.of(TrainSettings.DEFAULT, 0),
                ObservationLayout.of(ObservationConfig.DEFAULT.withPreviousActions(4)));

        Rollout race = race(2, RaceEnd.FINISHED);
        assertThatThrownBy(() -> rewards.of(race)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("184 numbers, the layout 180");
    }

    private static Rollout race(int count, RaceEnd end) {
        int floats = GoldenRaces.LAYOUT.size();
        boolean[] greedy = new boolean[count];
        Arrays.fill(greedy, true);
        int entries = count + (end.terminated() ? 1 : 0);
        return new Rollout("m", true, end, 50 * count, floats, 0, new byte[0], new float[count * floats],
                new int[count], greedy, new float[count], new long[count], new double[entries],
                new int[entries], 0, 1);
    }
}
