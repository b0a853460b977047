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
    private final SharedMemoryServer memory; // null: there is none
    private final GameTurns turns;
    private final FaultInjector faults;
    private final Pacing pacing;
    private final LinkTime time;
    private final AtomicBoolean enter;
    private final BooleanSupplier stopped;

    GameLoop(GameSession session, PluginSide side, PluginServer plugin, SharedMemoryServer memory,
            GameTurns turns, FaultInjector faults, Pacing pacing, LinkTime time, AtomicBoolean enter,
            BooleanSupplier stopped) {
        this.session = session;
        this.side = side;
        this.plugin = plugin;
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
            session.frame(enter.getAndSet(false));
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
        pacing.beginFrame();
        boolean busy = false;
        while (session.inRace() && pacing.takeTick(session.speed())) {
            long began = time.nanos();
            turns.tick();
            busy |= plugin.hasClient() && time.nanos() != began;
            if (!goesOn()) {
                return;
            }
        }
        if (!side.isSimulationOnly()) {
            faults.frameBegins();
            busy |= served(plugin::render);
        }
        if (memory != null) {
            served(memory::poll);
        }
        pacing.awaitFrame(session.frameRate(), busy, session.inRace() ? session.speed() : 0);
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

    /** Whether somebody took their time. */
    private boolean served(Turn turn) throws IOException {
        long began = time.nanos();
        int turnsBefore = side.calls();
        turn.run();
        faults.sent();
        pacing.stoodStill(time.nanos() - began);
        return side.calls() != turnsBefore;
    }

    /** What may open a turn. */
    @FunctionalInterface
    private interface Turn {
        void run() throws IOException;
    }
}
