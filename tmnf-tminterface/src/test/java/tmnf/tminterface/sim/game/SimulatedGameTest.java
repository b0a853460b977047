package tmnf.tminterface.sim.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.tminterface.link.GameClosedException;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameTimeoutException;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.link.PluginSettings;
import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;

/** The phases of the game and what a client sees of them, in virtual time. */
@Timeout(60)
class SimulatedGameTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final PluginSettings PLUGIN = new PluginSettings(Duration.ofSeconds(2), 100, 1);

    /** Connects, and asks for a challenge without screens. */
    private static GameLink driving(VirtualGame game, String map, String... commands) throws IOException {
        GameLink link = game.link();
        link.reconnect(PLUGIN, SOON);
        link.executeCommand("set skip_map_load_screens true; set countdown_speed 1");
        for (String command : commands) {
            link.executeCommand(command);
        }
        link.executeCommand("map " + map);
        link.acknowledge();
        return link;
    }

    private static ServerMessage next(GameLink link) throws IOException {
        return link.await("a turn", SOON);
    }

    private static int stepTo(GameLink link, int raceTimeMs) throws IOException {
        while (true) {
            ServerMessage message = next(link);
            if (message instanceof ServerMessage.RunStep step && step.raceTimeMs() >= raceTimeMs) {
                return step.raceTimeMs();
            }
            link.acknowledge();
        }
    }

    @Test
    void theConnectTurnWaitsForTheMenusAndThenTheyAreSilent() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL); GameLink link = game.link()) {
            long began = game.time.millis();
            link.connect(SOON);
            assertThat(link.await(SOON)).isEqualTo(new ServerMessage.Connected());
            assertThat(game.time.millis() - began).isBetween(90L, 130L);
            assertThat(link.isInMenus()).isTrue();
            link.acknowledge();

            assertThatThrownBy(() -> link.await(LONG)).isInstanceOf(GameTimeoutException.class);
            // A new connection is the way to a turn.
            link.recover(PLUGIN, SOON);
        }
    }

    @Test
    void aRaceBeginsWithTheCountdownAndEndsWithTheDialog() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "short.Challenge.Gbx");
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(-2600));
            assertThat(link.isInMenus()).isFalse();
            link.acknowledge();
            assertThat(stepTo(link, 0)).isZero();
            assertThat(link.raceFinished()).isFalse();
            link.acknowledge();
            for (int time = 100; time <= 300; time += 100) {
                assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(time));
                link.acknowledge();
            }
            assertThat(next(link)).isEqualTo(new ServerMessage.CheckpointCount(1, 2));
            link.acknowledge();
            assertThat(stepTo(link, 600)).isEqualTo(600);
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.CheckpointCount(2, 2));
            assertThat(link.raceFinished()).as("in the turn of the finish").isFalse();
            link.acknowledge();
            // From now on each tick is a run step, and the race time stands.
            for (int i = 0; i < 40; i++) {
                assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(600));
                assertThat(link.raceFinished()).isTrue();
                link.acknowledge();
            }
            assertThatThrownBy(() -> {
                while (next(link).equals(new ServerMessage.RunStep(600))) {
                    link.acknowledge();
                }
            }).as("the dialog with the medals").isInstanceOf(GameTimeoutException.class);
            assertThat(game.log).contains("finished at 600 ms", "the game is in dialog");

            link.reconnect(PLUGIN, SOON);
            link.executeCommand("map two.Challenge.Gbx");
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(-2600));
        }
    }

    @Test
    void aFinishThatIsPreventedIsNone() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "short.Challenge.Gbx");
            while (!next(link).equals(new ServerMessage.CheckpointCount(2, 2))) {
                link.acknowledge();
            }
            link.preventSimulationFinish();
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(700));
            assertThat(link.raceFinished()).isFalse();
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(800));
        }
    }

    @Test
    void preventingInTheRunStepOfTheFinishKeepsTheCheckpointMessageRight() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "short.Challenge.Gbx");
            while (!next(link).equals(new ServerMessage.CheckpointCount(1, 2))) {
                link.acknowledge();
            }
            link.setOnStepPeriod(10);
            link.acknowledge();
            stepTo(link, 610);
            link.preventSimulationFinish();
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.CheckpointCount(2, 2));
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(620));
            assertThat(link.raceFinished()).isFalse();
        }
    }

    @Test
    void speedZeroKeepsRenderingAndMakesNoTick() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "two.Challenge.Gbx", "cam 3");
            stepTo(link, 200);
            link.setSpeed(0);
            link.toggleInterface(false);
            link.requestFrame(4, 2);
            link.acknowledge();
            ServerMessage.Frame frame = (ServerMessage.Frame) next(link);
            ByteBuffer pixels = frame.pixels().order(ByteOrder.LITTLE_ENDIAN);
            assertThat(pixels.getInt(0)).as("race time").isEqualTo(200);
            assertThat(pixels.getInt(4)).as("camera").isEqualTo(3);
            assertThat(pixels.getInt(8)).as("HUD").isZero();
            link.setSpeed(1);
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(300));
        }
    }

    @Test
    void ticksPassBetweenARequestAndItsFrame() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "two.Challenge.Gbx");
            stepTo(link, 0);
            link.setOnStepPeriod(10);
            link.setSpeed(16);
            link.acknowledge();
            int asked = stepTo(link, 500);
            link.requestFrame(4, 2);
            link.acknowledge();
            int steps = 0;
            ServerMessage message = next(link);
            while (!(message instanceof ServerMessage.Frame)) {
                steps++;
                link.acknowledge();
                message = next(link);
            }
            int shown = ((ServerMessage.Frame) message).pixels().order(ByteOrder.LITTLE_ENDIAN).getInt(0);
            // At speed 16 and 60 frames a second there are 26 or 27 ticks between two frames.
            assertThat(steps).isBetween(0, 27);
            assertThat(shown).isEqualTo(asked + 10 * steps);
            int between = 0;
            link.acknowledge();
            message = next(link);
            link.requestFrame(4, 2);
            while (!(message instanceof ServerMessage.Frame)) {
                between++;
                link.acknowledge();
                message = next(link);
            }
            assertThat(between).isBetween(26, 27);
        }
    }

    @Test
    void ticksKeepTheSpeedTimesRealTime() throws IOException {
        try (VirtualGame game = new VirtualGame(VirtualGame.QUICK.withPace(60, 8), FaultPlan.NONE,
                Path.of("none"), null)) {
            GameLink link = driving(game, "two.Challenge.Gbx");
            stepTo(link, 0);
            link.acknowledge();
            long began = game.time.millis();
            stepTo(link, 1000);
            assertThat(game.time.millis() - began).as("1 s at speed 1").isBetween(950L, 1050L);
            link.setSpeed(4);
            link.acknowledge();
            began = game.time.millis();
            stepTo(link, 2000);
            assertThat(game.time.millis() - began).as("1 s at speed 4").isBetween(215L, 285L);
            link.setSpeed(1000);
            link.giveUp();
            link.acknowledge();
            stepTo(link, 0);
            link.acknowledge();
            began = game.time.millis();
            stepTo(link, 2000);
            assertThat(game.time.millis() - began).as("2 s at the limit of 8").isBetween(215L, 285L);
        }
    }

    @Test
    void theTimeOfATurnIsNotCaughtUpWith() throws Exception {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "two.Challenge.Gbx");
            stepTo(link, 500);
            game.time.sleep(Duration.ofMillis(1500).toNanos());
            long began = game.time.millis();
            link.acknowledge();
            stepTo(link, 1500);
            assertThat(game.time.millis() - began).isBetween(950L, 1050L);
        }
    }

    @Test
    void theCountdownHasASpeedOfItsOwn() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "two.Challenge.Gbx", "set countdown_speed 10");
            stepTo(link, -2600);
            long began = game.time.millis();
            link.acknowledge();
            stepTo(link, 0);
            assertThat(game.time.millis() - began).isBetween(230L, 290L);
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aSecondClientReplacesTheFirst(PluginBehaviour behaviour) throws IOException {
        try (VirtualGame game = VirtualGame.of(behaviour)) {
            GameLink first = driving(game, "two.Challenge.Gbx");
            stepTo(first, 0);
            GameLink second = game.link();
            second.connect(SOON);
            first.acknowledge();
            assertThat(second.await(SOON)).isEqualTo(new ServerMessage.Connected());
            assertThatThrownBy(() -> {
                while (true) {
                    first.await(SOON);
                    first.acknowledge();
                }
            }).isInstanceOf(GameClosedException.class);
            second.acknowledge();
            // The original's second client inherits the period of the first.
            int time = stepTo(second, 100);
            assertThat(time % (behaviour == PluginBehaviour.ORIGINAL ? 100 : 10)).isZero();
        }
    }

    @Test
    void aClientThatDoesNotAnswerIsDroppedAfterItsTimeAndTheRaceGoesOn() throws Exception {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "two.Challenge.Gbx");
            stepTo(link, 0);
            game.time.sleep(Duration.ofMillis(2500).toNanos());
            assertThat(game.log).contains("Client disconnected due to timeout (2000ms)");
            assertThatThrownBy(() -> {
                link.acknowledge();
                link.await(SOON);
            }).isInstanceOf(IOException.class);
        }
    }

    @Test
    void withoutItsVariableTheGameWaitsForEnter() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "two.Challenge.Gbx", "set skip_map_load_screens");
            assertThatThrownBy(() -> link.await(LONG)).isInstanceOf(GameTimeoutException.class);
            assertThat(game.log).contains("the game is in preview");
            game.game.pressEnter();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(-2600));
        }
    }

    @Test
    void anIntroHoldsTheStartUnlessForcedCamerasAreDisabled() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "intro.Challenge.Gbx");
            assertThatThrownBy(() -> link.await(SOON)).isInstanceOf(GameTimeoutException.class);
            link.reconnect(PLUGIN, SOON);
            link.executeCommand("set disable_forced_camera true; map intro.Challenge.Gbx");
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(-2600));
        }
    }

    @Test
    void heartbeatsReachAScreenThatWaitsForEnterAndCommandsWorkInThem() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.EXTENDED); GameLink link = game.link()) {
            link.reconnect(PLUGIN, SOON);
            link.probe();
            link.enable(Set.of(Capability.HEARTBEAT, Capability.QUERIES));
            link.extended().setHeartbeat(Duration.ofMillis(200));
            link.executeCommand("map two.Challenge.Gbx");
            link.acknowledge();
            ServerMessage message = next(link);
            while (!game.log.contains("the game is in preview")) {
                link.acknowledge();
                message = next(link);
            }
            assertThat(((ServerMessage.Heartbeat) message).gameState())
                    .isEqualTo(GameState.LOCAL_INIT.value());
            assertThat(link.extended().getChallenge().orElseThrow().name()).isEqualTo("two");
            link.executeCommand("press enter");
            link.acknowledge();
            assertThat(next(link)).isEqualTo(new ServerMessage.RunStep(-2600));
        }
    }

    @Test
    void drawGameFalseMeansNoFrames() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "two.Challenge.Gbx", "set draw_game false");
            stepTo(link, 0);
            link.setSpeed(0);
            link.requestFrame(4, 2);
            link.acknowledge();
            assertThatThrownBy(() -> link.await(SOON)).isInstanceOf(GameTimeoutException.class);
        }
    }

    @Test
    void anUnfocusedGameIsSlowUntilItsLimitIsSwitchedOff() throws IOException {
        GameSettings unfocused = VirtualGame.QUICK.withFocus(false);
        try (VirtualGame game = new VirtualGame(unfocused, FaultPlan.NONE, Path.of("none"), null)) {
            GameLink link = driving(game, "two.Challenge.Gbx");
            stepTo(link, 0);
            link.setOnStepPeriod(10);
            link.setSpeed(4); // so that there are ticks in every frame
            assertThat(frameInterval(game, link)).isEqualTo(50);
            link.executeCommand("set unfocused_fps_limit false");
            link.acknowledge();
            stepTo(link, 800);
            assertThat(frameInterval(game, link)).isBetween(16L, 17L);
        }
    }

    /** Wall time between two frames, in ms; begins and ends in the turn of a run step. */
    private static long frameInterval(VirtualGame game, GameLink link) throws IOException {
        long[] shown = new long[2];
        for (int i = 0; i < 2; i++) {
            link.requestFrame(2, 2);
            link.acknowledge();
            while (!(next(link) instanceof ServerMessage.Frame)) {
                link.acknowledge();
            }
            shown[i] = game.time.millis();
            link.acknowledge();
            next(link);
        }
        return shown[1] - shown[0];
    }

    @Test
    void useValseedScattersTheStart() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "two.Challenge.Gbx", "set use_valseed true");
            stepTo(link, 0);
            byte[] one = link.getSimulationState();
            link.giveUp();
            link.acknowledge();
            stepTo(link, 0);
            byte[] other = link.getSimulationState();
            assertThat(Arrays.copyOfRange(one, 724, 736))
                    .isNotEqualTo(Arrays.copyOfRange(other, 724, 736));
            link.executeCommand("set use_valseed false");
            link.acknowledge();
            stepTo(link, 500);
            link.giveUp();
            link.acknowledge();
            stepTo(link, 0);
            byte[] third = link.getSimulationState();
            link.giveUp();
            link.acknowledge();
            stepTo(link, 0);
            assertThat(link.getSimulationState()).isEqualTo(third);
        }
    }

    @Test
    void deleteRestartsTheRaceFromTheConsoleAndFromAScript(@TempDir Path scripts) throws IOException {
        Files.writeString(scripts.resolve("again.txt"), "100 press up\n500 press delete\n");
        try (VirtualGame game = new VirtualGame(VirtualGame.QUICK, FaultPlan.NONE, scripts, null)) {
            GameLink link = driving(game, "two.Challenge.Gbx");
            stepTo(link, 300);
            link.executeCommand("press delete");
            link.acknowledge();
            assertThat(restartOf(link, 300)).isLessThan(500);
            link.executeCommand("load again.txt");
            link.acknowledge();
            // The line 500 acts in the tick that starts at 510.
            assertThat(restartOf(link, -2600)).isEqualTo(500);
            link.acknowledge();
            assertThat(restartOf(link, -2600)).isEqualTo(500);
            assertThat(link.getInputs()).isEmpty();
        }
    }

    /** Goes on to the first run step of the next race; the time of the last one before it. */
    private static int restartOf(GameLink link, int raceTimeMs) throws IOException {
        int last = raceTimeMs;
        while (true) {
            if (next(link) instanceof ServerMessage.RunStep step) {
                if (step.raceTimeMs() < last) {
                    assertThat(step.raceTimeMs()).isEqualTo(-2600);
                    return last;
                }
                last = step.raceTimeMs();
            }
            link.acknowledge();
        }
    }

    @Test
    void aMapThatIsNotThereLeavesTheMenusWithALineInTheLog() throws IOException {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "missing.Challenge.Gbx");
            assertThatThrownBy(() -> link.await(SOON)).isInstanceOf(GameTimeoutException.class);
            link.reconnect(PLUGIN, SOON);
            assertThat(link.isInMenus()).isTrue();
            assertThat(game.log).anyMatch(line -> line.startsWith("could not load missing.Challenge.Gbx"));
        }
    }

    @Test
    void theGameEndsByItsOwnCommand() throws Exception {
        try (VirtualGame game = VirtualGame.of(PluginBehaviour.ORIGINAL)) {
            GameLink link = driving(game, "two.Challenge.Gbx", "quit");
            game.time.sleep(SOON.toNanos());
            assertThat(game.hasEnded()).isTrue();
            assertThatThrownBy(() -> link.await(SOON)).isInstanceOf(GameClosedException.class);
        }
    }

    @Test
    void aRaceDoesNotDependOnWallTime() throws Exception {
        List<GameSettings> paces = List.of(VirtualGame.QUICK, VirtualGame.QUICK.withPace(7, 3),
                VirtualGame.QUICK.withPace(GameSettings.UNLIMITED, 1000));
        byte[] first = null;
        for (GameSettings pace : paces) {
            try (VirtualGame game = new VirtualGame(pace, FaultPlan.NONE, Path.of("none"), null)) {
                GameLink link = driving(game, "two.Challenge.Gbx");
                for (int time = 0; time <= 2000; time += 100) {
                    stepTo(link, time);
                    link.setInputState(time % 300 == 0, time % 700 == 0, true, time % 500 == 0);
                    if (pace.frameRate() < 10) {
                        game.time.sleep(Duration.ofMillis(time % 450).toNanos());
                    }
                    link.setSpeed(1 + time % 800);
                    link.acknowledge();
                }
                stepTo(link, 2100);
                first = first == null ? link.getSimulationState() : first;
                assertThat(link.getSimulationState()).isEqualTo(first);
            }
        }
    }
}
