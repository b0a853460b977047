package tmnf.cli.capture;

import java.nio.file.Path;
import java.time.Duration;

import picocli.CommandLine.Option;

import tmnf.capture.plan.PhaseDeadlines;
import tmnf.capture.plan.RunSettings;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.Seconds;
import tmnf.gbx.script.ScriptOptions;

/** Mix-in: how races are run, and for how long. */
final class RunOptions {

    @Option(names = {"-j", "--workers", "--jobs"}, paramLabel = "N", defaultValue = "1",
            description = "Games that are used at the same time, each on a port of its own.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int workers;

    @Option(names = "--input-time-offset-ms", paramLabel = "MS", defaultValue = "0",
            description = "Added to every time of a script; a multiple of 10, may be negative.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int inputTimeOffsetMs;

    @Option(names = "--respawn-action", paramLabel = "KEY", defaultValue = "enter",
            description = "Key that a script presses for a respawn: enter, or delete to restart.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private String respawnAction;

    @Option(names = "--respawn-after-cp-ms", paramLabel = "MS", defaultValue = "0",
            description = "Earliest respawn after a checkpoint; a multiple of 10.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int respawnAfterCpMs;

    @Option(names = "--strip-intro",
            description = "Take a map's intro out of the copy that the game gets; the map's UID stays.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean stripIntro;

    @Option(names = "--max-distance", paramLabel = "M", defaultValue = "2.0",
            description = "Metres between car and ghost at which a run has failed.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private double maxDistance;

    @Option(names = "--attempts", paramLabel = "N", defaultValue = "2",
            description = "Captures of a replay that may be wrong before it is put aside.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int attempts;

    @Option(names = "--max-runtime", paramLabel = "D", converter = Seconds.class,
            description = "Stop cleanly after so long, with 75 if work is left; seconds, or 90s, 30m, 1h.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private Duration maxRuntime; // null: none

    @Option(names = "--write-enter-maps", paramLabel = "FILE",
            description = "Append the ids of tracks whose race does not begin by itself, at once.")
    @HelpSection(HelpSection.PLACES)
    private Path writeEnterMaps; // null: none

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

    RunSettings settings(double speed) {
        return new RunSettings(speed, new PhaseDeadlines(connect, menu, mapLoad, countdown, message, step,
                drain, run), maxDistance, attempts, stripIntro, workers);
    }

    ScriptOptions script() {
        return new ScriptOptions(ScriptOptions.DEFAULT.style(), inputTimeOffsetMs, respawnAction,
                respawnAfterCpMs);
    }

    int workers() {
        return workers;
    }

    /** Null: no limit. */
    Duration maxRuntime() {
        return maxRuntime;
    }

    /** As the user wrote it; null: none. */
    Path writeEnterMaps() {
        return writeEnterMaps;
    }
}
