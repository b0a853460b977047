package tmnf.cli.download;

import static tmnf.cli.command.CliException.require;

import picocli.CommandLine.Option;

import tmnf.cli.command.HelpSection;
import tmnf.exchange.download.ReplaySelection;

/** Mix-in: which replays of a track are wanted. */
final class SelectionOptions {

    private static final int TOP = 50;
    private static final int TOP_OF_POPULAR = 20;

    @Option(names = {"--top", "--replays-per-track"}, paramLabel = "N",
            description =
                    "The most replays of a track. "
                    + "Default: 50; 20 with --list-popular --download-replays, as the Python tool has it.")
    @HelpSection(HelpSection.SELECTION)
    private Integer top; // null: by the mode

    @Option(names = "--offset", paramLabel = "N", defaultValue = "0",
            description = "Leave out the first N replays that fit.")
    @HelpSection(HelpSection.SELECTION)
    private int offset;

    @Option(names = "--best", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Only the best replay of each driver.")
    @HelpSection(HelpSection.SELECTION)
    private boolean best;

    @Option(names = "--current-version",
            description = "Only replays of the newest version of a track: what happens anyway.")
    @HelpSection(HelpSection.SELECTION)
    private boolean currentVersion;

    @Option(names = "--any-version", description = "Also replays of older versions of a track.")
    @HelpSection(HelpSection.SELECTION)
    private boolean anyVersion;

    @Option(names = "--max-respawns", paramLabel = "N",
            description = "Leave out replays with more respawns, as the exchange counts them.")
    @HelpSection(HelpSection.SELECTION)
    private Integer maxRespawns; // null: any number

    @Option(names = "--no-respawns", description = "The same as --max-respawns 0.")
    @HelpSection(HelpSection.SELECTION)
    private boolean noRespawns;

    @Option(names = "--validated-only", description = "Only replays that passed the validation of the site.")
    @HelpSection(HelpSection.SELECTION)
    private boolean validatedOnly;

    @Option(names = "--max-time-factor", paramLabel = "F",
            description = "Leave out replays slower than F times the best one, for example 1.5.")
    @HelpSection(HelpSection.SELECTION)
    private Double maxTimeFactor; // null: any time

    @Option(names = "--pick", paramLabel = "HOW", defaultValue = "best",
            description =
                    "Which of more than --top replays: ${COMPLETION-CANDIDATES}. spread takes them evenly "
                    + "over all ranks.")
    @HelpSection(HelpSection.SELECTION)
    private ReplaySelection.Pick pick;

    @Option(names = "--strict",
            description = "Leave out replays of which the exchange does not say whether they fit.")
    @HelpSection(HelpSection.SELECTION)
    private boolean strict;

    /**
     * The selection. Refuses what makes no sense with exit 2.
     *
     * @param popular whether the tracks come from {@code --list-popular}
     * @param versionTyped whether the user typed {@code --current-version}
     */
    ReplaySelection selection(boolean popular, boolean versionTyped) {
        int most = top != null ? top : popular ? TOP_OF_POPULAR : TOP;
        require(most >= 1, "--top " + most + " is no number of replays", "give 1 or more");
        require(offset >= 0, "--offset " + offset + " is negative", "give 0 or more");
        double factor = maxTimeFactor == null ? 0 : maxTimeFactor;
        require(maxTimeFactor == null || factor >= 1 && Double.isFinite(factor),
                "--max-time-factor " + maxTimeFactor + " is below 1", "give a number such as 1.5");
        require(!versionTyped || !anyVersion, "--current-version and --any-version exclude each other",
                "give one of them");
        return new ReplaySelection(most, offset, best, versionTyped || !anyVersion, respawns(),
                validatedOnly, factor, pick, strict);
    }

    private int respawns() {
        require(maxRespawns == null || maxRespawns >= 0, "--max-respawns " + maxRespawns + " is negative",
                "give 0 or more, or leave it out for any number");
        require(!noRespawns || maxRespawns == null || maxRespawns == 0,
                "--no-respawns and --max-respawns " + maxRespawns + " exclude each other",
                "give one of them");
        return noRespawns ? 0 : maxRespawns == null ? -1 : maxRespawns;
    }
}
