package tmnf.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;

/** Ctrl+C while the demo writes, in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
@Timeout(120)
class DemoInterruptTest extends CliTestBase {

    @Test
    void endsSoonAndTheNextRunStartsAnew() throws IOException, InterruptedException {
        InterruptsArrive.orSkip();
        try (ChildProcess demo = ChildProcess.tmnf(cwd,
                List.of("demo", "--bulk", "99999x99", "-j", "1"))) {
            Path second = cwd.resolve("demo/maps/replays/1000002");
            assertThat(demo.awaitWhileAlive(() -> Files.exists(second))).as(demo.output()).isTrue();
            demo.signal("INT");

            assertThat(demo.exitCode(20)).isEqualTo(130);
            assertThat(cwd.resolve("demo/maps/track_ids.txt")).doesNotExist();
            assertThat(demo.output()).contains("stopped; the next run starts anew");
        }

        assertThat(tmnf("demo", "--bulk", "1x1").code()).isZero();
        assertThat(cwd.resolve("demo/maps/replays/1000002")).doesNotExist();
    }
}
