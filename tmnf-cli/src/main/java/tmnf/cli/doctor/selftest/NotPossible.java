package tmnf.cli.doctor.selftest;

/** A step cannot be tried, for what it stands on is not there. */
final class NotPossible extends Exception {

    private static final long serialVersionUID = 1;

    NotPossible(String message) {
        super(message);
    }
}
