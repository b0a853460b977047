package tmnf.cli.capture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Option;

import tmnf.capture.plan.ReplaySelection;
import tmnf.capture.plan.ReplaySelection.Existing;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;

/** Mix-in: which replays are captured. */
final class SelectionOptions {

    private static final String USUAL_LIST = "maps/track_ids.txt";

    @Option(names = "--track-ids", paramLabel = "FILE", defaultValue = USUAL_LIST,
            description = "Track list, one id a line; its order is the order of work. Without the usual one "
                + "all folders of --replays-dir are taken.")
    @HelpSection(HelpSection.SELECTION)
    private Path trackList;

    @Option(names = "--track-id", paramLabel = "ID", split = ",",
            description = "Only these tracks; wins over --track-ids.")
    @HelpSection(HelpSection.SELECTION)
    private List<String> trackIds = List.of();

    @Option(names = "--max-replays-per-track", paramLabel = "N", defaultValue = "0",
            description = "Only the first N replays of a track, posN by its number; 0: all.")
    @HelpSection(HelpSection.SELECTION)
    private int maxReplaysPerTrack;

    @Option(names = "--exclude-respawn-maps",
            description = "Leave out tracks of which a selected replay respawns.")
    @HelpSection(HelpSection.SELECTION)
    private boolean excludeRespawnMaps;

    @Option(names = "--exclude-enter-maps", paramLabel = "FILE",
            description = "Leave out the tracks of this list; a missing file leaves out none.")
    @HelpSection(HelpSection.SELECTION)
    private Path excludeEnterMaps; // null: none

    @Option(names = "--resume", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Leave alone what an earlier run captured or put aside. --no-resume is "
                + "--overwrite.")
    @HelpSection(HelpSection.SELECTION)
    private boolean resume;

    @Option(names = "--overwrite", description = "Capture everything again; a new capture takes the place "
            + "of the old one when it is complete.")
    @HelpSection(HelpSection.SELECTION)
    private boolean overwrite;

    @Option(names = "--retry-failed", description = "Also try again what an earlier run put aside.")
    @HelpSection(HelpSection.SELECTION)
    private boolean retryFailed;

    @Option(names = "--shard", paramLabel = "K/N",
            description = "Only the K-th of N parts of the tracks, for N machines; K alone with "
                + "--shard-count. Without it SLURM_ARRAY_TASK_ID and JOB_COMPLETION_INDEX count.")
    @HelpSection(HelpSection.SELECTION)
    private String shard; // null: by the environment

    @Option(names = "--shard-count", paramLabel = "N",
            description = "Number of parts, where --shard or the environment only tell which one.")
    @HelpSection(HelpSection.SELECTION)
    private Integer shardCount; // null: not given

    /** The selection; {@code listGiven} whether the user chose a list. */
    ReplaySelection selection(CommandContext context, boolean listGiven) {
        CliException.require(!overwrite || !retryFailed, "--overwrite and --retry-failed exclude each other",
                "give one; --overwrite captures everything again");
        Path list = listGiven && trackIds.isEmpty() ? context.requireFile(trackList)
                : context.fileOrNothing(trackList);
        Existing existing = overwrite || !resume ? Existing.OVERWRITE
                : retryFailed ? Existing.RETRY_QUARANTINED : Existing.KEEP;
        return new ReplaySelection(list, trackIds.stream().map(String::strip).toList(), maxReplaysPerTrack,
                excludeRespawnMaps, Optional.ofNullable(excludeEnterMaps).map(context::fileOrNothing),
                ShardChoice.of(context, shard, shardCount), existing);
    }

    /** Which tracks, for people. */
    String what() {
        return trackIds.isEmpty() ? "the tracks of " + trackList : "track " + String.join(", ", trackIds);
    }
}
