package tmnf.exchange.question;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/** What lists of replays say about the questions. */
final class ReplayAnswers {

    private ReplayAnswers() {
    }

    /** How many rows come when none are asked for. */
    static Judged defaultPage(Listed list) {
        int rows = list.rows().size();
        return list.saysMore() ? Judged.asSupposed(rows + " rows without count, and more follow")
                : Judged.untold("all of the track's " + rows + " replays without count");
    }

    /** Whether a parameter that there is not counts; {@code without}: rows when it is not given. */
    static Judged unknownParameter(Listed list, int without) {
        int rows = list.rows().size();
        if (without < 2) {
            return Judged.untold("the track has no more than one replay");
        }
        if (rows == 1) {
            return Judged.otherwise("one row: limit counts after all");
        }
        return rows == without ? Judged.asSupposed("status 200 and all of the " + rows + " rows: limit is"
                + " ignored") : Judged.unexpected(rows + " rows with limit=1, " + without + " without");
    }

    /** From which number positions count. */
    static Judged position(Listed list) {
        Optional<JsonNode> first = list.rows().stream().map(row -> row.path("Position"))
                .filter(JsonNode::isNumber).findFirst();
        if (first.isEmpty()) {
            return Judged.untold("no row has a Position");
        }
        long number = first.get().asLong();
        return number == 0 || number == 1 ? Judged.asSupposed("the first is " + number)
                : Judged.unexpected("the first is " + number);
    }

    /** Whether {@code best=1} brings each driver once. */
    static Judged best(Listed list) {
        Set<Long> drivers = new HashSet<>();
        long repeated = list.rows().stream()
                .filter(row -> !drivers.add(row.path("User").path("UserId").asLong(-1))).count();
        if (list.rows().size() < 2) {
            return Judged.untold("the track has one driver at most");
        }
        long notBest = list.rows().stream().filter(row -> isNo(row.path("IsBest"))).count();
        if (repeated > 0 || notBest > 0) {
            return Judged.unexpected(list.rows().size() + " rows, " + repeated + " of a driver who was there"
                    + " before, " + notBest + " that are not the best of their driver");
        }
        return Judged.asSupposed(list.rows().size() + " rows of as many drivers");
    }

    private static boolean isNo(JsonNode flag) {
        return flag.isNumber() && flag.asInt() == 0 || flag.isBoolean() && !flag.booleanValue();
    }

    /** In which order replays of several versions of a track come. */
    static Judged versions(Listed list) {
        TreeMap<String, Integer> versions = new TreeMap<>();
        list.rows().forEach(row -> versions.merge(row.path("TrackAt").asText(""), 1, Integer::sum));
        if (versions.size() < 2) {
            return Judged.untold("all " + list.rows().size() + " replays are of one version of the track");
        }
        boolean newestFirst = true;
        boolean fastestFirst = true;
        List<JsonNode> rows = list.rows();
        for (int i = 1; i < rows.size(); i++) {
            int step = rows.get(i).path("TrackAt").asText("").compareTo(rows.get(i - 1).path("TrackAt")
                    .asText(""));
            newestFirst &= step <= 0;
            fastestFirst &= step != 0 || time(rows.get(i)) >= time(rows.get(i - 1));
        }
        String words = rows.size() + " replays of " + versions.size() + " versions: "
                + (newestFirst ? "the newest version first" : "versions mixed")
                + (fastestFirst ? ", the fastest first in each" : ", not by time");
        return newestFirst && fastestFirst ? Judged.asSupposed(words) : Judged.otherwise(words);
    }

    private static long time(JsonNode row) {
        return row.path("ReplayTime").asLong(0);
    }
}
