package tmnf.cli;

import java.util.List;
import java.util.Set;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

import tmnf.cli.info.BuildInfo;
import tmnf.cli.run.HelpLayout;

/**
 * Builds the picocli model. Only commands that the arguments name get their full model; of the others the
 * name and the sentence of the help are enough, which keeps start-up short however many commands there are.
 */
final class CommandTree {

    private CommandTree() {
    }

    /** The tree that these arguments need. */
    static CommandLine forArguments(RootCommand root, List<Class<?>> commands, List<String> arguments,
            int width) {
        boolean all = arguments.stream().anyMatch(argument -> argument.startsWith("@"));
        return build(root, commands, all ? null : Set.copyOf(arguments), width);
    }

    /** The whole tree. */
    static CommandLine complete(RootCommand root, List<Class<?>> commands) {
        return build(root, commands, null, 100);
    }

    private static CommandLine build(RootCommand root, List<Class<?>> commands, Set<String> named,
            int width) {
        CommandLine line = new CommandLine(root);
        for (Class<?> type : commands) {
            Command annotation = type.getAnnotation(Command.class);
            String name = annotation.name();
            if (named == null || named.contains(name)) {
                line.addSubcommand(name, new CommandLine(type));
            } else {
                CommandSpec placeholder = CommandSpec.create().name(name);
                placeholder.usageMessage().header(annotation.header()).hidden(annotation.hidden());
                line.addSubcommand(name, placeholder);
            }
        }
        HelpLayout.apply(line.getCommandSpec(), () -> BuildInfo.load().lines(), width);
        return line.setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false);
    }
}
