package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.GroupCommand;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.run.HelpLayout;

/** What holds for every command, also for those that don't exist yet. */
class CommandTreeTest extends CliTestBase {

    /** Visits the root and every command below it. */
    static void eachCommand(BiConsumer<List<String>, CommandSpec> visitor) {
        visit(new ArrayList<>(), CommandTree.complete(new RootCommand(), CommandRegistry.COMMANDS), visitor);
    }

    static void visit(List<String> path, CommandLine command,
            BiConsumer<List<String>, CommandSpec> visitor) {
        visitor.accept(List.copyOf(path), command.getCommandSpec());
        command.getSubcommands().forEach((name, sub) -> {
            path.add(name);
            visit(path, sub, visitor);
            path.remove(path.size() - 1);
        });
    }

    @Test
    void everyCommandAndArgumentIsDescribed() {
        List<String> missing = new ArrayList<>();
        eachCommand((path, spec) -> {
            if (spec.usageMessage().header().length != 1 || !spec.usageMessage().header()[0].endsWith(".")) {
                missing.add(path + ": header of one sentence");
            }
            if (spec.usageMessage().footer().length == 0
                    || !spec.usageMessage().footer()[0].equals("Examples:")) {
                missing.add(path + ": footer that starts with examples");
            }
            for (OptionSpec option : spec.options()) {
                if (String.join("", option.description()).isBlank()) {
                    missing.add(path + " " + option.longestName());
                }
                if (option.isMultiValue() && option.type() != boolean[].class && option.splitRegex().isEmpty()
                        && !option.longestName().equals("--config")) {
                    missing.add(path + " " + option.longestName() + ": a list needs split");
                }
            }
            for (PositionalParamSpec operand : spec.positionalParameters()) {
                if (String.join("", operand.description()).isBlank()) {
                    missing.add(path + " " + operand.paramLabel());
                }
            }
        });

        assertThat(missing).isEmpty();
    }

    @Test
    void optionNamesAreKebabCase() {
        List<String> wrong = new ArrayList<>();
        eachCommand((path, spec) -> spec.options().forEach(option -> List.of(option.names()).forEach(name -> {
            if (!option.hidden() && !name.matches("-[A-Za-z]|--[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
                wrong.add(path + " " + name);
            }
        })));

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyCommandIsACommandOrAGroupOfThem() {
        eachCommand((path, spec) -> {
            if (!path.isEmpty()) {
                assertThat(spec.userObject()).as("%s", path)
                        .isInstanceOfAny(TmnfCommand.class, GroupCommand.class);
            }
        });
    }

    @Test
    void helpOfEveryCommandGoesToStdoutAndNamesEveryOption() {
        eachCommand((path, spec) -> {
            CliRun run = tmnf(append(path, "--help"));

            assertThat(run.code()).isZero();
            assertThat(run.err()).isEmpty();
            for (OptionSpec option : spec.options()) {
                if (!option.hidden()) {
                    assertThat(run.out()).contains("  " + HelpLayout.names(option));
                }
            }
            assertThat(run.out().lines()).as("%s fits the width", path)
                    .allMatch(line -> line.length() <= 110);
            if (!path.contains("help")) {
                List<String> help = new ArrayList<>(path);
                help.add(0, "help");
                assertThat(tmnf(help.toArray(String[]::new)).out()).isEqualTo(run.out());
            }
        });
    }

    @Test
    void helpShowsTheTableOfExitCodes() {
        Pattern line = Pattern.compile("(?m)^  (\\d+) +(\\S.*)$");
        assertThat(ExitStatus.table().keySet())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "69", "75", "130", "143");
        eachCommand((path, spec) -> {
            String help = tmnf(append(path, "--help")).out();
            String table = help.substring(help.indexOf("Exit codes:"));
            List<String> codes = new ArrayList<>();
            Matcher matcher = line.matcher(table);
            while (matcher.find()) {
                codes.add(matcher.group(1));
                assertThat(ExitStatus.table().get(matcher.group(1))).startsWith(matcher.group(2));
            }

            assertThat(codes).containsExactlyElementsOf(ExitStatus.table().keySet());
        });
    }

    @Test
    void versionOfEveryCommandIsThatOfTheProgram() {
        String version = tmnf("--version").out();

        assertThat(version).startsWith("tmnf ").contains("\ncommit: ", "\nbuilt: ", "\njava: ", "\nos: ");
        eachCommand((path, spec) -> assertThat(tmnf(append(path, "--version")).out()).isEqualTo(version));
        assertThat(tmnf("version").out()).isEqualTo(version);
    }

    @Test
    void unknownOptionsGetASuggestionOnStderr() {
        eachCommand((path, spec) -> {
            CliRun run = tmnf(append(path, "--qiet"));

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("unknown option '--qiet'").contains("did you mean --quiet?");
        });
    }

    @Test
    void unknownCommandsGetASuggestion() {
        CliRun run = tmnf("vresion");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("unknown command 'vresion'").contains("did you mean version?");
        assertThat(tmnf("help", "confg").err()).contains("did you mean config?");
    }

    @Test
    void withoutACommandUsageGoesToStderr() {
        CliRun run = tmnf();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("a command is missing").contains("usage: tmnf");
        assertThat(tmnf("config").code()).isEqualTo(2);
    }

    @Test
    void theRootListsCommandsThatThisRunDoesNotBuild() {
        String help = tmnf("--help").out();

        for (Class<?> command : CommandRegistry.COMMANDS) {
            CommandLine.Command annotation = command.getAnnotation(CommandLine.Command.class);
            assertThat(help).contains("  " + annotation.name() + " ").contains(annotation.header()[0]);
        }
    }

    private static String[] append(List<String> path, String... more) {
        List<String> all = new ArrayList<>(path);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
