package tmnf.cli.command;

import picocli.CommandLine.Option;

/** Mix-in of commands that work on several items at a time. */
public final class ParallelOptions {

    @Option(names = {"-j", "--workers", "--jobs"}, paramLabel = "N", defaultValue = "0",
            description = "Items worked on at the same time; 0 chooses by the number of processors.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int workers;

    /** The number of workers: as given, or one for each processor. Refuses negative numbers with exit 2. */
    public int workers() {
        if (workers < 0) {
            throw CliException.usage("--workers " + workers + " is negative",
                    "give the number of workers, or 0 to choose it automatically");
        }
        return workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    }
}
