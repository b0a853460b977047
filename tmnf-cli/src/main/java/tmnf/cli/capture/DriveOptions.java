package tmnf.cli.capture;

import picocli.CommandLine.Option;

import tmnf.capture.plan.PhaseDeadlines;
import tmnf.capture.plan.RunSettings;
import tmnf.cli.command.CliException;
import tmnf.cli.command.HelpSection;
import tmnf.gbx.script.ScriptOptions;

/** Mix-in: how a replay becomes a script, and what its drive is measured by. */
final class DriveOptions {

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

    RunSettings settings(double speed, PhaseDeadlines deadlines, int attempts, int workers) {
        return new RunSettings(speed, deadlines, maxDistance, attempts, stripIntro, workers);
    }

    ScriptOptions script() {
        CliException.require(ScriptOptions.RESPAWN_KEYS.contains(respawnAction),
                "--respawn-action " + respawnAction + " is no key that respawns",
                "give one of " + String.join(", ", ScriptOptions.RESPAWN_KEYS));
        return new ScriptOptions(ScriptOptions.DEFAULT.style(), inputTimeOffsetMs, respawnAction,
                respawnAfterCpMs);
    }
}
