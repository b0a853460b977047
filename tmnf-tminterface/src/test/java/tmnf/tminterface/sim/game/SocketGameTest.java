package tmnf.tminterface.sim.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.link.PluginSettings;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.sim.render.FrameStamp;
import tmnf.tminterface.state.SimStateData;

/** The built-in tracks and the real model of the car over real sockets and real time. */
@Timeout(60)
class SocketGameTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final PluginSettings PLUGIN = new PluginSettings(SOON, 100, 100);

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    Path folder;

    private SimulatedGames start(int count, GameSettings settings, String map) throws IOException {
        GameFolder gameFolder = GameFolder.create(folder);
        TrackMaps maps = new TrackMaps(Optional.of(gameFolder), log::add);
        return SimulatedGames.start(0, count, i -> new SimulatedGame.Setup(maps, gameFolder.scripts(),
                Optional.of(map), settings, FaultPlan.NONE, i, Optional.empty()),
                (instance, line) -> log.add(instance + " " + line));
    }

    private static GameLink link(int port) throws IOException {
        GameLink link = new GameLink(LinkSettings.of(port));
        link.reconnect(PLUGIN, SOON);
        link.executeCommand("set countdown_speed 100");
        link.acknowledge();
        // On a busy machine the race is past its start by now.
        assertThat(link.await(SOON)).isInstanceOf(ServerMessage.RunStep.class);
        link.giveUp();
        link.acknowledge();
        return link;
    }

    /** The console works in frames: two of them, while the game stands still; ends in the turn of a step. */
    private static void letTheConsoleWork(GameLink link) throws IOException {
        for (int i = 0; i < 2; i++) {
            link.setSpeed(0);
            link.requestFrame(8, 8);
            link.acknowledge();
            assertThat(link.await(SOON)).isInstanceOf(ServerMessage.Frame.class);
            link.setSpeed(100);
            link.acknowledge();
            assertThat(link.await(SOON)).isInstanceOf(ServerMessage.RunStep.class);
        }
    }

    private static int stepTo(GameLink link, int raceTimeMs) throws IOException {
        while (true) {
            ServerMessage message = link.await(SOON);
            if (message instanceof ServerMessage.RunStep step && step.raceTimeMs() == raceTimeMs) {
                return step.raceTimeMs();
            }
            link.acknowledge();
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void holdingAccelerateFinishesTheStraightTrackWithTheSameStateEveryTime(PluginBehaviour behaviour)
            throws IOException {
        GameSettings settings = VirtualGame.QUICK.withBehaviour(behaviour);
        Set<Integer> finishes = new TreeSet<>();
        try (SimulatedGames games = start(1, settings, "straight");
                GameLink link = link(games.ports().get(0))) {
            for (int race = 0; race < 3; race++) {
                stepTo(link, 0);
                link.setInputState(false, false, true, false);
                if (race == 1) {
                    // A frame and a rewind under way change nothing.
                    link.acknowledge();
                    stepTo(link, 2000);
                    link.rewindToState(link.getSimulationState());
                    link.setSpeed(0);
                    link.requestFrame(64, 64);
                    link.acknowledge();
                    ServerMessage.Frame frame = (ServerMessage.Frame) link.await(SOON);
                    assertThat(frame.pixels().remaining()).isEqualTo(64 * 64 * 4);
                    link.setSpeed(100);
                }
                link.acknowledge();
                while (!(link.await(SOON) instanceof ServerMessage.CheckpointCount count
                        && count.current() == count.target())) {
                    link.acknowledge();
                }
                SimStateData state = SimStateData.wrap(link.getSimulationState());
                finishes.add(state.checkpointData().cpTimeMs(state.checkpointData().cpTimes().size() - 1));
                link.acknowledge();
                link.await(SOON);
                assertThat(link.raceFinished()).isTrue();
                link.giveUp();
                link.acknowledge();
            }
        }
        assertThat(finishes).hasSize(1);
        assertThat(finishes.iterator().next()).isBetween(5_000, 20_000);
    }

    @Test
    void severalGamesRunAtOnceAndKnowNothingOfEachOther() throws IOException {
        try (SimulatedGames games = start(3, VirtualGame.QUICK, "chicane")) {
            List<byte[]> states = new ArrayList<>();
            for (int port : games.ports()) {
                try (GameLink link = link(port)) {
                    stepTo(link, 0);
                    link.setInputState(false, false, true, false);
                    link.acknowledge();
                    stepTo(link, 1500);
                    states.add(link.getSimulationState());
                }
            }
            assertThat(new TreeSet<>(games.ports())).hasSize(3);
            assertThat(states.get(1)).isEqualTo(states.get(0));
            assertThat(states.get(2)).isEqualTo(states.get(0));
        }
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(
                thread -> thread.getName().startsWith("tmnf-game-"));
    }

    @Test
    void aScriptOfTheFolderDrivesAsTheSameInputsDoThroughTheInterface() throws IOException {
        Files.createDirectories(folder.resolve("Scripts"));
        Files.writeString(folder.resolve("Scripts").resolve("run.txt"),
                "0.00-1.50 press up\n300-400 press left\n1500 steer 20000\n");
        List<byte[]> states = new ArrayList<>();
        try (SimulatedGames games = start(1, VirtualGame.QUICK, "straight");
                GameLink link = link(games.ports().get(0))) {
            stepTo(link, -2000);
            link.executeCommand("load run.txt");
            letTheConsoleWork(link);
            link.acknowledge();
            stepTo(link, 2000);
            states.add(link.getSimulationState());
            assertThat(link.getInputs()).isEqualTo("0.00 press up\n0.30 press left\n0.40 rel left\n"
                    + "1.50 rel up\n1.50 steer 20000\n");
            link.executeCommand("unload");
            letTheConsoleWork(link);
            link.setOnStepPeriod(10);
            link.giveUp();
            link.acknowledge();
            // What acts as the line t is set at the run step t - 10.
            stepTo(link, -10);
            link.setInputState(false, false, true, false);
            link.acknowledge();
            stepTo(link, 290);
            link.setInputState(true, false, true, false);
            link.acknowledge();
            stepTo(link, 390);
            link.setInputState(false, false, true, false);
            link.acknowledge();
            stepTo(link, 1490);
            link.setInputState(false, false, false, false);
            link.acknowledge();
            stepTo(link, 1500);
            states.add(link.getSimulationState());
            link.executeCommand("load run.txt");
            letTheConsoleWork(link);
            link.giveUp();
            link.acknowledge();
            stepTo(link, 1500);
            states.add(link.getSimulationState());
        }
        SimStateData typed = SimStateData.wrap(states.get(1));
        SimStateData scripted = SimStateData.wrap(states.get(2));
        assertThat(typed.position()).isEqualTo(scripted.position());
        assertThat(typed.velocity()).isEqualTo(scripted.velocity());
        assertThat(typed.position()).isNotEqualTo(SimStateData.wrap(states.get(0)).position());
    }

    @Test
    void framesCarryAStampOfTheirMomentAndTheirGame() throws Exception {
        GameSettings settings = VirtualGame.QUICK.withStamp(true);
        try (SimulatedGames games = start(2, settings, "jump"); GameLink link = link(games.ports().get(1))) {
            for (int time = 0; time <= 2000; time += 500) {
                stepTo(link, time);
                link.setSpeed(0);
                link.requestFrame(128, 96);
                link.acknowledge();
                ServerMessage.Frame frame = (ServerMessage.Frame) link.await(SOON);
                byte[] pixels = new byte[128 * 96 * 4];
                frame.pixels().get(pixels);
                assertThat(FrameStamp.readBgra(pixels, 128, 96)).isEqualTo(new FrameStamp(time, 1));
                link.setSpeed(100);
                link.acknowledge();
            }
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (SimulatedGames games = start(1, VirtualGame.QUICK, "straight")) {
            int port = games.ports().get(0);
            TrackMaps maps = new TrackMaps(Optional.empty(), log::add);

            assertThatThrownBy(() -> SimulatedGames.start(port, 1, i -> new SimulatedGame.Setup(maps, folder,
                    Optional.empty(), VirtualGame.QUICK, FaultPlan.NONE, i, Optional.empty()),
                    (i, line) -> { })).isInstanceOf(BindException.class).hasMessageContaining("port " + port);
        }
    }
}
