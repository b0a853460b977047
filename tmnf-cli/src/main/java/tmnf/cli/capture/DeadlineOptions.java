package tmnf.cli.capture;

import java.time.Duration;

import picocli.CommandLine.Option;

import tmnf.capture.plan.PhaseDeadlines;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.Seconds;

/** Mix-in: how long each phase of a race may take. */
final class DeadlineOptions {

    @Option(names = "--connect-timeout", paramLabel = "D", defaultValue = "30s", converter = Seconds.class,
            description = "Until a game answers.")
    @HelpSection(HelpSection.NETWORK)
    private Duration connect;

    @Option(names = "--menu-timeout", paramLabel = "D", defaultValue = "25s", converter = Seconds.class,
            description = "Until a map can be asked for.")
    @HelpSection(HelpSection.NETWORK)
    private Duration menu;

    @Option(names = "--map-load-timeout", paramLabel = "D", defaultValue = "25s", converter = Seconds.class,
            description = "Until the countdown on a map begins.")
    @HelpSection(HelpSection.NETWORK)
    private Duration mapLoad;

    @Option(names = "--countdown-timeout", paramLabel = "D", defaultValue = "25s", converter = Seconds.class,
            description = "Until the race begins.")
    @HelpSection(HelpSection.NETWORK)
    private Duration countdown;

    @Option(names = "--silence-timeout", paramLabel = "D", defaultValue = "20s", converter = Seconds.class,
            description = "Between two messages in a race.")
    @HelpSection(HelpSection.NETWORK)
    private Duration message;

    @Option(names = "--step-timeout", paramLabel = "D", defaultValue = "25s", converter = Seconds.class,
            description = "Between two steps of a race.")
    @HelpSection(HelpSection.NETWORK)
    private Duration step;

    @Option(names = "--drain-timeout", paramLabel = "D", defaultValue = "10s", converter = Seconds.class,
            description = "To leave the game in order after a race.")
    @HelpSection(HelpSection.NETWORK)
    private Duration drain;

    @Option(names = "--run-timeout", paramLabel = "D", defaultValue = "5m", converter = Seconds.class,
            description = "For one replay; twice its race time at the running speed if that is more.")
    @HelpSection(HelpSection.NETWORK)
    private Duration run;

    PhaseDeadlines deadlines() {
        return new PhaseDeadlines(connect, menu, mapLoad, countdown, message, step, drain, run);
    }
}
