package tmnf.cli.capture;

import java.nio.file.Path;

import picocli.CommandLine.Option;

import tmnf.capture.plan.CapturePlaces;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;

/** Mix-in: where replays, maps and captures are. */
final class PlaceOptions {

    @Option(names = {"-r", "--replays-dir"}, paramLabel = "DIR", defaultValue = "maps/replays",
            description = "Folder of the replays: DIR/<track id>/*.replay.gbx.")
    @HelpSection(HelpSection.PLACES)
    private Path replaysDir;

    @Option(names = {"-o", "--output-dir"}, paramLabel = "DIR", defaultValue = "capture_frames_out",
            description = "Folder of the captures: DIR/<track id>/<replay>/.")
    @HelpSection(HelpSection.PLACES)
    private Path outputDir;

    @Option(names = {"-t", "--tracks-dir"}, paramLabel = "DIR", defaultValue = "maps/tracks",
            description = "Folder of maps, for replays that hold none.")
    @HelpSection(HelpSection.PLACES)
    private Path tracksDir;

    CapturePlaces places(CommandContext context) {
        return new CapturePlaces(context.requireDirectory(replaysDir), context.resolve(outputDir),
                context.directoryOrNothing(tracksDir));
    }

    /** As the user wrote it. */
    Path replaysDir() {
        return replaysDir;
    }

    /** As the user wrote it. */
    Path outputDir() {
        return outputDir;
    }
}
