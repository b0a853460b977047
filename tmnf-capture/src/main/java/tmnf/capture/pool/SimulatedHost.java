package tmnf.capture.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.capture.plan.ReplayTask;
import tmnf.gbx.file.TemporaryFolder;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameFolder;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMaps;

/**
 * Simulated games in this process. Each follows the path of the replay that its worker captures while the
 * script does what the ghost did; on the built-in tracks the model of the car drives, as in a race.
 *
 * <p>All share one folder. A game that is started again keeps only those of its faults that never wear off.
 */
public final class SimulatedHost implements GameHost {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedHost.class);

    private final GameFolder folder;
    private final Optional<TemporaryFolder> temporary;
    private final Setup setup;
    private final TrackMaps maps;
    private final List<Simulated> games = new ArrayList<>();
    private boolean closed;

    /**
     * How the games are.
     *
     * @param folder of the games; empty for one that is deleted at the end
     * @param basePort of the first game, the others have the next ones; 0 takes free ones
     * @param settings pace and form of all games
     * @param faults what goes wrong in each
     */
    public record Setup(Optional<Path> folder, int basePort, GameSettings settings, FaultPlan faults) {

        /** Checks that all is there. */
        public Setup {
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(settings, "settings");
            Objects.requireNonNull(faults, "faults");
        }

        /** As fast as it gets: free ports, our plugin, no limit of frames, nothing goes wrong. */
        public static Setup fast() {
            return new Setup(Optional.empty(), 0, GameSettings.DEFAULTS
                    .withBehaviour(PluginBehaviour.EXTENDED)
                    .withPace(GameSettings.UNLIMITED, GameSettings.UNLIMITED)
                    .withTimes(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1500)), FaultPlan.NONE);
        }

        /** The same with other settings. */
        public Setup withSettings(GameSettings other) {
            return new Setup(folder, basePort, other, faults);
        }

        /** The same with faults. */
        public Setup withFaults(FaultPlan other) {
            return new Setup(folder, basePort, settings, other);
        }
    }

    private SimulatedHost(GameFolder folder, Optional<TemporaryFolder> temporary, Setup setup) {
        this.folder = folder;
        this.temporary = temporary;
        this.setup = setup;
        this.maps = new TrackMaps(Optional.of(folder), LOG::debug);
    }

    /** Makes the folder; the games start when workers ask for them. */
    public static SimulatedHost create(Setup setup) throws IOException {
        boolean temporary = setup.folder().isEmpty();
        if (!temporary) {
            return new SimulatedHost(GameFolder.create(setup.folder().get()), Optional.empty(), setup);
        }
        TemporaryFolder own = TemporaryFolder.create("tmnf-game");
        return new SimulatedHost(GameFolder.create(own.root()), Optional.of(own), setup);
    }

    /** The folder of all the games. */
    public GameFolder folder() {
        return folder;
    }

    @Override
    public GameInstance open(int worker) throws IOException {
        Simulated game = new Simulated(worker);
        synchronized (games) {
            if (closed) {
                throw new IOException("the simulated games have ended already");
            }
            game.start(setup.faults());
            games.add(game);
        }
        return game;
    }

    @Override
    public void close() throws IOException {
        synchronized (games) {
            closed = true;
            games.forEach(Simulated::end);
        }
        if (temporary.isPresent()) {
            temporary.get().close();
        }
    }

    /** One of them. */
    private final class Simulated implements GameInstance {

        private final int worker;
        private final FollowingMaps following = new FollowingMaps(maps, folder);
        private SimulatedGames running; // null: it does not run
        private volatile int port;

        private Simulated(int worker) {
            this.worker = worker;
            this.port = setup.basePort() == 0 ? 0 : Ports.require(setup.basePort(), worker + 1) + worker;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public String name() {
            return "the simulated game on port " + port;
        }

        @Override
        public boolean canRestart() {
            return true;
        }

        @Override
        public void restart() throws IOException {
            LOG.info("{} is started again", name());
            synchronized (games) {
                end();
                if (closed) {
                    throw new IOException("the simulated games have ended already");
                }
                start(new FaultPlan(setup.faults().faults().stream()
                        .filter(fault -> fault.times() == Integer.MAX_VALUE).toList(),
                        setup.faults().seed()));
            }
        }

        @Override
        public void prepare(ReplayTask task) throws IOException {
            following.follow(task.file());
        }

        private synchronized void start(FaultPlan faults) throws IOException {
            running = SimulatedGames.start(port, 1, ignored -> new SimulatedGame.Setup(following,
                    folder.scripts(), Optional.empty(), setup.settings().withFocus(worker == 0), faults,
                    worker, Optional.empty()), (ignored, line) -> LOG.debug("game {}: {}", worker + 1, line));
            port = running.ports().get(0);
        }

        private synchronized void end() {
            if (running != null) {
                running.close();
                running = null;
            }
        }
    }
}
