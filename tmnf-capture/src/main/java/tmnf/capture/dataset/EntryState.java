package tmnf.capture.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import tmnf.gbx.model.Vec3;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/**
 * Where the car is at a frame and how it moves: {@code state} of an entry. Upstream's documents name it, its
 * files lack it.
 *
 * @param position metres, in the world
 * @param linearSpeed metres per second, in the world
 * @param angularSpeed radians per second, in the world
 * @param carLinearSpeed metres per second, along the car's axes: to the side, up, forward
 * @param carAngularSpeed radians per second, about the car's axes
 * @param displaySpeed what the game shows, km/h
 * @param rotation the matrix from the car's axes to those of the world: 3 rows, one after the other
 * @param cpTimesMs race times of the checkpoints that were passed, in the order of the game's list
 * @param currentCheckpoint number of checkpoints that were passed
 */
public record EntryState(Vec3 position, Vec3 linearSpeed, Vec3 angularSpeed, Vec3 carLinearSpeed,
        Vec3 carAngularSpeed, int displaySpeed, List<Float> rotation, List<Integer> cpTimesMs,
        int currentCheckpoint) {

    private static final int ROTATION = 9;

    /** Checks the matrix and copies the lists. */
    public EntryState {
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(linearSpeed, "linearSpeed");
        Objects.requireNonNull(angularSpeed, "angularSpeed");
        Objects.requireNonNull(carLinearSpeed, "carLinearSpeed");
        Objects.requireNonNull(carAngularSpeed, "carAngularSpeed");
        rotation = List.copyOf(rotation);
        cpTimesMs = List.copyOf(cpTimesMs);
        if (rotation.size() != ROTATION) {
            throw new IllegalArgumentException("a rotation has 9 numbers, not " + rotation.size());
        }
    }

    /** Copies what is stored out of a state. */
    public static EntryState of(SimStateData state) {
        Vec3 linear = state.velocity();
        Vec3 angular = state.has(SimStateData.HAS_DYNA)
                ? state.dyna().currentState().angularSpeed() : Vec3.ZERO;
        float[] rotation = state.rotationMatrix();
        List<Float> rows = new ArrayList<>(ROTATION);
        for (float number : rotation) {
            rows.add(number);
        }
        CheckpointData checkpoints = state.checkpointData();
        List<Integer> times = new ArrayList<>();
        for (int i = 0; i < checkpoints.cpTimesLength(); i++) {
            if (checkpoints.cpTimeMs(i) != CheckpointData.NOT_PASSED) {
                times.add(checkpoints.cpTimeMs(i));
            }
        }
        return new EntryState(state.position(), linear, angular, inCar(rotation, linear),
                inCar(rotation, angular), state.displaySpeed(), rows, times, times.size());
    }

    /**
     * A vector of the world along the car's axes.
     *
     * @param rotation from the car to the world, 9 numbers
     */
    public static Vec3 inCar(float[] rotation, Vec3 world) {
        return new Vec3(
                rotation[0] * world.x() + rotation[3] * world.y() + rotation[6] * world.z(),
                rotation[1] * world.x() + rotation[4] * world.y() + rotation[7] * world.z(),
                rotation[2] * world.x() + rotation[5] * world.y() + rotation[8] * world.z());
    }

    /** What is stored. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("position", numbers(position));
        map.put("linear_speed", numbers(linearSpeed));
        map.put("angular_speed", numbers(angularSpeed));
        map.put("car_linear_speed", numbers(carLinearSpeed));
        map.put("car_angular_speed", numbers(carAngularSpeed));
        map.put("display_speed", displaySpeed);
        map.put("rotation", rotation);
        map.put("cp_times_ms", cpTimesMs);
        map.put("current_checkpoint", currentCheckpoint);
        return map;
    }

    static EntryState read(StoredFields from) throws DatasetException {
        return new EntryState(from.vector("position"), from.vector("linear_speed"),
                from.vector("angular_speed"), from.vector("car_linear_speed"),
                from.vector("car_angular_speed"), from.integer("display_speed"),
                from.floats("rotation", ROTATION), from.integers("cp_times_ms"),
                from.integer("current_checkpoint"));
    }

    static List<Float> numbers(Vec3 vector) {
        return List.of(vector.x(), vector.y(), vector.z());
    }
}
