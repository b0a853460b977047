package tmnf.cli.game;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.tminterface.link.LinkSettings;

/** Mix-in of commands that connect to one game: {@code --port}, the variable of the Python tools, or 8478. */
public final class GamePortOption {

    /** The highest port there is. */
    public static final int HIGHEST = 65_535;

    private static final String VARIABLE = "BASE_TMI_PORT";

    @Option(names = "--port", paramLabel = "N",
            description = "Port that the game's plugin listens on, instead of BASE_TMI_PORT or 8478.")
    @HelpSection(HelpSection.NETWORK)
    private Integer port;

    /** The first port where no option says otherwise: a number, but perhaps none of a port. */
    public static int first(CommandContext context) {
        String text = configured(context);
        CliException.require(text.matches("[0-9]{1,5}"), VARIABLE + "=" + text + " is no port",
                "give a number from 1 to " + HIGHEST);
        return Integer.parseInt(text);
    }

    private static String configured(CommandContext context) {
        return context.variable(VARIABLE).orElse(Integer.toString(LinkSettings.USUAL_PORT));
    }

    /** The port; what is none ends the command. */
    public int value(CommandContext context) {
        String text = port != null ? port.toString() : configured(context);
        CliException.require(text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= HIGHEST, (port != null ? "--port " : VARIABLE + "=")
                + text + " is no port", "give a number from 1 to " + HIGHEST);
        return Integer.parseInt(text);
    }
}
