package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code .ci/coverage} says about reports, which are made up here; none is measured. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a script of bash")
@Timeout(60)
class CoverageGateTest {

    private static final List<String> MODULES = List.of("capture", "cli", "exchange", "gbx", "pretrain", "rl",
            "tminterface");
    private static final String HEAD = "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,"
            + "BRANCH_MISSED,BRANCH_COVERED,LINE_MISSED,LINE_COVERED,COMPLEXITY_MISSED,COMPLEXITY_COVERED,"
            + "METHOD_MISSED,METHOD_COVERED\n";

    @TempDir
    private Path folder;
    private final Map<String, List<String>> rows = new TreeMap<>();

    private record Judgement(int code, String out, String err) {
    }

    CoverageGateTest() {
        MODULES.forEach(module -> rows.put(module, new ArrayList<>(List.of(row(module, "Rest", 25, 75, 15,
                85)))));
    }

    private static String row(String module, String type, int missedBranches, int branches, int missed,
            int lines) {
        return "all/tmnf-" + module + ",tmnf." + module + "," + type + ",0,0," + missedBranches + ","
                + branches + "," + missed + "," + lines + ",0,0,0,0\n";
    }

    private Judgement judge(String... exceptions) throws IOException, InterruptedException {
        Path report = folder.resolve("report.csv");
        StringBuilder text = new StringBuilder(HEAD);
        rows.values().forEach(each -> each.forEach(text::append));
        Files.writeString(report, text);
        Path left = Files.write(folder.resolve("left out"), List.of(exceptions));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(CliTestBase.projectRoot().resolve(".ci/coverage").toString(),
                "--judge", report.getFileName().toString(), left.toString()).directory(folder.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        int code = process.waitFor();
        return new Judgement(code, Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void justEnoughInEachModulePasses() throws IOException, InterruptedException {
        Judgement judgement = judge("# none", "");

        assertThat(judgement.err()).isEmpty();
        assertThat(judgement.code()).isZero();
        assertThat(judgement.out().lines()).hasSize(7)
                .contains("tmnf-gbx: 85.0 % of 100 lines, 75.0 % of 100 branches");
    }

    @Test
    void aLineOrABranchTooFewFailsAndNamesTheModule() throws IOException, InterruptedException {
        rows.get("rl").add(row("rl", "More", 0, 0, 1, 0));
        rows.get("capture").add(row("capture", "More", 1, 0, 0, 0));

        Judgement judgement = judge();

        assertThat(judgement.code()).isEqualTo(1);
        assertThat(judgement.err()).isEqualTo("tmnf-capture: 74.26 % of its branches are below 75 %\n"
                + "tmnf-rl: 84.16 % of its lines are below 85 %\n");
    }

    @Test
    void aClassWithAReasonIsLeftOutWithItsInnerOnes() throws IOException, InterruptedException {
        rows.get("cli").add(row("cli", "Odd", 50, 0, 50, 0));
        rows.get("cli").add(row("cli", "Odd.Inner", 50, 0, 50, 0));
        assertThat(judge("tmnf.cli.Od: no class begins so").code()).isEqualTo(1);

        Judgement judgement = judge("tmnf.cli.Odd: no test can run it");

        assertThat(judgement.err()).isEmpty();
        assertThat(judgement.code()).isZero();
        assertThat(judgement.out())
                .contains("tmnf-cli: 85.0 % of 100 lines, 75.0 % of 100 branches, without 2 classes of ");
    }

    @Test
    void anExceptionWithoutReasonOrClassFails() throws IOException, InterruptedException {
        Judgement judgement = judge("tmnf.cli.Rest:", "tmnf.cli.Gone: it was odd");

        assertThat(judgement.code()).isEqualTo(1);
        assertThat(judgement.err()).contains("not \"class: reason\": tmnf.cli.Rest:")
                .contains("there is no class tmnf.cli.Gone");
    }

    @Test
    void aModuleThatWasNotMeasuredFails() throws IOException, InterruptedException {
        rows.remove("exchange");

        Judgement judgement = judge();

        assertThat(judgement.code()).isEqualTo(1);
        assertThat(judgement.err()).isEqualTo("tmnf-exchange: the report has no class of it\n");
    }
}
