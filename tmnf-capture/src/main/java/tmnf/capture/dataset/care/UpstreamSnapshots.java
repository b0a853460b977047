package tmnf.capture.dataset.care;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Which snapshots the Python tool turns into an observation: what NumPy takes as numbers. */
final class UpstreamSnapshots {

    private static final int ORIENTATION_NUMBERS = 9;
    private static final int NOT_REGULAR = -1;

    private UpstreamSnapshots() {
    }

    static boolean isGood(Map<String, ?> meta) {
        if (meta.containsKey("orientation_flat")
                && count(meta.get("orientation_flat")) != ORIENTATION_NUMBERS) {
            return false;
        }
        for (String key : List.of("velocity", "angular_velocity", "gear_and_wheels",
                "zone_centers_in_car_frame")) {
            if (meta.containsKey(key) && count(meta.get(key)) == NOT_REGULAR) {
                return false;
            }
        }
        for (String key : List.of("margin", "is_freewheeling")) {
            if (meta.containsKey(key) && number(meta.get(key)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** What Python's {@code float} makes of it. */
    static OptionalDouble number(Object value) {
        if (value instanceof Number number) {
            return OptionalDouble.of(number.doubleValue());
        }
        if (value instanceof Boolean flag) {
            return OptionalDouble.of(flag ? 1 : 0);
        }
        return value instanceof String text ? parsed(text) : OptionalDouble.empty();
    }

    private static OptionalDouble parsed(String text) {
        try {
            boolean javaOnly = text.matches(".*[dDfFxX].*");
            return javaOnly ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Numbers in a regular array of any depth, or alone; null counts as one, NumPy makes it NaN. */
    private static int count(Object value) {
        List<Integer> shape = shape(value);
        return shape == null ? NOT_REGULAR : shape.stream().reduce(1, (a, b) -> a * b);
    }

    /** Lengths from the outermost list inwards; null if it is no regular array of numbers. */
    private static List<Integer> shape(Object value) {
        if (!(value instanceof List<?> list)) {
            return value == null || number(value).isPresent() ? List.of() : null;
        }
        List<Integer> inner = list.isEmpty() ? List.of() : shape(list.get(0));
        for (Object element : list) {
            List<Integer> other = shape(element);
            if (other == null || !other.equals(inner)) {
                return null;
            }
        }
        List<Integer> shape = new ArrayList<>(List.of(list.size()));
        shape.addAll(inner);
        return shape;
    }
}
