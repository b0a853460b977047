package tmnf.cli;

import java.util.Locale;

import tmnf.cli.env.SystemEnvironment;

/** Starts the program. */
public final class Main {

    private Main() {
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Numbers, dates and upper-case rules must not depend on the country of the user.
        Locale.setDefault(Locale.ROOT);
        System.exit(new Tmnf(SystemEnvironment.current()).run(args));
    }
}
