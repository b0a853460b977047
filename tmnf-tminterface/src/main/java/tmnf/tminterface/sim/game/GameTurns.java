package tmnf.tminterface.sim.game;

import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.PluginServer;
import tmnf.tminterface.sharedmemory.SharedMemoryServer;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.race.RaceListener;

/**
 * What a tick brings to the clients, in the game's order: the run step, then a checkpoint, then a lap. The
 * time that their turns take is lost to the pacing. Confined to the game's thread.
 */
final class GameTurns implements RaceListener {

    private final GameSession session;
    private final PluginServer plugin;
    private final SharedMemoryServer memory; // null: there is none
    private final FaultInjector faults;
    private final Pacing pacing;
    private final LinkTime time;
    private RunningRace reporting; // null: no race reported anything so far

    GameTurns(GameSession session, PluginServer plugin, SharedMemoryServer memory, FaultInjector faults,
            Pacing pacing, LinkTime time) {
        this.session = session;
        this.plugin = plugin;
        this.memory = memory;
        this.faults = faults;
        this.pacing = pacing;
        this.time = time;
    }

    /** Goes to the next run step and serves all that it brings. Only in a race. */
    void tick() {
        RunningRace running = session.running();
        Race race = running.race();
        boolean followed = race.isOnPath();
        int start = race.tickTimeMs();
        running.toNextStep();
        if (followed && !race.isOnPath() && !race.isFinished()) {
            session.leftPath(start);
        }
        int number = running.restarts();
        faults.moment(session.phase(), race.raceTimeMs());
        served(FaultMessage.STEP, () -> {
            plugin.runStep(race.raceTimeMs(), race.tickTimeMs());
            if (memory != null && isSame(running, number)) {
                memory.onRunStep(race.raceTimeMs());
            }
        });
        if (isSame(running, number)) {
            reporting = running;
            race.report();
        }
    }

    private boolean isSame(RunningRace running, int number) {
        return session.running() == running && running.restarts() == number;
    }

    @Override
    public void checkpoint(int current, int target) {
        RunningRace running = session.running();
        Race race = running.race();
        int number = running.restarts();
        int tick = race.tickTimeMs();
        served(FaultMessage.CHECKPOINT, () -> {
            plugin.checkpointCountChanged(current, target);
            if (memory != null && isSame(running, number)) {
                memory.onCheckpointCountChanged(current, target);
            }
        });
        int laps = race.track().laps();
        int passagesOfLap = target / laps;
        // A client that rewinds to this very tick, as those that take the finish back do, still gets the lap.
        if (laps > 1 && current % passagesOfLap == 0 && isSame(running, number)
                && race.tickTimeMs() == tick) {
            served(FaultMessage.LAP, () -> {
                plugin.lapCountChanged(current / passagesOfLap, laps);
                if (memory != null && isSame(running, number)) {
                    memory.onLapsCountChanged(current / passagesOfLap);
                }
            });
        }
        if (running.isFinishPrevented() && isSame(running, number) && race.tickTimeMs() == tick
                && race.checkpoint() == target) {
            race.preventFinish();
        }
    }

    @Override
    public void finish(int raceTimeMs) {
        if (session.running() == reporting) {
            session.finished();
        }
    }

    @Override
    public void restart() {
        session.running().restarted();
    }

    private void served(FaultMessage message, Runnable turn) {
        long began = time.nanos();
        faults.sends(message);
        turn.run();
        faults.sent();
        pacing.stoodStill(time.nanos() - began);
    }
}
