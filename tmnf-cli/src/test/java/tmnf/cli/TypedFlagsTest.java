package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import tmnf.cli.config.ConfigKeys;
import tmnf.cli.config.ConfigLayer;
import tmnf.cli.config.Configuration;

/** Whoever types a flag, of any command, gets what its help says, whatever is configured. */
class TypedFlagsTest {

    @Test
    void noFlagOfAnyCommandDependsOnItsConfiguration() {
        CommandLine tree = CommandTree.complete(new RootCommand(), CommandRegistry.COMMANDS);
        CommandTreeTest.visit(new ArrayList<>(), tree, (path, spec) -> spec.parser().collectErrors(true));
        List<String> wrong = new ArrayList<>();
        Set<String> flags = new TreeSet<>();
        new ConfigKeys(tree).shown().forEach((key, option) -> {
            if (option.arity().max() == 0) {
                flags.add(key);
                for (String configured : List.of("true", "false")) {
                    expected(option, configured).forEach((flag, value) -> {
                        String found = parsed(tree, configured(key, configured), option, flag);
                        if (!found.equals(value)) {
                            wrong.add(key + ": " + configured + " and '" + flag + "' is " + found);
                        }
                    });
                }
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(flags).contains("json", "eval.best", "eval.film", "download.best", "train.image-head");
    }

    /** What is typed, with what it means. */
    private static Map<String, String> expected(OptionSpec option, String configured) {
        String name = option.longestName();
        Map<String, String> expected = new LinkedHashMap<>(Map.of("", configured, name, "true"));
        if (option.negatable()) {
            expected.put(name.replaceFirst("^--", "--no-"), "false");
        }
        return expected;
    }

    private static Configuration configured(String key, String value) {
        return new Configuration(List.of(new ConfigLayer("test", "",
                Map.of(key, new ConfigLayer.Value(value, "test", "")))), List.of());
    }

    /** What the program does with its line: parsed without configuration first, then with it. */
    private static String parsed(CommandLine tree, Configuration configuration, OptionSpec option,
            String flag) {
        List<String> words = new ArrayList<>();
        for (CommandSpec part = option.command(); part.parent() != null; part = part.parent()) {
            words.add(0, part.name());
        }
        if (!flag.isEmpty()) {
            words.add(flag);
        }
        String[] line = words.toArray(String[]::new);
        tree.setDefaultValueProvider(null);
        ParseResult typed = tree.parseArgs(line);
        tree.setDefaultValueProvider(configuration.behind(typed));
        tree.parseArgs(line);
        return Objects.toString(option.getValue());
    }
}
