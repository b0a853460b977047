package tmnf.tminterface.sim.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.mesh.SurfaceMesh;

/** What the model does on a flat road and in its neighbourhood, as its description tabulates it. */
class ReferenceOutcomesTest {

    private static final double[] KMH = {50, 100, 150, 200, 250, 300, 350, 400, 450, 500};
    private static final double[] SECONDS = {0.88, 1.76, 3.31, 4.77, 6.98, 8.98, 11.15, 13.15, 15.68, 18.23};
    private static final double[] METRES = {6, 24, 77, 147, 286, 439, 635, 844, 1143, 1479};
    private static final double[] SHIFTS = {102.0, 162.1, 235.1, 342.1};

    @Test
    void acceleratesAndShiftsAtTheSpeedsOfTheGame() {
        TestDrive drive = TestDrive.atRest(TestDrive.ROAD);
        int next = 0;
        int gear = 1;

        for (int tick = 1; next < KMH.length; tick++) {
            drive.go(TestDrive.GAS, 1);
            if (drive.car.gear() > gear) {
                assertThat(drive.kmh()).isCloseTo(SHIFTS[gear - 1], within(0.5));
                gear = drive.car.gear();
            }
            if (drive.kmh() >= KMH[next]) {
                assertThat(tick / 100.0).isCloseTo(SECONDS[next], withPercentage(2));
                assertThat((double) drive.car.position(2)).isCloseTo(METRES[next], within(1.5));
                next++;
            }
        }
        assertThat(gear).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"100, 84.5, 38.3, 13", "200, 170.7, 120.8, 39",
        "300, 256.8, 206.9, 77", "400, 343.0, 293.1, 122"})
    void slowsDownWithoutGasAndUnderBraking(double kmh, double coasting, double braking, double metres) {
        TestDrive coast = TestDrive.at(kmh, TestDrive.ROAD).go(CarInputs.NONE, 50);
        TestDrive brake = TestDrive.at(kmh, TestDrive.ROAD).go(TestDrive.BRAKE, 50);

        assertThat(coast.kmh()).isCloseTo(coasting, within(0.5));
        assertThat(brake.kmh()).isCloseTo(braking, within(0.5));
        while (brake.kmh() > 0.5) {
            brake.go(TestDrive.BRAKE, 1);
        }
        assertThat((double) brake.car.position(2)).isCloseTo(metres, withPercentage(2));
    }

    @ParameterizedTest
    @CsvSource({"50, .277, .647, 1.12, 1.55, 1.71", "100, .331, .757, 1.27, 1.64, 1.71",
        "200, .196, .475, .809, 1.05, 1.10", "300, .146, .364, .626, .820, .868",
        "400, .135, .340, .587, .772, .817", "500, .126, .318, .551, .725, .770"})
    void turnsAsFastAsTheGame(double kmh, double after5, double after10, double after20, double after40,
            double after60) {
        TestDrive drive = TestDrive.at(kmh, TestDrive.ROAD).go(TestDrive.GAS_RIGHT, 5);

        assertThat(drive.yawRate()).isCloseTo(after5, withPercentage(2));
        assertThat(drive.go(TestDrive.GAS_RIGHT, 5).yawRate()).isCloseTo(after10, withPercentage(2));
        assertThat(drive.go(TestDrive.GAS_RIGHT, 10).yawRate()).isCloseTo(after20, withPercentage(2));
        assertThat(drive.go(TestDrive.GAS_RIGHT, 20).yawRate()).isCloseTo(after40, withPercentage(2));
        assertThat(drive.go(TestDrive.GAS_RIGHT, 20).yawRate()).isCloseTo(after60, withPercentage(2));
    }

    @Test
    void reversesAndClimbs() {
        TestDrive reverse = TestDrive.atRest(TestDrive.ROAD).go(TestDrive.BRAKE, 300);
        double sin = Math.sin(Math.toRadians(20));
        double cos = Math.cos(Math.toRadians(20));
        SurfaceMesh ramp = new MeshBuilder().quad(-50, -100 * sin, -100 * cos, -50, 300 * sin, 300 * cos,
                50, 300 * sin, 300 * cos, 50, -100 * sin, -100 * cos, 16).build();
        TestDrive climb = TestDrive.placed(new Pose(new Vec3(0, 0.005f, 0), new Vec3(1, 0, 0),
                new Vec3(0, (float) cos, (float) -sin), new Vec3(0, (float) sin, (float) cos)), ramp);
        for (int wheel = 0; wheel < 4; wheel++) {
            climb.car.setWheelAbsorb(wheel, 0.0125f);
            climb.car.setWheelContact(wheel, true);
        }
        climb.go(TestDrive.GAS, 200);

        assertThat(reverse.car.localVelocity(2)).isCloseTo(-24.7f, within(0.2f));
        assertThat(reverse.car.gear()).isZero();
        assertThat(climb.kmh()).isCloseTo(40, within(1.2));
    }

    @Test
    void slidesWithTheWheelsThatTheGameLetsSlide() {
        TestDrive braking = TestDrive.at(100, TestDrive.ROAD);
        double[] yaw = {1.29, 1.65, 1.66, 1.55};
        double[] kmh = {84.6, 71.4, 60.0, 50.2};
        for (int i = 0; i < 4; i++) {
            braking.go(TestDrive.BRAKE_RIGHT, 20);
            assertThat(braking.yawRate()).isCloseTo(yaw[i], withPercentage(2));
            assertThat(braking.speedKmh()).isCloseTo(kmh[i], withPercentage(2));
            assertThat(braking.car.wheelSliding(0) && braking.car.wheelSliding(1)).isTrue();
            assertThat(braking.car.wheelSliding(2) || braking.car.wheelSliding(3)).isFalse();
        }

        TestDrive tapped = TestDrive.at(300, TestDrive.ROAD).go(TestDrive.GAS_RIGHT, 30)
                .go(new CarInputs(true, true, 1), 20).go(TestDrive.GAS_RIGHT, 20);
        assertThat(tapped.car.localVelocity(0)).isCloseTo(4.67f, withPercentage(3));
        assertThat(tapped.car.wheelSliding(0) && tapped.car.wheelSliding(3)).isTrue();
        tapped.go(TestDrive.GAS_RIGHT, 20);
        assertThat(tapped.car.localVelocity(0)).isCloseTo(2.68f, withPercentage(3));
        tapped.go(TestDrive.GAS_RIGHT, 20);
        assertThat(tapped.car.localVelocity(0)).isCloseTo(0.85f, withPercentage(3));
        assertThat(tapped.car.wheelSliding(2) || tapped.car.wheelSliding(3)).isFalse();
        assertThat(tapped.yawRate()).isCloseTo(0.88, withPercentage(2));
    }

    @Test
    void landsSoftly() {
        TestDrive drive = TestDrive.at(108, TestDrive.ROAD);
        drive.car.setPosition(new Vec3(0, 3, 0));
        for (int wheel = 0; wheel < 4; wheel++) {
            drive.car.setWheelAbsorb(wheel, CarState.FREE_WHEEL_ABSORB);
        }
        int ticks = 0;
        do {
            drive.go(TestDrive.GAS, 1);
            ticks++;
        } while (!drive.car.isOnGround());
        double low = drive.car.position(1);
        double rebound = 0;
        for (int i = 0; i < 100; i++) {
            drive.go(TestDrive.GAS, 1);
            low = Math.min(low, drive.car.position(1));
            rebound = Math.max(rebound, drive.car.position(1) - low);
        }

        assertThat(ticks).isBetween(47, 49);
        assertThat(rebound).isLessThan(0.03);
    }

    /** The car begins 2 km/h below the tabulated speed, which it has about when it meets the wall. */
    @ParameterizedTest
    @CsvSource({"10, 110, 104, 100, 100, 112, 1.7", "30, 100.5, 79, 68, 67, 83, 3.1",
        "30, 201, 167, 158, 144, 144, 5.4"})
    void scrapesAlongWalls(double degrees, double kmh, double after50, double after200, double after500,
            double after1000, double yawRate) {
        TestDrive drive = TestDrive.at(kmh, wall(degrees));
        while (!drive.car.hasSideContact() && !drive.car.hasBodyContact()) {
            drive.go(TestDrive.GAS, 1);
        }
        drive.go(TestDrive.GAS, 6);
        double yaw = -drive.yawRate();
        double[] speeds = new double[4];
        speeds[0] = drive.speedKmh();
        speeds[1] = drive.go(TestDrive.GAS, 15).speedKmh();
        speeds[2] = drive.go(TestDrive.GAS, 30).speedKmh();
        speeds[3] = drive.go(TestDrive.GAS, 50).speedKmh();

        assertThat(yaw).isCloseTo(yawRate, withPercentage(8));
        assertThat(speeds[0]).isCloseTo(after50, withPercentage(5));
        assertThat(speeds[1]).isCloseTo(after200, withPercentage(5));
        assertThat(speeds[2]).isCloseTo(after500, withPercentage(7));
        assertThat(speeds[3]).isCloseTo(after1000, withPercentage(5));
        assertThat(drive.yawRate()).isCloseTo(0, within(0.02));
        assertThat(drive.car.rotation(1, 1)).isGreaterThan(0.99f);
    }

    @Test
    void stopsAtAWallAhead() {
        TestDrive drive = TestDrive.at(100, wall(90));
        while (!drive.car.hasSideContact() && !drive.car.hasBodyContact()) {
            drive.go(TestDrive.GAS, 1);
        }

        assertThat(drive.go(TestDrive.GAS, 5).speedKmh()).isLessThan(3);
    }

    /** A wall to the right, at an angle to the car's way, which meets it 8 m ahead. */
    private static SurfaceMesh wall(double degrees) {
        double dx = 300 * Math.sin(Math.toRadians(degrees));
        double dz = 300 * Math.cos(Math.toRadians(degrees));
        return TestDrive.road()
                .quad(-dx, -5, 8 - dz, -dx, 10, 8 - dz, dx, 10, 8 + dz, dx, -5, 8 + dz, 16).build();
    }

    @Test
    void isPushedByTurboPadsAlongTheirDirection() {
        MeshBuilder along = strips(1);
        TestDrive pushed = TestDrive.at(116, along.build()).go(TestDrive.GAS, 50);
        TestDrive held = TestDrive.at(116, strips(-1).build()).go(TestDrive.GAS, 50);

        assertThat(pushed.kmh()).isCloseTo(206, withPercentage(2));
        assertThat(held.kmh()).isLessThan(60);
    }

    private static MeshBuilder strips(double heading) {
        return new MeshBuilder().quad(-30, 0, -100, -30, 0, 3.3, 30, 0, 3.3, 30, 0, -100, 16)
                .heading(0, 0, heading).quad(-30, 0, 3.3, -30, 0, 6.6, 30, 0, 6.6, 30, 0, 3.3, 7)
                .heading(0, 0, 0).quad(-30, 0, 6.6, -30, 0, 600, 30, 0, 600, 30, 0, 6.6, 16);
    }
}
