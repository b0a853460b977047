package tmnf.rl.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameMaps;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;

/**
 * Simulated games in this process, each on a thread and a port of its own. A game that is opened again for
 * the same collector keeps only those of its faults that never wear off.
 */
public final class SimulatedSource implements GameSource {

    /** As fast as it gets: our plugin, no limit of frames, no waiting. */
    public static final GameSettings FAST = GameSettings.DEFAULTS.withBehaviour(PluginBehaviour.EXTENDED)
            .withPace(GameSettings.UNLIMITED, GameSettings.UNLIMITED)
            .withTimes(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1500));

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedSource.class);
    private static final Path NO_SCRIPTS = Path.of("no-scripts");

    private final GameMaps maps;
    private final GameSettings settings;
    private final FaultPlan faults;
    private final int basePort;
    private final boolean[] opened = new boolean[SimulatedGames.MOST];
    private final Simulated[] open = new Simulated[SimulatedGames.MOST];
    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param maps where the games find challenges; shared by all
     * @param settings pace and form of all games
     * @param faults what goes wrong in each
     * @param basePort of collector 0, the others have the next ones; 0 takes free ones
     */
    public SimulatedSource(GameMaps maps, GameSettings settings, FaultPlan faults, int basePort) {
        this.maps = Objects.requireNonNull(maps, "maps");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.faults = Objects.requireNonNull(faults, "faults");
        this.basePort = basePort == 0 ? 0 : Ports.require(basePort);
    }

    @Override
    public String name() {
        return "simulated games";
    }

    @Override
    public synchronized SourcedGame open(int collector) throws IOException {
        Objects.checkIndex(collector, open.length);
        if (closed) {
            throw new IOException("no game is started any more: this program is ending");
        }
        if (open[collector] != null) {
            throw new IllegalStateException("collector " + collector + " has a game already");
        }
        FaultPlan plan = opened[collector] ? lasting() : faults;
        SimulatedGames games = SimulatedGames.start(basePort == 0 ? 0 : basePort + collector, 1,
                ignored -> new SimulatedGame.Setup(maps, NO_SCRIPTS, Optional.empty(),
                        settings.withFocus(true), plan, collector, Optional.empty()),
                (ignored, line) -> LOG.debug("game {}: {}", collector + 1, line));
        opened[collector] = true;
        open[collector] = new Simulated(collector, games);
        return open[collector];
    }

    private FaultPlan lasting() {
        return new FaultPlan(faults.faults().stream().filter(fault -> fault.times() == Integer.MAX_VALUE)
                .toList(), faults.seed());
    }

    @Override
    public void close() {
        Simulated[] all;
        synchronized (this) {
            closed = true;
            all = open.clone();
        }
        for (Simulated game : all) {
            if (game != null) {
                game.close();
            }
        }
    }

    /** One of them. */
    private final class Simulated implements SourcedGame {

        private final int collector;
        private final SimulatedGames games;

        private Simulated(int collector, SimulatedGames games) {
            this.collector = collector;
            this.games = games;
        }

        @Override
        public String name() {
            return "the simulated game on port " + games.ports().get(0);
        }

        @Override
        public boolean isOurs() {
            return true;
        }

        @Override
        public GameLink link() {
            return new GameLink(LinkPatience.of(games.ports().get(0)));
        }

        @Override
        public void close() {
            games.close();
            synchronized (SimulatedSource.this) {
                if (open[collector] == this) {
                    open[collector] = null;
                }
            }
        }
    }
}
