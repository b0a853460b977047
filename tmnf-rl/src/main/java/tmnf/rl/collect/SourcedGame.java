package tmnf.rl.collect;

import java.io.IOException;

import tmnf.tminterface.link.GameLink;

/** A game of one collector. */
public interface SourcedGame extends AutoCloseable {

    /** For people: which game this is. */
    String name();

    /** Whether the source started it, and starts another one when this is closed and one is opened again. */
    default boolean isOurs() {
        return false;
    }

    /** A link to it, not yet connected. The caller closes it. */
    GameLink link();

    /** Ends the game, if the source started it; soon, and for good. */
    @Override
    void close() throws IOException;
}
