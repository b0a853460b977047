package tmnf.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a command ended: the one table of exit codes, shown in the help of every command. */
public enum ExitStatus {
    /** Everything asked for is done. */
    OK(0, "success; also \"nothing to do\""),
    /** Something broke that is neither the user's input nor the user's configuration. */
    FAILURE(1, "failure: bug, I/O error, or the user declined a confirmation"),
    /** The command line or the configuration can't be used as given. */
    USAGE(2, "usage or configuration error"),
    /** The rest was done. */
    PARTIAL(3, "finished, but some items failed or were incomplete"),
    /** Nothing to work on. */
    NO_INPUT(4, "required input missing or empty"),
    /** Somebody else is at it. */
    BUSY(5, "busy: another instance holds the lock, port or directory"),
    /** The check itself worked; what it looked at did not pass. */
    CHECK_FAILED(6, "a check failed"),
    /** The other side does not answer or refuses. */
    UNAVAILABLE(69, "needed service unusable (game or TMInterface not reachable, exchange refuses us)"),
    /** The same command may succeed later. */
    TEMPORARY(75, "temporary: try again later"),
    /** First Ctrl+C. */
    INTERRUPTED(130, "interrupted by SIGINT, state saved"),
    /** Asked to end by the system. */
    TERMINATED(143, "interrupted by SIGTERM, state saved");

    private final int code;
    private final String meaning;

    ExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** One line for the table in the help. */
    public String meaning() {
        return meaning;
    }

    /** The word of the {@code status} field in JSON. */
    public String jsonStatus() {
        return switch (this) {
            case OK -> "ok";
            case PARTIAL, TEMPORARY -> "partial";
            case INTERRUPTED, TERMINATED -> "interrupted";
            default -> "error";
        };
    }

    /** The table as picocli wants it: code as text to meaning, in order. */
    public static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        for (ExitStatus status : values()) {
            table.put(Integer.toString(status.code), status.meaning);
        }
        return table;
    }
}
