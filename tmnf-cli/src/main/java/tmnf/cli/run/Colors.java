package tmnf.cli.run;

import tmnf.cli.env.Environment;

/** Decides whether text carries colour: options, then the environment, then the terminal. */
public final class Colors {

    private Colors() {
    }

    /** The decision for what goes to the given stream. */
    public static boolean wanted(CommonSettings.When option, Environment environment,
            Environment.Stream stream) {
        if (option != CommonSettings.When.AUTO) {
            return option == CommonSettings.When.ALWAYS;
        }
        if (environment.variable("NO_COLOR").isPresent()) {
            return false;
        }
        if (environment.variable("CLICOLOR_FORCE").filter(value -> !value.equals("0")).isPresent()) {
            return true;
        }
        if (environment.variable("TERM").filter("dumb"::equals).isPresent()) {
            return false;
        }
        return environment.isTerminal(stream);
    }
}
