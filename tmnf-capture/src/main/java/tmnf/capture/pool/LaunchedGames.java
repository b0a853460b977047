package tmnf.capture.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.tminterface.launch.GameLauncher;
import tmnf.tminterface.launch.GameProcess;
import tmnf.tminterface.launch.LaunchMethod;
import tmnf.tminterface.launch.LaunchSettings;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.PluginSettings;

/**
 * Games that this program starts, one after the other, and ends again. The next one may start when the one
 * before has answered its port and the plugin in it has opened its first turn: two that start at once take
 * the focus from each other.
 */
public final class LaunchedGames implements GameHost {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchedGames.class);

    private final LaunchMethod method;
    private final int basePort;
    private final Path lockFile;
    private final Duration firstTurn;
    private final List<Launched> games = new ArrayList<>();

    /**
     * Starts nothing yet.
     *
     * @param basePort worker n gets a game on port {@code basePort + n}
     * @param lockFile the same for all programs of one user
     * @param firstTurn how long the plugin of a new game may take to its connect turn
     */
    public LaunchedGames(LaunchMethod method, int basePort, Path lockFile, Duration firstTurn) {
        this.method = Objects.requireNonNull(method, "method");
        this.basePort = Ports.require(basePort, 1);
        this.lockFile = Objects.requireNonNull(lockFile, "lockFile");
        this.firstTurn = Objects.requireNonNull(firstTurn, "firstTurn");
    }

    @Override
    public String name() {
        return "games started by " + method.file();
    }

    @Override
    public GameInstance open(int worker) throws IOException {
        Launched game = new Launched(Ports.require(basePort, worker + 1) + worker);
        synchronized (games) {
            games.add(game);
        }
        game.start();
        return game;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        List<Launched> all;
        synchronized (games) {
            all = List.copyOf(games);
        }
        for (Launched game : all) {
            try {
                game.end();
            } catch (IOException e) {
                LOG.warn("{} was not ended: {}", game.name(), e.getMessage());
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** One of them. */
    private final class Launched implements GameInstance {

        private final int port;
        private GameProcess process; // null: it does not run

        private Launched(int port) {
            this.port = port;
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public String name() {
            return "our game on port " + port;
        }

        @Override
        public boolean canRestart() {
            return true;
        }

        @Override
        public void restart() throws IOException {
            LOG.info("{} is started again", name());
            end();
            start();
        }

        private synchronized void start() throws IOException {
            process = new GameLauncher(LaunchSettings.of(method, port, lockFile)).launch(game -> meet());
        }

        private void meet() throws IOException {
            try (GameLink link = new GameLink(LinkSettings.of(port))) {
                link.recover(PluginSettings.DEFAULTS, firstTurn);
            }
        }

        private synchronized void end() throws IOException {
            if (process != null) {
                process.close();
                process = null;
            }
        }
    }
}
