package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.rl.config.TrainSettings;
import tmnf.rl.metrics.RaceRow;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;

class LimitShareTest {

    private final RunClock clock = new RunClock(0, 0);
    private LiveSettings live;
    private LimitShare share;

    @BeforeEach
    void halfUntilFramesAreManyAndATenthThen() throws Exception {
        TrainSettings settings = TrainSettings.of(Map.of("tmnf", Map.of("limit_speed_schedule",
                List.of(List.of(0, 0.5), List.of(1000, 0.5), List.of(2000, 0.1))),
                "training", Map.of("global_schedule_speed", 1)));
        live = new LiveSettings(settings, "", Attempt.FIRST);
        share = new LimitShare(live, clock, List.of());
    }

    private void race(boolean exploring, boolean finished, int times) {
        int entries = finished ? 2 : 1;
        for (int i = 0; i < times; i++) {
            share.race(new Rollout("a", exploring, finished ? RaceEnd.FINISHED : RaceEnd.NO_PROGRESS, 1_000,
                    1, 0, new byte[0], new float[1], new int[1], new boolean[1], new float[2], new long[1],
                    new double[entries], new int[entries], 0, 1));
        }
    }

    @Test
    void itIsThatOfTheScheduleUntilAGreedyRaceFinishes() {
        race(false, false, 5);
        race(true, true, 50);
        assertThat(share.getAsDouble()).isCloseTo(0.5, within(1e-9));
        clock.add(1500);
        assertThat(share.getAsDouble()).isCloseTo(0.3, within(1e-9));
        race(false, true, 1);
        assertThat(share.getAsDouble()).isCloseTo(0.27, within(1e-9));
    }

    @Test
    void whoAlwaysFinishesHasHardlyAnyAndWhoDoesNoMoreHasSomeAgain() {
        race(false, true, 30);
        assertThat(share.getAsDouble()).isLessThan(0.025);
        race(false, false, 10);
        assertThat(share.getAsDouble()).isBetween(0.3, 0.35);
    }

    @Test
    void aRunThatGoesOnHasTheShareThatItWasLeftWith() {
        race(false, true, 7);
        race(false, false, 2);
        List<RaceRow> before = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            before.add(row(false, i < 7));
            before.add(row(true, true));
        }
        assertThat(new LimitShare(live, clock, before).getAsDouble())
                .isCloseTo(share.getAsDouble(), within(1e-9)).isLessThan(0.3);
    }

    private static RaceRow row(boolean exploring, boolean finished) {
        return new RaceRow(1, 0, "a", exploring, finished, 1, 0, 0, 0, 0, 1);
    }
}
