package tmnf.cli.download;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.Progress;
import tmnf.cli.command.ResultStream;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.download.ChallengeEntry;
import tmnf.exchange.download.DownloadConfig;
import tmnf.exchange.download.DownloadPreview;
import tmnf.exchange.download.DownloadPreview.Preview;
import tmnf.exchange.download.ReplayEntry;
import tmnf.exchange.download.TrackPlan;
import tmnf.exchange.download.TrackRecord;
import tmnf.exchange.http.Time;

/** Shows what a download would do: every replay with its file, and why others are left out. */
final class DryRunPlan {

    private final CommandContext context;
    private final ExchangeSession session;
    private final DownloadConfig config;
    private final FirstPages known;
    private long tracks;
    private long gone;
    private long failed;
    private long present;
    private long wanted;
    private long maps;
    private final Map<String, Long> excluded = new TreeMap<>();

    DryRunPlan(CommandContext context, ExchangeSession session, DownloadConfig config, FirstPages known) {
        this.known = known;
        this.context = context;
        this.session = session;
        this.config = config;
    }

    /** Prints the plan of these tracks; the object for scripts is added to what is known already. */
    CommandResult run(List<Long> ids, Map<String, Object> json) throws IOException, InterruptedException {
        DownloadPreview preview =
                new DownloadPreview(session.client(), config, new RunNews(context), Time.SYSTEM, known);
        session.stopWith(preview::stop);
        try (ResultStream plan = context.stream("plan");
                Progress progress = context.progress("Making the plan", ids.size())) {
            preview.run(ids, track -> {
                count(track);
                print(track);
                plan.add(json(track));
                progress.advance(1);
            });
        }
        Map<String, Object> all = new LinkedHashMap<>(json);
        all.put("dryRun", true);
        all.put("tracks", Map.of("total", ids.size(), "gone", gone, "failed", failed));
        all.put("replays", Map.of("planned", present + wanted, "present", present, "wanted", wanted,
                "excluded", excluded));
        all.put("maps", Map.of("wanted", maps));
        return result(ids.size()).withJson(all);
    }

    private CommandResult result(int total) {
        String text = "Would fetch " + Figures.count(wanted, "replay")
                + (maps > 0 ? " and bring " + Figures.count(maps, "map") : "") + " of "
                + Figures.count(tracks, "track") + "; " + Figures.count(present)
                + " there already; nothing written";
        if (session.stopped()) {
            return CommandResult.of(session.outOfTime() ? ExitStatus.TEMPORARY : ExitStatus.INTERRUPTED)
                    .withText(text).withProblem("stopped; nothing was written");
        }
        if (gone == total) {
            return CommandResult.of(ExitStatus.NO_INPUT)
                    .withProblem("the exchange has no such track, or no replay of it");
        }
        CommandResult result = CommandResult.finished(failed).withText(text);
        return failed == 0 ? result
                : result.withProblem(Figures.count(failed, "list") + " could not be had");
    }

    private void count(Preview preview) {
        tracks++;
        gone += preview.track().state() == TrackRecord.State.GONE ? 1 : 0;
        failed += preview.track().state() == TrackRecord.State.FAILED ? 1 : 0;
        for (ReplayEntry entry : preview.wanted()) {
            present += entry.status() == ReplayEntry.Status.DONE ? 1 : 0;
            wanted += entry.isSettled() ? 0 : 1;
        }
        maps += preview.challengeMissing() ? 1 : 0;
        preview.excluded().forEach(row -> excluded.merge(row.reason(), 1L, Long::sum));
    }

    private void print(Preview preview) {
        long id = preview.track().id();
        for (String line : lines(preview)) {
            context.out().println(id + "  " + line);
        }
    }

    private static List<String> lines(Preview preview) {
        List<String> lines = new ArrayList<>();
        TrackRecord track = preview.track();
        switch (track.state()) {
            case GONE -> lines.add("no such track, or no replay of it");
            case FAILED -> lines.add("cannot be listed: " + track.note());
            case LEGACY -> lines.add("taken as another tool downloaded it");
            default -> { }
        }
        for (ReplayEntry entry : preview.wanted()) {
            lines.add(action(entry) + "  replay " + entry.id() + "  " + entry.file());
        }
        for (TrackPlan.Excluded row : preview.excluded()) {
            lines.add("leave  replay " + row.replayId() + "  " + row.reason());
        }
        if (preview.challengeMissing()) {
            lines.add("fetch  map  " + track.id() + ".Challenge.Gbx");
        } else if (track.challenge().status() == ChallengeEntry.Status.DONE) {
            lines.add("there  map  " + track.challenge().file());
        }
        return lines;
    }

    private static String action(ReplayEntry entry) {
        return switch (entry.status()) {
            case DONE -> "there";
            case GONE -> "gone ";
            default -> "fetch";
        };
    }

    private static Map<String, Object> json(Preview preview) {
        Map<String, Object> json = new LinkedHashMap<>();
        TrackRecord track = preview.track();
        json.put("track", track.id());
        json.put("state", Words.of(track.state()));
        json.put("note", track.note());
        List<Map<String, Object>> replays = new ArrayList<>();
        for (ReplayEntry entry : preview.wanted()) {
            Map<String, Object> replay = new LinkedHashMap<>();
            replay.put("replay", entry.id());
            replay.put("file", entry.file());
            replay.put("user", entry.user());
            replay.put("timeMs", entry.timeMs() < 0 ? null : entry.timeMs());
            replay.put("action", action(entry).strip());
            replays.add(replay);
        }
        json.put("replays", replays);
        json.put("excluded", preview.excluded());
        json.put("map", preview.challengeMissing() ? "fetch" : Words.of(track.challenge().status()));
        return json;
    }
}
