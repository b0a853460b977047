package tmnf.cli.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import tmnf.capture.validate.DriveReport;
import tmnf.capture.validate.GhostDistance;
import tmnf.capture.validate.OracleReport;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.RaceTimes;

/** What both drives of a replay tell, beside its ghost: for people, and for scripts. */
final class OracleTable {

    private static final String ROW = "%-20s %12s %14s %14s";
    private static final String NOTHING = "-";
    /** Of more checkpoints only those are listed that differ. */
    private static final int MOST_SPLITS = 20;

    private final OracleReport report;
    private final int[] splits;

    OracleTable(OracleReport report, int[] ghostSplitsMs) {
        this.report = report;
        this.splits = ghostSplitsMs.clone();
    }

    static OracleTable of(OracleReport report, Ghost ghost) {
        return new OracleTable(report, ghost.checkpointTimesMs());
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(row("", "ghost", "validated", "script"));
        splits(lines);
        distances(lines);
        reasons(lines, "validated", report.validated());
        report.script().ifPresent(script -> reasons(lines, "script", script));
        report.inputsDifferAtMs().ifPresent(at -> lines.add("The inputs that the game tells are others than"
                + " the script's, first at " + RaceTimes.format(at)));
        lines.add(report.difference().map(first -> "First difference at " + RaceTimes.format(first.atMs())
                + ": " + first.what()).orElse("No difference between the two drives"));
        lines.add(String.format(Locale.ROOT, "The cars were at most %.3f m apart in %d ticks",
                report.largestApartMetres(), report.ticksCompared()));
        return lines;
    }

    private void splits(List<String> lines) {
        int left = 0;
        for (int i = 0; i < splits.length; i++) {
            int number = i;
            String ghost = RaceTimes.format(splits[i]);
            String game = of(report.validated(), drive -> split(drive, number));
            String script = script(drive -> split(drive, number));
            boolean last = i == splits.length - 1;
            if (last || splits.length <= MOST_SPLITS || !ghost.equals(game) || !ghost.equals(script)) {
                lines.add(row(last ? "finish" : "checkpoint " + (i + 1), ghost, game, script));
            } else {
                left++;
            }
        }
        if (left > 0) {
            lines.add(left + " more checkpoints, equal in all");
        }
    }

    private void distances(List<String> lines) {
        lines.add(row("largest distance", NOTHING,
                of(report.validated(), drive -> metres(drive.distance().largestMetres())),
                script(drive -> metres(drive.distance().largestMetres()))));
        lines.add(row("  at", NOTHING,
                of(report.validated(), drive -> RaceTimes.format(drive.distance().largestAtMs())),
                script(drive -> RaceTimes.format(drive.distance().largestAtMs()))));
        lines.add(row("mean distance", NOTHING,
                of(report.validated(), drive -> metres(drive.distance().meanMetres())),
                script(drive -> metres(drive.distance().meanMetres()))));
        lines.add(row("samples compared", NOTHING,
                of(report.validated(), drive -> Integer.toString(drive.distance().compared())),
                script(drive -> Integer.toString(drive.distance().compared()))));
    }

    private static void reasons(List<String> lines, String which, DriveReport drive) {
        for (String reason : drive.reasons()) {
            lines.add("A capture would not take the drive \"" + which + "\": " + reason);
        }
    }

    private static String row(String what, String ghost, String game, String script) {
        return String.format(Locale.ROOT, ROW, what, ghost, game, script).stripTrailing();
    }

    private static String split(DriveReport drive, int number) {
        return number < drive.splitsMs().size() ? RaceTimes.format(drive.splitsMs().get(number)) : NOTHING;
    }

    private static String metres(double metres) {
        return String.format(Locale.ROOT, "%.3f m", metres);
    }

    private static String of(DriveReport drive, Function<DriveReport, String> value) {
        return value.apply(drive);
    }

    private String script(Function<DriveReport, String> value) {
        return report.script().map(value).orElse(NOTHING);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", report.verdict().toString());
        json.put("published", report.published());
        json.put("frames", report.frames());
        json.put("ghostSplitsMs", splits);
        json.put("validated", json(report.validated()));
        report.script().ifPresent(drive -> json.put("script", json(drive)));
        report.difference().ifPresent(first -> {
            json.put("firstDifferenceMs", first.atMs());
            json.put("firstDifference", first.what());
        });
        report.inputsDifferAtMs().ifPresent(at -> json.put("inputsDifferAtMs", at));
        json.put("largestApartMetres", report.largestApartMetres());
        json.put("largestApartAtMs", report.largestApartAtMs());
        json.put("ticksCompared", report.ticksCompared());
        return json;
    }

    private static Map<String, Object> json(DriveReport drive) {
        Map<String, Object> json = new LinkedHashMap<>();
        drive.finishTimeMs().ifPresent(time -> json.put("finishTimeMs", time));
        json.put("splitsMs", drive.splitsMs());
        GhostDistance distance = drive.distance();
        json.put("largestDistanceMetres", distance.largestMetres());
        json.put("largestDistanceAtMs", distance.largestAtMs());
        json.put("meanDistanceMetres", distance.meanMetres());
        json.put("samplesCompared", distance.compared());
        drive.stop().ifPresent(stop -> json.put("stop", stop.reason().toString()));
        json.put("reasons", drive.reasons());
        return json;
    }
}
