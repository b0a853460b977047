package tmnf.tminterface.sim.physics;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.state.Engine;
import tmnf.tminterface.state.HmsDyna;
import tmnf.tminterface.state.HmsDynaState;
import tmnf.tminterface.state.RealTimeState;
import tmnf.tminterface.state.SceneVehicleCar;
import tmnf.tminterface.state.SceneVehicleCarState;
import tmnf.tminterface.state.SimStateData;

/**
 * The place of a car in a simulation state. What has a name there is written to it and read from it, so that
 * who changes a field changes the car. The rest is in the first bytes of {@code dyna.rest}, 4 bytes each,
 * little-endian:
 *
 * <pre>
 * offset  type        content
 * 0       uint32      mark: {@value #MARK}; without it the rest is taken as after a reset
 * 4       float32     seconds until the gearbox may change again
 * 8       float32     target rpm
 * 12      float32     gravity scale of the next sub-step
 * 16      float32     air drag of the next sub-step
 * 20      float32[3]  remembered angular velocity of the air control, car axes
 * 32      float32[3]  centre of a donut, world
 * 44      float32[3]  ground normal of a donut, car axes
 * 56      float32     radius of a donut
 * 60      bool32      slip flag of the last tick
 * 64      int32       race time of the air control's memory, ms
 * 68      int32       race time at which a burn-out began, ms
 * 72      int32       race time at which its exit began, ms
 * 76      int32       direction of a donut, -1, 0 or 1
 * 80      bool32      any contact in the last tick
 * 84      bool32      contact of the body in the last tick
 * 88      4 x 32      a wheel: float32 pending absorb, float32[3] sum of contact normals (car axes),
 *                     float32[3] contact point (car axes), float32 cosine to a turbo pad's direction
 * 216                 end; the bytes behind are left alone
 * </pre>
 *
 * <p>Derived fields (local speeds, the sliding flag of the car, both other copies of the body, the copies for
 * the display) are written and not read.
 */
final class CarStateBytes {

    /** "car1". */
    static final int MARK = 0x31726163;
    /** Bytes of {@code dyna.rest} that are in use. */
    static final int LENGTH = 216;

    private static final int[] REST_NUMBERS = {
        CarSlots.SHIFT_COOLDOWN, CarSlots.TARGET_RPM, CarSlots.GRAVITY_SCALE, CarSlots.AIR_DRAG,
        CarSlots.AIR_MEMORY, CarSlots.AIR_MEMORY + 1, CarSlots.AIR_MEMORY + 2,
        CarSlots.DONUT_CENTRE, CarSlots.DONUT_CENTRE + 1, CarSlots.DONUT_CENTRE + 2,
        CarSlots.DONUT_NORMAL, CarSlots.DONUT_NORMAL + 1, CarSlots.DONUT_NORMAL + 2, CarSlots.DONUT_RADIUS};
    private static final int[] REST_INTEGERS = {
        CarSlots.SLIP, CarSlots.AIR_MEMORY_MS, CarSlots.BURN_START, CarSlots.BURN_EXIT,
        CarSlots.BURN_DIRECTION, CarSlots.ANY_CONTACT, CarSlots.BODY_CONTACT};
    /** Pending absorb, normal, point and cosine follow each other. */
    private static final int WHEEL_REST = CarSlots.PENDING;
    private static final int WHEEL_REST_LENGTH = 8;
    private static final float MAX_RPM = 11000;
    private static final float[] INVERSE_INERTIA = {0.48f, 0, 0, 0, 0.48f, 0, 0, 0, 1.2f};

    private CarStateBytes() {}

    static void write(CarState car, SimStateData state) {
        HmsDyna dyna = state.dyna();
        writeBody(car, dyna.previousState());
        writeBody(car, dyna.currentState());
        writeBody(car, dyna.tempState());
        for (int wheel = 0; wheel < CarState.WHEELS; wheel++) {
            writeWheel(car, wheel, state);
        }
        writeVehicle(car, state.sceneMobil());
        byte[] rest = dyna.rest();
        writeRest(car, ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN));
        dyna.setRest(rest);
    }

    static void read(CarState car, SimStateData state) {
        car.reset();
        ByteBuffer rest = ByteBuffer.wrap(state.dyna().rest()).order(ByteOrder.LITTLE_ENDIAN);
        if (rest.getInt() == MARK) {
            readRest(car, rest);
        }
        readBody(car, state.dyna().currentState());
        for (int wheel = 0; wheel < CarState.WHEELS; wheel++) {
            readWheel(car, wheel, state.wheel(wheel).realTimeState());
        }
        readVehicle(car, state.sceneMobil());
    }

    private static void writeBody(CarState car, HmsDynaState body) {
        body.setQuat(car.quaternion());
        for (int axis = 0; axis < 3; axis++) {
            body.setPosition(axis, car.position(axis));
            body.setLinearSpeed(axis, car.velocity(axis));
            body.setNotTweakedLinearSpeed(axis, car.velocity(axis));
            body.setAngularSpeed(axis, car.angularVelocity(axis));
        }
        body.setInverseInertiaTensor(INVERSE_INERTIA);
    }

    private static void readBody(CarState car, HmsDynaState body) {
        car.setQuaternion(body.quat());
        for (int axis = 0; axis < 3; axis++) {
            car.numbers[CarSlots.POSITION + axis] = body.position(axis);
            car.numbers[CarSlots.VELOCITY + axis] = body.linearSpeed(axis);
            car.numbers[CarSlots.ANGULAR_VELOCITY + axis] = body.angularSpeed(axis);
        }
    }

    private static void writeWheel(CarState car, int wheel, SimStateData state) {
        state.wheel(wheel).setSteerable(wheel < 2);
        state.wheel(wheel).setOffsetFromVehicle(Tuning.wheelOffset(wheel));
        RealTimeState live = state.wheel(wheel).realTimeState();
        live.setDamperAbsorb(car.wheelAbsorb(wheel));
        live.setField4(car.numbers[CarSlots.wheel(wheel, CarSlots.DAMPER_SPEED)]);
        live.setHasGroundContact(car.wheelContact(wheel));
        live.setNbGroundContacts(car.wheelContact(wheel) ? 1 : 0);
        live.setContactMaterialId(car.wheelMaterial(wheel));
        live.setIsSliding(car.wheelSliding(wheel));
    }

    private static void readWheel(CarState car, int wheel, RealTimeState live) {
        car.setWheelAbsorb(wheel, live.damperAbsorb());
        car.numbers[CarSlots.wheel(wheel, CarSlots.DAMPER_SPEED)] = live.field4();
        car.integers[CarSlots.wheelInteger(wheel, CarSlots.CONTACT)] = live.hasGroundContact() ? 1 : 0;
        car.setWheelMaterial(wheel, live.contactSurface());
        car.setWheelSliding(wheel, live.isSliding());
    }

    private static void writeVehicle(CarState car, SceneVehicleCar vehicle) {
        vehicle.setInputGas(car.gas() ? 1 : 0);
        vehicle.setInputBrake(car.brake() ? 1 : 0);
        vehicle.setInputSteer(car.steerWanted());
        vehicle.setTurningRate(car.steerFiltered());
        vehicle.setMaxLinearSpeed((float) Tuning.MAX_SPEED);
        vehicle.setGearboxState(car.gearboxState());
        vehicle.setHasAnyLateralContact(car.hasSideContact());
        vehicle.setLastHasAnyLateralContactTime(car.lastSideContactMs());
        vehicle.setTurboBoostFactor(car.turboFactor());
        vehicle.setTurboType(car.integers[CarSlots.TURBO_TYPE]);
        vehicle.setLastTurboTypeChangeTime(car.integers[CarSlots.TURBO_START]);
        vehicle.setLastTurboTime(car.integers[CarSlots.TURBO_END]);
        vehicle.setIsFreewheeling(car.isFreeWheeling());
        vehicle.setIsSliding(car.isSliding());
        vehicle.setBurnoutState(car.burnOutPhase());
        vehicle.setCurrentLocalSpeed(
                new Vec3(car.localVelocity(0), car.localVelocity(1), car.localVelocity(2)));
        for (int axis = 0; axis < 3; axis++) {
            vehicle.setTotalCentralForceAdded(axis, car.numbers[CarSlots.LAST_FORCE + axis]);
        }
        Engine engine = vehicle.engine();
        engine.setMaxRpm(MAX_RPM);
        engine.setActualRpm(car.rpm());
        engine.setClampedRpm(car.rpm());
        engine.setSlideFactor(car.numbers[CarSlots.SLIP_FACTOR]);
        engine.setRearGear(car.integers[CarSlots.REVERSE]);
        engine.setGear(car.gear());
        writeDisplay(car, vehicle.syncVehicleState());
        writeDisplay(car, vehicle.asyncVehicleState());
    }

    private static void readVehicle(CarState car, SceneVehicleCar vehicle) {
        car.integers[CarSlots.GAS] = vehicle.inputGas() != 0 ? 1 : 0;
        car.integers[CarSlots.BRAKE] = vehicle.inputBrake() != 0 ? 1 : 0;
        car.numbers[CarSlots.STEER_WANTED] = vehicle.inputSteer();
        car.numbers[CarSlots.STEER_FILTERED] = vehicle.turningRate();
        car.setGearboxState(vehicle.gearboxState());
        car.integers[CarSlots.SIDE_CONTACT] = vehicle.hasAnyLateralContact() ? 1 : 0;
        car.integers[CarSlots.SIDE_CONTACT_MS] = vehicle.lastHasAnyLateralContactTime();
        car.numbers[CarSlots.TURBO_FACTOR] = vehicle.turboBoostFactor();
        car.integers[CarSlots.TURBO_TYPE] = vehicle.turboType();
        car.integers[CarSlots.TURBO_START] = vehicle.lastTurboTypeChangeTime();
        car.integers[CarSlots.TURBO_END] = vehicle.lastTurboTime();
        car.setFreeWheeling(vehicle.isFreewheeling());
        car.integers[CarSlots.BURN_PHASE] = vehicle.burnoutState();
        for (int axis = 0; axis < 3; axis++) {
            car.numbers[CarSlots.LAST_FORCE + axis] = vehicle.totalCentralForceAdded(axis);
        }
        Engine engine = vehicle.engine();
        car.setRpm(engine.actualRpm());
        car.numbers[CarSlots.SLIP_FACTOR] = engine.slideFactor();
        car.setReverse(engine.rearGear() != 0);
        car.setGear(engine.gear());
    }

    private static void writeDisplay(CarState car, SceneVehicleCarState display) {
        display.setSpeedForward(car.localVelocity(2));
        display.setSpeedSideward(car.localVelocity(0));
        display.setInputSteer(car.steerWanted());
        display.setInputGas(car.gas() ? 1 : 0);
        display.setInputBrake(car.brake() ? 1 : 0);
        display.setIsTurbo(car.isTurbo());
        display.setRpm(car.rpm());
        display.setGearboxState(car.gearboxState());
    }

    private static void writeRest(CarState car, ByteBuffer rest) {
        rest.putInt(MARK);
        for (int slot : REST_NUMBERS) {
            rest.putInt(Float.floatToRawIntBits(car.numbers[slot]));
        }
        for (int slot : REST_INTEGERS) {
            rest.putInt(car.integers[slot]);
        }
        for (int wheel = 0; wheel < CarState.WHEELS; wheel++) {
            for (int i = 0; i < WHEEL_REST_LENGTH; i++) {
                float number = car.numbers[CarSlots.wheel(wheel, WHEEL_REST + i)];
                rest.putInt(Float.floatToRawIntBits(number));
            }
        }
    }

    private static void readRest(CarState car, ByteBuffer rest) {
        for (int slot : REST_NUMBERS) {
            car.numbers[slot] = Float.intBitsToFloat(rest.getInt());
        }
        for (int slot : REST_INTEGERS) {
            car.integers[slot] = rest.getInt();
        }
        for (int wheel = 0; wheel < CarState.WHEELS; wheel++) {
            for (int i = 0; i < WHEEL_REST_LENGTH; i++) {
                car.numbers[CarSlots.wheel(wheel, WHEEL_REST + i)] = Float.intBitsToFloat(rest.getInt());
            }
        }
    }
}
