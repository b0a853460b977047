package tmnf.tminterface.sim.render;

import java.util.BitSet;
import java.util.Objects;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.race.Race;

/**
 * What a picture shows of a race in one moment. Mutable, so that one is filled again for every picture;
 * confined to one thread. A new one stands at the world's origin with its wheels hanging, the interface off.
 */
public final class RaceView {

    /** Wheels in the order front left, front right, rear right, rear left. */
    public static final int WHEELS = 4;

    /** How far a damper is out when its wheel hangs free, metres. */
    public static final float FREE_DAMPER = 0.2f;

    private final float[] dampers = {FREE_DAMPER, FREE_DAMPER, FREE_DAMPER, FREE_DAMPER};
    private final BitSet passed = new BitSet();
    private Pose car = Pose.upright(Vec3.ZERO, 0);
    /** Null without a ghost. */
    private Pose ghost;
    private float steer;
    private int raceTimeMs;
    private float speed;
    private int checkpoints;
    private int checkpointTarget;
    private boolean hud;

    /** All that a race says of its own car and its gates; ghost and interface stay as they are. */
    public RaceView of(Race race) {
        CarState state = race.car();
        car(new Pose(state.position(), state.left(), state.up(), state.forward()))
                .steer(state.steerFiltered())
                .raceTimeMs(race.raceTimeMs())
                .speedMetresPerSecond(state.speed())
                .checkpoints(race.checkpoint(), race.checkpointTarget());
        for (int wheel = 0; wheel < CarState.WHEELS; wheel++) {
            damper(wheel, state.wheelAbsorb(wheel));
        }
        for (int gate = 0; gate < race.track().gates().size(); gate++) {
            gatePassed(gate, race.isPassed(gate));
        }
        return this;
    }

    /** Where the car is. */
    public RaceView car(Pose pose) {
        car = Objects.requireNonNull(pose);
        return this;
    }

    public Pose car() {
        return car;
    }

    /** Where a second car is, which is drawn in another colour. */
    public RaceView ghost(Pose pose) {
        ghost = Objects.requireNonNull(pose);
        return this;
    }

    public RaceView withoutGhost() {
        ghost = null;
        return this;
    }

    /** The same without an object. */
    Pose ghostOrNull() {
        return ghost;
    }

    /** How the front wheels are turned: -1 (left) to 1 (right); what is beyond is drawn as the limit. */
    public RaceView steer(float amount) {
        steer = Math.max(-1, Math.min(1, amount));
        return this;
    }

    public float steer() {
        return steer;
    }

    /** How far the damper of a wheel is out, metres: 0 compressed, {@link #FREE_DAMPER} hanging free. */
    public RaceView damper(int wheel, float absorb) {
        dampers[wheel] = absorb;
        return this;
    }

    public float damper(int wheel) {
        return dampers[wheel];
    }

    /** Milliseconds since the start, negative in the countdown. */
    public RaceView raceTimeMs(int time) {
        raceTimeMs = time;
        return this;
    }

    public int raceTimeMs() {
        return raceTimeMs;
    }

    /** What the interface shows as speed, metres per second. */
    public RaceView speedMetresPerSecond(float value) {
        speed = value;
        return this;
    }

    public float speedMetresPerSecond() {
        return speed;
    }

    /** What the interface shows as checkpoints: how many were passed of how many. */
    public RaceView checkpoints(int count, int target) {
        checkpoints = count;
        checkpointTarget = target;
        return this;
    }

    public int checkpoints() {
        return checkpoints;
    }

    public int checkpointTarget() {
        return checkpointTarget;
    }

    /** Whether the gate of this index on the track was passed in this lap: it is drawn paler. */
    public RaceView gatePassed(int gate, boolean value) {
        passed.set(gate, value);
        return this;
    }

    public boolean gatePassed(int gate) {
        return passed.get(gate);
    }

    /** Whether race time, speed and checkpoints are drawn over the picture. */
    public RaceView hud(boolean shown) {
        hud = shown;
        return this;
    }

    public boolean hud() {
        return hud;
    }
}
