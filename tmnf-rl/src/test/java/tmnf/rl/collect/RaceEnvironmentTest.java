package tmnf.rl.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.rl.policy.Exploration;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.observation.ZoneLine;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.VirtualGame;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.render.FrameStamp;
import tmnf.tminterface.sim.track.BuiltInTracks;

class RaceEnvironmentTest {

    /** Steers a little, lets the gas go now and then. */
    private static final int[] SCRIPT = {0, 0, 0, 1, 0, 2, 2, 1, 0, 3, 0, 0, 4, 0, 5, 0, 9, 0};
    private static final MapTarget STRAIGHT = MapTargets.builtIn("straight", 0.5);
    private static final RaceSettings BLIND = RaceSettings.DEFAULT.withFrame(FrameSize.NONE);

    private static GameSettings game(PluginBehaviour behaviour) {
        return VirtualGame.QUICK.withBehaviour(behaviour);
    }

    @Test
    void aGameIsToldWhichAccountToLogInWithOnceAndNothingWithoutOne() throws Exception {
        VirtualSource named = new VirtualSource(game(PluginBehaviour.ORIGINAL));
        races(named, BLIND.withCutOffs(2000, 1000).withAutologin("anna"), STRAIGHT, new ScriptedDriver(
                SCRIPT), 2, new ArrayList<>());
        assertThat(named.log).containsOnlyOnce("> set autologin anna").contains("logged in as anna");

        VirtualSource unnamed = new VirtualSource(game(PluginBehaviour.ORIGINAL));
        races(unnamed, BLIND.withCutOffs(2000, 1000), STRAIGHT, new ScriptedDriver(SCRIPT), 1,
                new ArrayList<>());
        assertThat(unnamed.log).isNotEmpty().noneMatch(line -> line.contains("autologin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "a\"b", "a#b", "a\nb"})
    void whatIsNoWordIsNoAccount(String account) {
        assertThatThrownBy(() -> BLIND.withAutologin(account)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no account of the game is called");
    }

    /** Races in a game that is closed again. */
    private static List<Rollout> races(VirtualSource source, RaceSettings settings, MapTarget target,
            ScriptedDriver driver, int count, List<Integer> splits) throws Exception {
        List<Rollout> rollouts = new ArrayList<>();
        try (source; SourcedGame opened = source.open(0);
                RaceEnvironment environment = new RaceEnvironment(opened.link(), settings, source.time,
                        new StopSignal())) {
            for (int i = 0; i < count; i++) {
                driver.again();
                rollouts.add(environment.race(target, driver, Exploration.NONE, true));
                source.time.sleep(3_000_000_000L);
                environment.hold();
                assertThat(environment.lastTiming().decisions()).isEqualTo(rollouts.get(i).decisions());
            }
            splits.addAll(environment.lastSplitsMs());
        }
        assertThat(source.running()).isZero();
        return rollouts;
    }

    /** All but the wall time. */
    private static void assertSame(Rollout one, Rollout other) {
        assertThat(List.of(one.map(), one.end(), one.exploring(), one.raceTimeMs())).isEqualTo(
                List.of(other.map(), other.end(), other.exploring(), other.raceTimeMs()));
        assertThat(one.frames()).isEqualTo(other.frames());
        assertThat(one.states()).isEqualTo(other.states());
        assertThat(one.actions()).isEqualTo(other.actions());
        assertThat(one.greedy()).isEqualTo(other.greedy());
        assertThat(one.values()).isEqualTo(other.values());
        assertThat(one.versions()).isEqualTo(other.versions());
        assertThat(one.meters()).isEqualTo(other.meters());
        assertThat(one.zones()).isEqualTo(other.zones());
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void drivesWhatTheSameInputsDriveWithoutAClient(PluginBehaviour behaviour) throws Exception {
        ScriptedDriver driver = new ScriptedDriver(SCRIPT);
        List<Integer> splits = new ArrayList<>();
        Rollout rollout = races(new VirtualSource(game(behaviour)), BLIND, STRAIGHT, driver, 1,
                splits).get(0);

        List<float[]> states = new ArrayList<>();
        Race race = new Race(BuiltInTracks.track("straight"), new StadiumCarEngine());
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);
        ZoneLine line = ZoneLine.of(STRAIGHT.line(), ObservationConfig.DEFAULT);
        ObservationBuilder builder = ObservationBuilder.along(layout, line,
                RealCheckpoints.along(line, STRAIGHT.checkpoints()));
        while (!race.isFinished()) {
            if (race.tickTimeMs() >= 0 && race.tickTimeMs() % 50 == 0) {
                float[] state = new float[layout.size()];
                builder.build(race.save(), state, 0);
                int action = driver.action(states.size());
                builder.sent(action);
                states.add(state);
                Action keys = ActionIndex.action(action);
                race.setKeys(keys.left(), keys.right(), keys.accelerate(), keys.brake());
            }
            race.tick();
        }
        assertThat(rollout.end()).isEqualTo(RaceEnd.FINISHED);
        assertThat(rollout.raceTimeMs()).isEqualTo(race.raceTimeMs());
        assertThat(splits).containsExactly(race.raceTimeMs());
        assertThat(rollout.decisions()).isEqualTo(states.size());
        for (int i = 0; i < states.size(); i++) {
            assertThat(java.util.Arrays.copyOfRange(rollout.states(), i * layout.size(),
                    (i + 1) * layout.size())).as("decision %d", i).isEqualTo(states.get(i));
        }
        assertThat(rollout.zones()[rollout.decisions()]).isEqualTo(line.lastZone() + 1);
        assertThat(rollout.meters()[rollout.decisions()]).isEqualTo(line.finishDistance());
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void everyFrameShowsTheTickOfItsStateAndIsSeenByTheDriver(PluginBehaviour behaviour) throws Exception {
        ScriptedDriver driver = new ScriptedDriver(SCRIPT);
        ScriptedDriver blind = new ScriptedDriver(SCRIPT);
        Rollout rollout = races(new VirtualSource(game(behaviour).withStamp(true)), RaceSettings.DEFAULT,
                STRAIGHT, driver, 1, new ArrayList<>()).get(0);
        Rollout without = races(new VirtualSource(game(behaviour)), BLIND, STRAIGHT, blind, 1,
                new ArrayList<>()).get(0);

        assertThat(driver.seen).hasSize(rollout.decisions());
        for (int i = 0; i < rollout.decisions(); i++) {
            byte[] grey = java.util.Arrays.copyOfRange(rollout.frames(), i * 4096, (i + 1) * 4096);
            assertThat(FrameStamp.readGrey(grey, 64, 64).raceTimeMs()).isEqualTo(i * 50);
            assertThat(driver.seen.get(i)).isEqualTo(grey);
        }
        // The states are those of a race that is never stopped, which the test before compares by tick.
        assertThat(rollout.states()).isEqualTo(without.states());
        assertThat(rollout.raceTimeMs()).isEqualTo(without.raceTimeMs());
        assertThat(without.frames()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ORIGINAL, 64", "EXTENDED, 64", "EXTENDED, 0"})
    void theSameActionsGiveTheSameRolloutInTheNextRace(PluginBehaviour behaviour, int side) throws Exception {
        RaceSettings settings = RaceSettings.DEFAULT.withFrame(new FrameSize(side, side))
                .withSpeed(side == 0 ? 500 : 32);
        List<Rollout> rollouts = races(new VirtualSource(game(behaviour)), settings, STRAIGHT,
                new ScriptedDriver(SCRIPT), 3, new ArrayList<>());
        for (Rollout other : rollouts.subList(1, 3)) {
            assertSame(other, rollouts.get(0));
        }
        assertThat(rollouts.get(0).versions()[1]).isEqualTo(2);
        assertThat(rollouts.get(0).greedy()).startsWith(true, false, true);
        assertThat(rollouts.get(0).actions()).startsWith(SCRIPT);
    }

    @Test
    void actionsAreTheKeysThatTheConfigurationHasAtTheirPlace() throws Exception {
        List<Action> turned = new ArrayList<>(ActionIndex.all());
        Collections.reverse(turned);
        int last = turned.size() - 1;
        Rollout usual = races(new VirtualSource(game(PluginBehaviour.EXTENDED)), BLIND, STRAIGHT,
                new ScriptedDriver(SCRIPT), 1, new ArrayList<>()).get(0);
        Rollout other = races(new VirtualSource(game(PluginBehaviour.EXTENDED)), BLIND.withActions(turned),
                STRAIGHT, new ScriptedDriver(IntStream.of(SCRIPT).map(action -> last - action).toArray()), 1,
                new ArrayList<>()).get(0);
        assertThat(other.states()).isEqualTo(usual.states());
        assertThat(other.actions()).startsWith(last - SCRIPT[0], last - SCRIPT[1]);
    }

    @Test
    void aStandingCarIsCutOffAfterTheTimeWithoutProgress() throws Exception {
        Rollout rollout = races(new VirtualSource(game(PluginBehaviour.EXTENDED)), BLIND, STRAIGHT,
                new ScriptedDriver(3), 1, new ArrayList<>()).get(0);
        assertThat(rollout.end()).isEqualTo(RaceEnd.NO_PROGRESS);
        assertThat(rollout.raceTimeMs()).isEqualTo(2050);
        assertThat(rollout.decisions()).isEqualTo(41);
        assertThat(rollout.zones()).hasSize(41).containsOnly(20);
    }

    @Test
    void aRaceThatLastsTooLongIsCutOff() throws Exception {
        Rollout rollout = races(new VirtualSource(game(PluginBehaviour.EXTENDED)),
                BLIND.withCutOffs(2000, 3000), STRAIGHT, new ScriptedDriver(0), 1, new ArrayList<>()).get(0);
        assertThat(rollout.end()).isEqualTo(RaceEnd.TOO_LONG);
        assertThat(rollout.raceTimeMs()).isEqualTo(3050);
        assertThat(rollout.entries()).isEqualTo(61);
    }

    @ParameterizedTest
    @CsvSource({"ORIGINAL, 64", "ORIGINAL, 0", "EXTENDED, 64", "EXTENDED, 0"})
    void aFinishInTheTickOfADecisionEndsTheRaceBeforeIt(PluginBehaviour behaviour,
            int side) throws Exception {
        // Full throttle finishes in the tick from 8250 to 8260 ms, and 8260 is 118 times 70.
        Rollout rollout = races(new VirtualSource(game(behaviour)),
                RaceSettings.DEFAULT.withTicksPerDecision(7).withFrame(new FrameSize(side, side)), STRAIGHT,
                new ScriptedDriver(0), 1, new ArrayList<>()).get(0);
        assertThat(rollout.end()).isEqualTo(RaceEnd.FINISHED);
        assertThat(rollout.raceTimeMs()).isEqualTo(8250);
        assertThat(rollout.decisions()).isEqualTo(118);
        assertThat(rollout.entries()).isEqualTo(119);
    }

    @Test
    void tellsTheTimesOfCheckpointsOfARaceWithoutAFinish() throws Exception {
        List<Integer> splits = new ArrayList<>();
        Rollout rollout = races(new VirtualSource(game(PluginBehaviour.EXTENDED)), BLIND,
                MapTargets.builtIn("jump", 0.5), new ScriptedDriver(0), 1, splits).get(0);
        Race race = new Race(BuiltInTracks.track("jump"), new StadiumCarEngine());
        while (race.tickTimeMs() < rollout.raceTimeMs()) {
            if (race.tickTimeMs() == 0) {
                race.setKeys(false, false, true, false);
            }
            race.tick();
        }
        assertThat(rollout.end()).isEqualTo(RaceEnd.NO_PROGRESS);
        assertThat(splits).containsExactly(race.checkpointTimeMs(0));
        assertThat(race.checkpoint()).isEqualTo(1);
    }

    @Test
    void changesMapsAndComesBack() throws Exception {
        VirtualSource source = new VirtualSource(game(PluginBehaviour.EXTENDED));
        MapTarget chicane = MapTargets.builtIn("chicane", 0.5);
        List<Rollout> rollouts = new ArrayList<>();
        try (source; SourcedGame opened = source.open(0);
                RaceEnvironment environment = new RaceEnvironment(opened.link(), RaceSettings.DEFAULT
                        .withCutOffs(2000, 1500), source.time, new StopSignal())) {
            for (MapTarget target : List.of(STRAIGHT, chicane, STRAIGHT, chicane)) {
                rollouts.add(environment.race(target, new ScriptedDriver(0), Exploration.NONE, false));
            }
        }
        for (int i = 0; i < 2; i++) {
            assertSame(rollouts.get(i + 2), rollouts.get(i));
        }
        assertThat(rollouts.get(0).frames()).isNotEqualTo(rollouts.get(1).frames());
        assertThat(rollouts.get(1).map()).isEqualTo("chicane");
    }

    @Test
    void givesTheGameBackAsPeoplePlayIt() throws Exception {
        VirtualSource source = new VirtualSource(game(PluginBehaviour.EXTENDED));
        try (source; SourcedGame opened = source.open(0)) {
            try (RaceEnvironment environment = new RaceEnvironment(opened.link(), RaceSettings.DEFAULT,
                    source.time, new StopSignal())) {
                assertThatThrownBy(() -> environment.race(STRAIGHT, (frame, numbers, exploration) -> {
                    throw new IllegalStateException("the decider is broken");
                }, Exploration.NONE, true)).isInstanceOf(IllegalStateException.class);
            }
            long left = source.time.millis();
            source.time.sleep(2_000_000_000L);
            try (var link = opened.link()) {
                link.connect(java.time.Duration.ofSeconds(5));
                link.await(java.time.Duration.ofSeconds(5));
                int at = tmnf.tminterface.state.SimStateData.wrap(link.getSimulationState()).raceTimeMs();
                assertThat(at).as("race time of a game that runs at speed 1")
                        .isBetween(1900, (int) (source.time.millis() - left) + 200);
            }
            assertThat(source.log).contains("> set countdown_speed 1", "> set draw_game true",
                    "> set unfocused_fps_limit false", "> set skip_map_load_screens true",
                    "> set disable_forced_camera true", "> set autorewind false",
                    "> set auto_reload_plugins false", "> set use_valseed false");
        }
    }

    @ParameterizedTest
    @CsvSource({"'silence:phase=race,at=1010', RACE_SILENT", "'disconnect:message=step,at=500', "
            + "CONNECTION_LOST",
        "'no-frame:for=forever', FRAME_MISSING", "preview, MAP_NOT_LOADED", "wrong-map, WRONG_MAP",
        "'silence:phase=menus', NO_TURN", "'silence:phase=countdown,at=-1000', NO_START",
        "'silence:phase=loading', MAP_NOT_LOADED"})
    void saysWhatBrokeARaceOff(String fault, Reason reason) throws Exception {
        VirtualSource source = new VirtualSource(game(PluginBehaviour.ORIGINAL), fault);
        try (source; SourcedGame opened = source.open(0);
                RaceEnvironment environment = new RaceEnvironment(opened.link(), RaceSettings.DEFAULT,
                        source.time, new StopSignal())) {
            assertThatThrownBy(() -> environment.race(STRAIGHT, new ScriptedDriver(0), Exploration.NONE,
                    true))
                    .isInstanceOfSatisfying(RaceBrokenException.class,
                            broken -> assertThat(broken.reason()).isEqualTo(reason));
        }
        assertThat(source.running()).isZero();
    }

    @Test
    void aLineThatBeginsElsewhereIsRefused() throws Exception {
        VirtualSource source = new VirtualSource(game(PluginBehaviour.ORIGINAL));
        MapTarget wrong = new MapTarget("wrong", "straight", "", MapTargets.builtIn("hairpins", 0.5).line(),
                List.of());
        try (source; SourcedGame opened = source.open(0);
                RaceEnvironment environment = new RaceEnvironment(opened.link(), BLIND, source.time,
                        new StopSignal())) {
            assertThatThrownBy(() -> environment.race(wrong, new ScriptedDriver(0), Exploration.NONE, true))
                    .hasMessageContaining("from where the reference line does");
        }
    }
}
