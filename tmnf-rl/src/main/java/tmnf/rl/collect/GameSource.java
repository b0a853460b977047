package tmnf.rl.collect;

import java.io.IOException;

/** Has a game for each collector. Safe for use by several threads. */
public interface GameSource extends AutoCloseable {

    /** For people: where the games are from. */
    String name();

    /**
     * A game for a collector: a fresh one, or where that cannot be, the same again. Called again after the
     * last one was closed. May wait for long; an interrupt ends it.
     *
     * @param collector from 0 on
     * @throws IOException if there is none; a later call may try again
     */
    SourcedGame open(int collector) throws IOException, InterruptedException;

    /** The personal bests of the games. */
    default PersonalBests bests() {
        return PersonalBests.NONE;
    }

    /** Ends what it started, and no game of others. */
    @Override
    void close() throws IOException;
}
