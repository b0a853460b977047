package tmnf.capture.dataset.care;

import java.util.Objects;

/**
 * Something a check found.
 *
 * @param detail where it is and what is wrong
 */
public record CheckFinding(CheckRule rule, String detail) {

    /** Checks that nothing is missing. */
    public CheckFinding {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(detail, "detail");
    }

    @Override
    public String toString() {
        return rule.text() + ": " + detail;
    }
}
