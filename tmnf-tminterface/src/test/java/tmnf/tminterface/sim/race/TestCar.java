package tmnf.tminterface.sim.race;

import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.sim.physics.CarEngine;
import tmnf.tminterface.sim.physics.CarInputs;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.Pose;

/**
 * A car that needs no physics: gas adds 0.2 m/s a tick, the brake takes 0.5, steering turns it by 0.02 rad a
 * tick. All it remembers is in the state.
 */
final class TestCar implements CarEngine {

    private static final float GAS = 0.2f;
    private static final float BRAKE = 0.5f;
    private static final double TURN = 0.02;

    @Override
    public void place(CarState car, Pose pose, int atMs) {
        car.set(new CarState());
        car.setPosition(pose.position());
        turn(car, StrictMath.atan2(pose.forward().x(), pose.forward().z()));
    }

    @Override
    public void tick(CarState car, CarInputs inputs, SurfaceMesh surfaces, int startMs) {
        car.setInputs(inputs);
        float speed = car.rpm() + (inputs.accelerate() ? GAS : 0) - (inputs.brake() ? BRAKE : 0);
        double yaw = StrictMath.atan2(car.forward().x(), car.forward().z()) - TURN * inputs.steer();
        turn(car, yaw);
        Vec3 at = car.position();
        car.setPosition(new Vec3(
                (float) (at.x() + speed * 0.01 * StrictMath.sin(yaw)), at.y(),
                (float) (at.z() + speed * 0.01 * StrictMath.cos(yaw))));
        car.setVelocity(new Vec3(
                (float) (speed * StrictMath.sin(yaw)), 0, (float) (speed * StrictMath.cos(yaw))));
        car.setRpm(speed);
    }

    private static void turn(CarState car, double yaw) {
        car.setQuaternion(new Quaternion(
                0, (float) StrictMath.sin(yaw / 2), 0, (float) StrictMath.cos(yaw / 2)));
    }
}
