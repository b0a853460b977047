package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.capture.game.GameFiles;
import tmnf.capture.game.GamePlaces;
import tmnf.capture.verify.CaptureVerdict;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.VirtualGame;

/** No ghost of a personal best drives through the pictures, whenever the game makes one. */
@Timeout(60)
class PersonalBestsTest {

    private static final String REPLAY = "StadiumA3(00'09''69).Replay.Gbx";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    Path root;
    private CaptureWorld world;
    private CaptureWorld.Drive drive;

    @BeforeEach
    void putTheReplay() throws Exception {
        world = new CaptureWorld(root);
        drive = world.path(REPLAY);
    }

    /** Two loadings: the game keeps that race when it leaves it, and shows its ghost in the first one. */
    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aRaceThatTheGameHasFinishedByItselfLeavesNoGhost(PluginBehaviour behaviour) throws Exception {
        Replay replay = (Replay) GbxFiles.read(CaptureWorld.samples().resolve(REPLAY)).content();
        GamePlaces places = GamePlaces.find(Optional.of(root), Optional.of(world.folder.scripts()),
                List.of());
        try (VirtualGame game = world.game(behaviour);
                GameFiles files = GameFiles.open(places, 0, Optional.empty());
                GameConnection connection = CaptureWorld.connection(game)) {
            finishWithoutUs(game);
            long before = mapsAskedFor(game);

            String name = replay.challenge().orElseThrow().name();
            ReplayCapture capture = new ReplayCapture(connection);
            accepted(capture, () -> files.hidePersonalBests(drive.uid(), name));

            assertThat(mapsAskedFor(game) - before).isEqualTo(2);
            assertThat(world.log()).filteredOn(line -> line.contains("drives along")).hasSize(1);
            accepted(capture, () -> files.hidePersonalBests(drive.uid(), name));
            assertThat(mapsAskedFor(game) - before).as("the second race needs no loading").isEqualTo(2);
            assertThat(world.log()).filteredOn(line -> line.contains("drives along")).hasSize(1);
        }
    }

    /** Somebody else drives the race, and goes while its finish is shown. */
    private void finishWithoutUs(VirtualGame game) throws IOException {
        try (GameLink link = game.link()) {
            link.connect(PATIENCE);
            link.await(PATIENCE);
            link.executeCommand("set skip_map_load_screens true");
            link.executeCommand("set disable_forced_camera true");
            link.executeCommand("load " + drive.script());
            link.executeCommand("map " + drive.map());
            while (game.log.stream().noneMatch(line -> line.startsWith("finished at"))) {
                link.acknowledge();
                link.await(PATIENCE);
            }
        }
    }

    @Test
    void aNewOneBetweenTwoRacesHasTheChallengeLoadedAgain() throws Exception {
        AtomicInteger hidden = new AtomicInteger(3);
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            accepted(capture, hidden::get);
            accepted(capture, hidden::get);
            assertThat(mapsAskedFor(game)).isEqualTo(1);

            hidden.incrementAndGet();
            accepted(capture, hidden::get);
            assertThat(mapsAskedFor(game)).isEqualTo(2);

            hidden.decrementAndGet();
            accepted(capture, hidden::get);
            assertThat(mapsAskedFor(game)).as("one was named back elsewhere").isEqualTo(2);

            hidden.incrementAndGet();
            accepted(capture, hidden::get);
            assertThat(mapsAskedFor(game)).as("as many as then, and one of them new").isEqualTo(3);
        }
    }

    @Test
    void aNewOneEachTimeEndsTheRunAndTheNextOneIsAccepted() throws Exception {
        AtomicInteger hidden = new AtomicInteger();
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);

            RunOutcome.Stop stop = run(capture, hidden::incrementAndGet).stop().orElseThrow();

            assertThat(stop.reason()).isEqualTo(StopReason.GHOST);
            assertThat(stop.detail()).contains("4 times that " + drive.map() + " was loaded");
            assertThat(mapsAskedFor(game)).isEqualTo(4);
            accepted(capture, hidden::get);
            assertThat(mapsAskedFor(game)).isEqualTo(5);
        }
    }

    /** A scanner may hold a file that is new. */
    @Test
    void oneThatCannotBeHiddenAtOnceHasTheChallengeLoadedAgain() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED);
                GameConnection connection = CaptureWorld.connection(game)) {
            accepted(new ReplayCapture(connection), () -> {
                if (looks.incrementAndGet() == 2) {
                    throw new IOException("a.Replay.gbx is held");
                }
                return looks.get() == 1 ? 0 : 1;
            });

            assertThat(mapsAskedFor(game)).as("what was seen may have been new; then, whether one is newer")
                    .isEqualTo(3);
        }
    }

    @Test
    void thoseOfOtherChallengesAreNamedBackOnceTheirRaceIsLeft() throws Exception {
        List<String> calls = new ArrayList<>();
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED);
                GameConnection connection = CaptureWorld.connection(game)) {
            PersonalBests bests = new PersonalBests() {
                @Override
                public int hide() {
                    calls.add("hide " + mapsAskedFor(game));
                    return 0;
                }

                @Override
                public void challengeRuns() {
                    calls.add("runs " + mapsAskedFor(game));
                }
            };
            ReplayCapture capture = new ReplayCapture(connection);
            accepted(capture, bests);
            accepted(capture, bests);
        }

        assertThat(calls).containsExactly("hide 0", "hide 1", "runs 1", "hide 1");
    }

    @Test
    void oneThatCannotBeNamedBackEndsTheRun() throws Exception {
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED);
                GameConnection connection = CaptureWorld.connection(game)) {
            RunOutcome outcome = run(new ReplayCapture(connection), new PersonalBests() {
                @Override
                public int hide() {
                    return 1;
                }

                @Override
                public void challengeRuns() throws IOException {
                    throw new IOException("b.Replay.gbx is locked");
                }
            });

            assertThat(outcome.stop().orElseThrow().toString())
                    .isEqualTo("cannot-write in map-load: b.Replay.gbx is locked");
        }
    }

    @Test
    void oneThatCannotBeHiddenEndsTheRunAndTheNextOneIsAccepted() throws Exception {
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);

            RunOutcome.Stop stop = run(capture, () -> {
                throw new IOException("a.Replay.gbx is locked");
            }).stop().orElseThrow();

            assertThat(stop.toString()).isEqualTo("cannot-write in map-load: a.Replay.gbx is locked");
            assertThat(mapsAskedFor(game)).isEqualTo(4);
            accepted(capture, PersonalBests.NONE);
        }
    }

    @Test
    void anInterruptMeanwhileIsNoFailureOfTheFiles() throws Exception {
        try (VirtualGame game = world.game(PluginBehaviour.EXTENDED);
                GameConnection connection = CaptureWorld.connection(game)) {
            RunOutcome outcome = run(new ReplayCapture(connection), () -> {
                throw new InterruptedIOException();
            });

            assertThat(Thread.interrupted()).as("still told").isTrue();
            assertThat(outcome.stop().orElseThrow().reason()).isEqualTo(StopReason.INTERRUPTED);
        }
    }

    private void accepted(ReplayCapture capture, PersonalBests bests) {
        RunOutcome outcome = run(capture, bests);
        assertThat(outcome.stop()).isEmpty();
        assertThat(CaptureWorld.verdict(outcome, drive.request(10, 8)))
                .isInstanceOf(CaptureVerdict.Accepted.class);
    }

    private RunOutcome run(ReplayCapture capture, PersonalBests bests) {
        return capture.run(drive.request(10, 8), new CaptureWorld.Collected(), RunWatcher.NONE, bests);
    }

    private static long mapsAskedFor(VirtualGame game) {
        return game.log.stream().filter(line -> line.startsWith("> map ")).count();
    }
}
