package tmnf.cli.command;

/**
 * Base of a command that only groups others, {@code filter} for example. Without a subcommand it prints its
 * usage on stderr and ends with 2.
 */
public abstract class GroupCommand {
}
