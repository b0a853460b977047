package tmnf.cli.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tmnf.gbx.model.RaceTimes;
import tmnf.gbx.model.TmText;

/** The text for people: the facts of one file as a few lines, without what it does not say. */
final class FileSummary {

    private static final int LABEL_WIDTH = 12;
    private static final int MAX_VERSION = 40;

    private final Map<String, Object> facts;
    private final List<String> lines = new ArrayList<>();

    private FileSummary(Map<String, Object> facts) {
        this.facts = facts;
    }

    /** @param inputLimit how many inputs to list when the facts hold the tape */
    static List<String> lines(Map<String, Object> facts, int inputLimit) {
        FileSummary summary = new FileSummary(facts);
        summary.describe(inputLimit);
        return summary.lines;
    }

    private void describe(int inputLimit) {
        Object stored = facts.get("gameVersion");
        String version = stored == null ? "" : ", " + shortened(stored.toString());
        if (facts.containsKey("error")) {
            String kind = facts.containsKey("kind") ? " (" + facts.get("kind") + version + ")" : "";
            lines.add(facts.get("file") + ": refused" + kind);
            line("error", facts.get("error"));
        } else {
            lines.add(facts.get("file") + ": " + facts.get("kind") + version);
        }
        challenge();
        drive();
        inputs(inputLimit);
        samples();
        if (facts.get("embeddedMapBytes") != null) {
            line("embedded", "challenge of " + grouped(facts.get("embeddedMapBytes")) + " bytes");
        }
        if (facts.get("warnings") instanceof List<?> warnings) {
            warnings.forEach(warning -> line("warning", warning));
        }
    }

    /** Patched games append long texts to their version. */
    private static String shortened(String version) {
        return version.length() <= MAX_VERSION ? version.strip() : version.substring(0, MAX_VERSION) + "...";
    }

    private void challenge() {
        if (facts.get("mapUid") != null) {
            line("challenge", join(stripped("mapName"), "uid " + facts.get("mapUid"), by("author")));
            line("place", join(text("environment"), text("mood"), text("mapType"), laps()));
        }
        if (facts.get("blocks") != null) {
            line("blocks", grouped(facts.get("blocks")) + ", " + facts.get("checkpoints") + " checkpoints");
        }
        if (facts.get("authorTimeMs") instanceof Integer ms) {
            line("author time", RaceTimes.format(ms));
        }
        if (facts.get("introDurationMs") instanceof Double ms) {
            Object camera = facts.get("introCameraDurationMs");
            String cameras = camera == null ? "no cameras"
                    : camera.equals(ms) ? "" : seconds("cameras until %.2f s", (Double) camera);
            line("intro", join(seconds("%.2f s", ms), cameras));
        }
        if (Boolean.FALSE.equals(facts.get("introKnown"))) {
            line("intro", "unknown, its chunk cannot be read");
        }
    }

    private static String seconds(String format, double milliseconds) {
        return String.format(Locale.ROOT, format, milliseconds / 1000);
    }

    private void drive() {
        if (facts.get("playerLogin") != null || facts.get("playerNickname") != null) {
            line("driver", join(stripped("playerNickname"), text("playerLogin")));
        }
        if (facts.get("raceTimeMs") instanceof Integer ms) {
            line("race time", join(RaceTimes.format(ms), counted("respawns"), counted("stuntsScore")));
        }
        if (facts.get("checkpointTimesMs") instanceof int[] times && times.length > 0) {
            StringBuilder shown = new StringBuilder();
            for (int time : times) {
                shown.append(shown.isEmpty() ? "" : "  ").append(RaceTimes.format(time));
            }
            line("checkpoints", shown);
        }
    }

    private void inputs(int limit) {
        if (facts.get("controlEntries") == null) {
            return;
        }
        line("inputs", grouped(facts.get("controlEntries")) + " of " + facts.get("controlNames"));
        if (facts.get("inputs") instanceof List<?> tape) {
            for (Object entry : tape.subList(0, Math.min(limit, tape.size()))) {
                List<?> values = (List<?>) entry;
                lines.add(String.format(Locale.ROOT, "  %10d ms  %-20s %s",
                        (Integer) values.get(1), values.get(0), values.get(2)));
            }
            if (tape.size() > limit) {
                lines.add("  ... " + grouped(tape.size() - limit)
                        + " more; --limit shows them, --json has them all");
            }
        }
    }

    private void samples() {
        if (facts.get("samples") != null) {
            line("samples", grouped(facts.get("samples")) + " every " + facts.get("samplePeriodMs")
                    + " ms, from " + position("firstPosition") + " to " + position("lastPosition"));
        }
    }

    private String position(String key) {
        List<?> position = (List<?>) facts.get(key);
        return String.format(
                Locale.ROOT, "(%.2f, %.2f, %.2f)",
                (Double) position.get(0), (Double) position.get(1), (Double) position.get(2));
    }

    private String laps() {
        return Boolean.TRUE.equals(facts.get("lapRace")) ? facts.get("laps") + " laps" : "";
    }

    private String counted(String key) {
        Object value = facts.get(key);
        return value == null ? "" : key.equals("respawns") ? value + " respawns" : "score " + value;
    }

    private String by(String key) {
        return facts.get(key) == null ? "" : "by " + facts.get(key);
    }

    private String text(String key) {
        return facts.get(key) == null ? "" : facts.get(key).toString().strip();
    }

    private String stripped(String key) {
        return facts.get(key) == null ? "" : TmText.strip(facts.get(key).toString());
    }

    private static String join(String... parts) {
        List<String> present = new ArrayList<>();
        for (String part : parts) {
            if (!part.isEmpty()) {
                present.add(part);
            }
        }
        return String.join(", ", present);
    }

    private static String grouped(Object number) {
        return String.format(Locale.ROOT, "%,d", ((Number) number).longValue()).replace(',', ' ');
    }

    private void line(String label, Object value) {
        lines.add("  " + label + " ".repeat(Math.max(1, LABEL_WIDTH - label.length())) + value);
    }
}
