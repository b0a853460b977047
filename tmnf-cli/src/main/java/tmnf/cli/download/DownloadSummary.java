package tmnf.cli.download;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tmnf.exchange.download.DownloadReport;

/** A finished download in words and JSON. */
final class DownloadSummary {

    private static final int SHOWN = 10;

    private final DownloadReport report;

    DownloadSummary(DownloadReport report) {
        this.report = report;
    }

    /** The table for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        DownloadReport.Tracks tracks = report.tracks();
        DownloadReport.Replays replays = report.replays();
        DownloadReport.Challenges maps = report.challenges();
        lines.add(row("", "wanted", "there", "new", "gone", "failed"));
        lines.add(row("tracks", number(tracks.total()), number(tracks.settled()), "", number(tracks.gone()),
                number(tracks.failed())));
        lines.add(row("replays", number(replays.planned()), number(replays.present()),
                number(replays.fetched()), number(replays.gone()), number(replays.failed())));
        long wantedMaps = maps.present() + maps.impossible() + maps.failed();
        if (wantedMaps > 0) {
            lines.add(row("maps", number(wantedMaps), number(maps.present()), number(maps.written()),
                    number(maps.impossible()), number(maps.failed())));
        }
        lines.add(traffic());
        addExcluded(lines);
        addFailures(lines);
        return lines;
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-8s%12s%12s%12s%9s%9s", cells).stripTrailing();
    }

    private static String number(long value) {
        return Figures.count(value);
    }

    private String traffic() {
        String repeated = report.retries() == 0 ? "" : " (" + Figures.count(report.retries()) + " repeated)";
        double seconds = Math.max(0.001, report.elapsedMillis() / 1000.0);
        String speed = report.bytes() == 0 ? "" : ", " + Figures.bytes(report.bytes() / seconds) + "/s";
        return Figures.count(report.requests(), "request") + repeated + ", " + Figures.bytes(report.bytes())
                + " in " + Figures.time(report.elapsedMillis()) + speed;
    }

    private void addExcluded(List<String> lines) {
        long all = report.excluded().values().stream().mapToLong(Long::longValue).sum();
        if (all > 0) {
            lines.add("left out " + Figures.count(all, "listed replay") + ":");
            report.excluded().forEach((reason, count) ->
                    lines.add("  " + Figures.count(count) + ": " + reason));
        }
    }

    private void addFailures(List<String> lines) {
        List<DownloadReport.Failure> failures = report.failures();
        for (DownloadReport.Failure failure : failures.subList(0, Math.min(SHOWN, failures.size()))) {
            String what = failure.replay() > 0 ? "replay " + failure.replay() : failure.what();
            lines.add("failed: track " + failure.track() + ", " + what + ": " + failure.why());
        }
        if (failures.size() > SHOWN) {
            lines.add("failed: " + Figures.count(failures.size() - SHOWN) + " more");
        }
    }

    /** How far a run came that was not finished. */
    String remains() {
        DownloadReport.Replays replays = report.replays();
        DownloadReport.Tracks tracks = report.tracks();
        return Figures.count(replays.present()) + " of " + Figures.count(replays.planned())
                + " listed replays are there, " + Figures.count(tracks.settled()) + " of "
                + Figures.count(tracks.total()) + " tracks are complete; the same command goes on";
    }

    /** Everything for scripts. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", Words.of(report.ending()));
        json.put("tracks", report.tracks());
        DownloadReport.Replays replays = report.replays();
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("planned", replays.planned());
        counts.put("present", replays.present());
        counts.put("fetched", replays.fetched());
        counts.put("gone", replays.gone());
        counts.put("failed", replays.failed());
        counts.put("excluded", report.excluded());
        json.put("replays", counts);
        json.put("maps", report.challenges());
        json.put("bytes", report.bytes());
        json.put("requests", report.requests());
        json.put("retries", report.retries());
        json.put("elapsedMs", report.elapsedMillis());
        json.put("progress", report.progress());
        json.put("failures", report.failures());
        return json;
    }
}
