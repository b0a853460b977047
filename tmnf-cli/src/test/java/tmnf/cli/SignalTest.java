package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to a program in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
@Timeout(120)
class SignalTest {

    @TempDir
    Path folder;

    @BeforeEach
    void requireSignalsThatArrive() throws IOException {
        InterruptsArrive.orSkip();
    }

    @ParameterizedTest
    @CsvSource({"INT,130,watches,saved", "TERM,143,watches,saved", "INT,130,registers,saved by interrupt",
        "TERM,143,runs_another,saved"})
    void aCommandThatWatchesSavesItsState(String signal, int code, String manner, String state)
            throws IOException, InterruptedException {
        try (ChildProcess child = start(manner)) {
            long sent = System.nanoTime();
            child.signal(signal);

            assertThat(child.exitCode()).isEqualTo(code);
            assertThat((System.nanoTime() - sent) / 1_000_000).isLessThan(7_000);
            assertThat(folder.resolve("state")).hasContent(state);
            assertThat(child.err()).doesNotContain("\tat ").contains("interrupted");
        }
    }

    @Test
    void aStubbornCommandIsEndedAfterTheGrace() throws IOException, InterruptedException {
        try (ChildProcess child = start("stubborn")) {
            child.signal("INT");

            assertThat(child.exitCode()).isEqualTo(130);
            assertThat(child.err()).contains("interrupted");
        }
    }

    @Test
    void theSecondSignalEndsAtOnce() throws IOException, InterruptedException {
        try (ChildProcess child = start("stubborn")) {
            child.signal("INT");
            Thread.sleep(200);
            long sent = System.nanoTime();
            child.signal("INT");

            assertThat(child.exitCode()).isEqualTo(130);
            assertThat((System.nanoTime() - sent) / 1_000_000).isLessThan(1_500);
        }
    }

    @Test
    void aCommandThatNeverLooksIsEndedAtOnceAndJsonSaysSo() throws IOException, InterruptedException {
        try (ChildProcess child = ChildProcess.java(folder, List.of(), SlowProgram.class.getName(), "slow",
                "--manner", "deaf", "--json", "--state", "state")) {
            assertThat(child.awaitWhileAlive(() -> Files.exists(folder.resolve("ready")))).isTrue();
            child.signal("TERM");

            assertThat(child.exitCode()).isEqualTo(143);
            assertThat(new ObjectMapper().readTree(child.out()).path("status").asText())
                    .isEqualTo("interrupted");
        }
    }

    private ChildProcess start(String manner) throws IOException, InterruptedException {
        ChildProcess child = ChildProcess.java(folder, List.of(), SlowProgram.class.getName(), "slow",
                "--manner", manner, "--state", "state");
        child.awaitOutput("ready");
        return child;
    }
}
