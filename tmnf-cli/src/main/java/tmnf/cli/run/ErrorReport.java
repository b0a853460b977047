package tmnf.cli.run;

import tmnf.cli.command.ExitStatus;

/**
 * A failure in words.
 *
 * @param what what happened
 * @param reason why; may be empty
 * @param fix what to do; may be empty
 * @param usage a line on how to call the command, after a wrong command line; may be empty
 * @param thrown the exception behind it, or null
 */
public record ErrorReport(ExitStatus status, String code, String what, String reason, String fix,
        String usage, Throwable thrown) {

    ErrorReport(ExitStatus status, String code, String what, String reason, String fix, Throwable thrown) {
        this(status, code, what, reason, fix, "", thrown);
    }
}
