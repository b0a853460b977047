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

    /**
     * Hides the personal bests on a map, whose ghosts the game would draw; called around each loading of one.
     *
     * @return how many are hidden; more than the time before if the game has made one since, as it does of a
     *     race that it brought to its finish alone
     */
    default int hideBests(MapTarget map) {
        return 0;
    }

    /** Ends what it started, and no game of others. */
    @Override
    void close() throws IOException;
}
