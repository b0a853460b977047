package tmnf.cli.game;

import java.util.Optional;

import picocli.CommandLine.Model.CommandSpec;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.config.ConfigAccess;

/** The account that games log in with. */
public final class GameLogin {

    /** Name of the account; {@code USERNAME} of a {@code .env} file is the same. */
    public static final String VARIABLE = "TMNF_USERNAME";

    private GameLogin() {
    }

    /** What the user says; never the system's own {@code USERNAME}, which is not the one in the game. */
    public static Optional<String> find(CommandContext context, CommandSpec command) {
        return context.variable(VARIABLE).or(() -> command.root().userObject() instanceof ConfigAccess access
                ? access.loader().dotEnvVariable("USERNAME") : Optional.empty());
    }

    /** The same as one word of a command of the game; empty if there is none. */
    public static String word(CommandContext context, CommandSpec command) {
        String name = find(context, command).orElse("");
        CliException.require(name.chars().noneMatch(c -> c <= ' ' || c == ';' || c == '"' || c == '#'),
                "no account of the game is called '" + name + "'", "correct " + VARIABLE
                        + ", or USERNAME in .env");
        return name;
    }
}
