package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places that are missing, empty, full or of the wrong kind: each is told for what it is, and once. */
class WrongPlacesTest extends CliTestBase {

    @ParameterizedTest
    @CsvSource({"inspect --check empty,4,an empty folder: empty",
        "inspect empty,4,an empty folder: empty",
        "inspect --contact-sheet s.png MISSING,4,no such folder: MISSING",
        "inspect --contact-sheet s.png a-file,2,--contact-sheet needs a dataset",
        "--config empty inspect a-file,2,'--config empty: a folder, not a file'",
        "--env-file empty inspect a-file,2,'--env-file empty: a folder, not a file'",
        "--env-file MISSING inspect a-file,2,--env-file MISSING: no such file",
        "--chdir a-file inspect x,2,--chdir a-file is no folder"})
    void isToldForWhatItIs(String words, int code, String message) throws IOException {
        write("a-file", "");
        Files.createDirectories(cwd.resolve("empty"));

        CliRun run = tmnf(words.split(" "));

        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).startsWith("tmnf: error: " + message)
                .doesNotContain("did you mean");
    }

    @Test
    void aManifestThatCannotBeReadIsNoCleanDataset() throws IOException {
        write("img/t1/r1.replay/manifest.json", "garbage");

        CliRun run = tmnf("cleanup", "metadata", "--data-dir", "img");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).contains("No bad samples in what can be read.")
                .doesNotContain("No bad samples. ");
        assertThat(run.err()).contains("tmnf: 1 manifest cannot be read, see above");
    }

    @Test
    void aSessionThatIsNotRecordedLeavesNoFolderThatItMade() throws IOException {
        Files.createDirectories(cwd.resolve("old"));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        for (String place : new String[] {"new/folder/x", "old/folder/x"}) {
            CliRun run = tmnf("record-session", "-o", place, "--port", Integer.toString(port),
                    "--connect-timeout", "0.1");

            assertThat(run.code()).as(run.err()).isEqualTo(69);
        }
        assertThat(cwd.resolve("new")).doesNotExist();
        assertThat(cwd.resolve("old")).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLogFileOnAFullDiskIsToldOnce() throws IOException {
        write("a.gbx", "none");
        write("b.gbx", "none");

        CliRun run = tmnf("inspect", "a.gbx", "b.gbx", "MISSING.gbx", "--log-file", "/dev/full");

        assertThat(run.err().lines().filter(line -> line.startsWith("tmnf: warning: the log file")))
                .singleElement().asString().contains("/dev/full is not complete: ");
    }

    /** The report says it; a log line beside it said the same. */
    @Test
    void anOutputThatCannotBeWrittenIsToldOnce() throws IOException {
        Path replay = cwd.resolve("maps/replays/t1/pos1.replay.gbx");
        Files.createDirectories(replay.getParent());
        Files.write(replay, tmnf.tminterface.sim.driver.DrivenReplays.drive("straight", 1, 1, () -> false)
                .get(0).file());
        write("img/.capture/staging", "in the way");

        CliRun run = tmnf("capture", "--sim", "--output-dir", "img");

        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("files cannot be read or written: ").doesNotContain("WorkerPool");
    }
}
