package tmnf.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import tmnf.tminterface.launch.GamePort;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameFolder;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMaps;

/** Games that run already, and games that the command starts, with the usual plugin. */
@Timeout(120)
class CaptureGamesTest extends CaptureTestBase {

    private static final String[] FAST = {"--width", "32", "--height", "32", "--running-speed", "1000"};

    @BeforeEach
    void races() throws IOException {
        race("t1", 2);
        race("t2", 1);
    }

    private CliRun capture(Map<String, String> options) {
        Stream<String> places = Stream.of("capture", "--output-dir", "img", "--game-dir", "game");
        Stream<String> words = Stream.concat(places, options.entrySet().stream()
                .flatMap(option -> Stream.of(option.getKey(), option.getValue())));
        return tmnf(Stream.concat(words, Stream.of(FAST)).filter(word -> !word.isEmpty())
                .toArray(String[]::new));
    }

    /** The first of two ports that are free, as far as that can be known. */
    private static int twoFreePorts() throws IOException {
        while (true) {
            try (ServerSocket first = new ServerSocket(0)) {
                int port = first.getLocalPort();
                if (port < 65_535 && !GamePort.isTaken(port + 1)) {
                    return port;
                }
            }
        }
    }

    private Stream<Path> filesOfGame() throws IOException {
        try (Stream<Path> files = Files.walk(cwd.resolve("game"))) {
            return files.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".lock"))
                    .toList().stream();
        }
    }

    @Test
    void gamesThatRunAlreadyAreUsedAndLeftRunning() throws IOException {
        GameFolder folder = GameFolder.create(cwd.resolve("game"));
        TrackMaps maps = new TrackMaps(Optional.of(folder), line -> { });
        int port = twoFreePorts();
        try (SimulatedGames games = SimulatedGames.start(port, 2, i -> new SimulatedGame.Setup(maps,
                folder.scripts(), Optional.empty(), GameSettings.DEFAULTS.withPace(GameSettings.UNLIMITED,
                        GameSettings.UNLIMITED), FaultPlan.NONE, i, Optional.empty()), (i, line) -> { })) {
            CliRun run = capture(Map.of("--workers", "2", "--base-tmi-port", Integer.toString(port)));

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("Captured 3 replays");
            assertThat(games.haveEnded()).isFalse();
        }
        assertThat(published("img").get("t1/pos1.replay/metadata.json")).contains("\"python-link\"");
        assertThat(filesOfGame()).as("files left in the game's folder").isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void gamesAreStartedUsedAndEnded() throws IOException {
        Path java = ProcessHandle.current().info().command().map(Path::of).orElseThrow();
        Path program = Files.createSymbolicLink(cwd.resolve("TmForever.exe"), java);
        Path script = write("launch.sh", "#!/bin/sh\nexec '" + program
                + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                + "' tmnf.cli.Main sim game --port \"$1\" --plugin original --frame-rate unlimited"
                + " --game-dir '" + cwd.resolve("game") + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        GameFolder.create(cwd.resolve("game"));
        variables.put("LINUX_LAUNCH_GAME_PATH", script.toString());
        int port = twoFreePorts();

        CliRun run = capture(Map.of("--launch", "", "--workers", "2", "--base-tmi-port",
                Integer.toString(port)));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Captured 3 replays");
        assertThat(GamePort.isTaken(port)).isFalse();
        assertThat(GamePort.isTaken(port + 1)).isFalse();
        assertThat(filesOfGame()).as("files left in the game's folder").isEmpty();
    }
}
