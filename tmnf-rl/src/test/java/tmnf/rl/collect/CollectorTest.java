package tmnf.rl.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.rl.policy.Decider;
import tmnf.rl.policy.Decision;
import tmnf.rl.policy.Exploration;
import tmnf.rl.policy.InferenceException;
import tmnf.rl.policy.RaceDecider;
import tmnf.rl.rollout.RaceEnd;
import tmnf.tminterface.launch.LaunchException;
import tmnf.tminterface.launch.ScriptLaunch;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.TrackMaps;
import tmnf.tminterface.sim.game.VirtualGame;

class CollectorTest {

    private static final MapTarget STRAIGHT = MapTargets.builtIn("straight", 0.5);
    private static final RacePlan PLAN = (collector, race) -> new RaceTask(STRAIGHT, true,
            new Exploration(0.1, 0, 0));
    private static final Decider FORWARD = (frame, numbers, exploration) ->
            new Decision(0, true, new float[12], 1);
    private static final RaceSettings SHORT = RaceSettings.DEFAULT.withCutOffs(2000, 1500);

    /** Notes what went wrong. */
    private static class Notes implements CollectorListener {
        private final List<Exception> lost = new ArrayList<>();
        private final List<Duration> pauses = new ArrayList<>();
        private final List<InferenceException> dropped = new ArrayList<>();
        private Throwable failure;
        private int ended;

        @Override
        public void gameLost(int collector, Exception why, int inARow, Duration pause) {
            lost.add(why);
            pauses.add(pause);
        }

        @Override
        public void raceDropped(int collector, InferenceException why, int inARow, Duration pause) {
            dropped.add(why);
            pauses.add(pause);
        }

        @Override
        public void ended(int collector, Throwable why) {
            failure = why;
            ended++;
        }

        private List<Reason> reasons() {
            return lost.stream().map(each -> ((RaceBrokenException) each).reason()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"silence:phase=race,at=1000", "disconnect:message=step,at=500",
            "cut:message=frame",
        "no-frame:for=forever", "crash:phase=race,at=700,restart=forever", "medals", "preview",
        "silence:phase=menus", "late-frame:frames=3", "port-taken:for=40s"})
    void whateverBecomesOfAGameItGoesOnWithWholeRacesOnly(String fault) {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK.withBehaviour(PluginBehaviour.EXTENDED),
                fault);
        Notes notes = new Notes();
        List<CollectedRace> races = new ArrayList<>();
        Collector[] self = new Collector[1];
        RolloutSink sink = (race, wait) -> {
            races.add(race);
            if (races.size() == 3) {
                self[0].stop();
            }
            return true;
        };
        self[0] = new Collector(0, new Collector.Work(source, PLAN, FORWARD, sink, notes), SHORT,
                CollectorSettings.DEFAULT, source.time);
        self[0].run();
        source.close();

        assertThat(races).hasSize(3).allSatisfy(race -> {
            assertThat(race.rollout().end()).isEqualTo(RaceEnd.TOO_LONG);
            assertThat(race.rollout().decisions()).isEqualTo(31);
            assertThat(race.rollout().frames()).isEqualTo(races.get(0).rollout().frames());
        });
        assertThat(notes.ended).isEqualTo(1);
        assertThat(notes.failure).isNull();
        assertThat(source.running()).isZero();
        // Late frames and medals at a finish that is taken back need no other game.
        boolean harmless = fault.startsWith("late-frame") || fault.equals("medals");
        assertThat(notes.lost).hasSize(harmless ? 0 : source.opened() - 1);
        assertThat(source.opened()).isEqualTo(harmless ? 1 : 2);
    }

    @Test
    void pausesBetweenFailuresGrowAndBeginAnewAfterAWholeRace() {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK, "silence:phase=race",
                "silence:phase=race",
                "silence:phase=race", "");
        Notes notes = new Notes();
        Collector[] self = new Collector[1];
        self[0] = new Collector(0, new Collector.Work(source, PLAN, FORWARD, (race, wait) -> {
            self[0].stop();
            return true;
        }, notes), SHORT, new CollectorSettings(Duration.ofSeconds(1), Duration.ofSeconds(3)), source.time);
        self[0].run();
        source.close();
        assertThat(notes.reasons()).containsOnly(Reason.FRAME_MISSING).hasSize(3);
        assertThat(notes.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2),
                Duration.ofSeconds(3));
    }

    /** How a driver sees, and through which plugin. */
    private enum View {
        FRAMES_OF_OURS(SHORT, PluginBehaviour.EXTENDED), FRAMES_OF_THE_ORIGINAL(SHORT,
                PluginBehaviour.ORIGINAL),
        BLIND_WITH_OURS(SHORT.withFrame(FrameSize.NONE), PluginBehaviour.EXTENDED),
        BLIND_WITH_THE_ORIGINAL(SHORT.withFrame(FrameSize.NONE), PluginBehaviour.ORIGINAL);

        private final RaceSettings races;
        private final PluginBehaviour plugin;

        View(RaceSettings races, PluginBehaviour plugin) {
            this.races = races;
            this.plugin = plugin;
        }
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void aFullSinkHoldsTheGameForAsLongAsItTakesAlthoughTheNextDecisionIsSlow(View view) {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK.withBehaviour(view.plugin));
        Decider slow = (frame, numbers, exploration) -> {
            source.time.sleep(TimeUnit.SECONDS.toNanos(4)); // the plugin waits for 10 s
            return FORWARD.decide(frame, numbers, exploration);
        };
        Notes notes = new Notes();
        List<CollectedRace> races = new ArrayList<>();
        Collector[] self = new Collector[1];
        int[] offers = new int[1];
        self[0] = new Collector(0, new Collector.Work(source, PLAN, slow, (race, wait) -> {
            if (++offers[0] <= 120) {
                source.time.sleep(wait);
                return false; // for a minute, which is longer than the plugin waits by itself
            }
            races.add(race);
            if (races.size() == 2) {
                self[0].stop();
            }
            return true;
        }, notes), view.races, CollectorSettings.DEFAULT, source.time);
        self[0].run();
        source.close();
        assertThat(races).hasSize(2);
        assertThat(notes.lost).isEmpty();
        assertThat(races.get(1).rollout().states()).isEqualTo(races.get(0).rollout().states());
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void aDecisionThatDoesNotComeDropsTheRaceWhichIsDrivenAgainInTheSameGame(View view) {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK.withBehaviour(view.plugin));
        Notes notes = new Notes();
        List<CollectedRace> races = new ArrayList<>();
        List<Long> begun = new ArrayList<>();
        int[] decisions = new int[1];
        Decider decider = (frame, numbers, exploration) -> {
            decisions[0]++;
            if (decisions[0] == 1 || decisions[0] == 12 || decisions[0] == 13) {
                source.time.sleep(TimeUnit.SECONDS.toNanos(5));
                throw new InferenceException(decisions[0] == 12 ? InferenceException.Reason.BROKEN_WEIGHTS
                        : InferenceException.Reason.LATE, "none", null);
            }
            return FORWARD.decide(frame, numbers, exploration);
        };
        Collector[] self = new Collector[1];
        self[0] = new Collector(0, new Collector.Work(source, (collector, race) -> {
            begun.add(race);
            return PLAN.next(collector, race);
        }, decider, (race, wait) -> {
            races.add(race);
            if (races.size() == 2) {
                self[0].stop();
            }
            return true;
        }, notes), view.races, new CollectorSettings(Duration.ofSeconds(4), Duration.ofSeconds(30)),
                source.time);
        self[0].run();
        source.close();

        assertThat(source.opened()).isEqualTo(1);
        assertThat(notes.lost).isEmpty();
        assertThat(notes.failure).isNull();
        assertThat(begun).containsExactly(0L, 0L, 0L, 0L, 1L);
        assertThat(notes.dropped).hasSize(3);
        assertThat(notes.pauses).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(8),
                Duration.ofSeconds(16));
        assertThat(races).hasSize(2).allSatisfy(race -> {
            assertThat(race.rollout().decisions()).isEqualTo(31);
            assertThat(race.rollout().frames()).isEqualTo(races.get(1).rollout().frames());
            assertThat(race.rollout().states()).isEqualTo(races.get(1).rollout().states());
        });
    }

    @Test
    void aClosedServiceOfDecisionsEndsTheCollector() {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK);
        Notes notes = new Notes();
        new Collector(0, new Collector.Work(source, PLAN, (frame, numbers, exploration) -> {
            throw new InferenceException(InferenceException.Reason.CLOSED, "closed", null);
        }, (race, wait) -> true, notes), SHORT, CollectorSettings.DEFAULT, source.time).run();
        source.close();
        assertThat(notes.failure).hasMessage("closed");
        assertThat(notes.dropped).isEmpty();
    }

    @Test
    void aGameIsStartedAnewAfterItsLifetimeAndItsConsoleIsClosedOnce() {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK);
        Notes notes = new Notes();
        List<CollectedRace> races = new ArrayList<>();
        Collector[] self = new Collector[1];
        self[0] = new Collector(0, new Collector.Work(source, PLAN, FORWARD, (race, wait) -> {
            races.add(race);
            if (races.size() % 2 == 0) {
                source.time.sleep(TimeUnit.SECONDS.toNanos(9)); // two races, then its time is over
            }
            if (races.size() == 5) {
                self[0].stop();
            }
            return true;
        }, notes), SHORT, new CollectorSettings(Duration.ofSeconds(1), Duration.ofSeconds(1),
                Duration.ofSeconds(9)), source.time);
        self[0].run();
        source.close();
        assertThat(races).hasSize(5);
        assertThat(notes.lost).isEmpty();
        assertThat(source.opened()).isEqualTo(3);
        assertThat(source.log.stream().filter(line -> line.contains("toggle_console"))).hasSize(3);
    }

    @Test
    void aBrokenDeciderEndsTheCollectorAndIsTold() {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK);
        Notes notes = new Notes();
        new Collector(0, new Collector.Work(source, PLAN, (frame, numbers, exploration) -> {
            throw new IllegalStateException("no weights");
        }, (race, wait) -> true, notes), SHORT, CollectorSettings.DEFAULT, source.time).run();
        source.close();
        assertThat(notes.failure).hasMessage("no weights");
        assertThat(source.running()).isZero();
    }

    /** Weights that change with each decision, but for whoever holds them. */
    private static final class Changing implements Decider {
        private final AtomicLong version = new AtomicLong();
        private final AtomicInteger open = new AtomicInteger();

        private Decision by(long number) {
            return new Decision(0, true, new float[12], number);
        }

        @Override
        public Decision decide(ByteBuffer frame, float[] numbers, Exploration exploration) {
            return by(version.incrementAndGet());
        }

        @Override
        public RaceDecider hold() {
            long number = version.incrementAndGet();
            open.incrementAndGet();
            return RaceDecider.of((frame, numbers, exploration) -> by(number), open::decrementAndGet);
        }
    }

    @Test
    void greedyRacesAreDrivenByTheSameWeightsFromStartToEnd() {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK.withBehaviour(PluginBehaviour.EXTENDED));
        Changing decider = new Changing();
        List<CollectedRace> races = new ArrayList<>();
        Collector[] self = new Collector[1];
        RacePlan turns = (collector, race) -> new RaceTask(STRAIGHT, race % 2 == 0, Exploration.NONE);
        RolloutSink sink = (race, wait) -> {
            races.add(race);
            if (races.size() == 4) {
                self[0].stop();
            }
            return true;
        };
        self[0] = new Collector(0, new Collector.Work(source, turns, decider, sink, CollectorListener.NONE),
                SHORT, CollectorSettings.DEFAULT, source.time);
        self[0].run();
        source.close();

        assertThat(races).hasSize(4).allSatisfy(race -> assertThat(Arrays.stream(race.rollout().versions())
                .distinct().count()).isEqualTo(race.task().exploring() ? race.rollout().decisions() : 1));
        assertThat(decider.open).hasValue(0);
    }

    /** Where a collector may be when it is told to stop. */
    private enum Phase { NO_PORT, HUNG_MENUS, DECIDING, RACING, FULL_SINK, PAUSE }

    @ParameterizedTest
    @EnumSource(Phase.class)
    @Timeout(20)
    void stopsSoonInEveryPhaseAndLeavesNothingBehind(Phase phase) throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        Decider decider = (frame, numbers, exploration) -> {
            if (phase == Phase.DECIDING || phase == Phase.RACING) {
                there.countDown();
            }
            if (phase == Phase.DECIDING) {
                Thread.sleep(60_000);
            }
            return FORWARD.decide(frame, numbers, exploration);
        };
        RolloutSink sink = (race, wait) -> {
            there.countDown();
            Thread.sleep(TimeUnit.NANOSECONDS.toMillis(wait));
            return phase == Phase.RACING;
        };
        Notes notes = new Notes() {
            @Override
            public void gameLost(int collector, Exception why, int inARow, Duration pause) {
                super.gameLost(collector, why, inARow, pause);
                there.countDown();
            }

            @Override
            public void raceBegins(int collector, RaceTask task) {
                if (phase == Phase.NO_PORT || phase == Phase.HUNG_MENUS) {
                    there.countDown();
                }
            }
        };
        FaultPlan faults = phase == Phase.HUNG_MENUS ? FaultPlan.parse(List.of("silence:phase=start-up"), 1)
                : phase == Phase.PAUSE ? FaultPlan.parse(List.of("disconnect:message=step"), 1)
                        : FaultPlan.NONE;
        GameSource source = phase == Phase.NO_PORT ? new AttachedSource(1)
                : new SimulatedSource(new TrackMaps(Optional.empty(), line -> { }), SimulatedSource.FAST,
                faults,
                        0);
        RaceSettings settings = SHORT.withSpeed(1000);
        Collector collector = new Collector(0, new Collector.Work(source, PLAN, decider, sink, notes),
                settings,
                new CollectorSettings(Duration.ofMinutes(1), Duration.ofMinutes(1)));
        collector.start();
        assertThat(there.await(10, TimeUnit.SECONDS)).isTrue();
        long began = System.nanoTime();
        collector.close();
        source.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(notes.ended).isEqualTo(1);
        assertThat(notes.failure).isNull();
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("tmnf-collector") || name.startsWith("tmnf-game"))).isEmpty();
    }

    @Test
    @Timeout(20)
    void aGameOfOthersIsUsedAndLeftRunning() throws Exception {
        try (SimulatedSource others = new SimulatedSource(new TrackMaps(Optional.empty(), line -> { }),
                SimulatedSource.FAST, FaultPlan.NONE, 0); SourcedGame theirs = others.open(0)) {
            int port = theirs.link().port();
            for (int i = 0; i < 2; i++) {
                RolloutQueue queue = new RolloutQueue(1);
                try (Collector collector = new Collector(0, new Collector.Work(new AttachedSource(port), PLAN,
                        FORWARD, queue, CollectorListener.NONE), SHORT.withSpeed(1000),
                        CollectorSettings.DEFAULT)) {
                    collector.start();
                    assertThat(queue.poll(TimeUnit.SECONDS.toNanos(10))).get().satisfies(
                            race -> assertThat(race.rollout().decisions()).isEqualTo(31));
                }
            }
        }
    }

    @Test
    void aQueueRefusesWhatItHasNoRoomForAndKeepsTheOrder() throws Exception {
        VirtualSource source = new VirtualSource(VirtualGame.QUICK);
        RolloutQueue queue = new RolloutQueue(2);
        List<CollectedRace> offered = new ArrayList<>();
        Collector[] self = new Collector[1];
        self[0] = new Collector(3, new Collector.Work(source, PLAN, FORWARD, (race, wait) -> {
            offered.add(race);
            if (!queue.offer(race, 1000)) {
                self[0].stop();
                return false;
            }
            return true;
        }, CollectorListener.NONE), SHORT, CollectorSettings.DEFAULT, source.time);
        self[0].run();
        source.close();
        assertThat(offered).hasSize(3);
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.poll(0)).containsSame(offered.get(0));
        assertThat(queue.poll(0)).containsSame(offered.get(1));
        assertThat(queue.poll(0)).isEmpty();
        assertThat(offered.get(2).collector()).isEqualTo(3);
    }

    @Test
    @Timeout(20)
    void aGameThatCannotBeStartedIsToldAndTriedAgain(@TempDir Path folder) throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        Notes notes = new Notes() {
            @Override
            public void gameLost(int collector, Exception why, int inARow, Duration pause) {
                super.gameLost(collector, why, inARow, pause);
                twice.countDown();
            }
        };
        try (GameSource source = new LaunchedSource(new ScriptLaunch(folder.resolve("start.sh")), 1,
                folder.resolve("lock"), Duration.ofSeconds(1));
                Collector collector = new Collector(0, new Collector.Work(source, PLAN, FORWARD,
                        (race, wait) -> true, notes), SHORT, new CollectorSettings(Duration.ofMillis(1),
                        Duration.ofMillis(1)))) {
            collector.start();
            assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(notes.lost.get(1)).isInstanceOf(LaunchException.class).hasMessageContaining("no such "
                + "file");
        assertThat(notes.failure).isNull();
    }
}
