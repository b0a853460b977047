package tmnf.cli.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.capture.dataset.care.CacheException;
import tmnf.capture.dataset.care.CleanupListener;
import tmnf.capture.dataset.care.CleanupResult;
import tmnf.capture.dataset.care.CleanupSettings;
import tmnf.capture.dataset.care.CleanupStyle;
import tmnf.capture.dataset.care.SkipIndices;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.OptionsBefore;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.ShellWords;
import tmnf.cli.run.Printable;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

/**
 * {@code tmnf cleanup skip-indices}: takes rows that a cache names as bad out of it, and out of its source.
 */
@Command(name = "skip-indices", header = "Remove the rows that skip_indices.json of a cache names.",
        description = {"A behaviour-cloning cache that was made with float inputs names the rows without "
            + "them. --fix-npy takes them out of the arrays, --clean-source takes their frames "
            + "out of the dataset.",
            "What is done is written to skip_indices_applied.json in the cache, and --fix-npy then removes "
            + "skip_indices.json: neither this command nor the Python tool takes rows out twice."},
        footer = {"Examples:",
            "  tmnf cleanup skip-indices --cache-dir cache/v0",
            "  tmnf cleanup skip-indices --cache-dir cache/v0 --fix-npy --clean-source --yes",
            "",
            "Next: tmnf inspect --check maps/img"})
public final class SkipIndicesCommand extends TmnfCommand {

    @Option(names = "--cache-dir", paramLabel = "DIR", required = true,
            description = "The cache: cache_meta.json, skip_indices.json and the .npy files.")
    @HelpSection(HelpSection.PLACES)
    private Path cacheDir;

    @Option(names = "--fix-npy", description = "Take the rows out of the arrays.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean fixNpy;

    @Option(names = "--clean-source",
            description = "Take their frames out of the dataset that the cache was made of.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean cleanSource;

    @Mixin
    private DryRunOption dryRun;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        OptionsBefore.refuse(spec());
        Path cache = context.requireDirectory(cacheDir);
        Map<String, Object> json = new LinkedHashMap<>();
        try {
            return run(context, SkipIndices.open(cache), json);
        } catch (CacheException e) {
            throw new CliException(ExitStatus.NO_INPUT, "CACHE_UNUSABLE", e.getMessage(), "",
                    "nothing was changed", e);
        }
    }

    private CommandResult run(CommandContext context, SkipIndices skip, Map<String, Object> json)
            throws IOException {
        int train = skip.count("train");
        int val = skip.count("val");
        json.put("train", train);
        json.put("val", val);
        json.put("npyFixed", skip.isNpyFixed());
        json.put("sourceCleaned", skip.isSourceCleaned());
        boolean npy = fixNpy && !skip.isNpyFixed();
        boolean source = cleanSource && !skip.isSourceCleaned();
        if (train + val == 0) {
            return CommandResult.of(ExitStatus.OK).withText("No skip indices. Nothing to do.").withJson(json);
        }
        context.out().println("Rows to skip: " + train + " of train, " + val + " of val");
        if (fixNpy && !npy) {
            context.out().println("The arrays are without them already.");
        }
        if (cleanSource && !source) {
            context.out().println("The dataset is without their frames already.");
        }
        if (!npy && !source) {
            boolean asked = fixNpy || cleanSource;
            return CommandResult.of(ExitStatus.OK).withJson(json)
                    .withText(asked ? "Nothing to do."
                    : "Run with --fix-npy or --clean-source to remove them.");
        }
        if (dryRun.active()) {
            return CommandResult.of(ExitStatus.OK).withText("Nothing was changed.").withJson(json);
        }
        context.requireConfirmation("Remove them from " + (npy ? "the arrays of " + cacheDir : "")
                + (npy && source ? " and " : "") + (source ? "the dataset " + skip.sourceFolder() : "")
                + "?");
        context.interrupted(); // from now on a signal waits for us
        if (npy) {
            fix(context, skip, json);
        }
        return source ? clean(context, skip, json) : CommandResult.of(ExitStatus.OK).withJson(json);
    }

    private static void fix(CommandContext context, SkipIndices skip, Map<String, Object> json)
            throws IOException {
        List<String> changed = skip.fixNpy();
        json.put("changed", changed);
        json.put("npyFixed", true);
        context.out().println("Changed: " + (changed.isEmpty() ? "nothing, the rows were gone already"
                : String.join(", ", changed)));
    }

    private CommandResult clean(CommandContext context, SkipIndices skip, Map<String, Object> json)
            throws IOException {
        Path root = skip.sourceFolder();
        if (!Files.isDirectory(root)) {
            throw CliException.noInput("no such folder: " + root, "the cache was made of it",
                    "correct source_data_dir in " + cacheDir.resolve("cache_meta.json"));
        }
        CleanupSettings settings = new CleanupSettings(CleanupStyle.DEFAULT,
                ObservationLayout.of(ObservationConfig.DEFAULT), false, false, Optional.empty(), 1);
        CleanupListener listener = CleanupMetadataBase.lines(context);
        CleanupResult result = DatasetUse.of(root, () -> skip.cleanSource(settings, listener));
        context.out().println("Done: " + result.files() + " files deleted, " + result.replays().size()
                + " replays removed, " + result.tracks().size() + " tracks removed.");
        result.failures().forEach((replay, why) -> context.warn("NOT_CLEANED", Printable.of(why)));
        json.put("filesRemoved", result.files());
        json.put("replaysRemoved", result.replays());
        json.put("tracksRemoved", result.tracks());
        json.put("failures", result.failures());
        json.put("sourceCleaned", skip.isSourceCleaned());
        if (!result.complete()) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withJson(json)
                    .withProblem("stopped between two replays; the same command goes on");
        }
        return CommandResult.finished(result.failures().size()).withJson(json)
                .withNext("tmnf inspect --check " + ShellWords.of(root));
    }
}
