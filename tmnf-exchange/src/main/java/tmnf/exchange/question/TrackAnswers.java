package tmnf.exchange.question;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/** What lists of tracks say about the questions. */
final class TrackAnswers {

    /** The columns that an order may go by. */
    static final List<String> COLUMNS = List.of("Awards", "Comments", "ActivityAt");

    private TrackAnswers() {
    }

    /** How many rows an answer has at most. */
    static Judged pageCap(Listed list, int asked) {
        int rows = list.rows().size();
        if (rows >= asked) {
            return Judged.otherwise(rows + " rows for count=" + asked + ": no cap below that");
        }
        return list.saysMore() ? Judged.asSupposed(rows + " rows for count=" + asked + ", and more follow:"
                + " the site caps count at " + rows)
                : Judged.untold("all of its " + rows + " tracks for count=" + asked);
    }

    /** By which column a list is sorted that was asked for in an order. */
    static Judged order(Listed list, String expected) {
        Set<String> sorted = new TreeSet<>();
        Set<String> constant = new TreeSet<>();
        for (String column : COLUMNS) {
            List<JsonNode> values = list.rows().stream().map(row -> row.path(column)).toList();
            if (values.stream().distinct().count() < 2) {
                constant.add(column);
            } else if (isDescending(values)) {
                sorted.add(column);
            }
        }
        if (constant.contains(expected)) {
            return Judged.untold("the " + list.rows().size() + " rows do not differ in " + expected);
        }
        return sorted.contains(expected)
                ? Judged.asSupposed("largest " + expected + " first" + also(sorted, expected))
                : Judged.unexpected("not sorted by " + expected + (sorted.isEmpty() ? "" : ", but by "
                        + String.join(", ", sorted)));
    }

    private static String also(Set<String> sorted, String expected) {
        Set<String> others = new TreeSet<>(sorted);
        others.remove(expected);
        return others.isEmpty() ? "" : "; these rows are in the order of " + String.join(", ", others)
                + " as well";
    }

    private static boolean isDescending(List<JsonNode> values) {
        for (int i = 1; i < values.size(); i++) {
            JsonNode before = values.get(i - 1);
            JsonNode after = values.get(i);
            boolean numbers = before.isNumber() && after.isNumber();
            if (!numbers && !(before.isTextual() && after.isTextual())) {
                return false;
            }
            if (numbers ? before.asLong() < after.asLong()
                    : before.asText().compareTo(after.asText()) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether only tracks with the tag come. */
    static Judged tag(Listed list, int tag) {
        int rows = list.rows().size();
        if (rows == 0) {
            return Judged.untold("no track has tag " + tag);
        }
        long without = list.rows().stream().filter(row -> !has(row, tag)).count();
        return without == 0 ? Judged.asSupposed("each of the " + rows + " rows has tag " + tag)
                : Judged.otherwise(without + " of the " + rows + " rows lack tag " + tag + ": the filter does"
                        + " not hold, and the download looks for itself");
    }

    private static boolean has(JsonNode row, int tag) {
        return StreamSupport.stream(row.path("Tags").spliterator(), false)
                .anyMatch(one -> one.asInt(-1) == tag);
    }

    /** What stands for the record of a track without replays. */
    static Judged noRecord(Listed list) {
        if (list.rows().isEmpty()) {
            return Judged.untold("every track has a replay");
        }
        JsonNode row = list.rows().get(0);
        if (!row.has("WRReplay")) {
            return Judged.asSupposed("WRReplay is absent");
        }
        JsonNode record = row.get("WRReplay");
        if (record.isNull() || record.isObject() && record.path("ReplayId").asLong(0) == 0) {
            return Judged.asSupposed("WRReplay is " + (record.isNull() ? "null" : record));
        }
        return Judged.unexpected("a track with the record " + record + ", though inhasrecord=0 asks for those"
                + " without");
    }

    /** What a question without fields brings. */
    static String fieldsOf(Listed list) {
        return list.rows().isEmpty() ? "no rows" : StreamSupport.stream(((Iterable<String>) () ->
                list.rows().get(0).fieldNames()).spliterator(), false).collect(Collectors.joining(", "));
    }
}
