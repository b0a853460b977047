package tmnf.cli.files;

import java.nio.file.Path;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;

/** Mix-in of commands that write files of their own. */
public final class WriteOptions {

    @Option(names = "--force", defaultValue = "false",
            description = "Replace files that hold something else already.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean force;

    @Mixin
    private DryRunOption dryRun;

    /** Refuses {@code -}, which is no place for what cannot go to stdout. */
    public static void requirePlace(Path output) {
        if (output != null && output.toString().equals("-")) {
            throw CliException.usage("the result does not go to stdout", "name a file or folder with -o");
        }
    }

    /** Refuses a place where nothing can be written, unless nothing will be. */
    public void requireWritable(CommandContext context, Path place) {
        if (!dryRun.active()) {
            OutputPlace.requireWritable(place.toString(), context.resolve(place));
        }
    }

    /** How the user wants files written. */
    public OutputFile files() {
        return new OutputFile(force, dryRun.active());
    }
}
