package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.GroupCommand;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.ParallelOptions;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.config.ConfigCommand;

/** Layers of configuration, their precedence and their mistakes. */
class ConfigTest extends CliTestBase {

    @Command(name = "many", header = "Has an option of each type.", footer = "Examples:")
    static final class ManyCommand extends TmnfCommand {
        enum Mood { SUNRISE, NIGHT }

        @Option(names = "--text", defaultValue = "built-in", description = "Text.")
        String text;
        @Option(names = "--number", defaultValue = "1", description = "Number.")
        int number;
        @Option(names = "--ratio", defaultValue = "0.5", description = "Ratio.")
        double ratio;
        @Option(names = "--flag", negatable = true, defaultValue = "true", fallbackValue = "true",
                description = "Flag.")
        boolean flag;
        @Option(names = "--mood", defaultValue = "sunrise", description = "Mood.")
        Mood mood;
        @Option(names = "--place", defaultValue = "maps", description = "Place.")
        Path place;
        @Option(names = "--list", defaultValue = "a,b", split = ",", description = "List.")
        List<String> list;
        @Option(names = "--mine", defaultValue = "no", description = "Only typed.")
        @NotConfigurable
        String mine;
        @Mixin
        ParallelOptions parallel;

        @Override
        protected CommandResult run(CommandContext context) {
            return CommandResult.ok().withLines(List.of("text=" + text, "number=" + number, "ratio=" + ratio,
                    "flag=" + flag, "mood=" + mood, "place=" + place, "list=" + String.join(",", list),
                    "mine=" + mine, "typed=" + typed("--number")));
        }
    }

    @Command(name = "group", header = "Groups.", footer = "Examples:", subcommands = ManyCommand.class)
    static final class Group extends GroupCommand {
    }

    @BeforeEach
    void useGroup() {
        commands = List.of(Group.class, ConfigCommand.class);
    }

    @Test
    void builtInDefaultsHoldWithoutConfiguration() {
        assertThat(tmnf("group", "many").out().lines()).containsExactly("text=built-in", "number=1",
                "ratio=0.5", "flag=true", "mood=SUNRISE", "place=maps", "list=a,b", "mine=no", "typed=false");
        assertThat(tmnf("group", "many", "--number", "1").out()).contains("typed=true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "text; from file; from user; from env file; from env; typed", "number; 2; 3; 4; 5; 6",
        "ratio; 0.25; 0.75; 1000.0; -2.5; 3.5", "mood; night; sunrise; NIGHT; sunrise; night",
        "place; a b; c; d; e; f", "list; '[x, y]'; z; 'p,q'; r; s"})
    void strongerLayersWin(String key, String file, String user, String dotEnv, String env, String typed)
            throws IOException {
        Path userFile = home.resolve(".config/tmnf/config.yaml");
        Files.createDirectories(userFile.getParent());
        Files.writeString(userFile, "group:\n  many:\n    " + key + ": " + user + "\n");
        String variable = "TMNF_GROUP__MANY__" + key.toUpperCase(java.util.Locale.ROOT);

        expect(key, user, "group", "many");
        write("config/tmnf.yaml", "group: {many: {" + key + ": " + file + "}}\n");
        expect(key, file.equals("[x, y]") ? "x,y" : file, "group", "many");
        write(".env", "# machine\nexport " + variable + "='" + dotEnv + "' \n");
        expect(key, dotEnv, "group", "many");
        variables.put(variable, env);
        expect(key, env, "group", "many");
        expect(key, typed, "group", "many", "--" + key, typed);
        // Lists are repeatable, of others the last one wins.
        String twice = key.equals("list") ? "r,s" : typed;
        expect(key, twice, "group", "many", "--" + key + "=" + env, "--" + key + "=" + typed);
    }

    private void expect(String key, String value, String... command) {
        CliRun run = tmnf(command);

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).anyMatch((key + "=" + value)::equalsIgnoreCase);
    }

    @Test
    void flagsFollowTheLayersToo() throws IOException {
        write("config/tmnf.yaml", "group:\n  many:\n    flag: no\n");
        assertThat(tmnf("group", "many").out()).contains("flag=false");
        assertThat(tmnf("group", "many", "--flag").out()).contains("flag=true");
        variables.put("TMNF_GROUP__MANY__FLAG", "true");
        assertThat(tmnf("group", "many").out()).contains("flag=true");
        assertThat(tmnf("group", "many", "--no-flag").out()).contains("flag=false");
    }

    /** picocli by itself would take the opposite of what is configured. */
    @Test
    void aFlagThatIsTypedIsOnWhateverIsConfigured() throws IOException {
        for (String configured : List.of("true", "false")) {
            write("config/tmnf.yaml", "json: " + configured + "\n");

            assertThat(tmnf("group", "many").out()).startsWith(configured.equals("true") ? "{" : "text=");
            assertThat(tmnf("group", "many", "--json").out()).startsWith("{");
            assertThat(tmnf("--json", "group", "many").out()).startsWith("{");
        }
    }

    /** A file that is only found may hold empty sections of another version; one that is named is read. */
    @Test
    void keysWithoutValuesOfANamedFileAreLookedAt() throws IOException {
        write("some.yaml", "# nothing is set\ngroup:\n  many:\n    txet:\n");
        CliRun run = tmnf("group", "many", "--config", "some.yaml");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("some.yaml:4: unknown key group.many.txet",
                "did you mean group.many.text?");
        write("some.yaml", "group:\n  many:\n    text:\n");
        assertThat(tmnf("group", "many", "--config", "some.yaml").out()).contains("text=built-in");
    }

    @Test
    void anExplicitFileReplacesTheDefaultFileAndLaterFilesWin() throws IOException {
        write("config/tmnf.yaml", "group: {many: {text: default-file, number: 9}}\n");
        write("one.yaml", "group: {many: {text: one, ratio: 1}}\n");
        write("two.yaml", "group: {many: {text: two}}\n");

        assertThat(tmnf("group", "many", "--config", "one.yaml", "--config", "two.yaml").out())
                .contains("text=two\n", "number=1\n", "ratio=1.0\n");
    }

    @Test
    void configFilesIsFoundAfterConfigAndTheInstallationLast() throws IOException {
        installation = Files.createDirectories(scratch.resolve("installed"));
        Files.createDirectories(installation.resolve("config"));
        Files.writeString(installation.resolve("config/tmnf.yaml"), "group: {many: {text: installed}}\n");
        assertThat(tmnf("group", "many").out()).contains("text=installed\n");
        write("config_files/tmnf.yaml", "group: {many: {text: config_files}}\n");
        assertThat(tmnf("group", "many").out()).contains("text=config_files\n");
        write("config/tmnf.yaml", "group: {many: {text: config}}\n");
        assertThat(tmnf("group", "many").out()).contains("text=config\n");
        assertThat(tmnf("-C", "..", "group", "many").out()).contains("text=installed\n");
    }

    @Test
    void everyNameOfAnOptionIsAKey() throws IOException {
        write("config/tmnf.yaml", "group: {many: {jobs: 3}}\n");
        assertThat(tmnf("config", "show", "group", "many").out()).contains("group.many.workers: 3\n");
    }

    @Test
    void aConfigurationOfTheTrainingIsRecognised() throws IOException {
        write("rl.yaml", "environment:\n  running_speed: 80\nneural_network:\n  w_downsized: 64\n");

        CliRun run = tmnf("config", "check", "--config", "rl.yaml");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err() + run.out()).contains("rl.yaml").contains("--rl-config")
                .doesNotContain("unknown key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "group: {many: {txt: a}}; config/tmnf.yaml:1: unknown key group.many.txt (file); did you mean",
        "group: {many: {number: many}}; group.many.number: 'many' is no whole number (file); 1: group",
        "group: {many: {flag: perhaps}}; 'perhaps' is neither true nor false; flag",
        "group: {many: {mood: noon}}; 'noon' is none of SUNRISE, NIGHT; mood",
        "group: {many: {number: [1, 2]}}; takes one value, not a list; number",
        "group: {many: {mine: a}}; config/tmnf.yaml:1: group.many.mine can only be typed, as --mine; (file)",
        "group: {many: {text: a, text: b}}; set twice; text",
        "group: [; not valid YAML; config/tmnf.yaml",
        "just words; expected sections; config/tmnf.yaml:1"})
    void mistakesNameFileLineKeyAndLayer(String yaml, String expected, String also) throws IOException {
        write("config/tmnf.yaml", yaml + "\n");

        CliRun run = tmnf("group", "many");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(expected).contains(also);
        CliRun check = tmnf("config", "check");
        assertThat(check.code()).isEqualTo(6);
        assertThat(check.out()).contains(expected);
    }

    @Test
    void mistakesInVariablesAndDotEnvNameTheirPlace() throws IOException {
        write(".env", "USERNAME=driver\nTMNF_GROUP__MANY__NUMBER=x # no\n");
        assertThat(tmnf("group", "many").err())
                .contains(".env:2: TMNF_GROUP__MANY__NUMBER: group.many.number: 'x' is no whole number")
                .contains("(.env)");
        write(".env", "USERNAME=driver\n");
        variables.put("TMNF_GROUP__MANY__NUMBR", "1");
        assertThat(tmnf("group", "many").err()).contains("did you mean TMNF_GROUP__MANY__NUMBER?");
        variables.clear();
        variables.put("TMNF_GROUP__MANY__MINE", "1");
        assertThat(tmnf("group", "many").err()).contains("TMNF_GROUP__MANY__MINE",
                "can only be typed, as --mine").doesNotContain("did you mean");
        variables.clear();
        variables.put("TMNF_GROUP_MANY_NUMBER", "1");
        CliRun single = tmnf("group", "many");
        assertThat(single.code()).isEqualTo(2);
        assertThat(single.err()).contains("TMNF_GROUP_MANY_NUMBER", "did you mean TMNF_GROUP__MANY__NUMBER?");
        variables.clear();
        variables.put("TMNF_JAVA_OPTS", "-Xmx1g");
        assertThat(tmnf("group", "many").code()).isZero();
    }

    @Test
    void missingFilesThatWereNamedAreErrors() throws IOException {
        write("tmnf.yaml", "");
        assertThat(tmnf("group", "many", "--config", "tnmf.yaml").err())
                .contains("--config tnmf.yaml: no such file").contains("tmnf.yaml?");
        assertThat(tmnf("group", "many", "--env-file", "none").code()).isEqualTo(2);
        CliRun json = tmnf("group", "many", "--config", "none", "--json");
        assertThat(json.json().get("error").get("code").asText()).isEqualTo("CONFIG");
    }

    @Test
    void hostileFilesAreRefused() throws IOException {
        write("config/tmnf.yaml", "a: !!javax.script.ScriptEngineManager [x]\n");
        assertThat(tmnf("group", "many").code()).isEqualTo(2);
        StringBuilder bomb = new StringBuilder("a: &a [x]\n");
        for (char c = 'b'; c < 'z'; c++) {
            bomb.append(c).append(": &").append(c).append(" [*").append((char) (c - 1)).append(", *")
                    .append((char) (c - 1)).append("]\n");
        }
        write("config/tmnf.yaml", bomb.toString());
        assertThat(tmnf("group", "many").code()).isEqualTo(2);
        write("config/tmnf.yaml", "a: " + "[".repeat(5_000) + "\n");
        assertThat(tmnf("group", "many").code()).isEqualTo(2);
        write("config/tmnf.yaml", "x".repeat(2_000_000));
        assertThat(tmnf("group", "many").err()).contains("larger than 1 MiB");
        Files.write(cwd.resolve("config/tmnf.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThat(tmnf("group", "many").err()).contains("not UTF-8");
    }

    @Test
    void showTellsTheOrigin() throws IOException {
        write("config/tmnf.yaml", "group:\n  many:\n    number: 7\n");
        variables.put("TMNF_LOG_LEVEL", "info");

        String out = tmnf("config", "show", "--origin").out();

        assertThat(out).contains("group.many.number: 7  # file, config/tmnf.yaml:3\n")
                .contains("log-level: info  # environment, TMNF_LOG_LEVEL\n")
                .contains("group.many.text: built-in  # built-in\n").doesNotContain("mine");
        assertThat(tmnf("config", "show", "--json").json().at("/result/settings/group.many.number").asText())
                .isEqualTo("7");
        assertThat(tmnf("config", "show", "grop", "many").err()).contains("did you mean group many?");
    }

    @Test
    void initWritesAFileThatSetsNothingAndFitsWhenUncommented() throws IOException {
        assertThat(tmnf("config", "init", "--dry-run").out()).startsWith("would write ");
        assertThat(home.resolve(".config")).doesNotExist();

        assertThat(tmnf("config", "init").code()).isZero();

        Path file = home.resolve(".config/tmnf/config.yaml");
        assertThat(tmnf("config", "check").out()).contains("no mistakes; 0 values");
        assertThat(tmnf("config", "init").code()).isEqualTo(2);
        String before = tmnf("group", "many").out();
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^( *)#([a-z-]+:)", "$1$2"));
        assertThat(tmnf("config", "check").out()).startsWith("no mistakes; 1");
        assertThat(tmnf("group", "many").out()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "path", "check", "init"})
    void configCommandsWorkHoweverBrokenTheFilesAre(String command) throws IOException {
        write("config/tmnf.yaml", "]: [\n");
        assertThat(tmnf("config", command).code()).isNotEqualTo(1);
    }
}
