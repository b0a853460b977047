package tmnf.cli.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.ChildProcess;
import tmnf.cli.InterruptsArrive;
import tmnf.gbx.synthetic.SyntheticReplays.Driver;
import tmnf.gbx.synthetic.SyntheticReplays;

/** Signals, in a JVM of their own. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class FilterInterruptTest {

    @TempDir
    Path dir;
    /** Not there, where the test looks at what a run leaves. */
    @TempDir
    Path printed;

    /** Far more work than the test waits for: links to one replay with a long tape. */
    @BeforeEach
    void muchWork() throws IOException {
        SyntheticReplays track = SyntheticReplays.track("long", 1, SyntheticReplays.Options.DEFAULT);
        Path replay = Files.write(dir.resolve("replay"),
                track.replayFile(track.drive(1, 50_000, new Driver("a", "A", false))));
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            Path folder = Files.createDirectories(dir.resolve("replays").resolve("t" + i));
            ids.append("t").append(i).append('\n');
            for (int rank = 1; rank <= 200; rank++) {
                Files.createLink(folder.resolve("pos" + rank + "_a_1ms.replay.gbx"), replay);
            }
        }
        Files.writeString(dir.resolve("ids.txt"), ids);
        Files.writeString(dir.resolve("out.txt"), "before\n");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsTheRunAndLeavesTheOldOutput(String signal, int code) throws Exception {
        InterruptsArrive.orSkip();
        try (ChildProcess process = ChildProcess.tmnf(dir, printed, List.of("filter", "no-respawn", "-i",
                "ids.txt", "-o", "out.txt", "-r", "replays", "--report", "r.csv", "-j", "2"))) {
            process.awaitOutput("Judging");

            process.signal(signal);

            assertThat(process.exitCode(7)).as(process.output()).isEqualTo(code);
            assertThat(dir.resolve("out.txt")).hasContent("before");
            assertThat(dir.toFile().list())
                    .containsExactlyInAnyOrder("replay", "replays", "ids.txt", "out.txt");
        }
    }
}
