package tmnf.tminterface.sharedmemory;

/**
 * How long a client waits, in ms.
 *
 * @param connectTimeoutMillis for the game to create its mapping
 * @param registerTimeoutMillis for the game to accept the client; a loading game takes its time
 * @param responseTimeoutMillis for the response to a call, and for the game to take an answer
 * @param serverTimeoutMillis how long the game waits for an answer until {@link TMInterface#setTimeout}
 *     changes it; -1: forever
 * @param silenceTimeoutMillis without any call of the game after which the client counts as deregistered;
 *     -1: never, for menus are silent
 */
public record ClientOptions(
        int connectTimeoutMillis,
        int registerTimeoutMillis,
        int responseTimeoutMillis,
        int serverTimeoutMillis,
        int silenceTimeoutMillis) {

    /** Ten minutes for the game to start, one to accept us, ten seconds for a response. */
    public static final ClientOptions DEFAULT = new ClientOptions(600_000, 60_000, 10_000, 2000, -1);

    public ClientOptions {
        if (connectTimeoutMillis < 0 || registerTimeoutMillis < 1 || responseTimeoutMillis < 1) {
            throw new IllegalArgumentException("a wait without a deadline: connect " + connectTimeoutMillis
                    + ", register " + registerTimeoutMillis + ", response " + responseTimeoutMillis + " ms");
        }
        if (serverTimeoutMillis < -1 || silenceTimeoutMillis < -1) {
            throw new IllegalArgumentException("a timeout below -1: server " + serverTimeoutMillis
                    + ", silence " + silenceTimeoutMillis + " ms");
        }
    }
}
