package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.verify.CaptureVerdict;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.VirtualGame;

/** Each frame shows the tick that its label says, whatever the speed and the rendering. */
@Timeout(120)
class TrueLabelsTest {

    private static final String FILE = "petrp_Randomizer TMF test track.Replay.gbx";

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void stampLabelStateAndScheduleAgreeAtEachSpeedAndRate(PluginBehaviour behaviour) throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FILE);
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            for (double speed : new double[] {1, 4, 50}) {
                for (double fps : new double[] {10, 64, 100}) {
                    RunRequest request = drive.request(fps, speed);
                    CaptureWorld.Collected sink = new CaptureWorld.Collected();
                    RunOutcome outcome = capture.run(request, sink, RunWatcher.NONE);

                    assertThat(outcome.stop()).isEmpty();
                    assertThat(CaptureWorld.verdict(outcome, request))
                            .isInstanceOf(CaptureVerdict.Accepted.class);
                    FrameSchedule schedule = request.frames();
                    List<Integer> ticks = IntStream.range(0, schedule.count()).map(schedule::tickMs).boxed()
                            .toList();
                    assertThat(sink.times()).isEqualTo(ticks).isEqualTo(sink.stamps).isEqualTo(sink.states);
                    assertThat(sink.labels).allSatisfy(label -> assertThat(label.requestedMs())
                            .isEqualTo(schedule.requestedMs(label.step())));
                    assertThat(sink.times()).startsWith(0).endsWith(ticks.get(ticks.size() - 1));
                    assertThat(sink.snapshots).hasSize(request.snapshots().count());
                    assertThat(sink.begun).isEqualTo(1);
                    assertThat(connection.hasTurn()).isTrue();
                }
            }
            assertThat(game.network.connections()).isEqualTo(1);
            assertThat(game.log).filteredOn(line -> line.startsWith("> map ")).hasSize(1);
        }
    }

    @Test
    void theVeryTickOfTheFinishIsCaptured() throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FILE);
        try (VirtualGame game = world.game(PluginBehaviour.ORIGINAL);
                GameConnection connection = CaptureWorld.connection(game)) {
            CaptureWorld.Collected sink = new CaptureWorld.Collected();
            new ReplayCapture(connection).run(drive.request(100, 4), sink, RunWatcher.NONE);

            assertThat(sink.stamps).endsWith(drive.ghost().raceTimeMs());
        }
    }

    /** As if the finish were told before the run step of its tick: it is taken back, so the race goes on. */
    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aFrameThatIsDueBehindTheMessageOfTheFinishIsStillTaken(PluginBehaviour behaviour) throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FILE);
        int last = drive.ghost().raceTimeMs() + 50;
        RunRequest usual = drive.request(100, 4);
        RunRequest longer = usual.withSchedules(new FrameSchedule(100, last), usual.snapshots());
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = CaptureWorld.connection(game)) {
            CaptureWorld.Collected sink = new CaptureWorld.Collected();
            RunOutcome outcome = new ReplayCapture(connection).run(longer, sink, RunWatcher.NONE);

            assertThat(outcome.stop()).isEmpty();
            assertThat(sink.times()).endsWith(last).hasSize(longer.frames().count())
                    .isEqualTo(sink.stamps).isEqualTo(sink.states);
        }
    }
}
