package tmnf.cli.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.tminterface.link.SessionScript;
import tmnf.tminterface.link.SessionTally;

/** A recorded session in words, and for scripts. */
final class SessionReport {

    private static final int MOST_WARNINGS = 10;

    private final SessionFile.Saved saved;
    private final Path output;
    private final Map<String, Object> json = new LinkedHashMap<>();

    private SessionReport(SessionFile.Saved saved, Path output) {
        this.saved = saved;
        this.output = output;
        SessionTally tally = saved.tally();
        json.put("output", output.toString());
        json.put("characters", saved.characters());
        json.put("cutOff", saved.full());
        json.put("connections", tally.connections());
        json.put("fromGame", new TreeMap<>(tally.fromGame()));
        json.put("fromClient", new TreeMap<>(tally.fromClient()));
        json.put("replies", tally.replies());
        json.put("rulesBroken", tally.violationCount());
        json.put("unreadableBytes", tally.rawBytes());
    }

    /** Of a session of another client. */
    static SessionReport of(SessionFile.Saved saved, Path output) {
        return new SessionReport(saved, output);
    }

    /** Of a session of our own. */
    static SessionReport of(SessionFile.Saved saved, Path output, SessionScript.Outcome outcome) {
        SessionReport report = new SessionReport(saved, output);
        report.json.put("plugin", outcome.capabilities().isExtended() ? "extended" : "original");
        report.json.put("inMenus", outcome.inMenus());
        report.json.put("runSteps", outcome.runSteps());
        report.json.put("complete", outcome.complete());
        return report;
    }

    /** Whether what came makes no sense, and nothing else came. */
    boolean isForeign() {
        return saved.tally().rawBytes() > 0 && saved.tally().fromGame().isEmpty();
    }

    /** Broken rules, and that the file is full. */
    List<String> warnings() {
        SessionTally tally = saved.tally();
        List<String> lines = new ArrayList<>(tally.violations().stream().limit(MOST_WARNINGS).toList());
        if (tally.violationCount() > MOST_WARNINGS) {
            lines.add((tally.violationCount() - MOST_WARNINGS) + " more rules were broken; the file names"
                    + " them");
        }
        if (saved.full()) {
            lines.add("the file is full; what came later was not written");
        }
        return lines;
    }

    CommandResult result(ExitStatus status, String problem) {
        SessionTally tally = saved.tally();
        int turns = tally.fromGame().values().stream().mapToInt(count -> count).sum();
        int said = tally.fromClient().values().stream().mapToInt(count -> count).sum();
        CommandResult result = CommandResult.of(status).withJson(json).withText(String.format(Locale.ROOT,
                "%s  %,d turns  %,d messages of the client  %,d replies  %,.1f kB", output, turns, said,
                tally.replies(), saved.characters() / 1e3));
        return problem.isEmpty() ? result : result.withProblem(problem);
    }
}
