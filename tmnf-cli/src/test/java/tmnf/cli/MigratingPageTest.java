package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The page for those who come from the Python tools names commands and options that exist. */
class MigratingPageTest {

    /** A script and the command that stands for it. */
    private static final Pattern HEADING = Pattern.compile("## `([^`]+)`: `tmnf ([a-z -]+)`");
    private static final Pattern FLAG = Pattern.compile("`(--?[a-z][a-z0-9-]*)`");

    @Test
    void flagsThatStayAndThoseThatTakeTheirPlaceAreOptionsOfTheCommand() throws IOException {
        CommandLine tree = CommandTree.complete(new RootCommand(), CommandRegistry.COMMANDS);
        List<String> wrong = new ArrayList<>();
        Set<String> options = null;
        String command = "";
        int scripts = 0;
        int flags = 0;
        for (String line : Files.readAllLines(CliTestBase.projectRoot().resolve("docs/migrating.md"))) {
            MatchResult heading = HEADING.matcher(line).results().findFirst().orElse(null);
            if (heading != null) {
                command = heading.group(2);
                List<String> words = List.of(command.split(" "));
                CommandSpec spec = DocumentedUse.command(words, tree);
                assertThat(spec.qualifiedName(" ")).isEqualTo("tmnf " + command);
                options = names(spec);
                scripts++;
            } else if (line.startsWith("## ")) {
                options = null;
            } else if (options != null && line.startsWith("| ")) {
                String[] cells = line.split(" \\| ?", -1);
                String ours = cells[1].strip().equals("=") ? cells[0] : cells[1];
                for (MatchResult flag : FLAG.matcher(ours).results().toList()) {
                    flags++;
                    if (!options.contains(flag.group(1))) {
                        wrong.add("tmnf " + command + " has no " + flag.group(1) + ": " + line);
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(scripts).isEqualTo(14);
        assertThat(flags).isGreaterThan(150);
    }

    private static Set<String> names(CommandSpec spec) {
        Set<String> names = new HashSet<>();
        for (OptionSpec option : spec.options()) {
            for (String name : option.names()) {
                names.add(name);
                if (option.negatable() && name.startsWith("--")) {
                    names.add("--no-" + name.substring(2));
                }
            }
        }
        return names;
    }
}
