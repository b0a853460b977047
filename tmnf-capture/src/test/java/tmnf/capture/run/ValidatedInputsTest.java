package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.capture.plan.ScriptInputs;
import tmnf.capture.verify.CaptureVerdict;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.game.VirtualGame;

/** Races with the inputs that the game injects by its command {@code replay}. */
@Timeout(120)
class ValidatedInputsTest {

    private static final String FILE = "StadiumA3(00'09''69).Replay.Gbx";

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(value = PluginBehaviour.class, names = {"ORIGINAL", "EXTENDED"})
    void driveTheReplayWithoutAnyScript(PluginBehaviour behaviour) throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        RunRequest request = world.path(FILE).withScript("there-is-none.txt").request(20, 8)
                .withSource(InputSource.validation(8));
        CaptureWorld.Collected sink = new CaptureWorld.Collected();
        List<String> told = new ArrayList<>();
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = CaptureWorld.connection(game)) {

            RunOutcome outcome = new ReplayCapture(connection).run(request, sink, telling(told));

            assertThat(outcome.stop()).isEmpty();
            assertThat(CaptureWorld.verdict(outcome, request)).isInstanceOf(CaptureVerdict.Accepted.class);
            assertThat(sink.times()).isEqualTo(sink.stamps).isEqualTo(sink.states)
                    .hasSize(request.frames().count());
            assertThat(told).hasSize(1);
            assertThat(ScriptInputs.of(told.get(0), request.raceTimeMs()))
                    .isEqualTo(ScriptInputs.of(world.path(FILE).text(), request.raceTimeMs()));
            assertThat(game.log).noneMatch(line -> line.contains("there-is-none"));
        }
    }

    private static RunWatcher telling(List<String> told) {
        return new RunWatcher() {
            @Override
            public void inputs(String script) {
                told.add(script);
            }
        };
    }

    /** Also behind a race with a script, whose inputs must not be taken for those of the validation. */
    @Test
    void areMissedAndTheNextScriptDrivesAllTheSame() throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        byte[] file = DrivenReplays.drive("straight", 1, 1, () -> false).get(0).file();
        Replay replay = GbxFiles.readReplay(Files.write(root.resolve("straight.gbx"), file)).content();
        RunRequest script = world.put(replay, "straight").request(10, 50);
        try (VirtualGame game = world.game(PluginBehaviour.ORIGINAL);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            assertThat(capture.run(script, new CaptureWorld.Collected(), RunWatcher.NONE).stop()).isEmpty();

            RunOutcome none = capture.run(script.withSource(InputSource.validation(1)),
                    new CaptureWorld.Collected(), RunWatcher.NONE);

            assertThat(none.stop()).hasValueSatisfying(stop -> {
                assertThat(stop.reason()).isEqualTo(StopReason.NO_INPUTS);
                assertThat(stop.phase()).isEqualTo(CapturePhase.COUNTDOWN);
            });
            assertThat(none.record().frames().count()).isZero();
            assertThat(game.log).filteredOn(line -> line.startsWith("no replay was validated"))
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(capture.run(script, new CaptureWorld.Collected(), RunWatcher.NONE).stop()).isEmpty();
        }
    }

    @Test
    void driveAtASpeedOfTheirOwn() throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FILE);
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            double[] seconds = new double[2];
            for (int i = 0; i < 2; i++) {
                RunRequest request =
                        drive.request(10, 20).withSource(InputSource.validation(i == 0 ? 1 : 10));
                RunOutcome outcome = capture.run(request, new CaptureWorld.Collected(), RunWatcher.NONE);
                assertThat(outcome.stop()).isEmpty();
                seconds[i] = outcome.record().phaseMillis().get(CapturePhase.RACE) / 1000.0;
            }
            assertThat(seconds[0]).isGreaterThan(9.6);
            assertThat(seconds[1]).isLessThan(seconds[0] / 2);
        }
    }

    @Test
    void areKeptToTheDeadlinesLikeAnyRace() throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        RunRequest request = world.path(FILE).request(10, 8, CaptureWorld.deadlines())
                .withSource(InputSource.validation(8));
        try (VirtualGame game = world.game(PluginBehaviour.ORIGINAL, "silence:at=2010");
                GameConnection connection = CaptureWorld.connection(game)) {

            RunOutcome outcome = new ReplayCapture(connection).run(request, new CaptureWorld.Collected(),
                    RunWatcher.NONE);

            assertThat(outcome.stop()).hasValueSatisfying(
                    stop -> assertThat(stop.reason()).isEqualTo(StopReason.RACE_SILENT));
            assertThat(outcome.record().phaseMillis().get(CapturePhase.RACE))
                    .isLessThan(CaptureWorld.deadlines().raceMessage().toMillis() + 4000);
        }
    }
}
