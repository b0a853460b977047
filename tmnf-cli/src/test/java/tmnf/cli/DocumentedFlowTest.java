package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import tmnf.cli.pipeline.CommandWords;

/**
 * Lines that are to be typed one after the other fit together: what one reads, by its defaults too, an
 * earlier one wrote, and a list that one wrote a later one reads. {@link DocumentedCommandsTest} cannot see
 * that, for in its folder everything lies beforehand.
 */
class DocumentedFlowTest {

    private static final String DATASET = "--data-dir";
    private static final String LIST = "--track-ids";
    private static final String REPLAYS = "--replays-dir";
    private static final Map<String, List<String>> READS = Map.of("download", List.of(LIST),
            "filter no-respawn", List.of("--input", REPLAYS), "filter maptype", List.of("--input",
            "--tracks-dir"), "fix-names", List.of(REPLAYS, LIST), "capture", List.of(REPLAYS, LIST),
            "cleanup metadata", List.of(DATASET), "pretrain", List.of(DATASET), "pretrain bc",
            List.of(DATASET, "--encoder-init-path"));
    /** Lists of tracks; of a download where it lists. */
    private static final Set<String> LISTERS = Set.of("download", "filter no-respawn", "filter maptype");
    private static final Map<String, List<String>> WRITES = Map.of(
            "download", List.of(REPLAYS, "--tracks-dir"),
            "capture", List.of("--output-dir"), "pretrain", List.of("--output-dir"));

    private final CommandLine tree = CommandTree.complete(new RootCommand(), CommandRegistry.COMMANDS);

    /** From one heading to the next that is named. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "README.md          | ## Your own files | ## Modules",
        "docs/pipeline.md   | ## Steps          | ## From the Python tools",
        "docs/game-setup.md | ## The checklist  | ## Several games"})
    void linesOfAPageReadWhatEarlierOnesWrote(String page, String from, String to) throws IOException {
        String text = Files.readString(CliTestBase.projectRoot().resolve(page));
        List<String> all = text.lines().toList();
        List<List<String>> lines = DocumentedLine.of(page, text).stream()
                .filter(line -> line.line() > all.indexOf(from) && line.line() <= all.indexOf(to))
                .filter(line -> DocumentedUse.of(line, tree) != DocumentedUse.NAMED)
                .map(DocumentedLine::words).toList();

        assertThat(lines).hasSizeGreaterThan(5);
        assertThat(problems(lines)).isEmpty();
    }

    @Test
    void stepsOfThePipelineReadWhatEarlierOnesWrote() throws IOException {
        Map<String, List<Object>> file = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(DocumentedYamlTest.named().get("nightly.yaml"));
        List<List<String>> steps = file.get("steps").stream().map(step -> CommandWords.of(
                String.valueOf(step instanceof Map<?, ?> keys ? keys.get("run") : step).strip())).toList();

        assertThat(steps).hasSizeGreaterThan(3);
        assertThat(problems(steps)).isEmpty();
    }

    /** As it stood in the pages. */
    @Test
    void aListThatNobodyReadsAndAFolderThatNobodyWritesAreNoticed() {
        assertThat(problems(List.of("download --list-popular --output maps/track_ids.txt",
                "download --track-ids maps/track_ids.txt -r maps/replays -t maps/tracks",
                "filter no-respawn", "capture --launch", "pretrain").stream().map(CommandWords::of).toList()))
                .containsExactly("pretrain reads maps/img, which no line before it writes",
                        "nobody reads maps/track_ids_no_respawn.txt");
        assertThat(problems(List.of(List.of("download", "--track-id", "2233", "-r", "maps/replays"),
                List.of("capture", "--track-id", "2233", "--dry-run"), List.of("capture", LIST, "mine.txt"))))
                .containsExactly("capture reads mine.txt, which no line before it writes");
    }

    private List<String> problems(List<List<String>> lines) {
        List<String> problems = new ArrayList<>();
        Set<Path> written = new LinkedHashSet<>();
        Set<Path> unread = new LinkedHashSet<>();
        for (List<String> words : lines) {
            ParseResult parsed = tree.parseArgs(DocumentedUse.parsed(words).toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            String name = parsed.commandSpec().qualifiedName(" ").replaceFirst("^tmnf ?", "");
            for (Path read : read(parsed, name)) {
                unread.remove(read);
                if (written.stream().noneMatch(read::startsWith)) {
                    problems.add(name + " reads " + show(read) + ", which no line before it writes");
                }
            }
            if (LISTERS.contains(name) && (parsed.hasMatchedOption("--list-popular")
                    || !name.equals("download"))) {
                value(parsed, "--output").ifPresent(unread::add);
                written.addAll(unread);
            } else if (!parsed.hasMatchedOption("--dry-run")) {
                values(parsed, WRITES.getOrDefault(name, List.of())).forEach(written::add);
            }
        }
        unread.forEach(list -> problems.add("nobody reads " + show(list)));
        return problems;
    }

    private static List<Path> read(ParseResult parsed, String name) {
        boolean chosen = parsed.hasMatchedOption("--track-id"); // wins over the list
        return values(parsed, READS.getOrDefault(name, List.of()).stream()
                .filter(option -> !chosen || !option.equals(LIST)).toList());
    }

    private static List<Path> values(ParseResult parsed, List<String> options) {
        return options.stream().map(option -> value(parsed, option)).flatMap(Optional::stream).toList();
    }

    /** What holds, given or not. */
    private static Optional<Path> value(ParseResult parsed, String option) {
        OptionSpec spec = parsed.commandSpec().findOption(option);
        Object value = spec.getValue();
        return Optional.ofNullable(value).map(String::valueOf).map(Path::of);
    }

    private static String show(Path path) {
        return path.toString().replace('\\', '/');
    }
}
