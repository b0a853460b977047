package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import tmnf.cli.config.ConfigKeys;
import tmnf.rl.config.TrainSettings;

/** YAML that the documents show is taken by whoever reads such files; variables that they name are read. */
class DocumentedYamlTest extends CliTestBase {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final Pattern NAME = Pattern.compile("# (\\S+\\.yaml)\\n");
    /** Of a key below a section: two underscores part them. */
    private static final Pattern VARIABLE = Pattern.compile("\\bTMNF_[A-Z]+(?:__[A-Z]+(?:_[A-Z]+)*)+\\b");

    /** Examples that begin with the name of a file, by that name. */
    static Map<String, String> named() throws IOException {
        Map<String, String> named = new LinkedHashMap<>();
        for (String page : DocumentedCommandsTest.pages()) {
            blocks(page).forEach(block -> NAME.matcher(block).results().findFirst()
                    .filter(name -> name.start() == 0).ifPresent(name -> named.put(name.group(1), block)));
        }
        return named;
    }

    private static List<String> blocks(String page) throws IOException {
        return BLOCK.matcher(Files.readString(projectRoot().resolve(page))).results()
                .map(block -> block.group(1)).toList();
    }

    @Test
    void everyExampleIsTakenByItsReader() throws IOException {
        int examples = 0;
        Set<Reader> readers = EnumSet.noneOf(Reader.class);
        for (String page : DocumentedCommandsTest.pages()) {
            for (String block : blocks(page)) {
                examples++;
                Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(block);
                assertThat(read).as("%s: %s", page, block).isNotEmpty();
                readers.add(take(page, block, read));
            }
        }
        assertThat(examples).isGreaterThanOrEqualTo(4);
        assertThat(readers).as("one of each kind").containsExactlyInAnyOrder(Reader.values());
        assertThat(named()).containsKey("nightly.yaml");
    }

    /** Who reads a file of such keys. */
    private enum Reader { TRAIN, PIPELINE, PRETRAIN, TMNF }

    private Reader take(String page, String block, Map<String, Object> read) throws IOException {
        Set<String> sections = TrainSettings.DEFAULT.toMap().keySet();
        if (sections.containsAll(read.keySet())) {
            try {
                TrainSettings.of(read);
            } catch (Exception e) {
                throw new AssertionError(page + ": " + block, e);
            }
            return Reader.TRAIN;
        }
        write("example.yaml", block);
        CliRun run = read.containsKey("steps") ? tmnf("pipeline", "example.yaml", "--dry-run")
                : tmnf("config", "check", "--config", "example.yaml");
        assertThat(run.code()).as("%s: %s%n%s", page, block, run.out() + run.err()).isZero();
        return read.containsKey("steps") ? Reader.PIPELINE : read.containsKey("data_dir") ? Reader.PRETRAIN
                : Reader.TMNF;
    }

    @Test
    void everyVariableThatIsNamedIsOneOfAKey() throws IOException {
        ConfigKeys keys = new ConfigKeys(CommandTree.complete(new RootCommand(), CommandRegistry.COMMANDS));
        Set<String> known = new TreeSet<>();
        keys.shown().keySet().forEach(key -> known.add("TMNF_" + key.replace(".", "__").replace('-', '_')
                .toUpperCase(Locale.ROOT)));
        List<String> unknown = new ArrayList<>();
        int named = 0;
        for (String page : DocumentedCommandsTest.pages()) {
            String text = Files.readString(projectRoot().resolve(page));
            for (MatchResult variable : VARIABLE.matcher(text).results().toList()) {
                named++;
                if (!known.contains(variable.group()) && !variable.group().equals("TMNF_SECTION__KEY")) {
                    unknown.add(page + ": " + variable.group());
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(named).isPositive();
    }
}
