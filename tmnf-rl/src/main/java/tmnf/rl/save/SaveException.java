package tmnf.rl.save;

import java.io.IOException;
import java.util.List;

/** A save folder that cannot be used as it is; nothing in it was changed. */
public final class SaveException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 20;

    /** What is wrong. */
    public enum Reason {
        /** Another training has the folder. */
        LOCKED,
        /** A file is missing, or not what the manifest says. */
        DAMAGED,
        /** Weights, optimiser or statistics of another network or configuration. */
        MISMATCH,
        /** Not all of the files that belong together. */
        INCOMPLETE,
        /** Written by a later version of this program. */
        FORMAT
    }

    private final Reason reason;
    private final List<String> report;

    SaveException(Reason reason, String what, List<String> report, String advice) {
        super(text(what, report, advice));
        this.reason = reason;
        this.report = List.copyOf(report);
    }

    private static String text(String what, List<String> report, String advice) {
        StringBuilder text = new StringBuilder(what);
        report.stream().limit(MOST_SHOWN).forEach(line -> text.append("\n  ").append(line));
        if (report.size() > MOST_SHOWN) {
            text.append("\n  and ").append(report.size() - MOST_SHOWN).append(" more");
        }
        return advice.isEmpty() ? text.toString()
                : text.append(report.isEmpty() ? "; " : "\n").append(advice).toString();
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** All that is wrong, a line for each. */
    public List<String> report() {
        return report;
    }
}
