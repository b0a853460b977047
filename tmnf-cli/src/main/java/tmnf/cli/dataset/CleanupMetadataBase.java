package tmnf.cli.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.care.CleanupListener;
import tmnf.capture.dataset.care.CleanupReport;
import tmnf.capture.dataset.care.CleanupResult;
import tmnf.capture.dataset.care.CleanupSettings;
import tmnf.capture.dataset.care.CleanupStyle;
import tmnf.capture.dataset.care.MetadataCleanup;
import tmnf.capture.dataset.care.ReplayFinding;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.ParallelOptions;
import tmnf.cli.command.Progress;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.config.RlConfigFile;
import tmnf.cli.download.Figures;
import tmnf.cli.files.ShellWords;
import tmnf.cli.run.Printable;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

/** What {@code tmnf cleanup metadata} does, and {@code tmnf cleanup} without a subcommand. */
abstract class CleanupMetadataBase extends TmnfCommand {

    private static final int MOST_WARNINGS = 20;

    @Option(names = "--data-dir", paramLabel = "DIR", defaultValue = "maps/img",
            description = "The dataset: DIR/<track id>/<replay>/.")
    @HelpSection(HelpSection.PLACES)
    private Path dataDir;

    @Option(names = {"--rl-config", "--rl-config-path"}, paramLabel = "FILE",
            description = "YAML of the training; n_zone_centers_in_inputs is taken from it, else 40.")
    @HelpSection(HelpSection.PLACES)
    private Path rlConfig; // null: none

    @Option(names = "--quarantine", paramLabel = "DIR",
            description = "Move what goes to DIR/<track id>/<replay>/ instead of deleting it.")
    @HelpSection(HelpSection.PLACES)
    private Path quarantine; // null: delete

    @Option(names = "--apply", description = "Really remove; without it nothing is changed.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean apply;

    @Option(names = "--style", paramLabel = "STYLE", defaultValue = "default",
            description = "Whose rules: ${COMPLETION-CANDIDATES}. upstream reproduces the Python "
                + "tool exactly: short lists pass, and a snapshot may be minutes away.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private CleanupStyle style;

    @Option(names = "--broken-frames", description = "Read each frame; those that are empty or cut go, too.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean brokenFrames;

    @Option(names = "--orphans", description = "Frames that no entry names go, too; they are counted anyway.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean orphans;

    @Option(names = "--report", paramLabel = "FILE",
            description = "Write what was found in each replay to FILE, as .csv or .json.")
    @HelpSection(HelpSection.OUTPUT)
    private Path report; // null: none

    @Mixin
    private ParallelOptions parallel;

    @Mixin
    private DryRunOption dryRun;

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        CleanupReportFile file = CleanupReportFile.of(report);
        Path root = context.requireDirectory(dataDir);
        CleanupSettings settings = settings(context, root);
        MetadataCleanup cleanup = new MetadataCleanup(CaptureDataset.open(root), settings);
        context.interrupted(); // from now on a signal waits for us
        CleanupReport found = scan(context, cleanup);
        if (!found.complete()) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem("stopped; nothing was changed");
        }
        if (!dryRun.active()) {
            file.write(context, found);
        }
        describe(context, found);
        boolean more = found.hasUnfinished() || orphans && found.orphans() > 0;
        if (found.badEntries() == 0 && !more) {
            int unread = style == CleanupStyle.UPSTREAM ? 0 : found.unreadable().size();
            context.out().println(unread == 0 ? "No bad samples. Nothing to do."
                    : "No bad samples in what can be read. Nothing to do.");
            return ended(found).withJson(CleanupJson.of(found, null)).withNext(check());
        }
        if (!apply || dryRun.active()) {
            context.out().println();
            context.out().println("Run with --apply to remove bad samples and empty dirs.");
            return ended(found).withJson(CleanupJson.of(found, null)).withNext(sameWithApply());
        }
        context.requireConfirmation(question(found));
        CleanupResult result = remove(context, cleanup, found, root);
        return applied(context, found, result);
    }

    private CleanupSettings settings(CommandContext context, Path root) throws IOException {
        Optional<Integer> zones = rlConfig == null ? Optional.empty()
                : RlConfigFile.read(context, rlConfig).integer("n_zone_centers_in_inputs");
        ObservationLayout layout;
        try {
            layout = ObservationLayout.of(zones.isEmpty() ? ObservationConfig.DEFAULT
                    : zones(zones.get()));
        } catch (IllegalArgumentException e) {
            throw CliException.usage(rlConfig + ": n_zone_centers_in_inputs: " + e.getMessage(),
                    "correct it");
        }
        Optional<Path> target = Optional.ofNullable(quarantine).map(context::resolve);
        if (target.isPresent() && target.get().normalize().startsWith(root.normalize())) {
            Path first = root.normalize().relativize(target.get().normalize());
            CliException.require(first.toString().startsWith("."),
                    "--quarantine " + quarantine + " is inside " + dataDir + " and would pass for a track",
                    "name a folder outside, or a hidden one");
        }
        return new CleanupSettings(style, layout, brokenFrames, orphans, target, parallel.workers());
    }

    /** The zones' line has to go on far enough behind the finish. */
    private static ObservationConfig zones(int centres) {
        ObservationConfig usual = ObservationConfig.DEFAULT;
        int after = Math.max(usual.extrapolateAfter(), (centres - 1) * usual.everyNthCentre());
        return usual.withExtrapolation(usual.extrapolateBefore(), after)
                .withZoneCentres(centres, usual.everyNthCentre());
    }

    private CleanupReport scan(CommandContext context, MetadataCleanup cleanup)
            throws IOException, InterruptedException {
        try (Progress progress = context.progress("looking at replays", 0)) {
            return cleanup.scan(new CleanupListener() {
                @Override
                public void scanned(ReplayFinding finding, int done, int total) {
                    progress.advance(1);
                }

                @Override
                public boolean stops() {
                    return context.interrupted();
                }
            });
        }
    }

    private void describe(CommandContext context, CleanupReport found) {
        context.out().println("Scanned " + found.replays() + " replays, " + found.entries() + " entries");
        context.out().println("Bad entries: " + found.badEntries() + " (in " + found.badReplays()
                + " replays)");
        if (style == CleanupStyle.UPSTREAM) {
            return;
        }
        found.reasons().forEach((reason, count) ->
                context.out().println("  " + count + ": " + reason.text()));
        if (found.orphans() > 0) {
            context.out().println("Frames that no entry names: " + found.orphans()
                    + (orphans ? "" : " (--orphans removes them)"));
        }
        if (found.hasUnfinished()) {
            context.out().println("An earlier cleanup was interrupted; --apply finishes it.");
        }
        List<ReplayFinding> unreadable = found.unreadable();
        unreadable.stream().limit(MOST_WARNINGS)
                .forEach(each -> context.warn("UNREADABLE", Printable.of(each.unreadable())));
        if (unreadable.size() > MOST_WARNINGS) {
            context.warn("UNREADABLE", unreadable.size() - MOST_WARNINGS
                    + " more manifests cannot be read; --report FILE lists them");
        }
    }

    private String question(CleanupReport found) {
        if (found.badEntries() > 0) {
            return "Remove " + found.badEntries() + " bad entries from " + found.badReplays() + " replays?";
        }
        return orphans && found.orphans() > 0 ? "Remove " + found.orphans() + " frames that no entry names?"
                : "Finish the cleanup that was interrupted?";
    }

    private CleanupResult remove(CommandContext context, MetadataCleanup cleanup, CleanupReport found,
            Path root) throws IOException {
        CleanupListener listener = lines(context);
        return DatasetUse.of(root, () -> cleanup.apply(found, listener));
    }

    /** Prints what goes, and stops at a signal. */
    static CleanupListener lines(CommandContext context) {
        return new CleanupListener() {
            @Override
            public void removedReplay(String track, String replay) {
                context.out().println(Printable.of("  Removed empty replay " + track + "/" + replay));
            }

            @Override
            public void removedTrack(String track) {
                context.out().println(Printable.of("  Removed empty track " + track));
            }

            @Override
            public boolean stops() {
                return context.interrupted();
            }
        };
    }

    private CommandResult applied(CommandContext context, CleanupReport found, CleanupResult result) {
        context.out().println();
        context.out().println("Done: " + result.files() + " files "
                + (quarantine == null ? "deleted" : "moved") + ", " + result.replays().size()
                + " replays removed, " + result.tracks().size() + " tracks removed.");
        result.failures().forEach((replay, why) -> context.warn("NOT_CLEANED", Printable.of(why)));
        if (!result.complete()) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withJson(CleanupJson.of(found, result))
                    .withProblem("stopped between two replays; the same command goes on")
                    .withNext(sameWithApply());
        }
        CommandResult ended = result.failures().isEmpty() ? ended(found)
                : CommandResult.of(ExitStatus.PARTIAL);
        return ended.withJson(CleanupJson.of(found, result)).withNext(check());
    }

    /** Manifests that cannot be read are no success of ours; the Python tool does not mind. */
    private CommandResult ended(CleanupReport found) {
        int unread = style == CleanupStyle.UPSTREAM ? 0 : found.unreadable().size();
        CommandResult result = CommandResult.finished(unread);
        return unread == 0 ? result
                : result.withProblem(Figures.count(unread, "manifest") + " cannot be read, see above");
    }

    private String check() {
        return "tmnf inspect --check " + ShellWords.of(dataDir);
    }

    private String sameWithApply() {
        List<String> words = new ArrayList<>(List.of("tmnf cleanup metadata --data-dir",
                ShellWords.of(dataDir)));
        if (rlConfig != null) {
            words.add("--rl-config " + ShellWords.of(rlConfig));
        }
        if (style != CleanupStyle.DEFAULT) {
            words.add("--style " + style.toString().toLowerCase(Locale.ROOT));
        }
        if (brokenFrames) {
            words.add("--broken-frames");
        }
        if (orphans) {
            words.add("--orphans");
        }
        if (quarantine != null) {
            words.add("--quarantine " + ShellWords.of(quarantine));
        }
        words.add("--apply");
        return String.join(" ", words);
    }
}
