package tmnf.cli.convert;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;

/** Mix-in of commands that write files of their own. */
final class WriteOptions {

    @Option(names = "--force", defaultValue = "false",
            description = "Replace files that hold something else already.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean force;

    @Mixin
    private DryRunOption dryRun;

    OutputFile files() {
        return new OutputFile(force, dryRun.active());
    }
}
