package tmnf.cli.run;

/** Whoever read our stdout has gone, {@code head} for example. We end quietly. */
public final class StdoutClosedException extends RuntimeException {

    /** Exit code of a program that SIGPIPE ended. */
    public static final int EXIT_CODE = 141;

    private static final long serialVersionUID = 1L;

    StdoutClosedException(Throwable cause) {
        super("stdout is closed", cause);
    }

    /** Whether this is behind a failure, maybe wrapped by a worker thread. */
    public static boolean isBehind(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof StdoutClosedException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
