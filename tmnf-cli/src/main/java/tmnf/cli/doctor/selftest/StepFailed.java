package tmnf.cli.doctor.selftest;

/** What a step tried does not work here, which is no bug of the step. */
final class StepFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean bearable;
    private final String fix;
    private final String details;

    /**
     * Says it.
     *
     * @param bearable whether the program gets along without it
     * @param fix what the user can do
     * @param details lines for the report; empty: none
     */
    StepFailed(boolean bearable, String message, String fix, String details, Throwable cause) {
        super(message, cause);
        this.bearable = bearable;
        this.fix = fix;
        this.details = details;
    }

    static StepFailed broken(String message, String fix) {
        return new StepFailed(false, message, fix, "", null);
    }

    static StepFailed bearable(String message, String fix, Throwable cause) {
        return new StepFailed(true, message, fix, "", cause);
    }

    boolean isBearable() {
        return bearable;
    }

    String fix() {
        return fix;
    }

    String details() {
        return details;
    }
}
