package tmnf.tminterface.sim.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.state.SimStateData;
import tmnf.tminterface.state.StateFormatException;

class CarStateTest {

    /** Road, a strip of grass and dirt, a turbo pad, a wall, and a ramp to jump from. */
    private static SurfaceMesh playground() {
        return new MeshBuilder()
                .quad(-40, 0, -100, -40, 0, 300, 10, 0, 300, 10, 0, -100, 16)
                .quad(10, 0, -100, 10, 0, 300, 25, 0, 300, 25, 0, -100, 2)
                .quad(25, 0, -100, 25, 0, 300, 40, 0, 300, 40, 0, -100, 6)
                .quad(-40, 0.01, 20, -40, 0.01, 60, 10, 0.01, 60, 10, 0.01, 20, 7)
                .quad(-6, 0, 60, -6, 3, 75, 6, 3, 75, 6, 0, 60, 16)
                .quad(-40, 3, -100, -40, 3, 300, -40, -1, 300, -40, -1, -100, 4)
                .quad(40, -1, -100, 40, -1, 300, 40, 3, 300, 40, 3, -100, 4).build();
    }

    private static CarInputs random(SplittableRandom random) {
        return new CarInputs(random.nextInt(5) > 0, random.nextInt(4) == 0, random.nextInt(-2, 3) / 2.0);
    }

    @Test
    void continuesBitForBitFromAnyState() throws StateFormatException {
        SurfaceMesh mesh = playground();
        SplittableRandom random = new SplittableRandom(5);
        StadiumCarEngine engine = new StadiumCarEngine();
        CarState car = new CarState();
        engine.place(car, Pose.upright(new Vec3(0, 0.2f, 0), 0.1), 0);
        CarInputs inputs = CarInputs.NONE;
        List<SimStateData> saved = new ArrayList<>();
        List<CarInputs> driven = new ArrayList<>();
        List<CarState> cars = new ArrayList<>();
        for (int tick = 0; tick < 3000; tick++) {
            inputs = tick % 20 == 0 ? random(random) : inputs;
            SimStateData state = SimStateData.blank(1, 1);
            car.write(state);
            saved.add(state);
            driven.add(inputs);
            cars.add(car.copy());
            engine.tick(car, inputs, mesh, 10 * tick);
        }

        assertThat(cars.stream().anyMatch(CarState::isTurbo)).isTrue();
        assertThat(cars.stream().anyMatch(c -> c.burnOutPhase() != 0)).isTrue();
        assertThat(cars.stream().anyMatch(CarState::hasSideContact)).isTrue();
        assertThat(cars.stream().anyMatch(c -> !c.isOnGround())).isTrue();
        for (int i = 0; i < 500; i++) {
            int from = random.nextInt(2900);
            CarState other = new CarState();
            other.read(SimStateData.wrap(saved.get(from).toBytes()));
            assertThat(other).isEqualTo(cars.get(from));
            StadiumCarEngine another = new StadiumCarEngine();
            for (int tick = from; tick < from + 100; tick++) {
                another.tick(other, driven.get(tick), mesh, 10 * tick);
            }
            assertThat(other).isEqualTo(from + 100 < cars.size() ? cars.get(from + 100) : car);
        }
    }

    @Test
    void namedFieldsChangeTheCar() {
        CarState car = TestDrive.at(100, TestDrive.ROAD).car;
        SimStateData state = SimStateData.blank(1, 1);
        car.write(state);

        state.setVelocity(new Vec3(1, 2, 3));
        state.sceneMobil().engine().setGear(4);
        state.wheel(2).realTimeState().setDamperAbsorb(0.1f);
        car.read(state);

        assertThat(car.velocity()).isEqualTo(new Vec3(1, 2, 3));
        assertThat(car.gear()).isEqualTo(4);
        assertThat(car.wheelAbsorb(2)).isEqualTo(0.1f);
    }

    @Test
    void showsWhatAnObservationReads() {
        TestDrive drive = TestDrive.at(100, TestDrive.ROAD).go(TestDrive.BRAKE_RIGHT, 30);
        SimStateData state = SimStateData.blank(1, 1);
        drive.car.write(state);

        assertThat(state.position()).isEqualTo(drive.car.position());
        assertThat(state.rotation(0, 2)).isEqualTo(drive.car.rotation(0, 2));
        assertThat(state.dyna().currentState().angularSpeed(1)).isEqualTo(drive.car.angularVelocity(1));
        assertThat(state.sceneMobil().engine().actualRpm()).isEqualTo(drive.car.rpm()).isPositive();
        assertThat(state.sceneMobil().gearboxState()).isEqualTo(drive.car.gearboxState());
        assertThat(state.sceneMobil().isSliding()).isTrue();
        for (int wheel = 0; wheel < 4; wheel++) {
            assertThat(state.wheel(wheel).realTimeState().hasGroundContact()).isTrue();
            assertThat(state.wheel(wheel).realTimeState().contactMaterialId()).isEqualTo(16);
            assertThat(state.wheel(wheel).realTimeState().isSliding()).isEqualTo(wheel < 2);
            assertThat(state.wheel(wheel).realTimeState().damperAbsorb()).isBetween(0f, 0.1f);
        }
    }

    @Test
    void leavesTheBytesBehindItsOwnAlone() {
        SimStateData state = SimStateData.blank(1, 1);
        byte[] rest = state.dyna().rest();
        rest[CarStateBytes.LENGTH] = 77;
        state.dyna().setRest(rest);

        new CarState().write(state);

        assertThat(state.dyna().rest()[CarStateBytes.LENGTH]).isEqualTo((byte) 77);
    }

    @Test
    void makesDoWithAStateOfSomebodyElse() {
        CarState car = TestDrive.at(100, TestDrive.ROAD).car;

        car.read(SimStateData.blank(2, 1));

        assertThat(car.velocity()).isEqualTo(Vec3.ZERO);
        assertThat(car.lastSideContactMs()).isZero();
    }
}
