package tmnf.rl.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import tmnf.tminterface.launch.GameLauncher;
import tmnf.tminterface.launch.GameProcess;
import tmnf.tminterface.launch.LaunchMethod;
import tmnf.tminterface.launch.LaunchSettings;
import tmnf.tminterface.link.GameLink;

/**
 * Games that this program starts, one after the other, and ends again. The next one may start when the one
 * before has opened its first turn: two that start at once take the focus from each other.
 */
public final class LaunchedSource implements GameSource {

    /** How long a game may take to end when asked. */
    private static final Duration ENDING = Duration.ofMillis(500);

    private final LaunchMethod method;
    private final int basePort;
    private final Path lockFile;
    private final Duration firstTurn;
    private final List<Launched> games = new ArrayList<>();
    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param basePort collector n gets a game on port {@code basePort + n}
     * @param lockFile the same for all programs of one user
     * @param firstTurn how long the plugin of a new game may take to its connect turn
     */
    public LaunchedSource(LaunchMethod method, int basePort, Path lockFile, Duration firstTurn) {
        this.method = Objects.requireNonNull(method, "method");
        this.basePort = Ports.require(basePort);
        this.lockFile = Objects.requireNonNull(lockFile, "lockFile");
        this.firstTurn = Objects.requireNonNull(firstTurn, "firstTurn");
    }

    @Override
    public String name() {
        return "games started by " + method.file();
    }

    @Override
    public SourcedGame open(int collector) throws IOException {
        int port = Ports.require(basePort + collector);
        requireOpen();
        GameProcess process = new GameLauncher(LaunchSettings.of(method, port, lockFile).withEndTime(ENDING))
                .launch(GameLauncher.FirstContact.firstTurn(firstTurn));
        Launched game = new Launched(process);
        synchronized (this) {
            games.add(game);
        }
        try {
            requireOpen();
        } catch (IOException e) {
            game.close();
            throw e;
        }
        return game;
    }

    private synchronized void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("no game is started any more: this program is ending");
        }
    }

    @Override
    public void close() throws IOException {
        List<Launched> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(games);
        }
        IOException failure = null;
        for (Launched game : all) {
            try {
                game.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** One of them. */
    private final class Launched implements SourcedGame {

        private final GameProcess process;

        private Launched(GameProcess process) {
            this.process = process;
        }

        @Override
        public String name() {
            return "our game on port " + process.port();
        }

        @Override
        public boolean isOurs() {
            return true;
        }

        @Override
        public GameLink link() {
            return new GameLink(LinkPatience.of(process.port()));
        }

        @Override
        public void close() throws IOException {
            synchronized (LaunchedSource.this) {
                games.remove(this);
            }
            if (!process.end(ENDING)) {
                throw new IOException(name() + " did not end; end the process by hand");
            }
        }
    }
}
