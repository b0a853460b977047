package tmnf.cli.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.OptionsBefore;
import tmnf.cli.command.Progress;
import tmnf.cli.command.ResultStream;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.ShellWords;
import tmnf.exchange.download.DownloadFolder;
import tmnf.exchange.download.DownloadVerify;
import tmnf.exchange.download.DownloadVerify.Found;
import tmnf.exchange.download.FolderBusyException;
import tmnf.exchange.http.Time;

/** {@code tmnf download verify}: looks at every file again, without the exchange. */
@Command(name = "verify", header = "Check every downloaded file again, offline.",
        description = "Holds replays against the size and hash in the journal, and reads the header of every "
            + "replay and map. Ends with 6 when anything is wrong.",
        footer = {"Examples:",
            "  tmnf download verify -r maps/replays -t maps/tracks",
            "  tmnf download verify -r maps/replays -t maps/tracks --full --requeue",
            "",
            "Next: tmnf download --track-ids maps/track_ids.txt"})
public final class DownloadVerifyCommand extends TmnfCommand {

    private static final int SHOWN = 100;

    @Option(names = "--full", description = "Also unpack the files and read them to their end.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean full;

    @Option(names = "--requeue",
            description = "Delete bad files, so that the next download fetches them again.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean requeue;

    @Mixin
    private PlaceOptions places;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        OptionsBefore.refuse(spec());
        Path replaysDir = places.replaysDir(context, this::typed);
        Targets targets = new Targets(replaysDir, places.tracksDir(), null);
        Path replays = context.requireDirectory(replaysDir);
        Path tracks = typed("--tracks-dir") ? context.requireDirectory(places.tracksDir())
                : context.resolve(places.tracksDir());
        context.interrupted(); // from now on a signal waits for us
        DownloadVerify.Report report;
        try (DownloadFolder folder = requeue ? DownloadFolder.open(replays, tracks, Time.SYSTEM)
                : DownloadFolder.openForReading(replays, tracks, Time.SYSTEM);
                Progress progress = context.progress("Checking files", 0)) {
            report = new DownloadVerify(folder, full, requeue, (files, bytes) -> progress.show(
                    new Progress.State(files, 0, "Checking files: " + Figures.count(files) + ", "
                            + Figures.bytes(bytes), Map.of("bytes", bytes)))).run(context::interrupted);
        } catch (FolderBusyException e) {
            throw ExchangeFailures.busy(e);
        }
        try (ResultStream found = context.stream("found")) {
            report.found().forEach(found::add);
        }
        return result(context, report, targets).withJson(json(report, targets.json(context)));
    }

    private CommandResult result(CommandContext context, DownloadVerify.Report report, Targets targets) {
        if (!report.complete()) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withLines(lines(context, report))
                    .withProblem("stopped before everything was looked at");
        }
        if (report.replays() + report.challenges() == 0 && report.found().isEmpty()) {
            return CommandResult.of(ExitStatus.NO_INPUT).withProblem("no replay in " + targets.replaysDir()
                    + " and no map in " + targets.tracksDir()
                    + "; name the folders with --replays-dir and --tracks-dir");
        }
        CommandResult result = CommandResult.of(report.bad() == 0 ? ExitStatus.OK : ExitStatus.CHECK_FAILED)
                .withLines(lines(context, report));
        if (report.bad() == 0) {
            return result;
        }
        String again = "tmnf download verify -r " + ShellWords.of(targets.replaysDir()) + " -t "
                + ShellWords.of(targets.tracksDir()) + " --requeue";
        return (requeue ? result : result.withNext(again + " (the next download then fetches them again)"))
                .withProblem(Figures.count(report.bad(), "file") + " not as they should be"
                        + (requeue ? "; the next download fetches " + Figures.count(report.requeued())
                        + " of them again" : ""));
    }

    private static List<String> lines(CommandContext context, DownloadVerify.Report report) {
        List<String> lines = new ArrayList<>();
        int others = 0;
        for (Found found : report.found()) {
            if (found.finding().isBad() || context.verbosity() > 0) {
                if (lines.size() < SHOWN || context.verbosity() > 0) {
                    lines.add(Words.of(found.finding()) + ": "
                            + shown(context.baseDirectory(), context.resolve(found.file()))
                            + (found.detail().isEmpty() ? "" : ": ") + found.detail());
                }
            } else {
                others++;
            }
        }
        if (report.bad() > lines.size()) {
            lines.add("... " + Figures.count(report.bad() - lines.size()) + " more; -v names them all");
        }
        lines.add("Checked " + Figures.count(report.replays(), "replay") + " and "
                + Figures.count(report.challenges(), "map") + ", " + Figures.bytes(report.bytes()) + ": "
                + (report.bad() == 0 ? "all as they should be" : Figures.count(report.bad()) + " bad"));
        if (others > 0) {
            lines.add(Figures.count(others, "file") + " that no download knows; -v names them");
        }
        return lines;
    }

    /** The way from the working directory to a file, where there is one: on Windows not to another drive. */
    static Path shown(Path base, Path file) {
        return Objects.equals(base.getRoot(), file.getRoot()) ? base.relativize(file) : file;
    }

    private static Map<String, Object> json(DownloadVerify.Report report, Map<String, Object> places) {
        Map<String, Object> json = new LinkedHashMap<>(places);
        json.put("replays", report.replays());
        json.put("maps", report.challenges());
        json.put("bytes", report.bytes());
        json.put("bad", report.bad());
        json.put("requeued", report.requeued());
        json.put("complete", report.complete());
        return json;
    }
}
