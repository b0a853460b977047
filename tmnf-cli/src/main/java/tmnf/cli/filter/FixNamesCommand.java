package tmnf.cli.filter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.ResultStream;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.ShellWords;
import tmnf.cli.run.Printable;
import tmnf.gbx.filter.ConflictPolicy;
import tmnf.gbx.filter.FilterStyle;
import tmnf.gbx.filter.FixNames;
import tmnf.gbx.filter.FixNamesConfig;
import tmnf.gbx.filter.NameConflictException;
import tmnf.gbx.filter.NameStyle;
import tmnf.gbx.filter.RenameListener;
import tmnf.gbx.filter.RenameLog;
import tmnf.gbx.filter.RenamePlan;
import tmnf.gbx.filter.RenameResult;
import tmnf.gbx.filter.RenameStep;
import tmnf.gbx.filter.RenameUndo;
import tmnf.gbx.filter.RenamesBusyException;
import tmnf.gbx.filter.UpstreamLines;

/** {@code tmnf fix-names}: gives replays names that the game can load. */
@Command(name = "fix-names", header = "Rename replays whose names TMInterface or Windows cannot take.",
        description =
                "Accents are dropped, other unsafe characters become _. Names that are fine stay, those of "
                + "tmnf download always are. The old names are kept in <replays dir>/.fix_names.tsv.",
        footer = {"Examples:",
            "  tmnf fix-names --dry-run",
            "  tmnf fix-names",
            "  tmnf fix-names --undo maps/replays/.fix_names.tsv",
            "",
            "Next: tmnf script maps/replays -o scripts"})
public final class FixNamesCommand extends TmnfCommand {

    @Option(names = {"-r", "--replays-dir"}, paramLabel = "DIR", defaultValue = "maps/replays",
            description = "Folder of the replays: DIR/<track id>/*.replay.gbx.")
    @HelpSection(HelpSection.PLACES)
    private Path replaysDir;

    @Option(names = "--track-ids", paramLabel = "FILE",
            description = "Look only at the tracks of this list; - reads stdin.")
    @HelpSection(HelpSection.SELECTION)
    private Path trackIds; // null: all

    @Option(names = "--recursive", description = "Also look into folders inside a track's folder.")
    @HelpSection(HelpSection.SELECTION)
    private boolean recursive;

    @Option(names = "--style", paramLabel = "STYLE", defaultValue = "safe",
            description =
                    "Which names: ${COMPLETION-CANDIDATES}. upstream does what the Python tool does: in the "
                    + "name of any file each non-ASCII character and each blank becomes _.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private NameStyle style;

    @Option(names = "--on-conflict", paramLabel = "POLICY",
            description =
                    "A new name that is taken: skip (keep the old one), suffix (add _2, _3 ...), fail "
                    + "(rename nothing at all). Default: suffix, with --style upstream skip.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private ConflictPolicy onConflict; // null: not given

    @Option(names = "--drop-duplicates",
            description =
                    "Delete a file whose new name is taken by one with the same bytes; --undo brings it "
                        + "back.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean dropDuplicates;

    @Option(names = "--undo", paramLabel = "FILE",
            description =
                    "Give the files listed in FILE, a .fix_names.tsv, their old names back. Its names count "
                    + "from --replays-dir if given, else from FILE's folder.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private Path undo; // null: rename

    @Mixin
    private DryRunOption dryRun;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        Set<String> tracks = trackIds == null
                ? Set.of()
                : Set.copyOf(FilterOptions.read(trackIds, FilterStyle.DEFAULT, context).ids());
        try {
            return undo == null ? rename(context, tracks) : undo(context, tracks);
        } catch (RenamesBusyException e) {
            throw new CliException(ExitStatus.BUSY, "FOLDER_BUSY",
                    "another fix-names works in " + (undo == null ? replaysDir : undo), "",
                    "wait for it, then give the same command again", e);
        }
    }

    private CommandResult rename(CommandContext context, Set<String> tracks) throws IOException {
        ConflictPolicy policy = onConflict != null ? onConflict
                : style == NameStyle.UPSTREAM ? ConflictPolicy.SKIP : ConflictPolicy.SUFFIX;
        FixNames names = new FixNames(new FixNamesConfig(
                context.requireDirectory(replaysDir), style, policy, dropDuplicates, recursive, tracks));
        RenamePlan plan = names.plan(dryRun.active());
        plan.unreadable().forEach(folder -> context.warn("UNREADABLE",
                "cannot read " + replaysDir.resolve(folder.file()) + ": " + folder.why()));
        if (plan.files() == 0) {
            context.note("no replays in " + replaysDir);
        }
        if (dryRun.active()) {
            boolean refused = policy == ConflictPolicy.FAIL && !plan.conflicts().isEmpty();
            CommandResult result = preview(context, plan, refused);
            return plan.steps().isEmpty() ? result : result.withNext(withoutDryRun());
        }
        try {
            RenameResult result =
                    apply(context, plan, listener -> names.apply(plan, listener, context::interrupted));
            Path log = replaysDir.resolve(RenameLog.FILE_NAME);
            CommandResult described = described(context, plan, result, style == NameStyle.UPSTREAM);
            return result.renamed() + result.dropped() == 0 ? described : described.withNext(
                    "tmnf fix-names --undo " + ShellWords.of(log) + " (takes the new names back)");
        } catch (NameConflictException e) {
            throw new CliException(ExitStatus.FAILURE, "NAME_CONFLICT", "nothing was renamed", e.getMessage(),
                    "choose --on-conflict suffix or skip", e);
        }
    }

    private String withoutDryRun() {
        return "tmnf fix-names --replays-dir " + ShellWords.of(replaysDir)
                + (trackIds == null ? "" : " --track-ids " + ShellWords.of(trackIds))
                + (recursive ? " --recursive" : "") + (dropDuplicates ? " --drop-duplicates" : "")
                + (style == NameStyle.SAFE ? "" : " --style " + style)
                + (onConflict == null ? "" : " --on-conflict " + onConflict);
    }

    private CommandResult undo(CommandContext context, Set<String> tracks) throws IOException {
        Path log = context.requireFile(undo);
        Path root = typed("--replays-dir")
                ? context.requireDirectory(replaysDir)
                : log.toAbsolutePath().getParent();
        RenameUndo undoing = new RenameUndo(log, root, tracks);
        RenamePlan plan = undoing.plan();
        if (dryRun.active()) {
            return preview(context, plan, false).withNext("tmnf fix-names --undo " + ShellWords.of(undo)
                    + (typed("--replays-dir") ? " --replays-dir " + ShellWords.of(replaysDir) : ""));
        }
        RenameResult result =
                apply(context, plan, listener -> undoing.apply(plan, listener, context::interrupted));
        return described(context, plan, result, false);
    }

    /** Renames or takes back. */
    private interface Work {
        RenameResult run(RenameListener listener) throws IOException;
    }

    private static RenameResult apply(CommandContext context, RenamePlan plan, Work work) throws IOException {
        RenameListener lines = UpstreamLines.fixNames(line -> context.out().println(Printable.of(line)));
        try (ResultStream renames = context.stream("renames")) {
            return work.run(new RenameListener() {
                @Override
                public void renamed(RenameStep.Rename step) {
                    lines.renamed(step);
                    renames.add(json(step, "renamed"));
                }

                @Override
                public void dropped(RenameStep.Drop step) {
                    lines.dropped(step);
                    renames.add(json(step, "dropped"));
                }

                @Override
                public void restored(RenameStep.Restore step) {
                    lines.restored(step);
                    renames.add(json(step, "restored"));
                }

                @Override
                public void conflict(RenameStep step) {
                    lines.conflict(step);
                    renames.add(json(step, "conflict"));
                }

                @Override
                public void failed(RenameStep step, String why) {
                    lines.failed(step, why);
                    renames.add(json(step, "failed"));
                }
            });
        }
    }

    private CommandResult preview(CommandContext context, RenamePlan plan, boolean refused) {
        try (ResultStream renames = context.stream("renames")) {
            plan.steps().forEach(step -> renames.add(
                    json(step, would(step))));
        }
        List<String> lines = UpstreamLines.fixNamesDryRun(plan).stream().map(Printable::of).toList();
        if (plan.steps().isEmpty() && style != NameStyle.UPSTREAM) {
            lines = lines.subList(0, lines.size() - 1); // there is nothing to apply
        }
        CommandResult result = CommandResult.of(refused ? ExitStatus.FAILURE : ExitStatus.OK)
                .withLines(lines)
                .withJson(json(context, plan, new RenameResult(0, 0, plan.conflicts().size(), 0, true)));
        return refused ? result.withProblem("with --on-conflict fail nothing would be renamed") : result;
    }

    private static String would(RenameStep step) {
        if (step instanceof RenameStep.Rename) {
            return "would_rename";
        }
        if (step instanceof RenameStep.Drop) {
            return "would_drop";
        }
        return step instanceof RenameStep.Restore ? "would_restore" : "conflict";
    }

    private CommandResult described(
            CommandContext context, RenamePlan plan, RenameResult result, boolean conflictsAreFine) {
        if (!result.complete()) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem(
                    "stopped after " + result.renamed() + " files; the same command goes on");
        }
        int failed = result.failed() + plan.unreadable().size()
                + (conflictsAreFine ? 0 : result.conflicts());
        return CommandResult.finished(failed)
                .withLines(UpstreamLines.fixNamesDone(result))
                .withJson(json(context, plan, result));
    }

    private Map<String, Object> json(CommandContext context, RenamePlan plan, RenameResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("replaysDir", replaysDir);
        json.put("absolute", Map.of("replaysDir", plan.root(), "log", RenameLog.in(plan.root())));
        json.put("style", style.toString());
        json.put("dryRun", dryRun.active());
        json.put("files", plan.files());
        json.put("fine", plan.fine());
        json.put("planned", plan.renames().size());
        json.put("renamed", result.renamed());
        json.put("dropped", result.dropped());
        json.put("conflicts", result.conflicts());
        json.put("failed", result.failed());
        json.put("unreadable", plan.unreadable());
        return json;
    }

    private static Map<String, Object> json(RenameStep step, String what) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("what", what);
        json.put("folder", step.folder());
        json.put("old", step.oldName());
        json.put("new", step.newName());
        return json;
    }
}
