package tmnf.capture.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tmnf.gbx.model.Vec3;

/** A JSON object of a dataset, read with types; its errors name file and place. */
final class StoredFields {

    private static final String ADVICE = "Capture the replay again, or remove its folder.";

    private final Object file;
    private final String place;
    private final Map<String, ?> values;

    StoredFields(Object file, String place, Map<String, ?> values) {
        this.file = file;
        this.place = place;
        this.values = values;
    }

    /** Whether the key is there and not null. */
    boolean has(String key) {
        return values.get(key) != null;
    }

    DatasetException broken(String key, String rule) {
        return new DatasetException(file, place, "\"" + key + "\" " + rule, ADVICE);
    }

    private Object get(String key) throws DatasetException {
        Object value = values.get(key);
        if (value == null) {
            throw broken(key, values.containsKey(key) ? "is null" : "is missing");
        }
        return value;
    }

    String text(String key) throws DatasetException {
        if (get(key) instanceof String text) {
            return text;
        }
        throw broken(key, "is no text");
    }

    boolean flag(String key) throws DatasetException {
        if (get(key) instanceof Boolean flag) {
            return flag;
        }
        throw broken(key, "is neither true nor false");
    }

    int integer(String key) throws DatasetException {
        return integer(key, get(key));
    }

    private int integer(String key, Object value) throws DatasetException {
        if (value instanceof Integer number) {
            return number;
        }
        if (value instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        // Python tools write whole numbers as 1200.0 now and then.
        if (value instanceof Double number && number == Math.rint(number)
                && Math.abs(number) <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw broken(key, "is no whole number of 32 bits");
    }

    long whole(String key) throws DatasetException {
        return get(key) instanceof Long number ? number : integer(key);
    }

    int tick(String key) throws DatasetException {
        int value = integer(key);
        if (value % FrameSchedule.TICK_MS != 0) {
            throw broken(key, "is no multiple of 10");
        }
        return value;
    }

    double number(String key) throws DatasetException {
        if (get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw broken(key, "is no number");
    }

    List<?> list(String key) throws DatasetException {
        if (get(key) instanceof List<?> list) {
            return list;
        }
        throw broken(key, "is no list");
    }

    List<Integer> integers(String key) throws DatasetException {
        List<Integer> numbers = new ArrayList<>();
        for (Object value : list(key)) {
            numbers.add(integer(key, value));
        }
        return numbers;
    }

    List<Float> floats(String key, int count) throws DatasetException {
        List<?> list = list(key);
        if (list.size() != count) {
            throw broken(key, "has " + list.size() + " numbers instead of " + count);
        }
        List<Float> numbers = new ArrayList<>(count);
        for (Object value : list) {
            if (!(value instanceof Number number)) {
                throw broken(key, "has an element that is no number");
            }
            numbers.add(number.floatValue());
        }
        return numbers;
    }

    Vec3 vector(String key) throws DatasetException {
        List<Float> numbers = floats(key, 3);
        return new Vec3(numbers.get(0), numbers.get(1), numbers.get(2));
    }

    @SuppressWarnings("unchecked")
    StoredFields object(String key) throws DatasetException {
        if (get(key) instanceof Map<?, ?> map) {
            return new StoredFields(file, place + ", \"" + key + "\"", (Map<String, ?>) map);
        }
        throw broken(key, "is no object");
    }

    /** The keys that are not among the known ones. */
    Map<String, Object> without(Set<String> known) {
        Map<String, Object> rest = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                rest.put(key, value);
            }
        });
        return rest;
    }
}
