package tmnf.cli.doctor.selftest;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a step.
 *
 * @param message what came of it, or what is wrong
 * @param fix what the user can do; empty when nothing is wrong
 * @param details stack trace or output of what failed; empty when nothing did
 */
public record StepOutcome(String name, String what, Result result, String message, String fix,
        String details, long elapsedMs) {

    /** How a step ended. */
    public enum Result {
        /** It works. */
        OK,
        /** It does not, but the program gets along without. */
        WARNING,
        /** It does not work. */
        FAILED,
        /** It was not tried, for we were asked to stop or the time was over. */
        NOT_RUN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** The object for scripts. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("step", name);
        json.put("what", what);
        json.put("result", result.toString());
        json.put("message", message);
        json.put("fix", fix);
        json.put("elapsedMs", elapsedMs);
        return json;
    }
}
