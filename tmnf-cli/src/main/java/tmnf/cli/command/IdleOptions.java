package tmnf.cli.command;

import java.util.List;
import java.util.stream.Stream;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Says which of the options that were typed have no effect beside the others. Values of files and variables
 * are not told of: a file of the Python tool has every key, whatever its run needs.
 */
public final class IdleOptions {

    private final CommandContext context;
    private final ParseResult typed;

    /** Of the line of a command. */
    public IdleOptions(CommandContext context, CommandSpec command) {
        this.context = context;
        typed = command.commandLine().getParseResult();
    }

    /**
     * Warns of options, unless they count.
     *
     * @param why how the sentence ends, such as {@code without --use-floats}
     * @param options by their long names
     */
    public IdleOptions unless(boolean counts, String why, String... options) {
        List<String> idle = Stream.of(options).filter(typed::hasMatchedOption).toList();
        if (!counts && !idle.isEmpty()) {
            context.warn("IGNORED", String.join(", ", idle) + (idle.size() == 1 ? " has" : " have")
                    + " no effect " + why);
        }
        return this;
    }
}
