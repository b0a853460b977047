package tmnf.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import tmnf.cli.ChildProcess;
import tmnf.cli.InterruptsArrive;

/** A game that the command starts, and that never answers. The scripts need a shell. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ValidateLaunchTest extends CaptureTestBase {

    private List<String> words;

    @BeforeEach
    void places() throws IOException {
        race("t1", 1);
        Files.createDirectories(cwd.resolve("game/Tracks/Challenges"));
        Files.createDirectories(cwd.resolve("game/Scripts"));
        try (ServerSocket free = new ServerSocket(0)) {
            words = List.of("validate", "--replay-path", "maps/replays/t1/pos1.replay.gbx", "--launch",
                    "--no-replay-command", "--game-dir", "game", "--output-dir", "img", "--base-tmi-port",
                    Integer.toString(free.getLocalPort()));
        }
    }

    private Path script(String command) throws IOException {
        Path file = write("launch.sh", "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    @Test
    void ctrlCWhileTheGameStartsEndsItAndLeavesNothing() throws IOException, InterruptedException {
        InterruptsArrive.orSkip();
        Path begun = cwd.resolve("begun");
        write(".env", "LINUX_LAUNCH_GAME_PATH=" + script("echo $$ > '" + begun + ".new'; mv '" + begun
                + ".new' '" + begun + "'; exec sleep 100") + "\n");
        try (ChildProcess process = ChildProcess.tmnf(cwd, words)) {
            assertThat(process.awaitWhileAlive(() -> Files.exists(begun))).isTrue();
            long game = Long.parseLong(Files.readString(begun).strip());
            assertThat(runs(game)).isTrue();
            process.signal("INT");

            assertThat(process.exitCode()).as(process.output()).isEqualTo(130);
            assertThat(runs(game)).as("the game runs").isFalse();
            assertThat(cwd.resolve("img")).doesNotExist();
            assertThat(process.output()).doesNotContain("\tat ");
        }
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    void aGameThatIsNotStartedEndsWith69AndLeavesNoFolder() throws IOException {
        variables.put("LINUX_LAUNCH_GAME_PATH", cwd.resolve("missing.sh").toString());

        CliRun run = tmnf(words.toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("missing.sh: no such file");
        assertThat(cwd.resolve("img")).doesNotExist();
    }

    @Test
    void aStartedGameHasValidatedNothingWhichIsSaidBeforeItIsStarted() {
        CliRun run = tmnf("validate", "--replay-path", "maps/replays/t1/pos1.replay.gbx", "--launch",
                "--game-dir", "game");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("a game that --launch starts has validated nothing yet",
                "start the game yourself");
    }
}
