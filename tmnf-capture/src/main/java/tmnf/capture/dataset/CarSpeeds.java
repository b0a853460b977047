package tmnf.capture.dataset;

import java.util.List;
import java.util.Map;

import tmnf.tminterface.observation.ObservationSnapshot;

/** The speeds of a snapshot along the car's axes: stored after upstream's keys, which are the world's. */
final class CarSpeeds {

    private CarSpeeds() {
    }

    /** What is stored of a snapshot. */
    static Map<String, Object> append(ObservationSnapshot snapshot, int timeMs) {
        Map<String, Object> map = snapshot.toMap(timeMs);
        float[] toCar = snapshot.field("orientation_flat").orElseThrow();
        float[] linear = snapshot.field("velocity").orElseThrow();
        float[] angular = snapshot.field("angular_velocity").orElseThrow();
        map.putIfAbsent("car_velocity", turned(toCar, linear));
        map.putIfAbsent("car_angular_velocity", turned(toCar, angular));
        return map;
    }

    private static List<Float> turned(float[] rows, float[] vector) {
        return List.of(row(rows, 0, vector), row(rows, 1, vector), row(rows, 2, vector));
    }

    private static float row(float[] rows, int row, float[] vector) {
        return rows[3 * row] * vector[0] + rows[3 * row + 1] * vector[1] + rows[3 * row + 2] * vector[2];
    }
}
