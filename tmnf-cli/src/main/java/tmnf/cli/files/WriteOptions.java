package tmnf.cli.files;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    /** How the user wants files written. */
    public OutputFile files() {
        return new OutputFile(force, dryRun.active());
    }
}
