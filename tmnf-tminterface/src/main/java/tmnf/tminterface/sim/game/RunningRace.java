package tmnf.tminterface.sim.game;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import tmnf.gbx.model.Vec3;
import tmnf.tminterface.script.TimedCommand;
import tmnf.tminterface.sim.console.ConsoleVariables;
import tmnf.tminterface.sim.console.LoadedScript;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.race.RaceListener;
import tmnf.tminterface.sim.race.RaceStateException;
import tmnf.tminterface.state.SimStateData;

/** A race from its loading to its end, with what variables and scripts do to it. Confined to one thread. */
final class RunningRace {

    private static final float SCATTER_METRES = 0.001f;

    private final Race race;
    private final FramePainter painter;
    private final Optional<BestRaceKeeper> keeper;
    private final ConsoleVariables variables;
    private final SplittableRandom chance;
    private final Consumer<TimedCommand> commands;
    private boolean atFirstStep = true; // it stands at a run step that was not served yet
    private boolean finishPrevented;
    private int restarts;

    /**
     * A race at its first run step.
     *
     * @param chance scatters the start if {@code use_valseed} is on
     * @param commands takes what a script says besides inputs
     */
    RunningRace(GameMap map, RaceListener listener, ConsoleVariables variables, SplittableRandom chance,
            Consumer<TimedCommand> commands) {
        this.race = map.newRace();
        this.painter = map.newPainter();
        this.keeper = map.newKeeper(race);
        this.variables = variables;
        this.chance = chance;
        this.commands = commands;
        race.setListener(listener);
        applyStartRespawn();
        scatter();
    }

    Race race() {
        return race;
    }

    FramePainter painter() {
        return painter;
    }

    /** Changes with every restart: what a tick brought belongs to the past then. */
    int restarts() {
        return restarts;
    }

    GamePhase phase() {
        if (race.isFinished()) {
            return GamePhase.FINISH;
        }
        return race.raceTimeMs() < 0 ? GamePhase.COUNTDOWN : GamePhase.RACE;
    }

    /** Goes to the next run step, by a tick unless the race has just begun. */
    void toNextStep() {
        finishPrevented = false;
        if (atFirstStep) {
            atFirstStep = false;
        } else {
            race.advance();
            keeper.ifPresent(BestRaceKeeper::tick);
        }
    }

    /** Nobody sees it any more: a finished race is kept if it is the best one of that driver. */
    void leave(String user) {
        keeper.ifPresent(keeps -> keeps.keep(user));
    }

    /** Starts anew, with the countdown. */
    void restart() {
        race.restart();
        atFirstStep = true;
        restarted();
    }

    /** An input of the race has started it anew; it stands at the run step that is served now. */
    void restarted() {
        restarts++;
        scatter();
    }

    void rewind(SimStateData state) throws RaceStateException {
        race.rewind(state);
        atFirstStep = false;
    }

    /** The finish that this tick brings, if it does, shall not count. */
    void preventFinish() {
        finishPrevented = true;
    }

    boolean isFinishPrevented() {
        return finishPrevented;
    }

    /** Injects a script from here on, or none, as {@code execute_commands} has it. */
    void run(Optional<LoadedScript> script) {
        if (script.isPresent() && variables.flag(ConsoleVariables.EXECUTE_COMMANDS)) {
            race.runScript(script.get().timeline(), commands);
        } else {
            race.stopScript();
        }
    }

    void applyStartRespawn() {
        race.setStartRespawn(variables.flag(ConsoleVariables.START_RESPAWN));
    }

    /** A start that is a hair different each time, so that a recorded drive does not fit any more. */
    private void scatter() {
        if (variables.flag(ConsoleVariables.USE_VALSEED)) {
            Vec3 at = race.car().position();
            race.car().setPosition(new Vec3(at.x() + hair(), at.y(), at.z() + hair()));
        }
    }

    private float hair() {
        return (float) (2 * chance.nextDouble() - 1) * SCATTER_METRES;
    }
}
