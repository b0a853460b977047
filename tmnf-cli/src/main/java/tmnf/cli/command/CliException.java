package tmnf.cli.command;

import java.util.Objects;

/**
 * An error that the user can understand and act on. It is printed as what happened, why, and how to fix it,
 * without a stack trace, and becomes the {@code error} object under {@code --json}.
 */
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final String code;
    private final String reason;
    private final String fix;

    /**
     * Describes an error.
     *
     * @param code stable upper-case word for scripts, for example {@code INPUT_NOT_FOUND}
     * @param what what happened, naming the file or value
     * @param reason why, or an empty text when {@code what} says it all
     * @param fix what the user can do, or an empty text when there is nothing
     */
    public CliException(ExitStatus status, String code, String what, String reason, String fix) {
        this(status, code, what, reason, fix, null);
    }

    /** Describes an error that another exception caused; its stack trace shows with {@code -v}. */
    public CliException(ExitStatus status, String code, String what, String reason, String fix,
            Throwable cause) {
        super(Objects.requireNonNull(what, "what"), cause);
        this.status = Objects.requireNonNull(status, "status");
        this.code = Objects.requireNonNull(code, "code");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.fix = Objects.requireNonNull(fix, "fix");
    }

    /** A wrong command line: exit 2. */
    public static CliException usage(String what, String fix) {
        return new CliException(ExitStatus.USAGE, "USAGE", what, "", fix);
    }

    /** Ends with {@link #usage} unless something holds. */
    public static void require(boolean right, String what, String fix) {
        if (!right) {
            throw usage(what, fix);
        }
    }

    /** Missing or empty input: exit 4. */
    public static CliException noInput(String what, String reason, String fix) {
        return new CliException(ExitStatus.NO_INPUT, "INPUT_NOT_FOUND", what, reason, fix);
    }

    public ExitStatus status() {
        return status;
    }

    /** Stable word for scripts. */
    public String code() {
        return code;
    }

    /** Why it happened; empty when the message says it all. */
    public String reason() {
        return reason;
    }

    /** What the user can do; empty when there is nothing. */
    public String fix() {
        return fix;
    }
}
