package tmnf.tminterface.sim.driver;

import java.util.SplittableRandom;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.RoadLine;
import tmnf.tminterface.state.AnalogValue;

/**
 * Drives a race along a road: aims at a point ahead on its line, and keeps to a speed plan. All it does are
 * inputs of the race, at most one of each control a tick. The same race, parameters and settings give the
 * same inputs.
 *
 * <p>Call {@link #drive()} before each tick. A driver is for one race from its countdown on.
 */
public final class Driver {

    /** What became of a drive. */
    public enum Outcome {
        DRIVING,
        FINISHED,
        /** The car fell off the road, or came to rest somewhere. */
        LOST
    }

    private static final double LOST_BELOW_METRES = 12;
    private static final double LOST_ASIDE_METRES = 40;
    private static final int STUCK_MS = 4_000;
    private static final int BACK = 8;
    private static final int AHEAD = 40;
    /** How far the hands are off, of full steering, at full noise. */
    private static final double NOISE_STEER = 0.35;
    /** How far the speed plan is off at full noise. */
    private static final double NOISE_SPEED = 0.15;
    private static final double NOISE_KEEP = 0.97;
    private static final double SLOWEST_SHARE = 0.65;

    private final Race race;
    private final DrivingLine line;
    private final DriverParameters how;
    private final DriverSettings who;
    private final SplittableRandom random;
    private int place;
    private double steerNoise;
    private double speedNoise;
    private double keyCarry;
    private int bestPlace;
    private int lapsSeen;
    private int movedAtMs;
    private Outcome outcome = Outcome.DRIVING;

    public Driver(Race race, RoadLine road, DriverParameters parameters, DriverSettings who) {
        this.race = race;
        // Who cannot hold the line does not go to the limit.
        this.how = parameters.towards(DriverParameters.CAREFUL, 1 - who.skill() * (1 - who.noise()));
        this.line = new DrivingLine(road, how);
        this.who = who;
        this.random = new SplittableRandom(who.seed());
    }

    public Outcome outcome() {
        return race.isFinished() ? Outcome.FINISHED : outcome;
    }

    /** How far it came: points of the line, those of laps before included; about a metre each. */
    int reached() {
        return lapsSeen * line.size() + bestPlace;
    }

    /**
     * Drives to the end of the race.
     *
     * @param limitMs gives up at this race time
     */
    public Outcome run(int limitMs) {
        while (outcome() == Outcome.DRIVING && race.tickTimeMs() < limitMs) {
            drive();
            race.tick();
        }
        return outcome() == Outcome.DRIVING ? Outcome.LOST : outcome();
    }

    /** Sets the inputs of the next tick. */
    public void drive() {
        if (outcome() != Outcome.DRIVING || race.tickTimeMs() < 0) {
            return;
        }
        CarState car = race.car();
        look(car);
        double speed = car.localVelocity(2);
        double wanted = steering(car, speed);
        pedals(speed);
        steer(wanted);
    }

    private void look(CarState car) {
        int before = place;
        place = line.nearest(car.position(0), car.position(1), car.position(2), place, BACK, AHEAD);
        if (place < before - line.size() / 2) {
            lapsSeen++;
            bestPlace = 0;
        }
        if (place > bestPlace) {
            bestPlace = place;
            movedAtMs = race.tickTimeMs();
        }
        boolean fell = car.position(1) < line.y(place) - LOST_BELOW_METRES;
        boolean astray = line.distance(car.position(0), car.position(2), place) > LOST_ASIDE_METRES
                && !line.isEnd(place);
        boolean stuck = race.tickTimeMs() - movedAtMs > STUCK_MS;
        if (fell || astray || stuck) {
            outcome = Outcome.LOST;
        }
        steerNoise = steerNoise * NOISE_KEEP + hand(NOISE_STEER);
        speedNoise = speedNoise * NOISE_KEEP + hand(NOISE_SPEED);
    }

    /** A step of a noise that stays about within its size. */
    private double hand(double size) {
        return who.noise() == 0 ? 0 : (random.nextDouble() * 2 - 1) * who.noise() * size * 0.25;
    }

    /** From -1 (left) to 1 (right). */
    private double steering(CarState car, double speed) {
        int aim = line.ahead(place, how.lookaheadMetres() + how.lookaheadSeconds() * Math.max(0, speed));
        double toX = line.x(aim) - car.position(0);
        double toZ = line.z(aim) - car.position(2);
        if (line.isEnd(aim)) {
            double[] on = line.direction(aim);
            toX += on[0] * 20;
            toZ += on[1] * 20;
        }
        double forward = toX * car.rotation(0, 2) + toZ * car.rotation(2, 2);
        double right = -(toX * car.rotation(0, 0) + toZ * car.rotation(2, 0));
        double distance = Math.max(1, Math.sqrt(toX * toX + toZ * toZ));
        double angle = StrictMath.atan2(right, forward);
        double bend = StrictMath.sin(Math.max(-1.5, Math.min(1.5, angle)));
        double turn = 2 * Math.max(5, speed) * bend / distance;
        double full = YawRates.at(Math.abs(speed));
        double yaw = -car.angularVelocity(1);
        double steer = how.steerGain() * turn / full + how.steerDamping() * (turn - yaw) / full + steerNoise;
        if (car.wheelSliding(2) && car.wheelSliding(3)) {
            steer *= 1 - how.slideRelief();
        }
        return Math.max(-1, Math.min(1, steer));
    }

    private void pedals(double speed) {
        double share = SLOWEST_SHARE + (1 - SLOWEST_SHARE) * who.skill();
        int there = line.ahead(place, how.anticipation() * Math.max(0, speed));
        double plan = line.speed(there) * share * (1 + speedNoise);
        boolean brake = speed > plan + how.coastBand();
        boolean gas = speed <= plan;
        press(InputType.UP, gas ? 1 : 0);
        press(InputType.DOWN, brake ? 1 : 0);
    }

    private void steer(double wanted) {
        if (!who.keyboard()) {
            press(InputType.STEER, (int) Math.round(wanted * AnalogValue.FULL));
            return;
        }
        // Keys know three states: what they cannot say in one tick is said in the next ones.
        keyCarry = Math.max(-2, Math.min(2, keyCarry + wanted));
        int key = keyCarry > 0.5 ? 1 : keyCarry < -0.5 ? -1 : 0;
        keyCarry -= key;
        press(InputType.LEFT, key < 0 ? 1 : 0);
        press(InputType.RIGHT, key > 0 ? 1 : 0);
    }

    private void press(InputType type, int state) {
        boolean same = type.isAnalog() ? race.amount(type) == state : race.isDown(type) == (state != 0);
        if (!same) {
            race.logInput(type, state, race.tickTimeMs());
        }
    }
}
