package tmnf.cli.doctor;

import java.util.Locale;
import java.util.Objects;

/**
 * What one check found.
 *
 * @param check its name, for scripts
 * @param level how bad it is
 * @param message what was found
 * @param where the file, folder, variable or port; empty when there is none
 * @param fix what the user can do; empty when nothing is wrong
 */
record Finding(String check, Level level, String message, String where, String fix) {

    /** How bad something is. */
    enum Level {
        /** As it should be. */
        OK,
        /** Some things won't work, or not well. */
        WARNING,
        /** The game can't be used so. */
        PROBLEM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Finding {
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(fix, "fix");
        if (level != Level.OK && fix.isEmpty()) {
            throw new IllegalArgumentException("a finding without a fix: " + check);
        }
    }

    static Finding ok(String check, String message, Object where) {
        return new Finding(check, Level.OK, message, where.toString(), "");
    }

    static Finding warning(String check, String message, Object where, String fix) {
        return new Finding(check, Level.WARNING, message, where.toString(), fix);
    }

    static Finding problem(String check, String message, Object where, String fix) {
        return new Finding(check, Level.PROBLEM, message, where.toString(), fix);
    }
}
