package tmnf.tminterface.sim.track;

import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;

/** Follows the middle of a built-in track with the keys, as fast as its curves allow. */
final class TestDriver {

    private static final double WIDE = 500;
    private static final double DECELERATION = 28;
    private static final int REACH = 140;
    /** After so many ticks below the road the car does not come back. */
    private static final int FALLEN_TICKS = 300;
    private static final double[] KMH = {0, 50, 100, 150, 200, 300, 400, 600};
    private static final double[] TORQUE = {16, 10.4, 8.5, 6.8, 5.5, 4.25, 4, 3.75};

    private final RoadLine line;
    private final Race race;
    private final double[] fastest;
    private final boolean brakes;
    private int at;

    TestDriver(String track, double skill, boolean brakes) {
        this.line = BuiltInTracks.line(track);
        this.race = new Race(BuiltInTracks.track(track), new StadiumCarEngine());
        this.brakes = brakes;
        this.fastest = new double[line.size()];
        for (int i = 0; i < fastest.length; i++) {
            double turn = Math.abs(Math.IEEEremainder(
                    line.heading(index(i + 6)) - line.heading(index(i - 6)), 2 * Math.PI));
            double radius = turn < 0.02 ? WIDE : 12 / turn;
            fastest[i] = radius >= WIDE ? 200 : skill * speedFor(radius);
        }
    }

    private int index(int point) {
        return line.closed() ? Math.floorMod(point, line.size())
                : Math.max(0, Math.min(line.size() - 1, point));
    }

    /** The speed at which the yaw rate of full steering gives four fifths of a radius. */
    private static double speedFor(double radius) {
        double speed = 5;
        while (speed < 120 && speed / (0.2092 * new Table(KMH, TORQUE).at(3.6 * speed)) < 0.8 * radius) {
            speed += 0.5;
        }
        return speed;
    }

    /** Drives until the finish, a fall or the limit. */
    Race drive(int limitMs) {
        int below = 0;
        while (!race.isFinished() && race.tickTimeMs() < limitMs && below < FALLEN_TICKS) {
            locate();
            below = race.car().position(1) < line.y(at) - 4 ? below + 1 : 0;
            steer();
            race.tick();
        }
        return race;
    }

    private void locate() {
        CarState car = race.car();
        int last = line.size() - 1;
        at = line.locate(car.position(0), car.position(1), car.position(2), Math.max(0, at - 20),
                Math.min(last, at + 60)).point();
        if (line.closed() && at >= last - 2) {
            at = 0;
        }
    }

    private void steer() {
        CarState car = race.car();
        double speed = car.speed();
        int ahead = at + (int) (5 + 0.25 * speed);
        double beyond = line.closed() ? 0 : Math.max(0, ahead - (line.size() - 1));
        int target = index(ahead);
        double dx = line.x(target) + Math.sin(line.heading(target)) * beyond - car.position(0);
        double dz = line.z(target) + Math.cos(line.heading(target)) * beyond - car.position(2);
        double heading = Math.atan2(car.forward().x(), car.forward().z());
        double wanted = Math.IEEEremainder(Math.atan2(dx, dz) - heading, 2 * Math.PI)
                - 0.12 * car.angularVelocity(1);
        boolean slower = isTooFast(speed);
        race.setKeys(wanted > 0.025, wanted < -0.025, !slower, slower && brakes);
    }

    private boolean isTooFast(double speed) {
        for (int k = 0; k < REACH; k++) {
            double there = fastest[index(at + k)];
            if (speed > Math.sqrt(there * there + 2 * DECELERATION * Math.max(0, k - 0.03 * speed))) {
                return true;
            }
        }
        return false;
    }
}
