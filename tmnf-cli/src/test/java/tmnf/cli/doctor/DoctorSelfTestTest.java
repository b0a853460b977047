package tmnf.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;

/** {@code tmnf doctor --selftest} as a whole, once, and stopped, once. */
@Timeout(400)
class DoctorSelfTestTest extends CliTestBase {

    @BeforeAll
    static void computeAsOtherTestsDo() throws Exception {
        TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.AUTO));
    }

    @Test
    void everyStepWorksAndTheReportSaysSo() throws IOException {
        variables.put("TMNF_USERNAME", "annalena");
        variables.put("SECRET_TOKEN", "hush-hush");

        CliRun run = tmnf("doctor", "--selftest", "--report", "report.md", "--port", freePort(), "--json");

        JsonNode test = run.json().at("/result/selftest");
        assertThat(test.get("report").asText()).isEqualTo(cwd.resolve("report.md").toString());
        assertThat(test.get("steps")).hasSize(24).allSatisfy(step -> {
            // Odd names need a locale that has them, which the machine of the test may lack.
            assertThat(step.get("result").asText()).as(step.toString()).isIn("ok", "warning");
            assertThat(step.get("result").asText()).as(step.toString()).satisfies(result ->
                    assertThat(result.equals("ok") || step.get("step").asText().equals("file-names"))
                            .isTrue());
            assertThat(step.get("elapsedMs").asLong()).isNotNegative();
        });
        assertThat(run.json().at("/result/findings")).anySatisfy(finding -> {
            assertThat(finding.get("check").asText()).isEqualTo("selftest-train");
            assertThat(finding.get("level").asText()).isEqualTo("ok");
        });
        assertThat(test.get("steps")).anySatisfy(step -> assertThat(step.get("message").asText())
                .contains("says " + ProcessHandle.current().pid() + ", which this process is"));
        String report = Files.readString(cwd.resolve("report.md"));
        assertThat(report).startsWith("# Self-test of tmnf\n").contains("| version |", "| disk |")
                .containsPattern("\\| train \\| some steps of training \\| ok \\| \\d+ \\| .+ \\|")
                .containsPattern("\\| user-name \\| ok \\| set \\|").contains("~")
                .doesNotContain("annalena", "hush", home.toString());
        assertThat(left()).containsExactly("report.md");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there only the console stops a program")
    void oneThatIsStoppedLeavesNothingButItsReport() throws IOException, InterruptedException {
        InterruptsArrive.orSkip();
        try (ChildProcess doctor = ChildProcess.tmnf(cwd, List.of("doctor", "--selftest", "--port",
                freePort(), "--report", "report.md"))) {
            assertThat(doctor.awaitWhileAlive(() -> left().stream()
                    .anyMatch(name -> name.startsWith(".tmnf-selftest-")))).as(doctor.output()).isTrue();
            doctor.signal("INT");

            assertThat(doctor.exitCode()).as(doctor.output()).isEqualTo(130);
            assertThat(doctor.output()).contains("stopped before everything was looked at");
        }
        assertThat(left()).anyMatch(name -> name.equals("report.md"))
                .noneMatch(name -> name.startsWith(".tmnf-selftest-"));
        assertThat(cwd.resolve("report.md")).content().contains("| not run |");
    }

    @Test
    void aReportIsNeverOverwritten() throws IOException {
        Path file = write("mine.md", "mine");

        CliRun run = tmnf("doctor", "--selftest", "--report", "mine.md", "--port", freePort());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("mine.md is there already");
        assertThat(file).hasContent("mine");
        assertThat(left()).containsExactly("mine.md");
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        assertThat(tmnf("doctor", "--report", "x.md", "--port", freePort()).code()).isEqualTo(2);
        assertThat(tmnf("doctor", "--selftest", "--dry-run", "--port", freePort()).code()).isEqualTo(2);
        CliRun nowhere = tmnf("doctor", "--selftest", "--report", "no/x.md", "--port", freePort());
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("the folder of the report is not there");
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(cwd)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("child")).sorted().toList();
        }
    }
}
