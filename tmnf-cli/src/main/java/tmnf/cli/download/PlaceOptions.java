package tmnf.cli.download;

import java.nio.file.Path;
import java.util.function.Predicate;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;

/** Mix-in: the folders of replays and challenges. */
final class PlaceOptions {

    private static final String REPLAYS = "replays_tmnf";

    @Option(names = {"-r", "--replays-dir"}, paramLabel = "DIR", defaultValue = REPLAYS,
            description = "Folder of the replays: DIR/<track id>/posN_user_timems.replay.gbx.")
    @HelpSection(HelpSection.PLACES)
    private Path replaysDir;

    @Option(names = "--output-dir", paramLabel = "DIR", defaultValue = REPLAYS,
            description = "The same as --replays-dir.")
    @HelpSection(HelpSection.PLACES)
    private Path outputDir;

    @Option(names = {"-t", "--tracks-dir"}, paramLabel = "DIR", defaultValue = "tracks_tmnf",
            description = "Folder of the maps (challenge files): DIR/<track id>.Challenge.Gbx.")
    @HelpSection(HelpSection.PLACES)
    private Path tracksDir;

    /**
     * The folder of the replays as the user wrote it, whichever of the two options names it. Two different
     * folders are refused with exit 2.
     */
    Path replaysDir(CommandContext context, Predicate<String> typed) {
        boolean same = context.resolve(replaysDir).normalize().equals(context.resolve(outputDir).normalize());
        if (same) {
            return replaysDir;
        }
        boolean replaysTyped = typed.test("--replays-dir");
        boolean outputTyped = typed.test("--output-dir");
        boolean replaysSet = replaysTyped || !outputTyped && !replaysDir.equals(Path.of(REPLAYS));
        boolean outputSet = outputTyped || !replaysTyped && !outputDir.equals(Path.of(REPLAYS));
        if (replaysSet && outputSet) {
            throw CliException.usage("--replays-dir " + replaysDir + " and --output-dir " + outputDir
                    + " name different folders", "give one of them: they mean the same");
        }
        return outputSet ? outputDir : replaysDir;
    }

    /** The folder of the maps as the user wrote it. */
    Path tracksDir() {
        return tracksDir;
    }
}
