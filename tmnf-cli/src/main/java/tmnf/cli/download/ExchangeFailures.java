package tmnf.cli.download;

import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.download.FolderBusyException;

/** What an exchange that fails means for the user. */
final class ExchangeFailures {

    private ExchangeFailures() {
    }

    /**
     * The failure that ended the command, in words.
     *
     * @param outOfTime whether {@code --max-runtime} ended it
     */
    static CliException describe(ExchangeException failure, boolean outOfTime) {
        if (outOfTime && failure.kind() == ExchangeException.Kind.STOPPED) {
            return new CliException(ExitStatus.TEMPORARY, "OUT_OF_TIME", "the time of --max-runtime is over",
                    "", "run the same command again to go on", failure);
        }
        return new CliException(status(failure.kind()), failure.kind().name(), failure.getMessage(), "",
                fix(failure), failure);
    }

    /** Another run works in the folder, or on the list. */
    static CliException busy(FolderBusyException failure) {
        return new CliException(ExitStatus.BUSY, "FOLDER_BUSY", failure.getMessage(), "",
                "wait for it, or choose another folder", failure);
    }

    /** How the command ends. */
    static ExitStatus status(ExchangeException.Kind kind) {
        return switch (kind) {
            case API_CHANGED, BLOCKED, REFUSED, CONTENT -> ExitStatus.UNAVAILABLE;
            case UNAVAILABLE, TRANSIENT -> ExitStatus.TEMPORARY;
            case GONE -> ExitStatus.NO_INPUT;
            case STOPPED -> ExitStatus.INTERRUPTED;
        };
    }

    private static String fix(ExchangeException failure) {
        return switch (failure.kind()) {
            case API_CHANGED -> "check --base-url; if it is right, the exchange speaks another language now: "
                    + "look for a newer tmnf";
            case BLOCKED -> "do not try again at once: look at the site in a browser, lower --max-rate, and "
                    + "name yourself with --user-agent";
            case UNAVAILABLE, TRANSIENT -> failure.status() == 0
                    ? "check --base-url and your network, or run the same command later: it goes on where it "
                    + "stopped"
                    : "run the same command later: it goes on where it stopped";
            case REFUSED, CONTENT -> "look with -v at what the exchange answers";
            case GONE -> "check the id";
            case STOPPED -> "run the same command again to go on";
        };
    }
}
