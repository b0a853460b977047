package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.verify.CaptureVerdict;
import tmnf.tminterface.link.Connector;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.LinkTap;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.link.Wire;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.VirtualGame;
import tmnf.tminterface.state.SimStateData;

/** One race after the other over one connection, and what the outside does to them. */
@Timeout(60)
class SeveralRacesTest {

    private static final String FIRST = "StadiumA3(00'09''69).Replay.Gbx";
    private static final String SECOND = "petrp_Randomizer TMF test track.Replay.gbx";

    @TempDir
    Path root;

    private static CaptureWorld.Collected accepted(ReplayCapture capture, CaptureWorld.Drive drive) {
        RunRequest request = drive.request(10, 8);
        CaptureWorld.Collected sink = new CaptureWorld.Collected();
        RunOutcome outcome = capture.run(request, sink, RunWatcher.NONE);
        assertThat(outcome.stop()).isEmpty();
        assertThat(CaptureWorld.verdict(outcome, request)).isInstanceOf(CaptureVerdict.Accepted.class);
        assertThat(sink.times()).isEqualTo(sink.stamps);
        return sink;
    }

    private static long mapsAskedFor(VirtualGame game) {
        return game.log.stream().filter(line -> line.startsWith("> map ")).count();
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void theSecondReplayOfAMapAsksForNoMapAndTwoMapsMayAlternate(PluginBehaviour behaviour) throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive first = world.path(FIRST);
        CaptureWorld.Drive second = world.path(SECOND);
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            accepted(capture, first);
            accepted(capture, first);
            assertThat(mapsAskedFor(game)).isEqualTo(1);
            accepted(capture, second);
            accepted(capture, first);
            accepted(capture, first);
            assertThat(mapsAskedFor(game)).isEqualTo(3);
            assertThat(game.network.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aGameThatIsRacingAlreadyIsTakenOver(PluginBehaviour behaviour) throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive first = world.path(FIRST);
        CaptureWorld.Drive second = world.path(SECOND);
        GameSettings settings = CaptureWorld.SETTINGS.withBehaviour(behaviour);
        for (long seconds : new long[] {1, 2, 5, 40}) { // countdown, race, and the dialog after a finish
            try (VirtualGame game = world.game(settings, second.map());
                    GameConnection connection = CaptureWorld.connection(game)) {
                game.time.sleep(seconds * 1_000_000_000L);
                accepted(new ReplayCapture(connection), first);
            }
            try (VirtualGame game = world.game(settings, first.map());
                    GameConnection connection = CaptureWorld.connection(game)) {
                game.time.sleep(seconds * 1_000_000_000L);
                accepted(new ReplayCapture(connection), first);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void anEarlierClientThatLeftAFrameRequestAndSpeedZeroDisturbsNothing(PluginBehaviour behaviour)
            throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FIRST);
        try (VirtualGame game = world.game(CaptureWorld.SETTINGS.withBehaviour(behaviour), drive.map())) {
            GameLink earlier = game.link();
            earlier.connect(java.time.Duration.ofSeconds(5));
            while (!(earlier.await(java.time.Duration.ofSeconds(5)) instanceof ServerMessage.RunStep)) {
                earlier.acknowledge();
            }
            earlier.setOnStepPeriod(70);
            earlier.setSpeed(0);
            earlier.requestFrame(200, 100);
            earlier.flush();
            try (GameConnection connection = CaptureWorld.connection(game)) {
                accepted(new ReplayCapture(connection), drive);
            }
            earlier.close();
        }
    }

    @Test
    void whatTheGameLeavesBehindIsARunningGameWithoutAFrameToCome() throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FIRST);
        try (VirtualGame game = world.game(PluginBehaviour.ORIGINAL)) {
            AtomicInteger beats = new AtomicInteger();
            RunWatcher endsAtOnce = new RunWatcher() {
                @Override
                public void beat() {
                    beats.incrementAndGet();
                }

                @Override
                public boolean stops() {
                    return beats.get() > 60;
                }
            };
            GameConnection connection = CaptureWorld.connection(game);
            RunOutcome outcome = new ReplayCapture(connection).run(drive.request(100, 8),
                    new CaptureWorld.Collected(), endsAtOnce);
            assertThat(outcome.stop().orElseThrow().reason()).isEqualTo(StopReason.INTERRUPTED);
            connection.close();
            // With the plugin of the original all of that would be inherited.
            try (GameLink link = game.link()) {
                link.connect(java.time.Duration.ofSeconds(5));
                link.await(java.time.Duration.ofSeconds(5));
                link.acknowledge();
                for (int i = 0; i < 20; i++) {
                    assertThat(link.await(java.time.Duration.ofSeconds(5)))
                            .isInstanceOf(ServerMessage.RunStep.class);
                    link.acknowledge();
                }
            }
        }
    }

    @Test
    void aSinkThatCannotWriteEndsTheRunAndTheNextOneIsAccepted() throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FIRST);
        try (VirtualGame game = world.game(PluginBehaviour.ORIGINAL);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            RunOutcome outcome = capture.run(drive.request(10, 8), new FullSink(), RunWatcher.NONE);
            assertThat(outcome.stop().orElseThrow().toString())
                    .isEqualTo("cannot-write in race: no space left");
            accepted(capture, drive);
        }
    }

    /** Has room for five frames. */
    private static final class FullSink extends CaptureWorld.Collected {

        @Override
        public void frame(FrameLabel label, FrameSize size, ByteBuffer bgra, SimStateData state)
                throws IOException {
            if (labels.size() == 5) {
                throw new IOException("no space left");
            }
            super.frame(label, size, bgra, state);
        }
    }

    /** Such a game goes on between request and picture, which is what mislabelled upstream's frames. */
    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aFrameOfAnotherTickIsNeverHandedOn(PluginBehaviour behaviour) throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FIRST);
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = new GameConnection(new GameLink(LinkSettings.of(8478),
                        new NeverStopping(game.network), game.time, LinkTap.NONE), game.time)) {
            CaptureWorld.Collected sink = new CaptureWorld.Collected();
            RunOutcome outcome = new ReplayCapture(connection).run(drive.request(100, 8), sink,
                    RunWatcher.NONE);

            assertThat(outcome.stop().orElseThrow().reason()).isEqualTo(StopReason.FRAME_LATE);
            assertThat(sink.times()).isEqualTo(sink.stamps);
        }
    }

    /** In upstream's capture the next replay fails then: a message was left without its answer. */
    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aSnapshotInTheTickOfTheFinishCostsTheNextRaceNothing(PluginBehaviour behaviour) throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FIRST);
        int finish = drive.ghost().raceTimeMs();
        assertThat(finish % FrameSchedule.TICK_MS).isZero();
        FrameSchedule each = new FrameSchedule(FrameSchedule.MOST_FPS, finish);
        RunRequest request = new RunRequest(drive.script(), 100, drive.map(), drive.uid(), drive.ghost(),
                new FrameSchedule(1, finish), each, new FrameSize(64, 64), 8, false, 2,
                CaptureWorld.deadlines(), CaptureWorld.LARGEST_METRES);
        try (VirtualGame game = world.game(behaviour);
                GameConnection connection = CaptureWorld.connection(game)) {
            for (int race = 0; race < 3; race++) {
                CaptureWorld.Collected sink = new CaptureWorld.Collected();
                RunOutcome outcome = new ReplayCapture(connection).run(request, sink, RunWatcher.NONE);

                assertThat(outcome.stop()).isEmpty();
                assertThat(CaptureWorld.verdict(outcome, request))
                        .isInstanceOf(CaptureVerdict.Accepted.class);
                assertThat(sink.snapshots).hasSize(each.count()).endsWith(finish);
            }
            assertThat(game.network.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(SkewedFrames.Part.class)
    void aFrameWhoseHeadAndStateDisagreeIsNeverHandedOn(SkewedFrames.Part part) throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(FIRST);
        RunRequest request = drive.request(10, 8);
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED)) {
            SkewedFrames skewed = new SkewedFrames(game.network, request.size(), part);
            GameLink link = new GameLink(LinkSettings.of(8478), skewed, game.time, LinkTap.NONE);
            try (GameConnection connection = new GameConnection(link, game.time)) {
                CaptureWorld.Collected sink = new CaptureWorld.Collected();
                RunOutcome outcome = new ReplayCapture(connection).run(request, sink, RunWatcher.NONE);

                RunOutcome.Stop stop = outcome.stop().orElseThrow();
                assertThat(stop.reason()).as(stop.toString()).isEqualTo(StopReason.FRAME_LATE);
                assertThat(sink.labels).isEmpty();
                assertThat(skewed.moved()).isPositive();
            }
        }
    }

    /** Makes a speed of 8 of a speed of 0. */
    private record NeverStopping(Connector connector) implements Connector {

        @Override
        public Wire connect(InetSocketAddress address, long waitNanos) throws IOException {
            Wire wire = connector.connect(address, waitNanos);
            return new Wire() {
                @Override
                public int read(ByteBuffer target, long wait) throws IOException {
                    return wire.read(target, wait);
                }

                @Override
                public int write(ByteBuffer source, long wait) throws IOException {
                    ByteBuffer changed = ByteBuffer.allocate(source.remaining())
                            .order(ByteOrder.LITTLE_ENDIAN).put(source.duplicate()).flip();
                    if (changed.remaining() >= 8 && changed.getInt(0) == 6 && changed.getInt(4) == 0) {
                        changed.putFloat(4, 8);
                    }
                    int count = wire.write(changed, wait);
                    source.position(source.position() + count);
                    return count;
                }

                @Override
                public void close() {
                    wire.close();
                }
            };
        }
    }
}
