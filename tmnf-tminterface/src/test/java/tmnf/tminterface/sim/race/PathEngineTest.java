package tmnf.tminterface.sim.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostDetail;
import tmnf.gbx.model.GhostWheel;
import tmnf.gbx.model.Vec3;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptException;
import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.script.ScriptStyle;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.script.ScriptFormatException;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.track.ChallengeTracks;
import tmnf.tminterface.sim.track.Track;
import tmnf.tminterface.sim.track.TrackException;
import tmnf.tminterface.state.SimStateData;

class PathEngineTest {

    private static Race race(SampleReplays.Drive drive, ScriptStyle style)
            throws TrackException, ScriptException, ScriptFormatException {
        Track track = ChallengeTracks.of(drive.replay().challenge().orElseThrow());
        Race race = new Race(track, PathEngine.of(drive.ghost(), new StadiumCarEngine()));
        if (!drive.ghost().inputs().isEmpty()) {
            race.runScript(script(drive.ghost(), style), command -> { });
        }
        return race;
    }

    private static InputTimeline script(Ghost ghost, ScriptStyle style)
            throws ScriptException, ScriptFormatException {
        String text = ReplayScripts.of(ghost, ScriptOptions.DEFAULT.withStyle(style)).text();
        return InputTimeline.of(CommandList.parse(text));
    }

    private static SampleReplays.Drive drive(String file) throws Exception {
        return SampleReplays.stadium().stream().filter(drive -> drive.file().startsWith(file)).findFirst()
                .orElseThrow();
    }

    @Test
    void everyStadiumReplayIsDrivenThroughItsSamplesAndFinishesAtItsTime() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (SampleReplays.Drive drive : SampleReplays.stadium()) {
            Race race = race(drive, ScriptStyle.EVENTS);
            int[] splits = new int[race.checkpointTarget()];
            double worst = 0;
            while (!race.isFinished() && race.tickTimeMs() <= drive.ghost().raceTimeMs()) {
                race.tick();
                int time = race.tickTimeMs();
                if (time > 0 && time % drive.ghost().samples().periodMs() == 0) {
                    int i = time / drive.ghost().samples().periodMs();
                    worst = Math.max(worst,
                            race.car().position().distanceTo(drive.ghost().samples().position(i)));
                }
            }
            for (int i = 0; i < splits.length; i++) {
                splits[i] = race.checkpointTimeMs(i);
            }
            int[] expected = drive.ghost().checkpointTimesMs();
            if (!race.isOnPath() || !Arrays.equals(splits, expected)
                    || race.raceTimeMs() != drive.ghost().raceTimeMs() || worst > 0.001) {
                wrong.add(drive.file() + " of " + drive.ghost().login() + " on path " + race.isOnPath()
                        + " at " + race.tickTimeMs() + ": " + Arrays.toString(splits) + " for "
                        + Arrays.toString(expected) + ", off by " + worst);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aGhostWithoutInputsIsFollowedUntilSomebodyDrives() throws Exception {
        SampleReplays.Drive drive = drive("Bench");
        assertThat(drive.ghost().inputs().isEmpty()).isTrue();
        Race race = race(drive, ScriptStyle.EVENTS);
        while (race.tickTimeMs() < 1_000) {
            race.tick();
        }
        assertThat(race.isOnPath()).isTrue();
        assertThat(race.car().gas()).as("what the samples show").isTrue();
        race.logInput(InputType.UP, 1, 1_000);
        race.tick();
        assertThat(race.isOnPath()).isFalse();
    }

    @Test
    void theExactScriptStaysOnThePathToo() throws Exception {
        for (String file : List.of("petrp", "User_Lit", "user_B13")) {
            SampleReplays.Drive drive = drive(file);
            Race race = race(drive, ScriptStyle.EXACT);
            while (!race.isFinished() && race.tickTimeMs() <= drive.ghost().raceTimeMs()) {
                race.tick();
            }
            assertThat(race.raceTimeMs()).as(file).isEqualTo(drive.ghost().raceTimeMs());
            assertThat(race.isOnPath()).isTrue();
        }
    }

    @Test
    void speedsAreTheDerivativesOfWhatTheCarDoes() throws Exception {
        Race race = race(drive("user_B13"), ScriptStyle.EVENTS);
        while (race.tickTimeMs() < 200) {
            race.tick();
        }
        CarState before = race.car().copy();
        race.tick();
        CarState now = race.car().copy();
        int kinks = 0;
        for (int i = 0; i < 2_000; i++) {
            race.tick();
            CarState after = race.car().copy();
            for (int axis = 0; axis < 3; axis++) {
                double measured = (centre(after, axis) - centre(before, axis)) / 0.02;
                kinks += Math.abs(measured - now.velocity(axis)) > 0.15 + 0.01 * now.speed() ? 1 : 0;
            }
            Vec3 jump = new Vec3(after.velocity(0) - now.velocity(0), after.velocity(1) - now.velocity(1),
                    after.velocity(2) - now.velocity(2));
            assertThat(jump.distanceTo(Vec3.ZERO)).as("at " + race.tickTimeMs()).isLessThan(8);
            before = now;
            now = after;
        }
        assertThat(kinks).as("of 6,000").isLessThan(20);
    }

    /** A coordinate of the centre of mass. */
    private static double centre(CarState car, int axis) {
        return car.position(axis) + 0.438502 * car.rotation(axis, 1) + 0.288293 * car.rotation(axis, 2);
    }

    @Test
    void theSpeedAgreesWithTheOneThatTheSamplesStore() throws Exception {
        SampleReplays.Drive drive = drive("petrp");
        Race race = race(drive, ScriptStyle.EVENTS);
        List<Double> shares = new ArrayList<>();
        while (race.tickTimeMs() < 6_000) {
            race.tick();
            if (race.tickTimeMs() > 500 && race.tickTimeMs() % 100 == 0) {
                shares.add(race.car().speed() / drive.ghost().samples().speed(race.tickTimeMs() / 100));
            }
        }
        assertThat(shares).allSatisfy(share -> assertThat(share).isCloseTo(1, within(0.05)));
        double mean = shares.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        assertThat(mean).isCloseTo(1, within(0.005));
    }

    @Test
    void theWheelsAndTheEngineAreThoseOfTheSamples() throws Exception {
        SampleReplays.Drive drive = drive("example_replay (1)");
        Race race = race(drive, ScriptStyle.EVENTS);
        boolean slid = false;
        while (race.tickTimeMs() < 30_000) {
            race.tick();
            if (race.tickTimeMs() > 0 && race.tickTimeMs() % 100 == 0) {
                GhostDetail sample = GhostDetail.of(drive.ghost().samples(), race.tickTimeMs() / 100);
                assertThat(race.car().rpm()).isCloseTo((float) sample.rpm(), within(0.01f));
                for (int wheel = 0; wheel < 4; wheel++) {
                    GhostWheel expected = sample.wheels().get(wheel);
                    assertThat(race.car().wheelMaterial(wheel)).isEqualTo(expected.material());
                    assertThat(race.car().wheelContact(wheel)).isEqualTo(expected.onGround());
                    assertThat(race.car().wheelSliding(wheel)).isEqualTo(expected.sliding());
                    slid |= race.car().wheelSliding(wheel);
                }
                assertThat(race.car().gear()).isBetween(1, 5);
            }
        }
        assertThat(slid).isTrue();
        assertThat(PathEngine.derivedFields()).contains("sceneMobil.engine.gear");
    }

    @Test
    void theFirstDifferenceFromTheGhostsInputsLeavesThePathForGood() throws Exception {
        SampleReplays.Drive drive = drive("petrp");
        Race race = race(drive, ScriptStyle.EVENTS);
        while (race.tickTimeMs() < 2_000) {
            race.tick();
        }
        Vec3 before = race.car().position();
        double speed = race.car().speed();
        race.logInput(InputType.DOWN, 1, 2_000);
        race.tick();
        assertThat(race.isOnPath()).isFalse();
        assertThat(race.car().brake()).isTrue();
        assertThat(race.car().position().distanceTo(before)).isCloseTo(speed * 0.01, within(0.03));
        race.logInput(InputType.DOWN, 0, 2_010);
        for (int i = 0; i < 50; i++) {
            race.tick();
        }
        assertThat(race.isOnPath()).isFalse();
        Vec3 ghost = drive.ghost().samples().position(25);
        assertThat(race.car().position().distanceTo(ghost)).isBetween(0.05, 4.0);
    }

    @Test
    void aRaceWithoutTheScriptDoesNotFollowTheGhost() throws Exception {
        SampleReplays.Drive drive = drive("petrp");
        Race race = race(drive, ScriptStyle.EVENTS);
        race.stopScript();
        while (race.tickTimeMs() < 3_000) {
            race.tick();
        }
        assertThat(race.isOnPath()).isFalse();
        assertThat(race.car().speed()).isLessThan(0.5f);
        race.restart();
        assertThat(race.isOnPath()).isTrue();
    }

    @Test
    void whetherTheCarHasLeftIsPartOfItsState() throws Exception {
        SampleReplays.Drive drive = drive("petrp");
        Race race = race(drive, ScriptStyle.EVENTS);
        while (race.tickTimeMs() < 1_500) {
            race.tick();
        }
        SimStateData on = race.save();
        race.logInput(InputType.DOWN, 1, 1_500);
        race.tick();
        SimStateData off = race.save();
        Race other = race(drive, ScriptStyle.EVENTS);
        other.rewind(off);
        assertThat(other.isOnPath()).isFalse();
        other.rewind(on);
        assertThat(other.isOnPath()).isTrue();
        while (!other.isFinished() && other.tickTimeMs() < 10_000) {
            other.tick();
        }
        assertThat(other.raceTimeMs()).isEqualTo(drive.ghost().raceTimeMs());
    }

    @Test
    void respawnsAreInputsLikeAnyOther() throws Exception {
        SampleReplays.Drive drive = drive("User_Lit");
        int respawn = drive.ghost().pressesInRaceMs("Respawn"::equals)[0];
        Race race = race(drive, ScriptStyle.EVENTS);
        while (race.tickTimeMs() < respawn - 500) {
            race.tick();
        }
        SimStateData state = race.save();
        while (race.tickTimeMs() < respawn + 100) {
            race.tick();
        }
        assertThat(race.isOnPath()).isTrue();
        assertThat(race.respawns()).isEqualTo(1);
        race.rewind(state);
        race.setStartRespawn(true);
        race.logInput(InputType.RESPAWN, 1, race.tickTimeMs());
        race.tick();
        assertThat(race.isOnPath()).isFalse();
    }
}
