package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.capture.verify.CaptureVerdict;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.driver.BestParameters;
import tmnf.tminterface.sim.driver.Driver;
import tmnf.tminterface.sim.driver.DriverSettings;
import tmnf.tminterface.sim.driver.RaceRecorder;
import tmnf.tminterface.sim.game.VirtualGame;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.track.BuiltInTracks;

/** Replays of simulated drivers on the built-in tracks: the model of the car drives their scripts again. */
@Timeout(300)
class DrivenTracksTest {

    private static final int LIMIT_MS = 300_000;
    private static final int LEAST_FINISHED = 6;

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({"straight, 1", "chicane, 1"})
    void aDriveIsReproducedToTheMillisecond(String track, int drives) throws Exception {
        check(track, drives, 1);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"straight, 10", "chicane, 10", "hairpins, 10", "jump, 10", "circuit, 10"})
    void manyDrivesAreReproducedToTheMillisecond(String track, int drives) throws Exception {
        check(track, drives, LEAST_FINISHED);
    }

    private void check(String track, int drives, int leastFinished) throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        int finished = 0;
        try (VirtualGame game = world.game(PluginBehaviour.ORIGINAL);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            for (int i = 0; i < drives; i++) {
                RaceRecorder recorder = drive(track,
                        new DriverSettings(1 - i * 0.05, i * 0.02, i, i % 3 == 1));
                byte[] file = recorder.file("driver", "Driver");
                Replay replay = (Replay) GbxFiles.read("driven", file, GbxReadOptions.CHECKED).content();
                if (replay.bestGhost().filter(ghost -> ghost.finished()).isEmpty()) {
                    continue; // this one fell off the road
                }
                finished++;
                RunRequest request = world.put(replay, track + "-drive").request(20, 8);
                CaptureWorld.Collected sink = new CaptureWorld.Collected();
                RunOutcome outcome = capture.run(request, sink, RunWatcher.NONE);
                assertThat(outcome.stop()).as("drive " + i).isEmpty();
                assertThat(outcome.record().finishTimeMs()).hasValue(request.raceTimeMs());
                assertThat(outcome.record().largestDistanceMetres()).isLessThan(0.001);
                assertThat(CaptureWorld.verdict(outcome, request))
                        .isInstanceOf(CaptureVerdict.Accepted.class);
                assertThat(sink.times()).isEqualTo(sink.stamps);
            }
        }
        assertThat(finished).isGreaterThanOrEqualTo(leastFinished);
    }

    private static RaceRecorder drive(String track, DriverSettings who) {
        tmnf.tminterface.sim.race.Race race = new tmnf.tminterface.sim.race.Race(BuiltInTracks.track(track),
                new StadiumCarEngine());
        Driver driver = new Driver(race, BuiltInTracks.line(track), BestParameters.of(track), who);
        RaceRecorder recorder = new RaceRecorder(race);
        while (driver.outcome() == Driver.Outcome.DRIVING && race.tickTimeMs() < LIMIT_MS) {
            driver.drive();
            race.tick();
            recorder.tick();
        }
        return recorder;
    }
}
