package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.sim.game.VirtualGame;

/** What a run that ends early leaves of the game. */
@Timeout(30)
class LeftInOrderTest {

    private static final String FILE = "StadiumA3(00'09''69).Replay.Gbx";
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aRunThatIsAskedToEndWhileItWaitsForAFrameLeavesTheGameAtItsSpeed(PluginBehaviour behaviour)
            throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FILE);
        try (VirtualGame game = world.game(behaviour, "no-frame:nth=10,for=5s")) {
            CaptureWorld.Collected sink = new CaptureWorld.Collected();
            GameConnection connection = CaptureWorld.connection(game);
            Impatient watcher = new Impatient(sink, game);
            RunOutcome outcome = new ReplayCapture(connection).run(drive.request(10, 4), sink, watcher);

            assertThat(outcome.stop().orElseThrow().reason()).isEqualTo(StopReason.INTERRUPTED);
            assertThat(game.time.nanos() - watcher.asked).isLessThan(2 * SECOND);
            connection.close();

            assertThat(secondsOfRaceIn(game)).isBetween(0.5, 1.5);
            assertThat(game.log).contains("> set countdown_speed 1");
        }
    }

    /** Race time that goes by while one second does. */
    private static double secondsOfRaceIn(VirtualGame game) throws Exception {
        try (GameLink link = game.link()) {
            link.connect(Duration.ofSeconds(5));
            int first = Turns.NO_STEP;
            int last = Turns.NO_STEP;
            long began = 0;
            while (first == Turns.NO_STEP || game.time.nanos() - began < SECOND) {
                ServerMessage message = link.await(Duration.ofSeconds(5));
                int time = Turns.stepTimeMs(message);
                if (first == Turns.NO_STEP && time != Turns.NO_STEP) {
                    first = time;
                    began = game.time.nanos();
                }
                last = time == Turns.NO_STEP ? last : time;
                link.acknowledge();
            }
            return (last - first) / 1000.0;
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void whoeverNeverTalkedIsNotAskedForATurnAndTheReasonSaysWhoThatMayBe(PluginBehaviour behaviour)
            throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FILE);
        try (VirtualGame game = world.game(behaviour, "silence:phase=menus,for=60s");
                GameConnection connection = CaptureWorld.connection(game)) {
            long began = game.time.nanos();
            RunOutcome.Stop stop = new ReplayCapture(connection).run(drive.request(10, 4,
                    CaptureWorld.deadlines()), new CaptureWorld.Collected(), RunWatcher.NONE)
                    .stop().orElseThrow();

            assertThat(stop.reason()).isEqualTo(StopReason.NO_TURN);
            assertThat(stop.detail()).contains("port 8478").contains("another program");
            assertThat(game.time.nanos() - began).isLessThan(CaptureWorld.deadlines().menu()
                    .plusSeconds(1).toNanos());
        }
    }

    /** Asks the run to end two seconds after its eighth frame: the ninth was asked for and has not come. */
    private static final class Impatient implements RunWatcher {

        private final CaptureWorld.Collected sink;
        private final VirtualGame game;
        private long eighth;
        private long asked;

        private Impatient(CaptureWorld.Collected sink, VirtualGame game) {
            this.sink = sink;
            this.game = game;
        }

        @Override
        public boolean stops() {
            if (sink.labels.size() >= 8 && eighth == 0) {
                eighth = game.time.nanos();
            }
            boolean stops = eighth != 0 && game.time.nanos() - eighth > 2 * SECOND;
            asked = stops && asked == 0 ? game.time.nanos() : asked;
            return stops;
        }
    }
}
