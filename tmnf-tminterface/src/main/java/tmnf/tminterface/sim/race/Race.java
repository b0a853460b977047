package tmnf.tminterface.sim.race;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import tmnf.gbx.model.InputTape;
import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.script.TimedCommand;
import tmnf.tminterface.sim.physics.CarEngine;
import tmnf.tminterface.sim.physics.CarInputs;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.Track;
import tmnf.tminterface.state.AnalogValue;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/**
 * A car on a track: its inputs, clock, checkpoints, laps, respawns and finish. A tick at a time:
 *
 * <pre>
 * race.restart();                  // the first run step is at -2600
 * loop:
 *     a run step at race.tickTimeMs(): look, save(), rewind(), setKeys() ...
 *     race.advance();              // the tick that starts at that time
 *     race.report();               // checkpoints, laps and the finish of that tick reach the listener
 * </pre>
 *
 * <p>{@link #tick()} is both calls. Between them the run step of the tick may be served, as the game serves
 * it before a checkpoint; a state that is saved there still has what was not reported.
 *
 * <p>Times of inputs are those of the design page: an input logged at T acts first in the tick that starts at
 * T; a line t of a script is logged at t + 10; {@link #setKeys} and {@link #setInput} at the run step r log
 * at r + 20. Of what happens to one control in one tick only the last counts, presses of respawn and horn
 * excepted. A restart releases all controls. What is pressed in the countdown acts from 10 ms on, where the
 * game itself logs it.
 *
 * <p>A gate is passed at the time at which the tick starts in which the car's nose enters it. Checkpoints
 * count in any order, once a lap; the finish counts when a lap has as many as the track asks for.
 *
 * <p>Reads no clock and is confined to one thread. Long because everything that a game asks of a race is
 * asked here.
 */
public final class Race {

    /** Length of a tick. */
    public static final int TICK_MS = CarEngine.TICK_MS;
    /** Time of the first run step of a race. */
    public static final int COUNTDOWN_START_MS = -2_600;
    /** How long after a run step an input of the interface acts. */
    public static final int INTERFACE_DELAY_MS = 2 * TICK_MS;

    private final Track track;
    private final CarEngine engine;
    // Null unless the race follows a ghost.
    private final GhostPath path;
    private final CarState car = new CarState();
    private final Gates gates;
    private final Progress progress;
    private final RaceInputs inputs = new RaceInputs();
    private final RaceStates states;
    private RaceListener listener = RaceListener.NONE;
    private boolean startRespawn;

    private int tickTimeMs;
    private int raceTimeMs;
    private boolean finished;
    private int respawns;
    private int bestMs = CheckpointData.NOT_PASSED;
    private int respawnToReport = CheckpointData.NOT_PASSED;
    /** Counts restarts and rewinds, so that a listener's one is noticed. */
    private int generation;

    /** A race that stands at its first run step. */
    public Race(Track track, CarEngine engine) {
        this.track = Objects.requireNonNull(track);
        this.engine = Objects.requireNonNull(engine);
        this.path = engine instanceof GhostPath follows ? follows : null;
        this.gates = new Gates(track.gates());
        this.progress = new Progress(track);
        this.states = new RaceStates(this, track);
        restart();
    }

    // What goes on.

    public Track track() {
        return track;
    }

    /** The car; who changes it changes the race. */
    public CarState car() {
        return car;
    }

    /** The end of the last tick, which is the start of the next one: ms from the start, negative before. */
    public int tickTimeMs() {
        return tickTimeMs;
    }

    /** As {@link #tickTimeMs()}, but stands at the time of the finish once there was one. */
    public int raceTimeMs() {
        return raceTimeMs;
    }

    public boolean isFinished() {
        return finished;
    }

    /** Passages so far, laps counted. */
    public int checkpoint() {
        return progress.passages();
    }

    /** Passages of the whole race, the finish and the laps counted. */
    public int checkpointTarget() {
        return progress.target();
    }

    /** Time of a passage in ms, -1 while it lies ahead; {@code passage} from 0 on. */
    public int checkpointTimeMs(int passage) {
        return progress.time(passage);
    }

    /** Completed laps. */
    public int lap() {
        return progress.lap();
    }

    /** Respawns in this race. */
    public int respawns() {
        return respawns;
    }

    /** Speed as the game shows it, km/h. */
    public int displaySpeed() {
        return (int) (car.speed() * 3.6);
    }

    /** Whether a gate of the track was passed in this lap. */
    public boolean isPassed(int gate) {
        return progress.isPassed(gate);
    }

    /** What the car is told now. */
    public CarInputs inputs() {
        return inputs.controls.inputs();
    }

    /** Whether a key is down, or will be once what is logged acts; of an axis whether it is away from 0. */
    public boolean isDown(InputType type) {
        Control control = Control.of(type);
        return control != null && (inputs.latest(control) & AnalogValue.DATA_MASK) != 0;
    }

    /** The amount of an axis as scripts have it, or what it will be once what is logged acts. */
    public int amount(InputType axis) {
        return AnalogValue.dataToValue(inputs.latest(Objects.requireNonNull(Control.of(axis))));
    }

    /** Whether the race follows a ghost and has not left it; false on physics. */
    public boolean isOnPath() {
        return path != null && !path.hasLeft();
    }

    public void setListener(RaceListener listener) {
        this.listener = Objects.requireNonNull(listener);
    }

    /** Whether a respawn before any checkpoint goes to the start instead of beginning anew. */
    public void setStartRespawn(boolean on) {
        startRespawn = on;
    }

    // Driving.

    /** Begins anew, with the countdown: all controls released, nothing passed. */
    public void restart() {
        generation++;
        tickTimeMs = COUNTDOWN_START_MS;
        raceTimeMs = COUNTDOWN_START_MS;
        finished = false;
        respawns = 0;
        respawnToReport = CheckpointData.NOT_PASSED;
        progress.clear();
        inputs.restart(tickTimeMs);
        if (path != null) {
            path.setLeft(false);
        }
        engine.place(car, track.spawn(), 0);
    }

    /** A tick, and the report of it. */
    public void tick() {
        advance();
        report();
    }

    /** The tick that starts at {@link #tickTimeMs()}. What the tick before it passed is reported first. */
    public void advance() {
        report();
        int start = tickTimeMs;
        boolean respawn = inputs.begin(start);
        boolean inRace = start >= 0 && !finished;
        if (inRace && path != null) {
            path.compare(inputs.controls.inputs(), respawn, start);
        }
        if (inputs.takeReset() || respawn && inRace && !respawn(start)) {
            restart();
            listener.restart();
            return;
        }
        if (start >= 0) {
            drive(start);
        }
        tickTimeMs = start + TICK_MS;
        raceTimeMs = finished ? raceTimeMs : tickTimeMs;
    }

    private void drive(int start) {
        gates.begin(car);
        engine.tick(car, finished ? CarInputs.NONE : inputs.controls.inputs(), track.surfaces(), start);
        gates.end(car);
        if (isOnPath()) {
            progress.passAs(path, gates, start);
        } else {
            progress.passEntered(gates, start);
        }
    }

    /** Says whether there was a place to respawn at. */
    private boolean respawn(int start) {
        boolean checkpoint = progress.lastGate() != Progress.NO_GATE;
        if (!isOnPath()) {
            if (!checkpoint && !startRespawn) {
                return false;
            }
            Pose pose = checkpoint ? track.gates().get(progress.lastGate()).respawn() : track.spawn();
            engine.place(car, pose, start);
        }
        respawns++;
        respawnToReport = start;
        return true;
    }

    /** Tells the listener what the last tick passed. Ends the race if that was the finish. */
    public void report() {
        if (respawnToReport >= 0) {
            int at = respawnToReport;
            respawnToReport = CheckpointData.NOT_PASSED;
            listener.respawn(at);
        }
        while (progress.unreported() > 0) {
            int before = generation;
            int passage = progress.report();
            listener.checkpoint(passage, progress.target());
            if (generation == before && passage % progress.lapPassages() == 0) {
                listener.lap(passage / progress.lapPassages(), track.laps());
            }
            if (generation == before && passage == progress.target() && progress.isComplete()) {
                finish();
            }
        }
    }

    private void finish() {
        finished = true;
        raceTimeMs = progress.time(progress.target() - 1);
        bestMs = bestMs < 0 ? raceTimeMs : Math.min(bestMs, raceTimeMs);
        inputs.finish(raceTimeMs);
        listener.finish(raceTimeMs);
    }

    /**
     * The finish does not count: the race goes on as if its line were still ahead. Does nothing before the
     * finish was crossed.
     */
    public void preventFinish() {
        if (progress.isComplete()) {
            progress.takeBack();
            finished = false;
            raceTimeMs = tickTimeMs;
            inputs.controls.restore(Control.FINISH_LINE, 0, 0);
        }
    }

    // Inputs.

    /** Keys as the interface sets them at a run step: they act from the tick after the next one on. */
    public void setKeys(boolean left, boolean right, boolean accelerate, boolean brake) {
        setInput(InputType.LEFT, left ? 1 : 0);
        setInput(InputType.RIGHT, right ? 1 : 0);
        setInput(InputType.UP, accelerate ? 1 : 0);
        setInput(InputType.DOWN, brake ? 1 : 0);
    }

    /**
     * An input as the interface sets it at a run step. Logged only if it changes something, but respawns and
     * the horn always; {@link InputType#RESET} begins anew at the next tick.
     *
     * @param state keys: 1 pressed, 0 released; axes: the amount, as scripts have it
     */
    public void setInput(InputType type, int state) {
        inputs.change(type, state, tickTimeMs + INTERFACE_DELAY_MS);
    }

    /**
     * Logs an input whatever the control's state is.
     *
     * @param atMs start of the tick in which it acts first: from the next tick on, and at most 20 ms ahead
     */
    public void logInput(InputType type, int state, int atMs) {
        if (atMs > tickTimeMs + INTERFACE_DELAY_MS || Math.floorMod(atMs, TICK_MS) != 0) {
            throw new IllegalArgumentException("input at " + atMs + " ms in a race that is at " + tickTimeMs
                    + " ms: multiples of 10, at most " + INTERFACE_DELAY_MS + " ms ahead; plan later ones");
        }
        inputs.log(type, state, atMs);
    }

    /**
     * Runs a script from here on, and from its beginning after every restart. Takes the place of the script
     * before; what that one pressed stays pressed.
     *
     * @param commands takes the timed commands that are no inputs, in the tick of the inputs of their time
     */
    public void runScript(InputTimeline script, Consumer<TimedCommand> commands) {
        inputs.setScript(new InputPlan.Script(script, commands));
    }

    /** Runs no script any more. */
    public void stopScript() {
        inputs.setScript(InputPlan.NONE);
    }

    /** Presses what a ghost pressed, each entry at its own time, from here on and after every restart. */
    public void runTape(InputTape tape) {
        inputs.setEvents(InputPlan.Events.of(tape));
    }

    /** The inputs of this race, and planned events. */
    public EventBufferData eventBuffer() {
        return inputs.buffer(Math.max(0, raceTimeMs));
    }

    /**
     * Replaces all inputs: those of ticks to come act at their times, after rewinds too; those of ticks that
     * are over only show. The script ends.
     */
    public void setEventBuffer(EventBufferData buffer) {
        inputs.setEventBuffer(buffer);
    }

    /** The inputs of this race as text of a script. */
    public String inputScript() {
        return inputs.script(Math.max(0, raceTimeMs), finished);
    }

    // States.

    /** Everything about this race in an array of its own. */
    public SimStateData save() {
        return states.save();
    }

    /**
     * Goes on from a state. From one that {@link #save} made of a race on this track, here or elsewhere, the
     * race goes on bit for bit, inputs that wait for their tick included; a script and planned events go on
     * at the time of the state. When the time of the last checkpoint was set to -1 the finish was not seen.
     *
     * <p>A state of the game itself gives a race with the car, the times, the passages and the controls that
     * it says.
     *
     * @throws RaceStateException when the state lacks a region, belongs to a track with other checkpoints, or
     *     holds numbers that are none
     */
    public void rewind(SimStateData state) throws RaceStateException {
        states.rewind(state);
    }

    /** A hash of everything that {@link #save} saves: equal for races that are equal bit for bit. */
    public long fingerprint() {
        return states.fingerprint();
    }

    // For the other classes of the package.

    Progress progress() {
        return progress;
    }

    RaceInputs raceInputs() {
        return inputs;
    }

    Optional<GhostPath> path() {
        return Optional.ofNullable(path);
    }

    int bestMs() {
        return bestMs;
    }

    void restore(int tickMs, int raceMs, boolean isFinished, int respawnCount, int best) {
        generation++;
        tickTimeMs = tickMs;
        raceTimeMs = raceMs;
        finished = isFinished;
        respawns = respawnCount;
        respawnToReport = CheckpointData.NOT_PASSED;
        bestMs = best;
        inputs.seek(tickMs);
    }
}
