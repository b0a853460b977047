package tmnf.tminterface.launch;

import java.nio.file.Path;
import java.util.List;

/** How a game is started on this machine. Closed: TMInterface has a loader, and Wine needs a script. */
public sealed interface LaunchMethod permits TmLoaderLaunch, ScriptLaunch {

    /** The ports that a plugin can listen on: TMInterface takes 0 as none. */
    int HIGHEST_PORT = 65_535;

    /**
     * The command line, one argument an element.
     *
     * @param port that the plugin in the game is to listen on, 1 to 65,535
     */
    List<String> command(int port);

    /** The file of the user that has to be there. */
    Path file();

    /** Throws unless a plugin can listen on that port. */
    static int requirePort(int port) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port outside [1, " + HIGHEST_PORT + "]: " + port);
        }
        return port;
    }
}
