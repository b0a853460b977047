package tmnf.cli.download;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;

/** Mix-in: which tracks are meant. */
final class ModeOptions {

    /** The ways to name tracks, the strongest first. */
    enum Mode {
        LIST_POPULAR("--list-popular"), TRACK_ID("--track-id"), TRACK_NAME("--track-name"),
        TRACK_IDS("--track-ids");

        private final String option;

        Mode(String option) {
            this.option = option;
        }
    }

    @Option(names = "--list-popular",
            description =
                    "List tracks of the exchange and write their ids to --output; with --download-replays or "
                    + "--download-tracks, download them too.")
    @HelpSection(HelpSection.SELECTION)
    @NotConfigurable
    private boolean listPopular;

    @Option(names = "--track-id", paramLabel = "ID", split = ",",
            description = "Download these tracks; repeatable, or ids separated by commas.")
    @HelpSection(HelpSection.SELECTION)
    @NotConfigurable
    private List<Long> trackIds; // null: not given

    @Option(names = "--track-name", paramLabel = "NAME",
            description = "Download the track of that name; of several, the one that has exactly the name.")
    @HelpSection(HelpSection.SELECTION)
    @NotConfigurable
    private String trackName; // null: not given

    @Option(names = "--all-matches", description = "With --track-name: download all tracks that it finds.")
    @HelpSection(HelpSection.SELECTION)
    @NotConfigurable
    private boolean allMatches;

    @Option(names = "--track-ids", paramLabel = "FILE",
            description =
                    "Download the tracks of a list, one id a line; - reads stdin.")
    @HelpSection(HelpSection.SELECTION)
    private Path trackIdsFile; // null: not given

    @Option(names = "--lenient",
            description = "Skip lines of --track-ids that are no track id, instead of refusing the list.")
    @HelpSection(HelpSection.SELECTION)
    private boolean lenient;

    /** The mode that holds; says which options do not count beside it. Without one, exit 2. */
    Mode mode(CommandContext context) {
        List<Mode> given = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            if (isGiven(mode)) {
                given.add(mode);
            }
        }
        if (given.isEmpty()) {
            throw CliException.usage("nothing to download: no track is named",
                    "give --list-popular, --track-ids FILE, --track-id ID or --track-name NAME");
        }
        for (Mode ignored : given.subList(1, given.size())) {
            context.warn("IGNORED", ignored.option + " does not count beside " + given.get(0).option);
        }
        if (allMatches && given.get(0) != Mode.TRACK_NAME) {
            context.warn("IGNORED", "--all-matches does not count without --track-name");
        }
        return given.get(0);
    }

    private boolean isGiven(Mode mode) {
        return switch (mode) {
            case LIST_POPULAR -> listPopular;
            case TRACK_ID -> trackIds != null && !trackIds.isEmpty();
            case TRACK_NAME -> trackName != null;
            case TRACK_IDS -> trackIdsFile != null;
        };
    }

    /** The ids of {@code --track-id}, each once. */
    List<Long> trackIds() {
        for (long id : trackIds) {
            if (id < 1) {
                throw CliException.usage("--track-id " + id + " is no track id",
                        "give the number in the track's address on the exchange");
            }
        }
        return List.copyOf(new LinkedHashSet<>(trackIds));
    }

    String trackName() {
        if (trackName.isBlank()) {
            throw CliException.usage("--track-name is empty", "give a part of the name");
        }
        return trackName.strip();
    }

    boolean allMatches() {
        return allMatches;
    }

    Path trackIdsFile() {
        return trackIdsFile;
    }

    boolean lenient() {
        return lenient;
    }
}
