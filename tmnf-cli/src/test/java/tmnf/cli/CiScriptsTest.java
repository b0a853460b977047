package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of continuous integration, with stand-ins for the programs that they call. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-ins are shell scripts")
@Timeout(60)
class CiScriptsTest {

    @TempDir
    Path folder;
    private Path programs;
    private Path called;

    @BeforeEach
    void makePlaces() throws IOException {
        Files.createDirectories(folder.resolve(".ci"));
        programs = Files.createDirectories(folder.resolve("programs"));
        called = folder.resolve("called.txt");
        program("timeout", "shift; exec \"$@\"");
    }

    private void program(String name, String command) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private String run(int code, String script, String... arguments)
            throws IOException, InterruptedException {
        Path copy = folder.resolve(".ci").resolve(script);
        Files.copy(CliTestBase.projectRoot().resolve(".ci").resolve(script), copy,
                StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        List<String> command = new ArrayList<>(List.of(copy.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isEqualTo(code);
        return out;
    }

    private String install(int code) throws IOException, InterruptedException {
        program("apt-get", "echo \"$DEBIAN_FRONTEND $*\" >> '" + called + "'");
        return run(code, "install", "apt.log", "one", "two");
    }

    @Test
    void packagesAreInstalledByRoot() throws IOException, InterruptedException {
        program("id", "echo 0");
        program("sudo", "exit 1");

        assertThat(install(0)).isEmpty();

        assertThat(Files.readAllLines(called)).hasSize(2)
                .anyMatch(line -> line.startsWith("noninteractive ") && line.endsWith(" update"))
                .anyMatch(line -> line.endsWith("install -y --no-install-recommends one two"));
    }

    @Test
    void packagesAreInstalledBySudoThatAsksForNoPassword() throws IOException, InterruptedException {
        program("id", "echo 1000");
        program("sudo", "[ \"$1\" = -n ] && shift && echo \"sudo $1\" >> '" + called + "' && exec \"$@\"");

        assertThat(install(0)).isEmpty();

        assertThat(Files.readAllLines(called)).contains("sudo true", "sudo env")
                .anyMatch(line -> line.endsWith("install -y --no-install-recommends one two"));
    }

    @Test
    void whyNothingIsInstalledIsSaid() throws IOException, InterruptedException {
        program("id", "echo 1000");
        program("sudo", "exit 1");

        assertThat(install(1)).isEqualTo("installing one two takes root, or sudo without a password\n");
        assertThat(called).doesNotExist();
    }

    @Test
    void skippedTestsAreListedWithTheirReasons() throws IOException, InterruptedException {
        assertThat(run(0, "skipped")).isEqualTo("Skipped tests: none\n");
        Path reports = Files.createDirectories(folder.resolve("tmnf-x/target/surefire-reports"));
        Files.writeString(reports.resolve("TEST-x.ATest.xml"), """
                <testsuite name="x.ATest">
                  <testcase name="passes" classname="x.ATest" time="0.1"/>
                  <testcase name="off" classname="x.ATest" time="0.0">
                    <skipped message="not there"/>
                  </testcase>
                  <testcase name="assumed" classname="x.ATest" time="0.0">
                    <skipped type="A"><![CDATA[org.A: Assumption failed: no links
                \tat org.A]]></skipped>
                  </testcase>
                  <testcase name="below" classname="x.ATest" time="0.0">
                    <skipped type="A"><![CDATA[org.A:\s
                assumption was not met due to: [root feels no lock]\s
                Expecting value]]></skipped>
                  </testcase>
                </testsuite>
                """);

        assertThat(run(0, "skipped")).isEqualTo("""
                Skipped tests:
                  x.ATest.off: not there
                  x.ATest.assumed: Assumption failed: no links
                  x.ATest.below: root feels no lock
                """);
    }
}
