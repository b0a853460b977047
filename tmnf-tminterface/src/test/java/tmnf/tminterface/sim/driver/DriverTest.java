package tmnf.tminterface.sim.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostDetail;
import tmnf.gbx.model.GhostWheel;
import tmnf.gbx.model.Replay;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptOptions;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.PathEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.BuiltInTracks;

class DriverTest {

    static List<String> tracks() {
        return BuiltInTracks.names();
    }

    @ParameterizedTest
    @MethodSource("tracks")
    void everyBuiltInTrackIsCompletedWithAnySkill(String name) {
        Drives drives = new Drives(name);
        int best = drives.drive(DriverSettings.BEST).race().raceTimeMs();
        for (double skill : new double[] {1, 0.7, 0.4, 0}) {
            for (boolean keyboard : new boolean[] {false, true}) {
                Drives.Drive drive = drives.drive(new DriverSettings(skill, 0.2, 3, keyboard));
                assertThat(drive.outcome()).as("skill " + skill + " keyboard " + keyboard)
                        .isEqualTo(Driver.Outcome.FINISHED);
                assertThat(drive.race().raceTimeMs()).isGreaterThanOrEqualTo(best * 98 / 100);
            }
        }
    }

    /**
     * Physics, tracks, driver and its parameters are frozen: agents are compared by what they do on them. Who
     * changes one of them says so in the change log, runs the search again and writes the new values here.
     */
    @ParameterizedTest
    @MethodSource("tracks")
    void theBestDriveOfEachTrackIsTheSameForEver(String name) {
        Map<String, String> frozen = Map.of(
                "straight", "8240 3c9a1612d6f5f0a9",
                "chicane", "14310 f127d1a3c6bcf067",
                "hairpins", "31640 1a38d6f90c60ff42",
                "jump", "14890 73c3424a57716cfd",
                "circuit", "24120 57230e61180c8a1d");
        Race race = new Drives(name).drive(DriverSettings.BEST).race();
        assertThat(race.raceTimeMs() + " " + Long.toHexString(race.fingerprint()))
                .isEqualTo(frozen.get(name));
    }

    /** All but the straight, where there is nothing to be careful about. */
    static List<String> tracksWithCurves() {
        return BuiltInTracks.names().stream().filter(name -> !name.equals("straight")).toList();
    }

    @ParameterizedTest
    @MethodSource("tracksWithCurves")
    void lessSkillTakesLonger(String name) {
        Drives drives = new Drives(name);
        int before = 0;
        for (double skill : new double[] {1, 0.6, 0.2}) {
            int time = drives.drive(new DriverSettings(skill, 0, 1, false)).race().raceTimeMs();
            assertThat(time).as("skill " + skill).isGreaterThan(before + 100);
            before = time;
        }
    }

    @Test
    void theSeedOfTheNoiseDecidesTheRace() {
        Drives drives = new Drives("chicane");
        Drives.Drive one = drives.drive(new DriverSettings(0.9, 0.3, 1, false));
        Drives.Drive same = drives.drive(new DriverSettings(0.9, 0.3, 1, false));
        Drives.Drive other = drives.drive(new DriverSettings(0.9, 0.3, 2, false));
        assertThat(same.race().fingerprint()).isEqualTo(one.race().fingerprint());
        assertThat(other.race().inputScript()).isNotEqualTo(one.race().inputScript());
    }

    @ParameterizedTest
    @MethodSource("tracks")
    void replaysOfTenRacesDriveTheSameRacesAsScripts(String name) throws Exception {
        compareRaces(name, 10);
    }

    @ParameterizedTest
    @MethodSource("tracks")
    void theDriverByDefaultFinishes(String name) {
        assertThat(lost(name, 12)).isZero();
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("tracks")
    void ofAThousandDrivesByDefaultTenAtMostAreLost(String name) {
        assertThat(lost(name, 1_000)).isLessThanOrEqualTo(10);
    }

    private static int lost(String name, int drives) {
        Drives on = new Drives(name);
        int lost = 0;
        for (int seed = 0; seed < drives; seed++) {
            DriverSettings who = new DriverSettings(DriverSettings.DEFAULT.skill(),
                    DriverSettings.DEFAULT.noise(), seed, seed % 2 == 1);
            lost += on.drive(who).outcome() == Driver.Outcome.FINISHED ? 0 : 1;
        }
        return lost;
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("tracks")
    void replaysOfAHundredRacesDriveTheSameRacesAsScripts(String name) throws Exception {
        compareRaces(name, 100);
    }

    private static void compareRaces(String name, int races) throws Exception {
        Drives drives = new Drives(name);
        int lost = 0;
        for (int seed = 0; seed < races + lost; seed++) {
            DriverSettings who = new DriverSettings(1 - seed % 10 / 20.0, 0.2, seed, seed % 2 == 1);
            Drives.Drive drive = drives.drive(who);
            if (drive.outcome() != Driver.Outcome.FINISHED) {
                // Unsteady hands fall off now and then; another race takes its place.
                lost++;
                assertThat(lost).as(who.toString()).isLessThanOrEqualTo(Math.max(1, races / 20));
                continue;
            }
            Race again = drives.again(drive);
            assertThat(Drives.splits(again)).as(who.toString()).isEqualTo(drive.splits());
            assertThat(again.raceTimeMs()).isEqualTo(drive.race().raceTimeMs());
            assertThat(again.car()).as(who.toString()).isEqualTo(drive.race().car());
        }
    }

    @Test
    void aRecordedReplayReadsBackAsWhatWasDriven() throws Exception {
        Drives.Drive drive = new Drives("hairpins").drive(new DriverSettings(1, 0.1, 5, false));
        Race race = drive.race();
        Replay written = drive.recorder().replay("me", "Me");
        byte[] file = drive.recorder().file("me", "Me");
        var read = GbxFiles.read("driven", file, GbxReadOptions.CHECKED);
        assertThat(read.warnings()).isEmpty();
        Replay replay = (Replay) read.content();
        assertThat(replay).isEqualTo(written);
        Ghost ghost = replay.bestGhost().orElseThrow();
        assertThat(ghost.raceTimeMs()).isEqualTo(race.raceTimeMs());
        assertThat(ghost.checkpointTimesMs()).isEqualTo(drive.splits());
        assertThat(ghost.samples().size()).isEqualTo(race.tickTimeMs() / 100 + 1);
        assertThat(replay.challenge().orElseThrow().uid()).isEqualTo(race.track().uid());
        assertThat(ghost.inputs().name(0)).isEqualTo("_FakeIsRaceRunning");
        assertThat(ghost.inputs().name(ghost.inputs().size() - 1)).isEqualTo("_FakeFinishLine");
        assertThat(ghost.uid()).hasSize(27);
    }

    @Test
    void theSamplesSayWhatTheCarDid() {
        Race race = new Race(BuiltInTracks.track("chicane"), new StadiumCarEngine());
        Driver driver = new Driver(race, BuiltInTracks.line("chicane"), BestParameters.of("chicane"),
                DriverSettings.BEST);
        RaceRecorder recorder = new RaceRecorder(race);
        int gears = 0;
        while (race.tickTimeMs() < 8_000) {
            driver.drive();
            race.tick();
            recorder.tick();
            if (race.tickTimeMs() >= 0 && race.tickTimeMs() % 1_000 == 0) {
                Ghost ghost = recorder.ghost("me", "Me");
                int i = race.tickTimeMs() / 100;
                GhostDetail detail = GhostDetail.of(ghost.samples(), i);
                assertThat(ghost.samples().position(i)).isEqualTo(race.car().position());
                assertThat(ghost.samples().speed(i)).isCloseTo(race.car().speed(), within(0.05));
                assertThat(detail.rpm()).isCloseTo(race.car().rpm(), within(0.6));
                assertThat(detail.gearboxState()).isEqualTo(race.car().gearboxState());
                for (int wheel = 0; wheel < 4; wheel++) {
                    GhostWheel read = detail.wheels().get(wheel);
                    assertThat(read.onGround()).isEqualTo(race.car().wheelContact(wheel));
                    assertThat(read.sliding()).isEqualTo(race.car().wheelSliding(wheel));
                    assertThat(read.material()).isEqualTo(race.car().wheelMaterial(wheel));
                    assertThat(read.damper()).isCloseTo(race.car().wheelAbsorb(wheel), within(0.016));
                }
                gears = Math.max(gears, race.car().gear());
            }
        }
        assertThat(gears).isGreaterThan(1);
    }

    @Test
    void aRecordedReplayCanBeFollowedAsAPath() throws Exception {
        Drives.Drive drive = new Drives("jump").drive(DriverSettings.BEST);
        Ghost ghost = drive.recorder().ghost("me", "Me");
        Race race = new Race(BuiltInTracks.track("jump"), PathEngine.of(ghost, new StadiumCarEngine()));
        String script = ReplayScripts.of(ghost, ScriptOptions.DEFAULT).text();
        race.runScript(InputTimeline.of(CommandList.parse(script)), command -> { });
        while (!race.isFinished() && race.tickTimeMs() < 60_000) {
            race.tick();
        }
        assertThat(race.isOnPath()).isTrue();
        assertThat(Drives.splits(race)).isEqualTo(drive.splits());
    }

    @Test
    void aRestartBeginsTheRecordingAnew() {
        Race race = new Race(BuiltInTracks.track("straight"), new StadiumCarEngine());
        RaceRecorder recorder = new RaceRecorder(race);
        while (race.tickTimeMs() < 1_000) {
            race.tick();
            recorder.tick();
        }
        assertThat(recorder.ghost("me", "Me").samples().size()).isEqualTo(11);
        assertThat(recorder.ghost("me", "Me").finished()).isFalse();
        race.restart();
        race.tick();
        recorder.tick();
        assertThat(recorder.ghost("me", "Me").samples().isEmpty()).isTrue();
    }

    @Test
    void aDriverWhoFallsOffTheRoadIsLostAndStopsDriving() {
        Drives drives = new Drives("chicane");
        Race race = new Race(BuiltInTracks.track("chicane"), new StadiumCarEngine());
        DriverParameters blind = new DriverParameters(14, 0.6, 0.1, 0, 1.8, 60, 0, 60, 30, 0, 4, 1);
        Driver driver = new Driver(race, BuiltInTracks.line("chicane"), blind, DriverSettings.BEST);
        assertThat(driver.run(60_000)).isEqualTo(Driver.Outcome.LOST);
        assertThat(drives.drive(DriverSettings.BEST).outcome()).isEqualTo(Driver.Outcome.FINISHED);
    }
}
