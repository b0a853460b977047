package tmnf.rl.collect;

import java.io.IOException;

import tmnf.tminterface.link.GameLink;

/** A game of one collector. */
public interface SourcedGame extends AutoCloseable {

    /** For people: which game this is. */
    String name();

    /** A link to it, not yet connected. The caller closes it. */
    GameLink link();

    /** Ends the game, if the source started it; soon, and for good. */
    @Override
    void close() throws IOException;
}
