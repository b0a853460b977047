package tmnf.cli.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.OptionsBefore;
import tmnf.cli.command.ResultStream;
import tmnf.cli.command.TmnfCommand;
import tmnf.exchange.download.DownloadFolder;
import tmnf.exchange.download.DownloadJournal.LastRun;
import tmnf.exchange.download.DownloadStatus;
import tmnf.exchange.download.DownloadStatus.Totals;
import tmnf.exchange.download.DownloadStatus.TrackStatus;
import tmnf.exchange.download.ReplayEntry;
import tmnf.exchange.download.TrackRecord;
import tmnf.exchange.http.Time;

/** {@code tmnf download status}: how far a download is, without the exchange. */
@Command(name = "status", header = "Say what a download brought, what is missing, what failed and why.",
        description = "Reads the journal and looks at the files; asks no site, changes nothing, and may run "
            + "beside a download. -v names every track.",
        footer = {"Examples:",
            "  tmnf download status --replays-dir maps/replays",
            "  tmnf download status -r maps/replays -t maps/tracks --track-ids maps/track_ids.txt -v",
            "",
            "Next: tmnf download verify"})
public final class DownloadStatusCommand extends TmnfCommand {

    private static final int SHOWN_REASONS = 10;

    @Option(names = "--track-ids", paramLabel = "FILE",
            description = "Only the tracks of a list, also those that no run has seen; - reads stdin. "
                + "Default: all that the journal knows.")
    @HelpSection(HelpSection.SELECTION)
    private Path trackIds; // null: all

    @Option(names = "--lenient", description = "Skip lines of --track-ids that are no track id.")
    @HelpSection(HelpSection.SELECTION)
    private boolean lenient;

    @Mixin
    private PlaceOptions places;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        OptionsBefore.refuse(spec());
        Path replaysDir = places.replaysDir(context, this::typed);
        List<Long> ids = trackIds == null ? List.of() : ListFile.read(trackIds, lenient, context);
        Path folder = context.requireDirectory(replaysDir);
        DownloadStatus status;
        try (DownloadFolder opened =
                DownloadFolder.openForReading(folder, context.resolve(places.tracksDir()), Time.SYSTEM)) {
            status = DownloadStatus.of(opened, ids, context::interrupted);
        }
        if (context.interrupted()) {
            return CommandResult.of(ExitStatus.INTERRUPTED).withProblem("stopped; nothing was changed");
        }
        if (status.tracks().isEmpty()) {
            throw CliException.noInput("no download in " + replaysDir, "it has no journal",
                    "name the folder with --replays-dir, or the list with --track-ids");
        }
        if (status.totals().challengesMissing() > 0
                && !Files.isDirectory(context.resolve(places.tracksDir()))) {
            context.warn("NO_TRACKS_DIR", "the maps are not in " + places.tracksDir() + ", which does not "
                    + "exist; name their folder with --tracks-dir");
        }
        Targets targets = new Targets(replaysDir, places.tracksDir(), trackIds);
        try (ResultStream tracks = context.stream("tracks")) {
            for (TrackStatus track : status.tracks()) {
                tracks.add(track);
                if (context.verbosity() > 0) {
                    trackLines(track).forEach(context.out()::println);
                }
            }
        }
        return CommandResult.ok().withLines(lines(status)).withJson(json(status, targets.json(context)));
    }

    private static List<String> trackLines(TrackStatus track) {
        List<String> lines = new ArrayList<>();
        String state = switch (track.state()) {
            case NEW -> "not listed yet";
            case GONE -> "gone: " + track.note();
            case LEGACY -> "as another tool downloaded it";
            case FAILED -> "cannot be listed: " + track.note();
            case LISTED -> Figures.count(track.done()) + " of " + Figures.count(track.planned(), "replay")
                    + " there";
        };
        lines.add(track.id() + "  " + state + (track.missing() > 0 ? ", "
                + Figures.count(track.missing()) + " missing" : ""));
        for (ReplayEntry entry : track.lost()) {
            lines.add("  replay " + entry.id() + " " + Words.of(entry.status()) + ": " + entry.note());
        }
        if (!track.challenge().note().isEmpty()) {
            lines.add("  map " + Words.of(track.challenge().status()) + ": " + track.challenge().note());
        }
        return lines;
    }

    private static List<String> lines(DownloadStatus status) {
        Totals totals = status.totals();
        List<String> lines = new ArrayList<>();
        lines.add(line("tracks", totals.tracks(), "complete", totals.settled() - totals.goneTracks(),
                "gone", totals.goneTracks(), "not listed yet", totals.fresh(), "from another tool",
                totals.legacy(), "failed", totals.failedTracks()));
        lines.add(line("replays", totals.planned(), "there", totals.done(), "missing", totals.missing(),
                "failed", totals.failed(), "gone", totals.gone()) + ", " + Figures.bytes(totals.bytes()));
        lines.add(line("maps", totals.challenges() + totals.challengesMissing() + totals.challengesFailed(),
                "there", totals.challenges(), "missing", totals.challengesMissing(), "failed",
                totals.challengesFailed()));
        lines.add(String.format(Locale.ROOT, "%-8s %s", "mark",
                Figures.count(status.mark(), "track") + " complete from the start of the list"));
        lines.add(String.format(Locale.ROOT, "%-8s %s", "last run", lastRun(status)));
        Map<String, Long> reasons = reasons(status);
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN_REASONS)
                .forEach(reason -> lines.add("failed " + Figures.count(reason.getValue()) + ": "
                        + reason.getKey()));
        return lines;
    }

    /** {@code tracks 3,000: 2,990 complete, 4 gone}; what is 0 is left out, but for the first. */
    private static String line(String what, long total, Object... counts) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%-8s %s: ", what, Figures.count(total)));
        for (int i = 0; i < counts.length; i += 2) {
            long count = ((Number) counts[i + 1]).longValue();
            if (i == 0 || count > 0) {
                line.append(i == 0 ? "" : ", ").append(Figures.count(count)).append(' ').append(counts[i]);
            }
        }
        return line.toString();
    }

    private static String lastRun(DownloadStatus status) {
        LastRun run = status.lastRun();
        if (!run.exists()) {
            return "none";
        }
        String ending = run.status().isEmpty()
                ? status.holder().isEmpty() ? "did not say how it ended" : "works still, " + status.holder()
                : run.status();
        return ending + ", last sign " + run.lastSignAt();
    }

    /** Why replays and tracks failed, and how often. */
    private static Map<String, Long> reasons(DownloadStatus status) {
        Map<String, Long> reasons = status.tracks().stream().flatMap(track -> track.lost().stream())
                .filter(entry -> entry.status() == ReplayEntry.Status.FAILED)
                .collect(Collectors.groupingBy(entry -> withoutIds(entry.note()), LinkedHashMap::new,
                        Collectors.counting()));
        status.tracks().stream().filter(track -> track.state() == TrackRecord.State.FAILED)
                .forEach(track -> reasons.merge(withoutIds(track.note()), 1L, Long::sum));
        return reasons;
    }

    /** The same trouble with many files is one reason. */
    private static String withoutIds(String note) {
        return note.replaceAll("/[0-9]+\\b", "/...");
    }

    private static Map<String, Object> json(DownloadStatus status, Map<String, Object> places) {
        Map<String, Object> json = new LinkedHashMap<>(places);
        json.put("totals", status.totals());
        json.put("mark", status.mark());
        LastRun run = status.lastRun();
        if (run.exists()) {
            Map<String, Object> last = new LinkedHashMap<>();
            last.put("status", run.status());
            last.put("startedAt", run.startedAt());
            last.put("lastSignAt", run.lastSignAt());
            last.put("tool", run.facts().tool());
            json.put("lastRun", last);
        } else {
            json.put("lastRun", null);
        }
        json.put("holder", status.holder());
        json.put("reasons", reasons(status));
        return json;
    }
}
