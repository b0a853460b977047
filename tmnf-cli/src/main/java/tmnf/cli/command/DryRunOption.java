package tmnf.cli.command;

import picocli.CommandLine.Option;

/** Mix-in of commands that write: shows what would be done and changes nothing. */
public final class DryRunOption {

    @Option(names = {"-n", "--dry-run"}, defaultValue = "false",
            description = "Show what would be done and change nothing.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean dryRun;

    /** Whether nothing may change. */
    public boolean active() {
        return dryRun;
    }
}
