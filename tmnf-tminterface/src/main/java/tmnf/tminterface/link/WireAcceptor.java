package tmnf.tminterface.link;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Where clients come from. Confined to one thread. */
public interface WireAcceptor extends Closeable {

    /** The next connection that waits, if one does; never waits itself. */
    Optional<Wire> accept() throws IOException;

    /** Takes no more connections. */
    @Override
    void close();
}
