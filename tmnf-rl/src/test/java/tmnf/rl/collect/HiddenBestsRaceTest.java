package tmnf.rl.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.rl.policy.Decision;
import tmnf.rl.policy.Exploration;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.VirtualGame;

/** A map is loaded again when the game has made a personal best that it may show. */
class HiddenBestsRaceTest {

    private static final MapTarget STRAIGHT = MapTargets.builtIn("straight", 0.5);
    private static final MapTarget CHICANE = MapTargets.builtIn("chicane", 0.5);
    private static final RaceSettings SHORT = RaceSettings.DEFAULT.withCutOffs(2000, 500);

    private final List<MapTarget> asked = new ArrayList<>();

    private static long mapsAskedFor(VirtualSource source) {
        return source.log.stream().filter(line -> line.startsWith("> map ")).count();
    }

    private static List<Rollout> races(VirtualSource source, PersonalBests bests,
            MapTarget... targets) throws Exception {
        List<Rollout> rollouts = new ArrayList<>();
        try (source; SourcedGame opened = source.open(0);
                RaceEnvironment environment = new RaceEnvironment(opened.link(), SHORT, source.time,
                        new StopSignal(), false, bests)) {
            for (MapTarget target : targets) {
                rollouts.add(environment.race(target, new ScriptedDriver(0), Exploration.NONE, false));
            }
        }
        return rollouts;
    }

    /** How many are hidden, one after the other; the last one from then on. */
    private PersonalBests hidden(int... counts) {
        return map -> {
            asked.add(map);
            return counts[Math.min(asked.size(), counts.length) - 1];
        };
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aNewOneHasTheMapLoadedAgainAndTheRaceIsTheSame(PluginBehaviour behaviour) throws Exception {
        VirtualSource usual = new VirtualSource(VirtualGame.QUICK.withBehaviour(behaviour));
        List<Rollout> expected = races(usual, map -> 3, STRAIGHT, CHICANE, STRAIGHT);
        assertThat(mapsAskedFor(usual)).isEqualTo(3);

        VirtualSource source = new VirtualSource(VirtualGame.QUICK.withBehaviour(behaviour));
        List<Rollout> rollouts = races(source, hidden(0, 1, 2, 2), STRAIGHT, CHICANE, STRAIGHT);

        assertThat(mapsAskedFor(source)).isEqualTo(5);
        assertThat(asked).containsExactly(STRAIGHT, STRAIGHT, STRAIGHT, STRAIGHT, CHICANE, CHICANE, STRAIGHT,
                STRAIGHT);
        assertThat(rollouts).extracting(Rollout::end).containsOnly(RaceEnd.TOO_LONG);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(rollouts.get(i).frames()).as("race %d", i).isEqualTo(expected.get(i).frames());
        }
    }

    @Test
    void aNewOneEachTimeIsTheGamesFault() {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK);

        assertThatThrownBy(() -> races(source, hidden(0, 1, 2, 3, 4), STRAIGHT))
                .isInstanceOfSatisfying(RaceBrokenException.class,
                        broken -> assertThat(broken.reason()).isEqualTo(Reason.GHOST))
                .hasMessageContaining("4 times that straight was loaded");
        assertThat(mapsAskedFor(source)).isEqualTo(4);
    }

    /** A scanner may hold a file that is new. */
    @Test
    void oneThatCannotBeHiddenAtOnceHasTheMapLoadedAgain() throws Exception {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK);
        List<Rollout> rollouts = races(source, map -> {
            asked.add(map);
            if (asked.size() == 2) {
                throw new IOException("a.Replay.gbx is held");
            }
            return asked.size() == 1 ? 0 : 1;
        }, STRAIGHT);

        assertThat(rollouts).hasSize(1);
        assertThat(mapsAskedFor(source)).as("what was seen may have been new; then, whether one is newer")
                .isEqualTo(3);
    }

    @Test
    void oneThatCannotBeHiddenAtAllIsTold() {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK);

        assertThatThrownBy(() -> races(source, map -> {
            throw new IOException("a.Replay.gbx is locked");
        }, STRAIGHT)).isInstanceOfSatisfying(RaceBrokenException.class,
                broken -> assertThat(broken.reason()).isEqualTo(Reason.GHOST))
                .hasMessageContaining("a ghost may be drawn: a.Replay.gbx is locked");
        assertThat(mapsAskedFor(source)).isEqualTo(4);
    }

    /** The wait for other programs that work in the game's folders. */
    @Test
    @Timeout(20)
    void aStopEndsTheWaitForTheFolder() throws Exception {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK);
        CountDownLatch waits = new CountDownLatch(1);
        source.bests = map -> {
            waits.countDown();
            Thread.sleep(60_000);
            return 0;
        };
        List<Throwable> failures = new ArrayList<>();
        Collector collector = new Collector(0, new Collector.Work(source, (number, race) ->
                new RaceTask(STRAIGHT, true, Exploration.NONE), (frame, numbers, exploration) ->
                new Decision(0, true, new float[12], 1), (race, wait) -> true, new CollectorListener() {
                    @Override
                    public void ended(int number, Throwable failure) {
                        failures.add(failure);
                    }
                }), SHORT, CollectorSettings.DEFAULT, source.time);
        Thread stops = new Thread(() -> {
            try {
                waits.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            collector.stop();
        });
        stops.start();
        collector.run();
        stops.join();
        source.close();

        assertThat(failures).hasSize(1).containsOnlyNulls();
    }

    @Test
    void aCollectorAsksWhereItsGamesAreFrom() {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK);
        source.bests = hidden(0);
        Collector[] self = new Collector[1];
        self[0] = new Collector(0, new Collector.Work(source, (collector, race) ->
                new RaceTask(STRAIGHT, true, Exploration.NONE), (frame, numbers, exploration) ->
                new Decision(0, true, new float[12], 1), (race, wait) -> {
                    self[0].stop();
                    return true;
                }, CollectorListener.NONE), SHORT, CollectorSettings.DEFAULT, source.time);
        self[0].run();
        source.close();

        assertThat(asked).containsExactly(STRAIGHT, STRAIGHT);
    }
}
