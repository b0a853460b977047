package tmnf.gbx.script;

import java.util.Comparator;
import java.util.List;

/** One command: its script time, its place among commands of that time, and its text without the time. */
record ScriptLine(long at, int order, String command) {

    static final Comparator<ScriptLine> IN_TIME =
            Comparator.comparingLong(ScriptLine::at).thenComparingInt(ScriptLine::order);

    static List<String> sortedTexts(List<ScriptLine> lines) {
        return lines.stream().sorted(IN_TIME).map(line -> line.at() + " " + line.command()).toList();
    }
}
