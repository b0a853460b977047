package tmnf.capture.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import tmnf.tminterface.launch.GamePort;
import tmnf.tminterface.launch.LaunchException;
import tmnf.tminterface.launch.ScriptLaunch;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.PluginSettings;

/** Games in processes of their own, named as the real one. The scripts need a shell. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class LaunchedGamesTest {

    @TempDir
    Path folder;

    private Path script(String command) throws IOException {
        Path file = folder.resolve("launch.sh");
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private Path simulation() throws IOException {
        Path java = ProcessHandle.current().info().command().map(Path::of).orElseThrow();
        Path game = Files.createSymbolicLink(folder.resolve("TmForever.exe"), java);
        String classes = System.getProperty("surefire.test.class.path",
                System.getProperty("java.class.path"));
        return script("exec '" + game + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '" + classes
                + "' " + StandInSim.class.getName() + " \"$1\"");
    }

    private LaunchedGames games(Path script, int port) {
        return new LaunchedGames(new ScriptLaunch(script), port, folder.resolve("launch.lock"),
                Duration.ofSeconds(60));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void meet(GameInstance game) throws IOException {
        try (GameLink link = new GameLink(LinkSettings.of(game.port()))) {
            link.recover(PluginSettings.DEFAULTS, Duration.ofSeconds(30));
        }
    }

    @Test
    void aGameIsStartedStartedAgainAndEnded() throws IOException, InterruptedException {
        int port = freePort();
        try (LaunchedGames games = games(simulation(), port)) {
            GameInstance game = games.open(0);
            assertThat(game.port()).isEqualTo(port);
            assertThat(game.canRestart()).isTrue();
            meet(game);

            game.restart();
            meet(game);
        }
        assertThat(GamePort.isTaken(port)).isFalse();
    }

    @Test
    void whatDoesNotStartIsSaidAndAPortOfOthersIsLeftAlone() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                LaunchedGames games = games(script("exit 3"), other.getLocalPort())) {
            assertThatThrownBy(() -> games.open(0)).isInstanceOf(LaunchException.class)
                    .hasMessageContaining("port " + other.getLocalPort());
            assertThat(other.isClosed()).isFalse();
        }
    }

    @Test
    void endingDoesNotWaitForAGameThatIsStillBeingStarted() throws IOException, InterruptedException {
        LaunchedGames games = games(script("touch '" + folder.resolve("begun") + "'; exec sleep 60"),
                freePort());
        Thread opener = new Thread(() -> assertThatThrownBy(() -> games.open(0))
                .isInstanceOf(IOException.class));
        opener.start();
        while (!Files.exists(folder.resolve("begun"))) {
            Thread.sleep(5);
        }
        long began = System.nanoTime();
        games.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        opener.join();
    }

    @Test
    void nothingIsStartedAfterTheEnd() throws IOException {
        Path begun = folder.resolve("begun");
        LaunchedGames games = games(script("touch '" + begun + "'"), freePort());
        games.close();

        assertThatThrownBy(() -> games.open(0)).isInstanceOf(IOException.class)
                .hasMessageContaining("this program is ending");
        assertThat(begun).doesNotExist();
    }
}
