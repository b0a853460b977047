package tmnf.cli.doctor.selftest;

import java.time.Duration;
import java.util.Objects;

/**
 * One thing that is tried.
 *
 * @param name for scripts
 * @param what is tried, for people
 * @param deadline when it counts as hung
 */
record SelfTestStep(String name, String what, Duration deadline, Work work) {

    /** Long for anything that needs no other process. */
    private static final Duration SHORT = Duration.ofSeconds(10);

    /** Tries it, and says what came of it. */
    @FunctionalInterface
    interface Work {
        String run(SelfTestPlace place) throws Exception;
    }

    SelfTestStep {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(work, "work");
    }

    static SelfTestStep of(String name, String what, Work work) {
        return new SelfTestStep(name, what, SHORT, work);
    }
}
