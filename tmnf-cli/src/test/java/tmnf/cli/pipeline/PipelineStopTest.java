package tmnf.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;
import tmnf.tminterface.sim.track.BuiltInTracks;

/** A pipeline that is asked to stop stops its step, which would run for ever, and goes on with it later. */
@Timeout(180)
class PipelineStopTest extends CliTestBase {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

    @ParameterizedTest
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there only the console stops a step")
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsTheStep(String signal, int code) throws IOException, InterruptedException {
        InterruptsArrive.orSkip();
        writePipeline();
        try (ChildProcess pipeline = ChildProcess.tmnf(cwd, List.of("pipeline", "p.yaml"))) {
            int port = port(pipeline);
            pipeline.signal(signal);
            assertThat(pipeline.exitCode()).as(pipeline.output()).isEqualTo(code);
            assertThat(pipeline.output()).contains("stopped at step 2 of 3, sim");
            assertNobodyListens(port);
        }
        assertGoesOnWithTheSecond();
    }

    /** Nothing can be passed on then: the step has to notice by itself. */
    @Test
    void aKilledPipelineLeavesNoStepBehind() throws Exception {
        writePipeline();
        for (int i = 0; i < 2; i++) { // neither the first one nor its step holds anything then
            try (ChildProcess pipeline = ChildProcess.tmnf(cwd, List.of("pipeline", "p.yaml"))) {
                int port = port(pipeline);
                List<ProcessHandle> steps = pipeline.children();
                assertThat(steps).hasSize(1);
                try {
                    pipeline.kill();
                    steps.get(0).onExit().get(1, TimeUnit.MINUTES);
                    assertNobodyListens(port);
                } finally {
                    steps.get(0).destroyForcibly();
                }
            }
            assertGoesOnWithTheSecond();
        }
    }

    private void writePipeline() throws IOException {
        Files.createDirectories(cwd.resolve("maps/tracks"));
        Files.write(cwd.resolve("maps/tracks/7.Challenge.Gbx"), BuiltInTracks.file("straight"));
        write("p.yaml", "steps: [version, sim exchange --data maps, help]\n");
    }

    /** That of the second step, when it has begun. */
    private static int port(ChildProcess pipeline) throws IOException, InterruptedException {
        assertThat(pipeline.awaitWhileAlive(() -> ADDRESS.matcher(pipeline.output()).find()))
                .as(pipeline.output()).isTrue();
        Matcher address = ADDRESS.matcher(pipeline.output());
        assertThat(address.find()).isTrue();
        return Integer.parseInt(address.group(1));
    }

    private static void assertNobodyListens(int port) {
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    private void assertGoesOnWithTheSecond() {
        assertThat(tmnf("pipeline", "p.yaml", "--dry-run").out().lines()
                .map(line -> line.substring(0, 8).trim())).containsExactly("done", "run", "run");
    }
}
