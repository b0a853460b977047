package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** Pages for {@code man} of all commands: every option is there, and {@code groff} has nothing to say. */
class ManPagesTest extends CliTestBase {

    /** Requests that the pages use; each begins a line. */
    private static final Pattern REQUEST = Pattern.compile("\\."
            + "(TH [A-Z-]+ 1 \"(\\d{4}-\\d\\d-\\d\\d)?\" \"tmnf [^\"]+\" \"tmnf\""
            + "|S[HS] (?:[A-Za-z ]|\\\\-)+|TP|PP|nf|fi|nh|ad l)");
    /** What may follow a backslash. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(e|-|&|\\(aq|\\(ga|\\(ha|\\(ti|fB|fR|\\[u[0-9A-F]{4,6}])");

    /** What an entry is about. */
    private static final Pattern ENTRY = Pattern.compile("(?m)^\\.TP\\n\\\\fB(-.*)\\\\fR$");
    private static final Pattern NAME = Pattern.compile("(?:^|, )(--?[A-Za-z0-9-]+)");

    private Path folder;

    @BeforeEach
    void writeThePages() {
        CliRun run = tmnf("help", "--man", "--output-dir", "man/man1");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        folder = cwd.resolve("man/man1");
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void everyCommandHasAPageWithEveryOption() throws IOException {
        List<String> names = new ArrayList<>();
        CommandTreeTest.eachCommand((path, spec) -> {
            String name = spec.qualifiedName("-");
            names.add(name + ".1");
            String text = read(name).replace("\\-", "-");
            assertThat(text).as(name).contains("\\fB" + spec.qualifiedName(" ") + "\\fR");
            assertThat(options(text)).as(name).containsAll(spec.options().stream()
                    .filter(option -> !option.hidden()).map(OptionSpec::longestName).toList());
            spec.subcommands().keySet().forEach(sub ->
                    assertThat(text).as(name).contains("\\fB" + name + "-" + sub));
        });

        assertThat(pages()).extracting(page -> page.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(read("tmnf-script")).contains(".SH EXIT STATUS\n.TP\n\\fB0\\fR\nsuccess",
                "\ntmnf script maps/replays \\-o scripts").doesNotContain("@|");
    }

    /** Whole names: that of one option may be a part of another's. */
    private static Set<String> options(String page) {
        Set<String> names = new TreeSet<>();
        ENTRY.matcher(page).results().forEach(entry -> NAME.matcher(entry.group(1).replace("[no-]", ""))
                .results().forEach(name -> names.add(name.group(1))));
        return names;
    }

    @Test
    void anOptionIsNotFoundInALongerOne() {
        assertThat(options(".TP\n\\fB-o, --map-cycle FILE\\fR\nInstead of --map.\n.TP\n\\fB--[no-]sim\\fR\n"))
                .containsExactlyInAnyOrder("-o", "--map-cycle", "--sim");
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name + ".1"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void onePageIsPrinted() {
        assertThat(tmnf("help", "--man", "filter", "maptype").out().strip())
                .isEqualTo(shown(read("tmnf-filter-maptype")).strip());
        assertThat(tmnf("help", "--output-dir", "x").err())
                .contains("--output-dir does not count without --man");
        assertThat(tmnf("help", "--man", "flter").err()).contains("did you mean filter?");
    }

    @Test
    void nothingIsTakenForARequestThatIsNone() throws IOException {
        for (Path page : pages()) {
            List<String> lines = Files.readAllLines(page);
            assertThat(lines.get(0)).startsWith(".TH ");
            for (String line : lines) {
                assertThat(line).as(page.toString()).isNotBlank().doesNotStartWith("'");
                assertThat(line.startsWith(".") ? REQUEST.matcher(line).replaceFirst("") : "").isEmpty();
                assertThat(ESCAPE.matcher(line).replaceAll("")).as(page.toString()).doesNotContain("\\")
                        .matches("\\p{ASCII}*");
            }
        }
    }

    @Test
    void groffHasNothingToSay() throws IOException, InterruptedException {
        assumeThat(Stream.of("/usr/bin/groff", "/usr/local/bin/groff", "/opt/homebrew/bin/groff")
                .map(Path::of).filter(Files::isExecutable).findFirst()).as("groff is installed").isPresent();
        List<String> words = new ArrayList<>(List.of("groff", "-man", "-Tutf8", "-ww", "-z"));
        pages().forEach(page -> words.add(page.toString()));
        Path said = cwd.resolve("said");

        Process groff = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile())
                .start();

        assertThat(groff.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said)).isEmpty();
        assertThat(groff.exitValue()).isZero();
    }
}
