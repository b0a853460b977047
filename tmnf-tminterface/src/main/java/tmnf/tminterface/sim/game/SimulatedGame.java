package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.link.PluginServer;
import tmnf.tminterface.link.PluginServerSettings;
import tmnf.tminterface.link.WireAcceptor;
import tmnf.tminterface.sharedmemory.SharedMapping;
import tmnf.tminterface.sharedmemory.SharedMemoryServer;

/**
 * A game that a client cannot tell from the real one: menus, loading, countdown, race, finish and dialogs,
 * with the link plugin's turns in between. It renders at its frame rate; between two frames the race makes
 * as many ticks as its speed asks for; while a client has a turn all stands still.
 *
 * <p>Confined to the thread that calls {@link #run}, except {@link #stop} and {@link #pressEnter}. Wall time
 * comes from one {@link LinkTime}, and nothing of a race depends on it. A crash, which only a fault brings,
 * ends all connections and the listening, and the game starts anew.
 */
public final class SimulatedGame {

    private static final long SLICE_NANOS = 20_000_000;

    private final Setup setup;
    private final LinkTime time;
    private final Consumer<String> log;
    private final FaultInjector faults;
    private final SplittableRandom chance;
    private final AtomicBoolean enter = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile PluginServer current; // null: none runs
    private WireAcceptor listening; // null: not yet, or not any more

    /**
     * What a game is made of.
     *
     * @param maps where {@code map} finds challenges
     * @param scripts the folder of {@code load}
     * @param firstMap is loaded as soon as the menus are there; empty for none
     * @param settings how it runs
     * @param faults what goes wrong
     * @param instance number among the games of this program, from 0 on; games with other numbers have other
     *     luck with faults
     * @param memory makes the mapping of TMInterface 1; empty without that server
     */
    public record Setup(GameMaps maps, Path scripts, Optional<String> firstMap, GameSettings settings,
            FaultPlan faults, int instance, Optional<MappingSource> memory) {

        /** Checks that all is there. */
        public Setup {
            Objects.requireNonNull(maps, "maps");
            Objects.requireNonNull(scripts, "scripts");
            Objects.requireNonNull(firstMap, "firstMap");
            Objects.requireNonNull(settings, "settings");
            Objects.requireNonNull(faults, "faults");
            Objects.requireNonNull(memory, "memory");
        }
    }

    /** Makes the memory that a game shares with a client of TMInterface 1. */
    @FunctionalInterface
    public interface MappingSource {
        /** The mapping; the game closes it. */
        SharedMapping open() throws IOException;
    }

    /**
     * A game that does not run yet.
     *
     * @param log gets a line for what the game, its console and its plugin have to say; called on the game's
     *     thread
     */
    public SimulatedGame(Setup setup, LinkTime time, Consumer<String> log) {
        this.setup = Objects.requireNonNull(setup, "setup");
        this.time = Objects.requireNonNull(time, "time");
        this.log = Objects.requireNonNull(log, "log");
        this.faults = new FaultInjector(setup.faults(), setup.instance(), log);
        this.chance = new SplittableRandom(setup.faults().seed() * 31 + setup.instance());
    }

    /** Presses Enter in the window of the game, for previews and dialogs. May be called by any thread. */
    public void pressEnter() {
        enter.set(true);
    }

    /** Ends the game soon. May be called by any thread. */
    public void stop() {
        stopped = true;
        PluginServer server = current;
        if (server != null) {
            server.stop();
        }
    }

    /**
     * Plays until {@link #stop}, the command {@code quit}, an interrupt of the thread, or a crash that
     * nothing follows.
     *
     * @param socket listens for the link plugin; called again after a crash
     * @throws IOException if it cannot listen at first, or the memory cannot be made
     */
    public void run(Listening socket) throws IOException {
        run(socket, Optional.empty());
    }

    /**
     * The same with a socket that listens already.
     *
     * @param first is closed by the game
     */
    public void run(Listening socket, WireAcceptor first) throws IOException {
        run(socket, Optional.of(first));
    }

    private void run(Listening socket, Optional<WireAcceptor> first) throws IOException {
        try {
            listening = first.orElse(null);
            boolean again = true;
            for (boolean anew = false; again && !stopped; anew = true) {
                if (listen(socket, anew)) {
                    again = life() && awaitRestart();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.accept("the game was interrupted");
        } finally {
            closeListening();
        }
    }

    private boolean awaitRestart() throws InterruptedException {
        Optional<Duration> pause = faults.restartTime();
        log.accept("the game has crashed" + (pause.isPresent() ? "" : " for good"));
        if (pause.isEmpty()) {
            return false;
        }
        sleep(pause.get().toNanos());
        return true;
    }

    /** Whether the game listens; a port that is taken after a crash is tried again. */
    private boolean listen(Listening socket, boolean patient) throws IOException, InterruptedException {
        long taken = faults.portTakenNanos();
        if (taken > 0) {
            closeListening();
            sleep(taken);
        }
        while (listening == null && !stopped) {
            try {
                listening = socket.listen();
            } catch (IOException e) {
                if (!patient) {
                    throw e;
                }
                sleep(SLICE_NANOS);
            }
        }
        return !stopped;
    }

    private void closeListening() {
        if (listening != null) {
            listening.close();
            listening = null;
        }
    }

    /** From the start of the program to its end; whether that was a crash. */
    private boolean life() throws IOException, InterruptedException {
        GameSettings settings = setup.settings();
        GameSession session = new GameSession(setup.maps(), setup.scripts(), settings, faults, time, chance,
                log);
        PluginSide side = new PluginSide(session, faults,
                settings.stamped() ? Optional.of(setup.instance()) : Optional.empty(), time, log);
        PluginServerSettings usual = PluginServerSettings.of(settings.behaviour());
        PluginServerSettings separate = new PluginServerSettings(usual.behaviour(), usual.blockedReadTime(),
                usual.writeTime(), settings.behaviour() == PluginBehaviour.ORIGINAL);
        FaultySockets sockets = new FaultySockets(listening, faults, time);
        listening = null;
        SharedMemoryServer memory = setup.memory().isEmpty() ? null : memory(session);
        try (PluginServer plugin = new PluginServer(sockets, side, separate, time, log)) {
            current = plugin;
            faults.onCrash(plugin::stop);
            Pacing pacing = new Pacing(time);
            GameTurns turns = new GameTurns(session, plugin, memory, faults, pacing, time);
            session.setListener(turns);
            setup.firstMap().ifPresent(map -> session.load(map, true));
            return new GameLoop(session, side, plugin, sockets, memory, turns, faults, pacing, time, enter,
                    () -> stopped).run();
        } finally {
            current = null;
            if (memory != null) {
                memory.close();
            }
        }
    }

    private SharedMemoryServer memory(GameSession session) throws IOException {
        return new SharedMemoryServer(setup.memory().get().open(), new SharedMemorySide(session, log),
                new TimeTicker(time));
    }

    private void sleep(long nanos) throws InterruptedException {
        long left = nanos;
        while (left > 0 && !stopped) {
            long slice = Math.min(left, SLICE_NANOS);
            time.sleep(slice);
            left -= slice;
        }
    }
}
