package tmnf.tminterface.sim.physics;

import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.mesh.SurfaceMesh;

/** A car on surfaces of a test, driven for some ticks. */
final class TestDrive {

    static final CarInputs GAS = new CarInputs(true, false, 0);
    static final CarInputs BRAKE = new CarInputs(false, true, 0);
    static final CarInputs GAS_RIGHT = new CarInputs(true, false, 1);
    static final CarInputs BRAKE_RIGHT = new CarInputs(false, true, 1);
    static final SurfaceMesh ROAD = road().build();
    private static final double[] SHIFTS = {102, 162, 235, 342};
    private static final double[] RPM_PER_SPEED = {370, 220, 160, 110, 85};

    final CarState car = new CarState();
    final SurfaceMesh mesh;
    private final StadiumCarEngine engine = new StadiumCarEngine();
    private int timeMs;

    private TestDrive(SurfaceMesh mesh) {
        this.mesh = mesh;
    }

    /** Asphalt at height 0. */
    static MeshBuilder road() {
        return new MeshBuilder().quad(-300, 0, -3000, -300, 0, 3000, 300, 0, 3000, 300, 0, -3000, 16);
    }

    /** At rest on the road, as after a start. */
    static TestDrive atRest(SurfaceMesh mesh) {
        TestDrive drive = new TestDrive(mesh);
        drive.engine.place(drive.car, Pose.upright(new Vec3(0, 0.2115f, 0), 0), 0);
        drive.go(CarInputs.NONE, 100);
        drive.car.setPosition(new Vec3(0, drive.car.position(1), 0));
        drive.car.setVelocity(Vec3.ZERO);
        drive.timeMs = 0;
        return drive;
    }

    /** Settled on the road and rolling along z, in the gear of that speed. */
    static TestDrive at(double kmh, SurfaceMesh mesh) {
        TestDrive drive = atRest(mesh);
        drive.car.setVelocity(new Vec3(0, 0, (float) (kmh / 3.6)));
        drive.car.setAngularVelocity(Vec3.ZERO);
        int gear = 1;
        while (gear < 5 && kmh >= SHIFTS[gear - 1]) {
            gear++;
        }
        drive.car.setGear(gear);
        drive.car.setGearboxState(0);
        drive.car.setRpm((float) (kmh / 3.6 * RPM_PER_SPEED[gear - 1]));
        return drive;
    }

    static TestDrive placed(Pose pose, SurfaceMesh mesh) {
        TestDrive drive = new TestDrive(mesh);
        drive.engine.place(drive.car, pose, 0);
        return drive;
    }

    TestDrive go(CarInputs inputs, int ticks) {
        for (int i = 0; i < ticks; i++) {
            engine.tick(car, inputs, mesh, timeMs);
            timeMs += CarEngine.TICK_MS;
        }
        return this;
    }

    double kmh() {
        return 3.6 * car.localVelocity(2);
    }

    double speedKmh() {
        return 3.6 * car.speed();
    }

    /** To the right, rad/s. */
    double yawRate() {
        return -car.angularVelocity(1);
    }
}
