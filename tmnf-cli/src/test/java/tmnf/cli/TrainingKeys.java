package tmnf.cli;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tmnf.rl.config.Schedule;
import tmnf.rl.config.Staircase;
import tmnf.rl.config.TrainSettings;

/**
 * The keys of a training as {@code config/rl/default.yaml} has them: their values, and the comments above
 * them. A comment holds for all keys down to the next comment or blank line; one above a section is the
 * section's.
 */
final class TrainingKeys {

    private static final String LIVE = "(live)";
    private static final Pattern SECTION = Pattern.compile("(\\w+):");
    private static final Pattern KEY = Pattern.compile("  (\\w+):(.*)");
    private static final Pattern COMMENT = Pattern.compile(" *# (.*)");

    private final Map<String, String> types = types();
    private final List<Row> rows = new ArrayList<>();
    private String section = "";
    private String comment = "";
    private String first = "";
    private boolean inComment;

    private TrainingKeys() {
    }

    /**
     * A key, or a section where the type is empty.
     *
     * @param first the key that the comment stands above
     * @param comment empty where there is none
     */
    private record Row(String key, String type, String value, String first, String comment) {

        Row with(String line) {
            return new Row(key, type, value.isEmpty() ? line : value + " " + line, first, comment);
        }

        boolean isSection() {
            return type.isEmpty();
        }

        boolean isIn(Row section) {
            return section.isSection() && key.startsWith(section.key + ".");
        }

        /** A list below its key is only counted. */
        String shown() {
            if (value.startsWith("- ")) {
                return (" " + value).split(" - ").length - 1 + " entries";
            }
            return value.isEmpty() ? "" : "`" + value + "`";
        }

        /** What a cell says; the comment itself beside the first key that it holds for. */
        String meaning() {
            if (!first.equals(key)) {
                return "see `" + first.substring(first.indexOf('.') + 1) + "`";
            }
            return comment.isEmpty() ? "see `" + key.substring(0, key.indexOf('.')) + "`"
                    : comment.replaceAll(" ?\\(live\\) ?(All of them\\. )?", " ").strip().replace(" .", ".");
        }
    }

    /** Of the file's text. */
    static TrainingKeys of(String yaml) {
        TrainingKeys keys = new TrainingKeys();
        yaml.lines().forEach(keys::line);
        return keys;
    }

    private void line(String line) {
        Matcher commented = COMMENT.matcher(line);
        Matcher headed = SECTION.matcher(line);
        Matcher keyed = KEY.matcher(line);
        if (commented.matches()) {
            comment = inComment ? comment + " " + commented.group(1) : commented.group(1);
            first = "";
        } else if (line.isBlank()) {
            comment = "";
            first = "";
        } else if (headed.matches()) {
            section = headed.group(1);
            if (!comment.isEmpty()) {
                rows.add(new Row(section, "", "", section, comment));
            }
            comment = "";
        } else if (keyed.matches()) {
            String key = section + "." + keyed.group(1);
            first = first.isEmpty() ? key : first;
            rows.add(new Row(key, types.getOrDefault(key, "unknown"), keyed.group(2).strip(), first,
                    comment));
        } else {
            rows.add(rows.remove(rows.size() - 1).with(line.strip()));
        }
        inComment = commented.matches();
    }

    /** By key with its section, from the records. */
    private static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        RecordComponent[] sections = TrainSettings.class.getRecordComponents();
        List<Map.Entry<String, Object>> written = List.copyOf(TrainSettings.DEFAULT.toMap().entrySet());
        for (int i = 0; i < sections.length; i++) {
            RecordComponent[] components = sections[i].getType().getRecordComponents();
            List<?> keys = List.copyOf(((Map<?, ?>) written.get(i).getValue()).keySet());
            for (int j = 0; j < components.length; j++) {
                types.put(written.get(i).getKey() + "." + keys.get(j),
                        word(components[j].getType(), components[j].getGenericType()));
            }
        }
        return types;
    }

    private static String word(Class<?> type, Type whole) {
        if (type == int.class || type == long.class) {
            return "whole number";
        } else if (type == double.class || type == OptionalDouble.class) {
            return "number";
        } else if (type == boolean.class) {
            return "true or false";
        } else if (type == Schedule.class) {
            return "schedule";
        } else if (type == Staircase.class) {
            return "steps";
        }
        if (type == Map.class) {
            return "sections";
        }
        return type == List.class ? "list" : whole.getTypeName().contains("String") ? "text" : "unknown";
    }

    /** Keys that the comments call live: all below a comment that begins with it, else the last one. */
    List<String> markedLive() {
        List<String> live = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String own = row.comment();
            boolean last = i + 1 == rows.size() || !rows.get(i + 1).first().equals(row.first());
            boolean all = rows.stream().anyMatch(other -> row.isIn(other)
                    && other.comment().startsWith(LIVE));
            if (!row.isSection() && (all || own.startsWith(LIVE) || own.contains(LIVE) && last)) {
                live.add(row.key());
            }
        }
        return live;
    }

    /** Keys that nothing is said of, neither above them nor above their section. */
    List<String> withoutMeaning() {
        List<String> without = new ArrayList<>();
        for (Row row : rows) {
            if (row.comment().isEmpty() && rows.stream().noneMatch(row::isIn)) {
                without.add(row.key());
            }
        }
        return without;
    }

    /** In the order of the file. */
    String table() {
        List<String> live = markedLive();
        StringBuilder text = new StringBuilder("| key | type | default | live | meaning |\n"
                + "| --- | --- | --- | --- | --- |\n");
        for (Row row : rows) {
            text.append("| `").append(row.key()).append("` | ").append(row.type()).append(" | ")
                    .append(row.shown()).append(" | ").append(live.contains(row.key()) ? "yes" : "")
                    .append(" | ").append(row.meaning().replace("|", "\\|")).append(" |\n");
        }
        return text.toString();
    }
}
