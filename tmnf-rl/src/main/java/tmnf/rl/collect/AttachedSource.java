package tmnf.rl.collect;

import tmnf.tminterface.link.GameLink;

/** Games of others: they are never ended, and one that has gone is waited for. */
public final class AttachedSource implements GameSource {

    private final int basePort;

    /**
     * Games on a row of ports.
     *
     * @param basePort of collector 0; collector n uses {@code basePort + n}
     */
    public AttachedSource(int basePort) {
        this.basePort = Ports.require(basePort);
    }

    @Override
    public String name() {
        return "games from port " + basePort + " on";
    }

    @Override
    public SourcedGame open(int collector) {
        int port = Ports.require(basePort + collector);
        return new SourcedGame() {
            @Override
            public String name() {
                return "the game on port " + port;
            }

            @Override
            public GameLink link() {
                return new GameLink(LinkPatience.of(port));
            }

            @Override
            public void close() {
                // It is not ours.
            }
        };
    }

    @Override
    public void close() {
        // None is ours.
    }
}
