package tmnf.cli.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.capture.backfill.ActionBackfill;
import tmnf.capture.backfill.BackfillListener;
import tmnf.capture.backfill.BackfillOutcome;
import tmnf.capture.backfill.BackfillSettings;
import tmnf.capture.backfill.BackfillStyle;
import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.Progress;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.ShellWords;
import tmnf.cli.run.Printable;

/** {@code tmnf backfill-actions}: gives captures the actions of their replays. */
@Command(name = "backfill-actions", header = "Add the actions of the replays to captures that lack them.",
        description = {"Writes actions, action_idx and inputs into each manifest, from the replay that it "
            + "was made of: REPLAYS/<track id>/<folder>.gbx, or with .replay before the ending. "
            + "Everything else in the manifest stays.",
            "It cannot mend labels: tmnf inspect --check tells whether they are right."},
        footer = {"Examples:",
            "  tmnf backfill-actions --data-dir maps/img --replays-dir maps/replays --dry-run",
            "  tmnf backfill-actions --data-dir maps/img --replays-dir maps/replays",
            "",
            "Next: tmnf inspect --check maps/img"})
public final class BackfillActionsCommand extends TmnfCommand {

    private static final int MOST_NAMED = 20;

    @Option(names = "--data-dir", paramLabel = "DIR", required = true,
            description = "The dataset: DIR/<track id>/<replay>/.")
    @HelpSection(HelpSection.PLACES)
    private Path dataDir;

    @Option(names = "--replays-dir", paramLabel = "DIR", required = true,
            description = "Folder of the replays: DIR/<track id>/*.replay.gbx.")
    @HelpSection(HelpSection.PLACES)
    private Path replaysDir;

    @Option(names = "--step-ms", paramLabel = "MS", defaultValue = "10",
            description = "Length of a step of the actions, a multiple of 10.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int stepMs;

    @Option(names = "--input-time-offset-ms", paramLabel = "MS", defaultValue = "0",
            description = "Added to the time of each input, a multiple of 10.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private int offsetMs;

    @Option(names = "--style", paramLabel = "STYLE", defaultValue = "default",
            description = "Whose actions: ${COMPLETION-CANDIDATES}. upstream samples the replay's "
                + "events as the Python tool does, a tick or two late.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private BackfillStyle style;

    @Mixin
    private DryRunOption dryRun;

    private final Map<BackfillOutcome, Integer> counts = new EnumMap<>(BackfillOutcome.class);
    private final List<Map<String, Object>> problems = new ArrayList<>();

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        BackfillSettings settings = settings();
        Path root = context.requireDirectory(dataDir);
        ActionBackfill backfill = new ActionBackfill(CaptureDataset.open(root),
                context.requireDirectory(replaysDir), settings);
        context.interrupted(); // from now on a signal waits for us
        boolean complete;
        try (Progress progress = context.progress("filling in actions", 0)) {
            BackfillListener listener = new BackfillListener() {
                @Override
                public void done(CapturedReplay replay, BackfillOutcome outcome, String why) {
                    count(context, replay, outcome, why);
                    progress.advance(1);
                }

                @Override
                public boolean stops() {
                    return context.interrupted();
                }
            };
            complete = settings.dryRun() ? backfill.run(listener)
                    : DatasetUse.of(root, () -> backfill.run(listener));
        }
        return result(context, complete);
    }

    private BackfillSettings settings() {
        try {
            return new BackfillSettings(style, stepMs, offsetMs, dryRun.active());
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--" + e.getMessage(), "correct the option of that name");
        }
    }

    private void count(CommandContext context, CapturedReplay replay, BackfillOutcome outcome, String why) {
        counts.merge(outcome, 1, Integer::sum);
        if (outcome == BackfillOutcome.UPDATED) {
            return;
        }
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("track", replay.trackId());
        problem.put("replay", replay.name());
        problem.put("what", outcome.name());
        problem.put("why", why);
        problems.add(problem);
        if (problems.size() <= MOST_NAMED) {
            context.warn(outcome.name(), Printable.of(why));
        }
    }

    private int of(BackfillOutcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    private CommandResult result(CommandContext context, boolean complete) {
        if (problems.size() > MOST_NAMED) {
            context.warn("MORE", problems.size() - MOST_NAMED + " more; --json lists them");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("updated", of(BackfillOutcome.UPDATED));
        json.put("noReplay", of(BackfillOutcome.NO_REPLAY));
        json.put("noInputs", of(BackfillOutcome.NO_INPUTS));
        json.put("errors", of(BackfillOutcome.ERROR));
        json.put("dryRun", dryRun.active());
        json.put("problems", problems);
        String line = "Done: " + of(BackfillOutcome.UPDATED) + " updated, " + of(BackfillOutcome.NO_REPLAY)
                + " no GBX, " + of(BackfillOutcome.NO_INPUTS) + " no inputs, " + of(BackfillOutcome.ERROR)
                + " errors";
        if (!complete) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withText(line).withJson(json)
                    .withProblem("stopped between two captures; the same command goes on");
        }
        String next = dryRun.active() ? sameWithoutDryRun() : "tmnf inspect --check "
                + ShellWords.of(dataDir);
        return CommandResult.finished(problems.size()).withText(line).withJson(json).withNext(next);
    }

    private String sameWithoutDryRun() {
        return "tmnf backfill-actions --data-dir " + ShellWords.of(dataDir) + " --replays-dir "
                + ShellWords.of(replaysDir) + (stepMs == 10 ? "" : " --step-ms " + stepMs)
                + (offsetMs == 0 ? "" : " --input-time-offset-ms " + offsetMs)
                + (style == BackfillStyle.DEFAULT ? "" : " --style " + style);
    }
}
