package tmnf.rl.collect;

import java.time.Duration;

import tmnf.rl.policy.InferenceException;

/** Hears what collectors do; called by their threads, must not block. */
public interface CollectorListener {

    /** Wants to hear nothing. */
    CollectorListener NONE = new CollectorListener() { };

    /** A game is there. */
    default void gameOpened(int collector, String game, Duration took) {
        // Few want to know.
    }

    /** A race begins. */
    default void raceBegins(int collector, RaceTask task) {
        // Few want to know.
    }

    /** A race came to its end, and is handed over next. */
    default void raceEnded(CollectedRace race) {
        // Few want to know.
    }

    /** The sink had no room for so long; the game stood still. */
    default void waited(int collector, Duration forRoom) {
        // Few want to know.
    }

    /**
     * A game broke off a race, or could not be opened; the next attempt follows after the pause.
     *
     * @param failure why; a {@link RaceBrokenException} names a reason
     * @param inARow such failures without a whole race in between, from 1 on
     */
    default void gameLost(int collector, Exception failure, int inARow, Duration pause) {
        // Few want to know.
    }

    /**
     * No decision came in a race, which is dropped, and driven again after the pause; the game stands still
     * meanwhile.
     *
     * @param failure why; it {@link InferenceException#mayPass may pass}
     * @param inARow such failures without a whole race in between, from 1 on
     */
    default void raceDropped(int collector, InferenceException failure, int inARow, Duration pause) {
        // Few want to know.
    }

    /**
     * The collector has ended, and its game with it if it was ours.
     *
     * @param failure what ended it other than {@link Collector#stop}: a mistake in the program, the
     *     decider, or an interrupt; null for a stop
     */
    default void ended(int collector, Throwable failure) {
        // Few want to know.
    }
}
