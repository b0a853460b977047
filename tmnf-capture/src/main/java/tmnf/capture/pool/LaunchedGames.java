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

/**
 * Games that this program starts, one after the other, and ends again. The next one may start when the one
 * before has answered its port and the plugin in it has opened its first turn: two that start at once take
 * the focus from each other.
 */
public final class LaunchedGames implements GameHost {

    /** How long a game may take to end when asked, before it is started again or when its start failed. */
    private static final Duration ENDING = Duration.ofSeconds(1);
    /** The same at the end of all. */
    private static final Duration QUICK = Duration.ofMillis(300);
    /** After it nobody waits for a game that does not end, or whose start does not. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(LaunchedGames.class);

    private final LaunchMethod method;
    private final int basePort;
    private final Path lockFile;
    private final Duration firstTurn;
    private final List<Launched> games = new ArrayList<>();
    private volatile boolean closed;

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
    public GameInstance open(int worker) throws IOException {
        Launched game = new Launched(Ports.require(basePort, worker + 1) + worker);
        synchronized (games) {
            requireOpen();
            games.add(game);
        }
        game.start();
        return game;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("no game is started any more: this program is ending");
        }
    }

    /** Ends all of them at the same time, and soon: who asked us to stop gives us two seconds. */
    @Override
    public void close() throws IOException {
        List<Launched> all;
        synchronized (games) {
            closed = true;
            all = List.copyOf(games);
        }
        List<Thread> threads = new ArrayList<>();
        for (Launched game : all) {
            Thread thread = new Thread(game::endQuickly, "tmnf-end-game-" + game.port());
            threads.add(thread);
            thread.setDaemon(true);
            thread.start();
        }
        join(threads);
        List<String> left = all.stream().filter(Launched::isLeft).map(Launched::name).toList();
        if (!left.isEmpty()) {
            throw new IOException(String.join(", ", left) + " did not end; end the process by hand");
        }
    }

    private static void join(List<Thread> threads) {
        long ends = System.nanoTime() + PATIENCE.toNanos();
        boolean interrupted = false;
        for (Thread thread : threads) {
            long millis = Duration.ofNanos(ends - System.nanoTime()).toMillis();
            while (thread.isAlive() && millis > 0) {
                try {
                    thread.join(millis);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                millis = Duration.ofNanos(ends - System.nanoTime()).toMillis();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One of them. */
    private final class Launched implements GameInstance {

        private final int port;
        private GameProcess process; // null: it does not run
        private volatile Thread starter; // null: nobody starts it at the moment
        private volatile boolean left;

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
            LaunchSettings settings = LaunchSettings.of(method, port, lockFile).withEndTime(ENDING);
            starter = Thread.currentThread();
            try {
                requireOpen(); // who closes sets that, and looks at the starter then
                process = new GameLauncher(settings)
                        .launch(GameLauncher.FirstContact.firstTurn(firstTurn));
            } finally {
                starter = null;
            }
        }

        private void endQuickly() {
            left = true; // until it is known better
            Thread starting = starter;
            if (starting != null) {
                starting.interrupt(); // who starts it holds the monitor as long as that takes
            }
            endNow();
        }

        private synchronized void endNow() {
            try {
                left = process != null && !process.end(QUICK);
            } catch (IOException e) {
                LOG.warn("{} was not ended: {}", name(), e.getMessage());
                left = true;
            }
        }

        private boolean isLeft() {
            return left;
        }

        private synchronized void end() throws IOException {
            if (process != null) {
                process.close();
                process = null;
            }
        }
    }
}
