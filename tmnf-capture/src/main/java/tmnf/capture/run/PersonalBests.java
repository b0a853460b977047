package tmnf.capture.run;

import java.io.IOException;

/**
 * Keeps the personal bests on the challenge of a run from the game, which would draw their ghosts. A game may
 * make a new one at any time: a race that was given up can come to its finish without us.
 */
@FunctionalInterface
public interface PersonalBests {

    /** There are none. */
    PersonalBests NONE = () -> 0;

    /**
     * Hides those that the game can see.
     *
     * @return how many are hidden; more than the time before if there was a new one
     * @throws IOException if one cannot be hidden now, which after some tries ends the run with {@link
     *     StopReason#CANNOT_WRITE}
     */
    int hide() throws IOException;

    /**
     * The game has left whatever race ran before: what is hidden of other challenges may be seen again.
     *
     * @throws IOException if one cannot be named back; ends the run likewise
     */
    default void challengeRuns() throws IOException {
        // Where nothing is hidden, nothing is named back.
    }
}
