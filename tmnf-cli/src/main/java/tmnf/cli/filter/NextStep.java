package tmnf.cli.filter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.cli.command.CommandContext;
import tmnf.cli.files.ShellWords;

/**
 * The next command of the pipeline with the user's own places, where they can be told from the ones given.
 */
final class NextStep {

    private static final Path USUAL = Path.of("maps");

    private NextStep() {
    }

    /** After the respawns: the play modes. */
    static String mapType(CommandContext context, Path list, Path replaysDir) {
        Path parent = list.getParent();
        String output = USUAL.equals(parent) ? "" : " --output "
                + ShellWords.of(list.resolveSibling("track_ids_standard.txt"));
        return "tmnf filter maptype --input " + ShellWords.of(list) + output
                + beside(context, replaysDir, "--tracks-dir", List.of("tracks_tmnf", "tracks"));
    }

    /** After the play modes: the names. */
    static String fixNames(CommandContext context, Path list, Path tracksDir) {
        return "tmnf fix-names --track-ids " + ShellWords.of(list)
                + beside(context, tracksDir, "--replays-dir", List.of("replays", "replays_tmnf"));
    }

    /** The option for a folder beside the given one, unless the default of the option is that folder. */
    private static String beside(CommandContext context, Path folder, String option, List<String> names) {
        if (USUAL.equals(folder.getParent())) {
            return "";
        }
        Optional<Path> found = names.stream().map(folder::resolveSibling)
                .filter(place -> Files.isDirectory(context.resolve(place))).findFirst();
        return found.map(place -> " " + option + " " + ShellWords.of(place)).orElse("");
    }
}
