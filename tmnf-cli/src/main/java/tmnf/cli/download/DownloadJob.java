package tmnf.cli.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.download.DownloadConfig;
import tmnf.exchange.download.DownloadReport;
import tmnf.exchange.list.TrackListConfig;
import tmnf.exchange.list.TrackListReport;

/** One run of {@code tmnf download} once the options are understood: what it does, and what it says of it. */
final class DownloadJob {

    private final CommandContext context;
    private final ExchangeSession session;
    private final Targets targets;
    private final DownloadConfig config; // null: only list
    private final boolean dryRun;

    DownloadJob(CommandContext context, ExchangeSession session, Targets targets, DownloadConfig config,
            boolean dryRun) {
        this.context = context;
        this.session = session;
        this.targets = targets;
        this.config = config;
        this.dryRun = dryRun;
    }

    /** Lists tracks, and downloads them if that is wanted. */
    CommandResult popular(TrackListConfig listing, String order, Path saveJson)
            throws IOException, InterruptedException {
        context.note("Listing tracks of " + session.config().baseUrl() + " by " + order
                + (dryRun ? "; nothing is written" : " to " + targets.list() + "; Ctrl+C stops, the same "
                + "command goes on"));
        FirstPages known = config != null && config.replays() ? config.selection().firstPages()
                : FirstPages.none();
        PopularList popular = new PopularList(context, session, listing, known);
        TrackListReport list = popular.run(dryRun);
        Map<String, Object> json = targets.json(context);
        json.put("baseUrl", session.config().baseUrl().toString());
        json.put("list", PopularList.json(list));
        if (saveJson != null) {
            json.put("saveJson", saveJson);
        }
        List<String> lines = listLines(list, order);
        ExitStatus status = status(list);
        boolean usable = status == ExitStatus.OK || status == ExitStatus.PARTIAL;
        if (config == null || list.ids().isEmpty() || !usable) {
            return listed(list, status, lines, json);
        }
        lines.forEach(context.isJson() ? line -> { } : context::note);
        return download(list.ids(), popular.uids(), known, json, status == ExitStatus.OK ? ""
                : problem(list));
    }

    /** Downloads tracks whose ids are known. */
    CommandResult tracks(List<Long> ids) throws IOException, InterruptedException {
        Map<String, Object> json = targets.json(context);
        json.put("baseUrl", session.config().baseUrl().toString());
        return download(ids, Map.of(), FirstPages.none(), json, "");
    }

    private ExitStatus status(TrackListReport list) {
        if (list.ending() == TrackListReport.Ending.INTERRUPTED) {
            return session.outOfTime() ? ExitStatus.TEMPORARY : ExitStatus.INTERRUPTED;
        }
        Optional<ExchangeException> failure = list.failure();
        if (failure.isPresent() && (failure.get().endsTheRun() || list.ids().isEmpty())) {
            return ExchangeFailures.status(failure.get().kind());
        }
        if (list.ids().isEmpty()) {
            return ExitStatus.NO_INPUT;
        }
        return list.isComplete() ? ExitStatus.OK : ExitStatus.PARTIAL;
    }

    private CommandResult listed(TrackListReport list, ExitStatus status, List<String> lines,
            Map<String, Object> json) {
        if (list.ids().isEmpty() && list.failure().isPresent()) {
            throw ExchangeFailures.describe(list.failure().get(), session.outOfTime());
        }
        if (dryRun) {
            json.put("dryRun", true);
            json.put("ids", list.ids());
        }
        CommandResult result = CommandResult.of(status).withJson(json)
                .withLines(dryRun ? list.ids().stream().map(String::valueOf).toList() : lines);
        if (dryRun) {
            lines.forEach(context::note);
        }
        return switch (status) {
            case OK -> dryRun ? result : result.withNext(nextDownload());
            case NO_INPUT -> result.withProblem("no track fits; ask for less");
            default -> result.withProblem(problem(list));
        };
    }

    private String nextDownload() {
        URI site = session.config().baseUrl();
        return targets.download()
                + (site.equals(ExchangeConfig.TMNF) ? "" : " --base-url " + site);
    }

    /** What is wrong with a list that is not complete. */
    private static String problem(TrackListReport list) {
        String why = list.why().isEmpty() ? "the list is not complete" : list.why();
        return why.replaceFirst("\\.$", "") + "; "
                + Figures.count(list.ids().size(), "track") + " so far, the same command goes on";
    }

    private List<String> listLines(TrackListReport list, String order) {
        List<String> lines = new ArrayList<>();
        boolean kept = !list.written() && !list.isComplete();
        String place = dryRun ? "; nothing written"
                : list.written() ? ": " + targets.list()
                : kept ? "; " + targets.list() + " is not touched before the list is complete" : "";
        lines.add("Listed " + Figures.count(list.ids().size(), "track") + " of "
                + Figures.count(list.pages(), "page") + " by " + order + place);
        new TreeMap<>(list.dropped()).forEach((reason, count) ->
                lines.add("  left out " + Figures.count(count) + ": " + reason));
        return lines;
    }

    /** {@code listProblem} says why the list of tracks is not complete; empty: it is. */
    private CommandResult download(List<Long> ids, Map<Long, String> uids, FirstPages known,
            Map<String, Object> json, String listProblem) throws IOException, InterruptedException {
        if (dryRun) {
            return new DryRunPlan(context, session, config, known).run(ids, json);
        }
        context.note(startLine(ids));
        Pipeline.Outcome outcome = new Pipeline(context, session, config).run(ids, uids, known);
        DownloadSummary summary = new DownloadSummary(outcome.report());
        Map<String, Object> all = new LinkedHashMap<>(json);
        all.putAll(summary.json());
        if (outcome.failure() != null) {
            return ended(outcome, summary, all);
        }
        return described(outcome.report(), summary, listProblem).withJson(all);
    }

    private String startLine(List<Long> ids) {
        double rate = session.config().maxRate();
        String pace = rate == 0 ? "" : ", at most " + Figures.rate(rate) + " requests a second";
        String replays = config.replays() ? "up to " + Figures.count(config.selection().top(), "replay")
                + " each to " + targets.replaysDir() : "";
        String maps = config.challenges().wanted() ? "maps to " + targets.tracksDir() : "";
        return "Downloading " + Figures.count(ids.size(), "track") + " from " + session.config().baseUrl()
                + ": " + replays + (replays.isEmpty() || maps.isEmpty() ? "" : ", ") + maps + pace
                + "; Ctrl+C stops, the same command goes on";
    }

    /** The exchange ended the run. */
    private CommandResult ended(Pipeline.Outcome outcome, DownloadSummary summary, Map<String, Object> json) {
        CliException why = ExchangeFailures.describe(outcome.failure(), session.outOfTime());
        if (outcome.report().replays().present() + outcome.report().challenges().present() == 0) {
            throw why;
        }
        json.put("failure", Map.of("kind", outcome.failure().kind(), "status", outcome.failure().status(),
                "path", outcome.failure().path()));
        return CommandResult.of(why.status()).withJson(json).withLines(summary.lines())
                .withProblem(why.getMessage() + "; " + why.fix() + "; " + summary.remains());
    }

    private CommandResult described(DownloadReport report, DownloadSummary summary, String listProblem) {
        if (report.ending() == DownloadReport.Ending.INTERRUPTED) {
            ExitStatus status = session.outOfTime() ? ExitStatus.TEMPORARY : ExitStatus.INTERRUPTED;
            return CommandResult.of(status).withLines(summary.lines())
                    .withProblem((session.outOfTime() ? "the time of --max-runtime is over: " : "stopped: ")
                            + summary.remains());
        }
        DownloadReport.Tracks tracks = report.tracks();
        if (tracks.total() > 0 && tracks.gone() == tracks.total() && report.challenges().present() == 0) {
            return CommandResult.of(ExitStatus.NO_INPUT).withProblem(tracks.total() == 1
                    ? "the exchange has no such track, or no replay of it"
                    : "the exchange has none of these tracks, or no replay of them");
        }
        warnOfGone(report);
        List<String> lines = new ArrayList<>();
        if (report.requests() == 0 && tracks.failed() == 0) {
            lines.add("Nothing to do: " + Figures.count(tracks.total(), "track") + " complete, "
                    + Figures.count(report.replays().present(), "replay") + " in " + targets.replaysDir());
        } else {
            lines.addAll(summary.lines());
        }
        if (report.ending() == DownloadReport.Ending.PARTIAL || tracks.failed() > 0) {
            return CommandResult.of(ExitStatus.PARTIAL).withLines(lines).withNext(targets.status() + " -v")
                    .withProblem(Figures.count(tracks.failed(), "track") + " not complete, "
                            + Figures.count(report.replays().failed(), "replay")
                            + " failed; the same command tries them again"
                            + (listProblem.isEmpty() ? "" : "; " + listProblem));
        }
        return listProblem.isEmpty() ? CommandResult.ok().withLines(lines).withNext(targets.next())
                : CommandResult.of(ExitStatus.PARTIAL).withLines(lines).withProblem(listProblem);
    }

    private void warnOfGone(DownloadReport report) {
        if (report.replays().gone() > 0) {
            context.warn("GONE", Figures.count(report.replays().gone(), "listed replay")
                    + " cannot be had from the exchange any more");
        }
        if (report.tracks().gone() > 0) {
            context.warn("TRACKS_GONE", Figures.count(report.tracks().gone(), "track")
                    + " not on the exchange, or without a replay there");
        }
    }
}
