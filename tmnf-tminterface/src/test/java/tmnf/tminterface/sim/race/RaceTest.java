package tmnf.tminterface.sim.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.InputTape;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.script.ScriptFormatException;
import tmnf.tminterface.sim.physics.CarInputs;
import tmnf.tminterface.sim.track.Gate;
import tmnf.tminterface.sim.track.Track;

class RaceTest {

    private final List<String> heard = new ArrayList<>();

    private Race race(Track track) {
        Race race = new Race(track, new TestCar());
        race.setListener(new RaceListener() {
            @Override
            public void checkpoint(int current, int target) {
                heard.add("checkpoint " + current + "/" + target + (race.isFinished() ? " finished" : ""));
            }

            @Override
            public void lap(int current, int target) {
                heard.add("lap " + current + "/" + target);
            }

            @Override
            public void finish(int raceTimeMs) {
                heard.add("finish " + raceTimeMs);
            }

            @Override
            public void respawn(int atMs) {
                heard.add("respawn " + atMs);
            }

            @Override
            public void restart() {
                heard.add("restart");
            }
        });
        return race;
    }

    private static void runTo(Race race, int tickTimeMs) {
        while (race.tickTimeMs() < tickTimeMs) {
            race.tick();
        }
        assertThat(race.tickTimeMs()).isEqualTo(tickTimeMs);
    }

    private static void runUntil(Race race, BooleanSupplier condition) {
        for (int i = 0; i < 10_000 && !condition.getAsBoolean(); i++) {
            race.tick();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static InputTimeline script(String text) throws ScriptFormatException {
        return InputTimeline.of(CommandList.parse(text));
    }

    /** The start of the tick in which the car first feels the inputs that the condition wants. */
    private static int feltFrom(Race race, BooleanSupplier condition) {
        int start;
        do {
            start = race.tickTimeMs();
            race.tick();
        } while (!condition.getAsBoolean() && start < 10_000);
        return start;
    }

    @Test
    void theFirstRunStepIsInTheCountdownAndTheCarWaitsForTheStart() {
        Race race = race(TestTracks.straight(1, 100));
        assertThat(race.tickTimeMs()).isEqualTo(-2_600);
        race.setKeys(false, false, true, false);
        assertThat(race.isDown(InputType.UP)).isTrue();
        runTo(race, 10);
        assertThat(race.car().position(2)).isZero();
        race.tick();
        assertThat(race.car().position(2)).isPositive();
        assertThat(race.raceTimeMs()).isEqualTo(20);
    }

    @Test
    void inputsOfARunStepActTwentyMillisecondsLater() {
        Race race = race(TestTracks.straight(1, 100));
        runTo(race, 490);
        race.setKeys(false, false, true, false);
        assertThat(feltFrom(race, () -> race.car().gas())).isEqualTo(510);
        assertThat(race.inputScript()).isEqualTo("500 press up\n");
    }

    @Test
    void aScriptLineActsTenMillisecondsAfterItsTime() throws Exception {
        Race race = race(TestTracks.straight(1, 100));
        List<String> commands = new ArrayList<>();
        race.runScript(script("0 press up\n500 press left\n600 set speed 2\n"),
                command -> commands.add(command.toString() + "@" + race.tickTimeMs()));
        assertThat(feltFrom(race, () -> race.car().gas())).isEqualTo(10);
        assertThat(feltFrom(race, () -> race.car().steerWanted() < 0)).isEqualTo(510);
        runTo(race, 610);
        assertThat(commands).isEmpty();
        race.tick();
        assertThat(commands).singleElement().asString().contains("speed").endsWith("@610");
    }

    @Test
    void anEntryOfATapeActsInTheTickOfItsTime() {
        Race race = race(TestTracks.straight(1, 100));
        race.runTape(InputTape.of(List.of(new ControlEntry("_FakeIsRaceRunning", 0, 1),
                new ControlEntry("Accelerate", 30, 1), new ControlEntry("SteerLeft", 59, 1))));
        assertThat(feltFrom(race, () -> race.car().gas())).isEqualTo(30);
        assertThat(feltFrom(race, () -> race.car().steerWanted() < 0)).isEqualTo(50);
    }

    @Test
    void keysHeldThroughTheCountdownCountFromTheFirstInputOn() {
        Race race = race(TestTracks.straight(1, 100));
        race.setKeys(true, false, true, false);
        runTo(race, -1_000);
        race.setKeys(false, true, true, false);
        runTo(race, 100);
        assertThat(race.car().speed()).isCloseTo(9 * 0.2f, within(1e-5f));
        assertThat(race.inputs().steer()).isEqualTo(1);
        assertThat(race.inputScript()).isEqualTo("0 press up\n0 rel left\n0 press right\n");
    }

    @Test
    void leftWinsOverRight() {
        Race race = race(TestTracks.straight(1, 100));
        race.setKeys(true, true, false, false);
        runTo(race, 30);
        assertThat(race.car().steerWanted()).isEqualTo(-1);
        race.setKeys(false, true, false, false);
        runTo(race, 60);
        assertThat(race.car().steerWanted()).isEqualTo(1);
    }

    @Test
    void theLaterOfKeysAndAxisDecides() {
        Race race = race(TestTracks.straight(1, 100));
        race.logInput(InputType.LEFT, 1, -2_600);
        race.logInput(InputType.STEER, 32_768, -2_590);
        runTo(race, 20);
        assertThat(race.inputs()).isEqualTo(new CarInputs(false, false, 0.5));
        race.logInput(InputType.LEFT, 0, 20);
        runTo(race, 30);
        assertThat(race.inputs().steer()).as("a release is an event of the keys too").isZero();
        race.logInput(InputType.RIGHT, 1, 30);
        race.logInput(InputType.STEER, -65_536, 30);
        runTo(race, 40);
        assertThat(race.inputs().steer()).as("the later one of a tick").isEqualTo(-1);
    }

    @Test
    void theGasAxisHasThreeStates() {
        Race race = race(TestTracks.straight(1, 100));
        int[] amounts = {-65_536, -19_661, -19_660, 0, 19_660, 19_661, 65_536};
        int[] expected = {1, 1, 0, 0, 0, -1, -1};
        runTo(race, 10);
        for (int i = 0; i < amounts.length; i++) {
            race.logInput(InputType.GAS, amounts[i], race.tickTimeMs());
            race.tick();
            int state = race.inputs().accelerate() ? 1 : race.inputs().brake() ? -1 : 0;
            assertThat(state).as("gas " + amounts[i]).isEqualTo(expected[i]);
        }
    }

    @Test
    void aGateIsPassedByTheNoseAtTheStartOfTheTick() {
        Race race = race(TestTracks.straight(1, 20, 40));
        race.setKeys(false, false, true, false);
        runUntil(race, () -> race.checkpoint() == 1);
        assertThat(race.checkpointTimeMs(0)).isEqualTo(race.tickTimeMs() - 10);
        double nose = race.car().position(2) + 2.13;
        assertThat(nose).isGreaterThanOrEqualTo(19.75);
        assertThat(nose - race.car().speed() * 0.01).isLessThan(19.75);
        assertThat(heard).containsExactly("checkpoint 1/2");
    }

    @Test
    void checkpointsCountInAnyOrderAndTheFinishOnlyAfterAllOfThem() {
        Race race = race(TestTracks.of(List.of(
                TestTracks.gate(Gate.Kind.CHECKPOINT, 60), TestTracks.gate(Gate.Kind.FINISH, 30),
                TestTracks.gate(Gate.Kind.CHECKPOINT, 20), TestTracks.gate(Gate.Kind.FINISH, 80)), 1));
        race.setKeys(false, false, true, false);
        runUntil(race, race::isFinished);
        assertThat(heard).hasSize(5).startsWith("checkpoint 1/3", "checkpoint 2/3", "checkpoint 3/3");
        assertThat(race.car().position(2)).isGreaterThan(77);
    }

    @Test
    void aCheckpointCountsOnce() {
        Race race = race(TestTracks.straight(1, 20, 40, 60));
        race.setKeys(false, false, true, false);
        runUntil(race, () -> race.checkpoint() == 1);
        race.setKeys(false, false, false, true);
        runUntil(race, () -> race.car().position(2) < 5);
        race.setKeys(false, false, true, false);
        runUntil(race, () -> race.car().position(2) > 25);
        assertThat(race.checkpoint()).isEqualTo(1);
    }

    @Test
    void theFinishStopsTheRaceTimeAndNothingElse() {
        Race race = race(TestTracks.straight(1, 20));
        race.setKeys(false, false, true, false);
        runUntil(race, race::isFinished);
        int time = race.raceTimeMs();
        assertThat(time).isEqualTo(race.tickTimeMs() - 10).isEqualTo(race.checkpointTimeMs(0));
        assertThat(heard).containsExactly("checkpoint 1/1", "lap 1/1", "finish " + time);
        float speed = race.car().speed();
        float z = race.car().position(2);
        runTo(race, time + 500);
        assertThat(race.raceTimeMs()).isEqualTo(time);
        assertThat(race.car().position(2)).as("it rolls on").isGreaterThan(z);
        assertThat(race.car().speed()).as("without gas").isEqualTo(speed);
    }

    @Test
    void lapsNeedTheirCheckpointsAnew() {
        // The car drives there and back; the start is the finish of each lap.
        Race race = race(TestTracks.straight(2, 20, 40));
        for (int lap = 0; lap < 2; lap++) {
            race.setKeys(false, false, true, false);
            int target = lap + 1;
            runUntil(race, () -> race.lap() == target);
            race.setKeys(false, false, false, true);
            runUntil(race, () -> race.isFinished() || race.car().position(2) < 5);
        }
        assertThat(heard).startsWith("checkpoint 1/4", "checkpoint 2/4", "lap 1/2", "checkpoint 3/4")
                .hasSize(7).endsWith("finish " + race.raceTimeMs());
    }

    @Test
    void aRespawnGoesToTheLastCheckpointAndKeepsTheControls() {
        Race race = race(TestTracks.straight(1, 20, 40));
        race.setKeys(false, false, true, false);
        runUntil(race, () -> race.checkpoint() == 1);
        int pressed = race.tickTimeMs();
        race.setInput(InputType.RESPAWN, 1);
        runTo(race, pressed + 20);
        assertThat(race.car().position(2)).isGreaterThan(16);
        race.tick();
        assertThat(race.car().position()).satisfies(at -> {
            assertThat(at.x()).isEqualTo(1);
            assertThat(at.z()).as("a tick of gas from rest").isCloseTo(15.002f, within(1e-4f));
        });
        assertThat(race.respawns()).isEqualTo(1);
        assertThat(race.checkpoint()).isEqualTo(1);
        assertThat(heard).containsExactly("checkpoint 1/2", "respawn " + (pressed + 20));
    }

    @Test
    void aRespawnAfterALapGoesToItsLineButNotAfterAFinishThatWasTakenBack() {
        Race race = new Race(TestTracks.straight(2, 20, 40), new TestCar());
        assertThat(respawnAfter(race, () -> race.lap() == 1)).isCloseTo(35.002f, within(1e-4f));

        race.restart();
        race.setListener(new RaceListener() {
            @Override
            public void checkpoint(int current, int target) {
                if (current == target) {
                    race.preventFinish();
                }
            }
        });
        for (int lap = 0; lap < 2; lap++) {
            race.setKeys(false, false, true, false);
            int passages = 2 * lap + 1;
            runUntil(race, () -> race.checkpoint() >= passages && race.car().position(2) > 41);
            if (lap == 0) {
                race.setKeys(false, false, false, true);
                runUntil(race, () -> race.car().position(2) < 5);
            }
        }
        assertThat(race.checkpoint()).isEqualTo(3);
        assertThat(respawnAfter(race, () -> true)).isCloseTo(15.002f, within(1e-4f));
    }

    /** Gas until then, and a respawn: how far along the track the car is after its first tick there. */
    private static float respawnAfter(Race race, BooleanSupplier condition) {
        race.setKeys(false, false, true, false);
        runUntil(race, condition);
        int before = race.respawns();
        race.setInput(InputType.RESPAWN, 1);
        runUntil(race, () -> race.respawns() > before);
        return race.car().position(2);
    }

    @Test
    void aRespawnBeforeAnyCheckpointBeginsAnewUnlessToldOtherwise() {
        Race race = race(TestTracks.straight(1, 20));
        race.setKeys(false, false, true, false);
        runTo(race, 500);
        race.setInput(InputType.RESPAWN, 1);
        runTo(race, 520);
        race.tick();
        assertThat(race.tickTimeMs()).isEqualTo(-2_600);
        assertThat(race.inputs()).as("released").isEqualTo(CarInputs.NONE);
        assertThat(heard).containsExactly("restart");

        race.setStartRespawn(true);
        runTo(race, 500);
        race.setInput(InputType.RESPAWN, 1);
        runTo(race, 530);
        assertThat(race.car().position(2)).isZero();
        assertThat(race.respawns()).isEqualTo(1);
    }

    @Test
    void respawnsOfTheCountdownDoNothing() {
        Race race = race(TestTracks.straight(1, 20));
        race.setInput(InputType.RESPAWN, 1);
        runTo(race, 100);
        assertThat(race.respawns()).isZero();
        assertThat(heard).isEmpty();
    }

    @Test
    void theResetKeyBeginsAnewAndSoDoesTheScript() throws Exception {
        Race race = race(TestTracks.straight(1, 100));
        race.runScript(script("0 press up\n300 press delete\n"), command -> { });
        runTo(race, 300);
        assertThat(race.car().speed()).isPositive();
        runUntil(race, () -> race.tickTimeMs() == -2_600);
        assertThat(race.car().position(2)).isZero();
        runTo(race, 100);
        assertThat(race.car().gas()).isTrue();
    }

    @Test
    void aPreventedFinishLetsTheRaceGoOn() {
        Race race = new Race(TestTracks.straight(1, 20), new TestCar());
        List<Integer> finishes = new ArrayList<>();
        race.setListener(new RaceListener() {
            @Override
            public void checkpoint(int current, int target) {
                race.preventFinish();
            }

            @Override
            public void finish(int raceTimeMs) {
                finishes.add(raceTimeMs);
            }
        });
        race.setKeys(false, false, true, false);
        runTo(race, 3_000);
        assertThat(race.car().position(2)).isGreaterThan(20);
        assertThat(finishes).isEmpty();
        assertThat(race.raceTimeMs()).isEqualTo(3_000);
        assertThat(race.checkpoint()).isZero();
    }

    @Test
    void checkpointsAreReportedAfterTheRunStepIfTheGameWantsSo() {
        Race race = race(TestTracks.straight(1, 20, 40));
        race.setKeys(false, false, true, false);
        while (race.checkpoint() == 0) {
            race.report();
            race.advance();
        }
        assertThat(heard).isEmpty();
        race.report();
        race.report();
        assertThat(heard).containsExactly("checkpoint 1/2");
    }

    @Test
    void inputsFarAheadAreRefused() {
        Race race = race(TestTracks.straight(1, 20));
        assertThatThrownBy(() -> race.logInput(InputType.UP, 1, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at most 20 ms ahead");
        assertThatThrownBy(() -> race.logInput(InputType.UP, 1, -2_595))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theInputsOfARaceAsAScriptDriveTheSameRace() throws Exception {
        Race race = race(TestTracks.straight(1, 100));
        SplittableRandom random = new SplittableRandom(5);
        runTo(race, 0);
        while (race.tickTimeMs() < 4_000) {
            race.setKeys(random.nextInt(3) == 0, random.nextInt(3) == 0, random.nextInt(4) != 0,
                    random.nextInt(9) == 0);
            if (random.nextInt(5) == 0) {
                race.setInput(InputType.STEER, random.nextInt(131_073) - 65_536);
            }
            race.tick();
        }
        Race again = race(TestTracks.straight(1, 100));
        again.runScript(script(race.inputScript()), command -> { });
        runTo(again, 4_000);
        assertThat(again.car()).isEqualTo(race.car());
        Race buffered = race(TestTracks.straight(1, 100));
        buffered.setEventBuffer(race.eventBuffer());
        runTo(buffered, 4_000);
        assertThat(buffered.car()).isEqualTo(race.car());
        assertThat(buffered.eventBuffer().events()).isEqualTo(race.eventBuffer().events());
    }
}
