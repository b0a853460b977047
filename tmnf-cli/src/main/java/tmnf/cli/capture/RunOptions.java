package tmnf.cli.capture;

import java.nio.file.Path;
import java.time.Duration;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.capture.plan.RunSettings;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.Seconds;
import tmnf.cli.files.OutputPlace;
import tmnf.gbx.script.ScriptOptions;

/** Mix-in: how races are run, and for how long. */
final class RunOptions {

    @Option(names = {"-j", "--workers", "--jobs"}, paramLabel = "N", defaultValue = "1",
            description = "Games that are used at the same time, each on a port of its own.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int workers;

    @Mixin
    private DriveOptions drive;

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

    @Mixin
    private DeadlineOptions deadlines;

    /** Checks what needs no game. */
    void require(CommandContext context) {
        if (writeEnterMaps == null) {
            return;
        }
        Path list = context.fileOrNothing(writeEnterMaps);
        OutputPlace.requireWritable("--write-enter-maps " + writeEnterMaps, list);
    }

    RunSettings settings(double speed) {
        return drive.settings(speed, deadlines.deadlines(), attempts, workers);
    }

    ScriptOptions script() {
        return drive.script();
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
