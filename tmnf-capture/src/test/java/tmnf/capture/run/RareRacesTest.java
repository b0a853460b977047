package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.verify.CaptureVerdict;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.LinkTap;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.VirtualGame;

/** Few frames, no samples, writers that are slow or fail, and runs that take too long. */
@Timeout(60)
class RareRacesTest {

    @TempDir
    Path root;

    private CaptureWorld world; // after setUp
    private CaptureWorld.Drive drive; // after setUp

    @BeforeEach
    void setUp() throws Exception {
        world = new CaptureWorld(root);
        drive = world.path("StadiumA3(00'09''69).Replay.Gbx");
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aRaceShorterThanTheTimeBetweenTwoFramesGivesItsFirstFrame(PluginBehaviour behaviour)
            throws Exception {
        RunRequest request = rare(drive.ghost());
        assertThat(request.frames().count()).isEqualTo(1);
        accept(behaviour, request);
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aGhostWithoutSamplesAndOneFrameIsCapturedToo(PluginBehaviour behaviour) throws Exception {
        Ghost bare = Ghost.builder().raceTimeMs(drive.ghost().raceTimeMs())
                .checkpointTimesMs(drive.ghost().checkpointTimesMs()).uid(drive.uid())
                .samples(GhostSamples.EMPTY).build();
        accept(behaviour, rare(bare));
    }

    /** The first Enter comes too early, so it has to be let go and pressed again. */
    @Test
    void enterIsPressedAgainAndNeverStaysHeld() throws Exception {
        RunRequest request = rare(drive.ghost());
        CaptureWorld.Collected sink = new CaptureWorld.Collected();
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED, "press-enter:for=6s");
                GameConnection connection = CaptureWorld.connection(game)) {
            RunOutcome outcome = new ReplayCapture(connection).run(request, sink, RunWatcher.NONE);

            assertThat(outcome.stop()).isEmpty();
            assertThat(game.log).filteredOn(line -> line.endsWith(" enter"))
                    .containsExactly("> press enter", "> rel enter", "> press enter", "> rel enter");
        }
    }

    /** The race before the restart must not be driven to its end between two frames. */
    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aGameThatRendersSlowlyKeepsNoPersonalBest(PluginBehaviour behaviour) throws Exception {
        GameSettings slow =
                CaptureWorld.SETTINGS.withBehaviour(behaviour).withPace(10, GameSettings.UNLIMITED);
        try (VirtualGame game = world.game(slow, null);
                GameConnection connection = CaptureWorld.connection(game)) {
            RunOutcome outcome = new ReplayCapture(connection).run(rare(drive.ghost(), 1000),
                    new CaptureWorld.Collected(), RunWatcher.NONE);
            assertThat(outcome.stop()).isEmpty();
            assertThat(game.log).noneMatch(line -> line.startsWith("finished at"));
        }
    }

    @Test
    void aGameIsToldWhichProfileToLogInWithOnce() throws Exception {
        try (VirtualGame game = world.game(PluginBehaviour.ORIGINAL);
                GameConnection connection = new GameConnection(game.link(), game.time, "anna")) {
            for (int i = 0; i < 2; i++) {
                new ReplayCapture(connection).run(rare(drive.ghost()), new CaptureWorld.Collected(),
                        RunWatcher.NONE);
            }
            assertThat(game.log).containsOnlyOnce("> set autologin anna").contains("logged in as anna");
        }
    }

    /** What could end a race, or wait for somebody, while no one sits before the game. */
    @Test
    void aGameIsPreparedOnceForRacesThatNobodyWatches() throws Exception {
        try (VirtualGame game = world.game(PluginBehaviour.ORIGINAL);
                GameConnection connection = CaptureWorld.connection(game)) {
            for (int i = 0; i < 2; i++) {
                new ReplayCapture(connection).run(rare(drive.ghost()), new CaptureWorld.Collected(),
                        RunWatcher.NONE);
            }
            assertThat(game.log).containsOnlyOnce("> set skip_map_load_screens true",
                    "> set disable_forced_camera true", "> set use_valseed false",
                    "> set unfocused_fps_limit false", "> set autorewind false",
                    "> set auto_reload_plugins false", "> set draw_game true");
        }
    }

    private RunRequest rare(Ghost ghost) {
        return rare(ghost, 4);
    }

    private RunRequest rare(Ghost ghost, double speed) {
        FrameSchedule once = new FrameSchedule(0.1, ghost.raceTimeMs());
        return new RunRequest(drive.script(), 100, drive.map(), drive.uid(), ghost, once, once,
                new FrameSize(64, 64), speed, false, 2, CaptureWorld.deadlines(),
                CaptureWorld.LARGEST_METRES);
    }

    /** The countdown alone takes a minute then. */
    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aGameThatIsMadeSlowHasThatMuchMoreTime(PluginBehaviour behaviour) throws Exception {
        accept(behaviour, rare(drive.ghost(), 0.05));
    }

    private void accept(PluginBehaviour behaviour, RunRequest request) throws Exception {
        CaptureWorld.Collected sink = new CaptureWorld.Collected();
        RunOutcome outcome = run(behaviour, request, sink);
        assertThat(outcome.stop()).isEmpty();
        assertThat(CaptureWorld.verdict(outcome, request)).isInstanceOf(CaptureVerdict.Accepted.class);
        assertThat(sink.times()).isEqualTo(sink.stamps).containsExactly(0);
    }

    private RunOutcome run(PluginBehaviour behaviour, RunRequest request, RunSink sink) throws Exception {
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = CaptureWorld.connection(game)) {
            return new ReplayCapture(connection).run(request, sink, RunWatcher.NONE);
        }
    }

    @Test
    void aPictureOfAnotherSizeEndsTheRunAndIsNotKept() throws Exception {
        RunRequest request = drive.request(10, 4);
        CaptureWorld.Collected sink = new CaptureWorld.Collected();
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED)) {
            OtherPictures network =
                    new OtherPictures(game.network, request.size(), new FrameSize(32, 128), 5);
            GameLink link = new GameLink(LinkSettings.of(8478), network, game.time, LinkTap.NONE);
            try (GameConnection connection = new GameConnection(link, game.time)) {
                RunOutcome outcome = new ReplayCapture(connection).run(request, sink, RunWatcher.NONE);

                RunOutcome.Stop stop = outcome.stop().orElseThrow();
                assertThat(stop.phase()).isEqualTo(CapturePhase.RACE);
                assertThat(stop.reason()).isEqualTo(StopReason.CONNECTION_LOST);
                assertThat(stop.detail()).contains("has the size").contains("32").contains("128");
                assertThat(sink.times()).isEqualTo(sink.stamps).hasSize(outcome.record().frames().count());
                assertThat(CaptureWorld.verdict(outcome, request))
                        .isInstanceOf(CaptureVerdict.Rejected.class);
            }
        }
    }

    @Test
    void aWriterThatHasFailedWhenTheRunAsksForRoomEndsTheRun() throws Exception {
        RunSink full = new CaptureWorld.Collected() {
            @Override
            public Future<?> room() {
                return CompletableFuture.failedFuture(new IOException("the disk is full"));
            }
        };
        RunOutcome outcome = run(PluginBehaviour.ORIGINAL, drive.request(10, 4), full);

        RunOutcome.Stop stop = outcome.stop().orElseThrow();
        assertThat(stop.reason()).isEqualTo(StopReason.CANNOT_WRITE);
        assertThat(stop.detail()).contains("the disk is full");
        assertThat(outcome.record().frames().count()).isEqualTo(1);
    }

    @Test
    void aSplitThatIsOneTickOffEndsTheRun() throws Exception {
        int[] splits = drive.ghost().checkpointTimesMs();
        splits[splits.length - 1] -= FrameSchedule.TICK_MS;
        Ghost faster = Ghost.builder().raceTimeMs(splits[splits.length - 1]).checkpointTimesMs(splits)
                .uid(drive.uid()).samples(GhostSamples.EMPTY).build();

        RunOutcome.Stop stop = run(PluginBehaviour.ORIGINAL, rare(faster),
                RunSink.NOTHING).stop().orElseThrow();

        assertThat(stop.reason()).as(stop.toString()).isEqualTo(StopReason.WRONG_SPLIT);
    }

    /** Nothing is near a place that is no number. */
    @Test
    void aGhostWithoutAPlaceInOneSampleEndsTheRunThere() throws Exception {
        GhostSamples start = drive.ghost().samples();
        byte[] states = new byte[2 * GhostSamples.STATE_SIZE];
        ByteBuffer.wrap(states).order(ByteOrder.LITTLE_ENDIAN).putFloat(start.x(0))
                .putFloat(start.y(0)).putFloat(start.z(0))
                .putFloat(GhostSamples.STATE_SIZE, Float.NaN);
        Ghost nowhere = Ghost.builder().raceTimeMs(drive.ghost().raceTimeMs())
                .checkpointTimesMs(drive.ghost().checkpointTimesMs()).uid(drive.uid())
                .samples(GhostSamples.packed(100, states)).build();

        RunOutcome outcome = run(PluginBehaviour.ORIGINAL, rare(nowhere), RunSink.NOTHING);

        RunOutcome.Stop stop = outcome.stop().orElseThrow();
        assertThat(stop.reason()).as(stop.toString()).isEqualTo(StopReason.DESYNC);
        assertThat(outcome.record().largestDistanceMetres()).isNaN();
    }
}
