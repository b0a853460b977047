package tmnf.cli.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import tmnf.cli.CliTestBase;

/** The table of scenarios names tests that exist, in whichever module. */
class DownloadScenariosTest extends CliTestBase {

    private static final int SCENARIOS = 44;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*\\| ([^|]+) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyScenarioHasTestsAndEveryTestExists() throws IOException {
        List<MatchResult> rows = ROW.matcher(Files.readString(
                projectRoot().resolve("docs/design/download-scenarios.md"))).results().toList();
        Map<String, String> sources = testSources();

        assertThat(rows).extracting(row -> Integer.parseInt(row.group(1)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, SCENARIOS).boxed().toList());
        List<String> missing = new ArrayList<>();
        for (MatchResult row : rows) {
            List<MatchResult> tests = TEST.matcher(row.group(2)).results().toList();
            assertThat(tests).as("tests of scenario %s", row.group(1)).isNotEmpty();
            tests.stream().filter(test -> !sources.getOrDefault(test.group(1), "")
                    .contains("    void " + test.group(2) + "(")).forEach(test ->
                    missing.add(row.group(1) + ": " + test.group()));
        }
        assertThat(missing).isEmpty();
    }

    /** The test classes of all modules by their simple names. */
    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : List.of("tmnf-gbx", "tmnf-exchange", "tmnf-cli")) {
            try (Stream<Path> files = Files.walk(projectRoot().resolve(module).resolve("src/test/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    sources.merge(name, Files.readString(file), String::concat);
                }
            }
        }
        return sources;
    }
}
