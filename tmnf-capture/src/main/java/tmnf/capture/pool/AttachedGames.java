package tmnf.capture.pool;

/** Games that run already, on ports in a row. They are never ended, and nobody can start them again. */
public final class AttachedGames implements GameHost {

    private final int basePort;

    /** Worker n gets the game on port {@code basePort + n}. */
    public AttachedGames(int basePort) {
        this.basePort = Ports.require(basePort, 1);
    }

    @Override
    public GameInstance open(int worker) {
        int port = Ports.require(basePort, worker + 1) + worker;
        return new GameInstance() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public String name() {
                return "the game on port " + port;
            }

            @Override
            public boolean canRestart() {
                return false;
            }

            @Override
            public void restart() {
                throw new UnsupportedOperationException(name() + " is not ours");
            }
        };
    }

    @Override
    public void close() {
        // Nothing is ours.
    }
}
