package tmnf.cli.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Base of every command: declare options, implement {@link #run}, return a {@link CommandResult}.
 *
 * <p>Add the class to {@code CommandRegistry.COMMANDS}, or to {@code subcommands} of its group's annotation.
 * Help, version, exit codes, common options, configuration keys, the JSON envelope and error messages come by
 * themselves. The annotation needs {@code name}, {@code header} (one sentence), and a {@code footer} that
 * starts with examples:
 *
 * <pre>{@code
 * @Command(name = "no-respawn", header = "Drop tracks whose replays respawn.",
 *         footer = {"Examples:", "  tmnf filter no-respawn -i maps/track_ids.txt", "",
 *             "Next: tmnf filter maptype"})
 * final class NoRespawnCommand extends TmnfCommand {
 *     @Option(names = {"-i", "--input"}, paramLabel = "FILE", description = "Track list to read.",
 *             defaultValue = "maps/track_ids.txt")
 *     @HelpSection(HelpSection.PLACES)
 *     private Path input;
 *     @Mixin private ParallelOptions parallel;
 *
 *     @Override
 *     protected CommandResult run(CommandContext context) throws Exception {
 *         Path list = context.requireFile(input);
 *         ...
 *         return CommandResult.finished(report.failed()).withText(...).withJson(report).withNext("tmnf ...");
 *     }
 * }
 * }</pre>
 */
public abstract class TmnfCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /**
     * Does the work. May throw {@link CliException} for what the user can fix, any {@code IOException} for
     * what the world did; anything else is reported as a bug.
     */
    protected abstract CommandResult run(CommandContext context) throws Exception;

    /** Called by picocli after parsing. */
    @Override
    public final Integer call() {
        if (spec.root().userObject() instanceof CommandRunner runner) {
            return runner.run(spec, this::run);
        }
        throw new IllegalStateException("the root of " + spec.qualifiedName() + " runs no commands");
    }

    /** The parsed command, for the few that need to know which options were typed. */
    protected final CommandSpec spec() {
        return spec;
    }

    /** Whether the user typed the option, as opposed to a default or a configured value. */
    protected final boolean typed(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }
}
