package tmnf.cli.capture;

import java.nio.file.Path;

import picocli.CommandLine.Option;

import tmnf.capture.run.InputSource;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;

/** Mix-in: which replay is validated, and how. */
final class ValidateOptions {

    @Option(names = "--replay-path", paramLabel = "FILE",
            description = "The replay; needed unless --clean is given.")
    @HelpSection(HelpSection.SELECTION)
    private Path replay; // null: not given

    @Option(names = "--track-id", paramLabel = "ID",
            description = "Track of the replay. Default: the folder that the replay is in.")
    @HelpSection(HelpSection.SELECTION)
    private String trackId; // null: not given

    @Option(names = {"-o", "--output-dir"}, paramLabel = "DIR", defaultValue = "capture_validate_out",
            description = "Folder of the capture: DIR/<track id>/<replay>/.")
    @HelpSection(HelpSection.PLACES)
    private Path outputDir;

    @Option(names = {"-t", "--tracks-dir"}, paramLabel = "DIR", defaultValue = "maps/tracks",
            description = "Folder of maps, for a replay that holds none.")
    @HelpSection(HelpSection.PLACES)
    private Path tracksDir;

    @Option(names = "--replay-speed", paramLabel = "X", defaultValue = "1.0",
            description = "Speed of the game while it drives what it validated.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private double replaySpeed;

    @Option(names = "--replay-command", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Inject the game's validated inputs by its command replay. Without it nothing is "
                + "sent: the game has to drive by itself.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean replayCommand;

    @Option(names = "--prepare-only",
            description = "Only copy replay and map to where the game's menus show them, and say what to do "
                + "there.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean prepareOnly;

    @Option(names = "--clean", description = "Remove what --prepare-only and --use-startup-validatepath put "
            + "into the game's folders, and end.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean clean;

    @Option(names = "--use-startup-validatepath",
            description = "Let a game that --launch starts validate the replay first; Windows only.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean startupValidatePath;

    /** Checks what needs neither files nor games. */
    void require(CommandContext context, boolean launched, boolean simulated) {
        CliException.require(replay != null || clean, "--replay-path is missing",
                "name the replay, or give --clean");
        CliException.require(!clean || !prepareOnly, "--clean and --prepare-only exclude each other",
                "give one");
        CliException.require(!startupValidatePath || context.isWindows(), "--use-startup-validatepath works"
                + " on Windows only: elsewhere a script of yours starts the game",
                "validate the replay by hand, as --prepare-only says");
        CliException.require(!startupValidatePath || launched,
                "--use-startup-validatepath needs a game that is started for it", "add --launch");
        CliException.require(!launched || startupValidatePath || !replayCommand || prepareOnly || clean,
                "a game that --launch starts has validated nothing yet", context.isWindows()
                        ? "add --use-startup-validatepath, or validate by hand, see --prepare-only, and leave"
                        + " out --launch"
                        : "start the game yourself, validate by hand, see --prepare-only, and leave out"
                        + " --launch");
        CliException.require(!simulated || !prepareOnly && !clean, "--prepare-only and --clean are for the"
                + " real game: in a simulated one the replay counts as validated", "leave out --sim");
    }

    boolean clean() {
        return clean;
    }

    boolean prepareOnly() {
        return prepareOnly;
    }

    boolean startupValidatePath() {
        return startupValidatePath;
    }

    /** Where the first drive has its inputs from. */
    InputSource source() {
        return replayCommand ? InputSource.validation(replaySpeed) : InputSource.GAME;
    }

    /** As the user wrote it. */
    Path replay() {
        return replay;
    }

    /** As the user wrote it. */
    Path outputDir() {
        return outputDir;
    }

    /** As the user wrote it. */
    Path tracksDir() {
        return tracksDir;
    }

    /** The id that was given, or the name of the replay's folder. */
    String trackId(Path resolved) {
        Path folder = resolved.toAbsolutePath().normalize().getParent();
        String id = trackId != null ? trackId.strip()
                : folder == null || folder.getFileName() == null ? "" : folder.getFileName().toString();
        CliException.require(!id.isEmpty() && !id.startsWith(".") && id.indexOf('/') < 0
                && id.indexOf('\\') < 0, "'" + id + "' is no id of a track", "give another --track-id");
        return id;
    }
}
