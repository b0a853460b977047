package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.PluginServer;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.sharedmemory.SharedMemoryServer;

/** One life of a game, frame by frame. Confined to the game's thread. */
final class GameLoop {

    private static final long SLICE_NANOS = 20_000_000;

    private final GameSession session;
    private final PluginSide side;
    private final PluginServer plugin;
    private final FaultySockets sockets;
    private final SharedMemoryServer memory; // null: there is none
    private final GameTurns turns;
    private final FaultInjector faults;
    private final Pacing pacing;
    private final LinkTime time;
    private final AtomicBoolean enter;
    private final BooleanSupplier stopped;

    GameLoop(GameSession session, PluginSide side, PluginServer plugin, FaultySockets sockets,
            SharedMemoryServer memory, GameTurns turns, FaultInjector faults, Pacing pacing, LinkTime time,
            AtomicBoolean enter, BooleanSupplier stopped) {
        this.session = session;
        this.side = side;
        this.plugin = plugin;
        this.sockets = sockets;
        this.memory = memory;
        this.turns = turns;
        this.faults = faults;
        this.pacing = pacing;
        this.time = time;
        this.enter = enter;
        this.stopped = stopped;
    }

    /** Plays until the game ends; whether that was a crash. */
    boolean run() throws IOException, InterruptedException {
        while (!isOver()) {
            int state = side.gameState();
            // Reading a challenge takes this machine longer than the game's clock may notice.
            served(() -> session.frame(enter.getAndSet(false)));
            if (state != side.gameState() && side.gameState() == GameState.MENUS.value()) {
                served(plugin::gameStateChanged);
            }
            if (goesOn()) {
                frame();
            }
        }
        if (memory != null && memory.registered() && !faults.hasCrashed()) {
            memory.shutdown();
        }
        return faults.hasCrashed() && !stopped.getAsBoolean();
    }

    private void frame() throws IOException, InterruptedException {
        long heard = sockets.bytesHeard();
        pacing.beginFrame();
        if (!session.inRace()) {
            pacing.forget();
        }
        while (session.inRace() && pacing.takeTick(session.speed())) {
            turns.tick();
            if (!goesOn()) {
                return;
            }
        }
        if (!side.isSimulationOnly()) {
            faults.frameBegins();
            served(plugin::render);
        }
        if (memory != null) {
            served(memory::poll);
        }
        pacing.awaitFrame(session.frameRate(), sockets.bytesHeard() != heard,
                session.inRace() ? session.speed() : 0);
    }

    /** Looks whether something goes wrong here: hangs, or says that the game is over. */
    private boolean goesOn() throws InterruptedException {
        faults.moment(session.phase(), side.raceTimeMs());
        long hang = faults.hangNanos();
        long began = time.nanos();
        while (hang > 0 && !isOver()) {
            long slice = Math.min(hang, SLICE_NANOS);
            time.sleep(slice);
            hang = hang == FaultInjector.FOREVER ? hang : hang - slice;
        }
        pacing.stoodStill(time.nanos() - began);
        return !faults.crashes() && !isOver();
    }

    private boolean isOver() {
        return stopped.getAsBoolean() || session.hasQuit() || faults.hasCrashed()
                || Thread.currentThread().isInterrupted();
    }

    /** What somebody takes their time with is lost to the pacing. */
    private void served(Turn turn) throws IOException {
        long began = time.nanos();
        turn.run();
        faults.sent();
        pacing.stoodStill(time.nanos() - began);
    }

    /** What may open a turn. */
    @FunctionalInterface
    private interface Turn {
        void run() throws IOException;
    }
}
