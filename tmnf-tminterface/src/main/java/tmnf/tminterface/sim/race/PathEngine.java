package tmnf.tminterface.sim.race;

import java.util.List;
import java.util.Objects;
import tmnf.gbx.model.CheckpointTime;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostDetail;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.GhostWheel;
import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.sim.physics.CarEngine;
import tmnf.tminterface.sim.physics.CarInputs;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.Pose;

/**
 * Path mode: the car follows the samples of a ghost for as long as the driver does what the ghost did, and
 * passes the checkpoints and the finish at the ghost's times. From the first tick whose inputs differ (a
 * respawn is an input), and from the last sample on, the car is on physics for good: a wrong script does not
 * get through. A {@link Race} keeps in its states whether the car has left.
 *
 * <p>From the samples: position, rotation (both interpolated smoothly, so that the speeds are their
 * derivatives), rpm and dampers (interpolated), contact, material and sliding of the wheels and the gearbox
 * state (of the nearest sample). Made up: {@link #derivedFields()}.
 *
 * <p>A ghost whose inputs were not recorded is followed for as long as nobody drives; the car's inputs are
 * then those that the samples show.
 *
 * <p>One engine per race.
 */
public final class PathEngine implements GhostPath {

    /** Centre of mass in the car's axes; the physics note, section 2. */
    private static final double[] CENTRE_OF_MASS = {0, 0.438502, 0.288293};
    private static final float STEER_PER_TICK = 0.2f;
    private static final int NONE = -1;

    private static final List<String> DERIVED = List.of(
            "sceneMobil.engine.gear", "sceneMobil.engine.rearGear", "sceneMobil.engine.slideFactor",
            "sceneMobil.turningRate", "sceneMobil.burnoutState", "sceneMobil.isFreewheeling",
            "sceneMobil.turboBoostFactor", "sceneMobil.hasAnyLateralContact",
            "sceneMobil.lastHasAnyLateralContactTime", "sceneMobil.totalCentralForceAdded",
            "wheels.realTimeState.field4");

    private final Ghost ghost;
    private final CarEngine physics;
    private final GhostInputs inputs;
    private final GhostCurve curve;
    private final GhostGears gears;
    private final int endMs;
    // The samples around the latest time: decoding them is the dear part.
    private int cached = NONE;
    private GhostDetail before;
    private GhostDetail after;
    private boolean left;

    private PathEngine(Ghost ghost, CarEngine physics) {
        this.ghost = ghost;
        this.physics = physics;
        this.inputs = new GhostInputs(ghost);
        this.curve = new GhostCurve(ghost, inputs.respawns());
        this.gears = new GhostGears(ghost.samples());
        // Some ghosts have no sample after the finish: the car goes straight on for the rest of that period.
        int finish = ghost.finished() ? ghost.raceTimeMs() + TICK_MS : 0;
        int missing = finish - curve.endMs();
        this.endMs = missing > 0 && missing <= 2 * ghost.samples().periodMs() ? finish : curve.endMs();
    }

    /**
     * An engine that follows a ghost.
     *
     * @param physics takes over where the driver leaves the path
     * @throws IllegalArgumentException when the ghost has fewer than two samples of a car
     */
    public static PathEngine of(Ghost ghost, CarEngine physics) {
        Objects.requireNonNull(physics);
        GhostSamples samples = ghost.samples();
        if (samples.size() < 2 || samples.stateSize(0) < GhostSamples.STATE_SIZE) {
            throw new IllegalArgumentException("the ghost of " + ghost.login() + " has " + samples.size()
                    + " samples of a car of TrackMania Forever; a path takes two");
        }
        return new PathEngine(ghost, physics);
    }

    /**
     * Fields of a {@link tmnf.tminterface.state.SimStateData} that no sample says anything about: while the
     * car is on the path they are derived from what it says, or as after a reset.
     */
    public static List<String> derivedFields() {
        return DERIVED;
    }

    /** Whether the car is on physics now. */
    @Override
    public boolean hasLeft() {
        return left;
    }

    @Override
    public void setLeft(boolean left) {
        this.left = left;
    }

    @Override
    public void compare(CarInputs told, boolean respawn, int startMs) {
        boolean inRace = !ghost.finished() || startMs < ghost.raceTimeMs();
        left |= inRace && (respawn != inputs.respawnAt(startMs) || !told.equals(inputs.at(startMs)));
    }

    @Override
    public int passageMs(int passage) {
        List<CheckpointTime> passages = ghost.checkpoints();
        int time = passage < passages.size() ? passages.get(passage).timeMs() : NONE;
        return time < 0 ? NONE : time / TICK_MS * TICK_MS;
    }

    @Override
    public void place(CarState car, Pose pose, int atMs) {
        physics.place(car, pose, atMs);
        if (!left && atMs == 0) {
            moveTo(car, 0);
        }
    }

    @Override
    public void tick(CarState car, CarInputs told, SurfaceMesh surfaces, int startMs) {
        int end = startMs + TICK_MS;
        left |= end > endMs;
        if (left) {
            physics.tick(car, told, surfaces, startMs);
            return;
        }
        CarInputs felt = ghost.inputs().isEmpty() ? shown(end) : told;
        car.setInputs(felt);
        float wanted = (float) felt.steer();
        float change = wanted - car.steerFiltered();
        car.setSteerFiltered(Math.abs(change) <= STEER_PER_TICK
                ? wanted : car.steerFiltered() + Math.copySign(STEER_PER_TICK, change));
        moveTo(car, end);
        describe(car, end);
    }

    /** The inputs that the nearest sample shows. */
    private CarInputs shown(int timeMs) {
        GhostSamples samples = ghost.samples();
        int i = curve.nearestSample(timeMs);
        // The middle of the axis is stored as 127 of 255.
        double steer = Math.abs(samples.steer(i)) < 0.005 ? 0 : samples.steer(i);
        return new CarInputs(samples.gas(i) > 0.5, samples.brake(i) > 0.5, steer);
    }

    private void moveTo(CarState car, int timeMs) {
        curve.at(timeMs);
        double[] p = curve.position;
        double[] q = curve.quat;
        double[] w = curve.spin;
        double[] arm = new double[3];
        Turns.toWorld(q, CENTRE_OF_MASS, arm);
        double[] extra = Turns.cross(w, arm);
        double[] v = curve.velocity;
        car.setPosition(new Vec3((float) p[0], (float) p[1], (float) p[2]));
        car.setQuaternion(new Quaternion((float) q[1], (float) q[2], (float) q[3], (float) q[0]));
        car.setVelocity(new Vec3(
                (float) (v[0] + extra[0]), (float) (v[1] + extra[1]), (float) (v[2] + extra[2])));
        car.setAngularVelocity(new Vec3((float) w[0], (float) w[1], (float) w[2]));
    }

    private void describe(CarState car, int timeMs) {
        int i = curve.sampleAt(timeMs);
        load(i);
        double share = curve.share(timeMs);
        int nearest = curve.nearestSample(timeMs);
        GhostDetail near = nearest == i ? before : after;
        car.setRpm((float) (before.rpm() + (after.rpm() - before.rpm()) * share));
        car.setGearboxState(near.gearboxState());
        car.setGear(gears.gear(nearest));
        car.setReverse(gears.gear(nearest) == 0);
        for (int wheel = 0; wheel < CarState.WHEELS; wheel++) {
            GhostWheel from = before.wheels().get(wheel);
            GhostWheel to = after.wheels().get(wheel);
            GhostWheel flags = near.wheels().get(wheel);
            double damper = from.damper() + (to.damper() - from.damper()) * share;
            car.setWheelAbsorb(wheel, (float) Math.max(0, damper));
            car.setWheelContact(wheel, flags.onGround());
            car.setWheelMaterial(wheel, flags.material());
            car.setWheelSliding(wheel, flags.sliding());
        }
    }

    private void load(int sample) {
        if (cached != sample) {
            GhostSamples samples = ghost.samples();
            before = GhostDetail.of(samples, sample);
            after = sample + 1 < samples.size() ? GhostDetail.of(samples, sample + 1) : before;
            cached = sample;
        }
    }
}
