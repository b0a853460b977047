package tmnf.capture.run;

/** Ends a run before its finish. */
final class RunStop extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient RunOutcome.Stop stop;

    RunStop(StopReason reason, CapturePhase phase, String detail) {
        super(reason + " in " + phase + ": " + detail);
        this.stop = new RunOutcome.Stop(reason, phase, detail);
    }

    RunOutcome.Stop stop() {
        return stop;
    }
}
