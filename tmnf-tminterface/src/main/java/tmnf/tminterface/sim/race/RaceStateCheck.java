package tmnf.tminterface.sim.race;

import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.track.Track;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/**
 * What a simulation state must be for a race on a track to go on from it. Each method looks at a part and
 * refuses the state with a reason; none changes anything.
 */
final class RaceStateCheck {

    static final int MAX_TIME_MS = 1_000_000_000;
    private static final float MAX_METRES = 1e6f;
    /** m/s and rad/s; the car's own limits are 278 and 100. */
    private static final float MAX_SPEED = 1_000;
    private static final float MAX_RPM = 30_000;
    /** The end of extended steering. */
    private static final float MAX_STEER = 128;
    private static final float MAX_TURBO = 100;

    private final Track track;

    RaceStateCheck(Track track) {
        this.track = track;
    }

    /** It has all that is needed, as many checkpoints and passages as the track, and times of a tick. */
    void state(SimStateData state) throws RaceStateException {
        int needed = SimStateData.HAS_DYNA | SimStateData.HAS_SCENE_MOBIL | SimStateData.HAS_SIMULATION_WHEELS
                | SimStateData.HAS_PLAYER_INFO;
        if (!state.has(needed)) {
            throw refused("its flags are 0x" + Long.toHexString(state.flags())
                    + ", so that body, car, wheels or player are missing");
        }
        CheckpointData data = state.checkpointData();
        int checkpoints = track.checkpoints() + 1;
        if (data.cpStatesLength() != checkpoints || data.cpTimesLength() != checkpoints * track.laps()) {
            throw refused("it has " + data.cpStatesLength() + " checkpoints and " + data.cpTimesLength()
                    + " passages, the track " + checkpoints + " and " + checkpoints * track.laps()
                    + "; it belongs to another one");
        }
        int time = Math.max(Math.abs(state.timeMs()), Math.abs(state.playerInfo().raceTime()));
        boolean onTick = state.playerInfo().raceTime() % Race.TICK_MS == 0
                && state.timeMs() % Race.TICK_MS == 0;
        if (time < 0 || time > MAX_TIME_MS || !onTick) {
            throw refused("it is at " + state.timeMs() + " ms, the race at " + state.playerInfo().raceTime()
                    + " ms; both are multiples of 10 up to " + MAX_TIME_MS);
        }
    }

    /** The gate of the next respawn has a place to respawn at, or there is none. */
    void respawnGate(int gate) throws RaceStateException {
        if (gate < Progress.NO_GATE || gate >= track.gates().size()
                || gate >= 0 && track.gates().get(gate).respawn() == null) {
            throw refused("its next respawn is at gate " + gate + " of " + track.gates().size());
        }
    }

    /** Faster or farther than a car gets is no state either: it would take the physics ages. */
    void car(CarState car) throws RaceStateException {
        boolean usable = Math.abs(car.rpm()) <= MAX_RPM && Math.abs(car.steerFiltered()) <= MAX_STEER
                && Math.abs(car.steerWanted()) <= MAX_STEER && Math.abs(car.turboFactor()) <= MAX_TURBO;
        for (int axis = 0; axis < 3; axis++) {
            usable &= Math.abs(car.position(axis)) <= MAX_METRES && Math.abs(car.velocity(axis)) <= MAX_SPEED
                    && Math.abs(car.angularVelocity(axis)) <= MAX_SPEED;
        }
        for (int wheel = 0; wheel < CarState.WHEELS; wheel++) {
            usable &= Math.abs(car.wheelAbsorb(wheel)) <= 1;
        }
        double length = Math.sqrt(square(car.quaternion().w()) + square(car.quaternion().x())
                + square(car.quaternion().y()) + square(car.quaternion().z()));
        if (!usable || !(Math.abs(length - 1) < 0.01) || car.gear() < 0 || car.gear() > 5) {
            throw refused("position, speeds, rotation, wheels or gear hold no usable numbers: "
                    + car.position() + ", " + car.velocity() + ", " + car.quaternion()
                    + ", gear " + car.gear());
        }
    }

    private static double square(double value) {
        return value * value;
    }

    private RaceStateException refused(String why) {
        return new RaceStateException("the race on " + track.name() + " cannot go on from this state: " + why
                + ". Take a state that this game gave on this track.");
    }
}
