package tmnf.gbx.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GhostTest {

    private static Ghost driving(int raceTimeMs, ControlEntry... entries) {
        return Ghost.builder().raceTimeMs(raceTimeMs).inputs(InputTape.of(List.of(entries))).build();
    }

    private static ControlEntry respawn(int timeMs, int value) {
        return new ControlEntry(InputTape.RESPAWN, timeMs, value);
    }

    private static int[] presses(Ghost ghost) {
        return ghost.pressesInRaceMs(InputTape.RESPAWN::equals);
    }

    @Test
    void pressesCountFromTheStartUntilBeforeTheFinish() {
        Ghost ghost = driving(
                10_000, respawn(-1, 1), respawn(0, 1), respawn(80, 0), respawn(9_999, 128),
                respawn(10_000, 1),
                new ControlEntry("Horn", 500, 1));

        assertThat(presses(ghost)).containsExactly(0, 9_999);
    }

    @Test
    void raceThatWasNotFinishedHasNoEnd() {
        Ghost ghost = driving(RaceTimes.NONE, respawn(-1, 1), respawn(2_000_000, 1));

        assertThat(presses(ghost)).containsExactly(2_000_000);
        assertThat(ghost.inRace(Long.MAX_VALUE)).isTrue();
        assertThat(ghost.inRace(-1)).isFalse();
    }

    @Test
    void pressesAreTakenWithTheShiftUndone() {
        Ghost ghost = driving(
                10_000, new ControlEntry(InputTape.RACE_RUNNING, 65_535, 1), respawn(500, 1),
                respawn(66_035, 1), respawn(Integer.MIN_VALUE, 1));

        assertThat(presses(ghost)).containsExactly(500);
    }

    @Test
    void samplesAreMadeWhenTheyAreFirstAskedFor() {
        AtomicInteger made = new AtomicInteger();
        Ghost ghost = Ghost.builder()
                .samples(() -> {
                    made.incrementAndGet();
                    return GhostSamples.EMPTY;
                })
                .login("someone")
                .build();

        Ghost copy = ghost.toBuilder().build();
        assertThat(ghost.toString()).contains("someone");

        assertThat(made).hasValue(0);
        assertThat(ghost.samples()).isSameAs(ghost.samples()).isSameAs(copy.samples());
        assertThat(made).hasValue(1);
    }

    @Test
    void severalThreadsGetTheSameSamplesMadeOnce() throws Exception {
        int threads = 8;
        AtomicInteger made = new AtomicInteger();
        Ghost ghost = Ghost.builder()
                .samples(() -> {
                    made.incrementAndGet();
                    return GhostSamples.packed(100, new byte[GhostSamples.STATE_SIZE]);
                })
                .build();
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<GhostSamples>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(() -> {
                    together.await(30, TimeUnit.SECONDS);
                    return ghost.samples();
                });
            }

            for (Future<GhostSamples> samples : pool.invokeAll(calls)) {
                assertThat(samples.get()).isSameAs(ghost.samples());
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(made).hasValue(1);
    }

    @Test
    void builderRefusesAKeyOfAnotherLength() {
        assertThatThrownBy(() -> Ghost.builder().key(new byte[19]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("19");
    }

    @Test
    void everyValueTakesPartInEquality() {
        Ghost ghost = driving(1_000, respawn(5, 1));

        assertThat(ghost.toBuilder().build()).isEqualTo(ghost).hasSameHashCodeAs(ghost);
        assertThat(ghost.toBuilder().respawns(1).build()).isNotEqualTo(ghost);
        assertThat(ghost.toBuilder().checkpointTimesMs(5).build()).isNotEqualTo(ghost);
        assertThat(ghost.toBuilder().key(new byte[] {
            1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        }).build()).isNotEqualTo(ghost);
        assertThat(ghost.toBuilder().samples(GhostSamples.packed(100, new byte[61])).build())
                .isNotEqualTo(ghost);
    }
}
