package tmnf.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;

/** Ctrl+C while the demo writes, in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
@Timeout(120)
class DemoInterruptTest extends CliTestBase {

    @Test
    void endsSoonAndTheNextRunStartsAnew() throws IOException, InterruptedException {
        InterruptsArrive.orSkip();
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-cp",
                System.getProperty("java.class.path"), "tmnf.cli.Main",
                "demo", "--bulk", "99999x99", "-j", "1")
                .directory(cwd.toFile()).redirectErrorStream(true)
                .redirectOutput(cwd.resolve("output").toFile()).start();
        try {
            Path second = cwd.resolve("demo/maps/replays/1000002");
            while (process.isAlive() && !Files.exists(second)) {
                Thread.sleep(10);
            }
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(cwd.resolve("demo/maps/track_ids.txt")).doesNotExist();
            assertThat(Files.readString(cwd.resolve("output"))).contains("stopped; the next run starts anew");
        } finally {
            process.destroyForcibly().waitFor();
        }

        assertThat(tmnf("demo", "--bulk", "1x1").code()).isZero();
        assertThat(cwd.resolve("demo/maps/replays/1000002")).doesNotExist();
    }
}
