package tmnf.capture.run;

/** Ends a run before its finish; becomes its outcome. */
final class StopException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient RunOutcome.Stop stop;

    StopException(StopReason reason, CapturePhase phase, String detail) {
        super(reason + " in " + phase + ": " + detail);
        this.stop = new RunOutcome.Stop(reason, phase, detail);
    }

    RunOutcome.Stop stop() {
        return stop;
    }
}
