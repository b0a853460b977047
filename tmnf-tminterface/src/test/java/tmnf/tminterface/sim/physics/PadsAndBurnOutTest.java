package tmnf.tminterface.sim.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.mesh.SurfaceMesh;

/** What no ghost of ours shows, by the numbers of sections 4.9 and 4.3 of the physics note. */
class PadsAndBurnOutTest {

    private static final CarInputs BOTH = new CarInputs(true, true, 0);
    /** The drive at 116 km/h. */
    private static final double DRIVE = 11;

    private static SurfaceMesh ground(int material) {
        return new MeshBuilder().quad(-300, 0, -3000, -300, 0, 3000, 300, 0, 3000, 300, 0, -3000, material)
                .build();
    }

    private static float number(TestDrive drive, int slot) {
        return drive.car.numbers[slot];
    }

    private static int integer(TestDrive drive, int slot) {
        return drive.car.integers[slot];
    }

    /** Rolls at 116 km/h until the given time, then gets gas for one tick; the acceleration in that tick. */
    private static double pushAt(TestDrive drive, int startMs) {
        drive.go(CarInputs.NONE, startMs / 10);
        drive.car.setVelocity(new Vec3(0, drive.car.velocity(1), 116 / 3.6f));
        drive.car.setGear(2);
        drive.car.setGearboxState(0);
        drive.car.setRpm(116 / 3.6f * 220);
        double before = drive.car.localVelocity(2);
        drive.go(TestDrive.GAS, 1);
        return (drive.car.localVelocity(2) - before) * 100;
    }

    @ParameterizedTest
    @CsvSource({"7, 5, 250", "26, 20, 100"})
    void padsPushByTheirFactorAndForTheirTime(int material, double factor, int lengthMs) {
        TestDrive drive = TestDrive.atRest(ground(material));

        double push = pushAt(drive, 100);

        assertThat(push).isCloseTo((1 + factor) * DRIVE, withPercentage(3));
        assertThat(number(drive, CarSlots.TURBO_FACTOR)).isCloseTo((float) factor, withPercentage(0.1));
        assertThat(integer(drive, CarSlots.TURBO_END)).isEqualTo(100 + lengthMs);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "560, 1", "580, 1.5", "850, 1.5", "860, 2", "990, 2", "1000, 1"})
    void theRouletteTurnsOnceASecond(int atMs, double share) {
        TestDrive drive = TestDrive.atRest(ground(Material.TURBO_ROULETTE));

        double push = pushAt(drive, atMs);

        assertThat(number(drive, CarSlots.TURBO_FACTOR)).isCloseTo((float) (5 * share), withPercentage(0.1));
        assertThat(integer(drive, CarSlots.TURBO_END)).isEqualTo(atMs + 250);
        // The push of the tick is that of the one before, which a change of the wheel's value shows.
        assertThat(push).isBetween(5.9 * DRIVE, 11.2 * DRIVE);
    }

    @Test
    void aFreeWheelingCarHasNoDriveUntilItIsPlacedAnew() {
        TestDrive drive = TestDrive.at(116, ground(Material.FREE_WHEELING)).go(CarInputs.NONE, 2);
        double before = drive.car.localVelocity(2);

        drive.go(TestDrive.GAS, 100);

        assertThat(before - drive.car.localVelocity(2)).isCloseTo(1, withPercentage(3));
        assertThat(drive.car.isFreeWheeling()).isTrue();
        TestDrive anew = TestDrive.placed(Pose.upright(new Vec3(0, 0.2115f, 0), 0),
                TestDrive.ROAD);
        assertThat(anew.car.isFreeWheeling()).isFalse();
    }

    @Test
    void wheelsSpinForHalfASecondAndThenSlide() {
        TestDrive drive = TestDrive.atRest(TestDrive.ROAD);
        List<Integer> phases = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            drive.go(BOTH, 1);
            phases.add(integer(drive, CarSlots.BURN_PHASE));
        }

        assertThat(phases.subList(0, 50)).containsOnly(BurnOut.SPIN);
        assertThat(phases.subList(50, 60)).containsOnly(BurnOut.EXIT);
        assertThat(drive.car.wheelSliding(0) && drive.car.wheelSliding(3)).isTrue();
    }

    @Test
    void brakeAloneEndsTheSpinAndTheWayOutTakesAHundredAndFiftyMilliseconds() {
        TestDrive drive = TestDrive.atRest(TestDrive.ROAD).go(BOTH, 20);
        assertThat(integer(drive, CarSlots.BURN_PHASE)).isEqualTo(BurnOut.SPIN);

        drive.go(TestDrive.BRAKE, 1);
        assertThat(integer(drive, CarSlots.BURN_PHASE)).isEqualTo(BurnOut.EXIT);
        drive.go(TestDrive.BRAKE, 14);
        assertThat(integer(drive, CarSlots.BURN_PHASE)).isEqualTo(BurnOut.EXIT);
        drive.go(TestDrive.BRAKE, 1);
        assertThat(integer(drive, CarSlots.BURN_PHASE)).isEqualTo(BurnOut.NONE);
    }
}
