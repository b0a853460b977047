package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.SocketAcceptor;

/**
 * Several games in one process, each on a thread and a port of its own, which share what they read of
 * challenges. May be used by any thread; closing ends all games and waits for their threads.
 */
public final class SimulatedGames implements AutoCloseable {

    /** Games in one process at most; as many as TMInterface 1 has names for. */
    public static final int MOST = 16;

    private static final String LOOPBACK = "127.0.0.1";
    private static final long LONGEST_END_SECONDS = 10;

    private final List<SimulatedGame> games = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final CountDownLatch ended;

    private SimulatedGames(int count) {
        this.ended = new CountDownLatch(count);
    }

    /** Says how the game of a number is set up. */
    @FunctionalInterface
    public interface Setups {
        /** The setup of an instance, from 0 on. */
        SimulatedGame.Setup of(int instance);
    }

    /**
     * Starts games that listen on this machine only.
     *
     * @param port of the first game, the others have the next ones; 0 takes free ones
     * @param count from 1 to {@value #MOST}
     * @param log gets the number of a game and a line; called on the games' threads
     * @throws BindException if a port is taken; no game runs then
     */
    public static SimulatedGames start(int port, int count, Setups setups, BiConsumer<Integer, String> log)
            throws IOException {
        Objects.requireNonNull(setups, "setups");
        Objects.requireNonNull(log, "log");
        if (count < 1 || count > MOST || port < 0 || port + (port == 0 ? 0 : count - 1) > 65_535) {
            throw new IllegalArgumentException(count + " games from port " + port + " on: 1 to " + MOST
                    + " games, ports up to 65535");
        }
        SimulatedGames started = new SimulatedGames(count);
        List<SocketAcceptor> acceptors = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                acceptors.add(listen(port == 0 ? 0 : port + i));
            }
        } catch (IOException e) {
            acceptors.forEach(SocketAcceptor::close);
            throw e;
        }
        for (int i = 0; i < count; i++) {
            started.start(i, acceptors.get(i), setups.of(i), log);
        }
        return started;
    }

    private static SocketAcceptor listen(int port) throws IOException {
        try {
            return SocketAcceptor.listen(new InetSocketAddress(LOOPBACK, port));
        } catch (BindException e) {
            BindException taken = new BindException("port " + port + " is taken: " + e.getMessage());
            taken.initCause(e);
            throw taken;
        }
    }

    private void start(int instance, SocketAcceptor acceptor, SimulatedGame.Setup setup,
            BiConsumer<Integer, String> log) {
        SimulatedGame game = new SimulatedGame(setup, LinkTime.SYSTEM, line -> log.accept(instance, line));
        int port = acceptor.port();
        Thread thread = new Thread(() -> {
            try {
                game.run(() -> listen(port), acceptor);
            } catch (IOException e) {
                log.accept(instance, "the game has ended: " + e.getMessage());
            } finally {
                ended.countDown();
            }
        }, "tmnf-game-" + (instance + 1));
        games.add(game);
        threads.add(thread);
        ports.add(port);
        thread.start();
    }

    /** The ports that the games listen on. */
    public List<Integer> ports() {
        return List.copyOf(ports);
    }

    /** Whether all games have ended by themselves, by {@code quit} or a crash for good. */
    public boolean haveEnded() {
        return ended.getCount() == 0;
    }

    /** Ends all games. */
    @Override
    public void close() {
        games.forEach(SimulatedGame::stop);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(LONGEST_END_SECONDS));
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
