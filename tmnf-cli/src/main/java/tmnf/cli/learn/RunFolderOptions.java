package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.IdleOptions;
import tmnf.cli.command.NotConfigurable;
import tmnf.pretrain.run.RunFolder;
import tmnf.pretrain.run.RunFolderException;
import tmnf.pretrain.train.PretrainSettings;

/** Mix-in: what is written, and what happens to what is there. */
final class RunFolderOptions {

    static final String SECTION = "Run folder";

    @Option(names = "--run-name", paramLabel = "NAME",
            description = "Name of the run folder. Default: run_001, run_002 and so on; with --resume the "
                + "last of them.")
    @HelpSection(SECTION)
    private String runName; // null: the next number

    @Option(names = "--resume", defaultValue = "false",
            description = "Go on with a run that was stopped, from its last finished epoch; with --run-name "
                + "it begins where there is none yet.")
    @HelpSection(SECTION)
    @NotConfigurable
    private boolean resume;

    @Option(names = "--overwrite", defaultValue = "false",
            description = "Replace the run of --run-name.")
    @HelpSection(SECTION)
    @NotConfigurable
    private boolean overwrite;

    @Option(names = "--checkpoint-dir", paramLabel = "NAME", defaultValue = "checkpoints",
            description = "Folder of the checkpoints, in the run folder.")
    @HelpSection(SECTION)
    private String checkpoints;

    @Option(names = "--save-top-k", paramLabel = "N", defaultValue = "1", converter = Ranges.CountOrAll.class,
            description = "Checkpoints of the best epochs that are kept; -1: all, 0: none but the last.")
    @HelpSection(SECTION)
    private int keepBest;

    @Option(names = "--tensorboard", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Write event files for TensorBoard.")
    @HelpSection(SECTION)
    private boolean tensorboard;

    @Option(names = "--tensorboard-dir", paramLabel = "NAME", defaultValue = "tensorboard",
            description = "Their folder, in the run folder.")
    @HelpSection(SECTION)
    private String tensorboardDir;

    @Option(names = "--csv-logger", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Write a metrics.csv as Lightning does, too.")
    @HelpSection(SECTION)
    private boolean csv;

    @Option(names = "--csv-dir", paramLabel = "NAME", defaultValue = "csv",
            description = "Its folder, in the run folder.")
    @HelpSection(SECTION)
    private String csvDir;

    @Option(names = "--log-every-n-steps", paramLabel = "N", defaultValue = "50",
            converter = Ranges.Count.class,
            description = "Steps from one point of the training loss in TensorBoard to the next.")
    @HelpSection(SECTION)
    private int logEvery;

    @Option(names = "--enable-model-summary", negatable = true, defaultValue = "true",
            fallbackValue = "true", description = "Say how many numbers are trained.")
    @HelpSection(SECTION)
    private boolean summary;

    /**
     * What is written.
     *
     * @param outputDir folder of the run folders, which is another one for each command
     */
    PretrainSettings.Output output(CommandContext context, Path outputDir, String toolVersion)
            throws IOException {
        CliException.require(!(resume && overwrite), "--resume goes on with a run, --overwrite replaces it",
                "give one of them");
        CliException.require(!overwrite || runName != null, "--overwrite needs --run-name",
                "name the run to replace; without a name a new one is made");
        inside("--run-name", runName);
        inside("--checkpoint-dir", checkpoints);
        inside("--tensorboard-dir", tensorboardDir);
        inside("--csv-dir", csvDir);
        Path folder = context.resolve(outputDir);
        return new PretrainSettings.Output(folder, Optional.ofNullable(runName), existing(folder),
                checkpoints, keepBest, tensorboard ? Optional.of(tensorboardDir) : Optional.empty(),
                csv ? Optional.of(csvDir) : Optional.empty(), logEvery, toolVersion);
    }

    /** A name says which run is meant, begun or not: one command line serves the first time and all later. */
    private PretrainSettings.Existing existing(Path folder) throws IOException {
        try {
            if (resume && (runName == null || !RunFolder.isUnused(folder, runName))) {
                return PretrainSettings.Existing.RESUME;
            }
        } catch (RunFolderException e) {
            return PretrainSettings.Existing.REFUSE; // no name of a folder: said where it would be made
        }
        return overwrite ? PretrainSettings.Existing.OVERWRITE : PretrainSettings.Existing.REFUSE;
    }

    /** Says that there is nothing to go on with. */
    void tellBeginning(CommandContext context, Path outputDir, PretrainSettings.Output output) {
        if (resume && output.existing() != PretrainSettings.Existing.RESUME) {
            context.note("There is no run " + outputDir.resolve(runName) + " to go on with yet: it begins");
        }
    }

    /** A name is one folder below another, never a way out of it. */
    private static void inside(String option, String name) {
        if (name != null) {
            CliException.require(!name.isBlank() && !name.matches("\\.{1,2}")
                    && !name.matches(".*[/\\\\:].*"),
                    option + ": '" + name + "' is no name of a folder", "give a name without / and \\");
        }
    }

    /** Says what does not count. */
    void tellIdle(IdleOptions idle) {
        idle.unless(tensorboard, "with --no-tensorboard", "--tensorboard-dir", "--log-every-n-steps")
                .unless(csv, "with --no-csv-logger", "--csv-dir");
    }

    /** Whether the numbers of the model are told. */
    boolean tellsModel() {
        return summary;
    }
}
