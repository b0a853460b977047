package tmnf.tminterface.observation;

import java.util.List;
import java.util.Map;
import tmnf.tminterface.observation.SnapshotException.Reason;

/** Takes checked numbers out of a decoded JSON object. */
final class SnapshotFields {

    private final String label;
    private final Map<String, ?> fields;

    SnapshotFields(String label, Map<String, ?> fields) {
        this.label = label;
        this.fields = fields;
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** Exactly {@code count} numbers; one may stand alone. */
    float[] numbers(String field, int count) throws SnapshotException {
        float[] numbers = numbers(field);
        if (numbers.length != count) {
            throw new SnapshotException(label, field, Reason.WRONG_LENGTH, "has " + numbers.length
                    + " numbers, " + count + " are needed; was it stored with another configuration?");
        }
        return numbers;
    }

    /** However many numbers there are. */
    float[] numbers(String field) throws SnapshotException {
        Object value = present(field);
        if (value instanceof Number number) {
            return new float[] {checked(field, number)};
        }
        if (!(value instanceof List<?> list)) {
            throw new SnapshotException(label, field, Reason.NOT_A_NUMBER, "is no list of numbers");
        }
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = checked(field, list.get(i));
        }
        return numbers;
    }

    float number(String field) throws SnapshotException {
        return checked(field, present(field));
    }

    int integer(String field, int absent) throws SnapshotException {
        if (!has(field)) {
            return absent;
        }
        number(field);
        return fields.get(field) instanceof Number whole ? whole.intValue() : absent;
    }

    private Object present(String field) throws SnapshotException {
        if (!has(field)) {
            throw new SnapshotException(
                    label, field, Reason.MISSING,
                    "is missing; capture the drive again or leave the frame out");
        }
        return fields.get(field);
    }

    private float checked(String field, Object value) throws SnapshotException {
        float number;
        if (value instanceof Number n) {
            number = n.floatValue();
        } else if (value instanceof Boolean b) {
            number = b ? 1 : 0;
        } else {
            throw new SnapshotException(label, field, Reason.NOT_A_NUMBER, "holds no number but " + value);
        }
        if (!Float.isFinite(number)) {
            throw new SnapshotException(label, field, Reason.NOT_FINITE, "holds " + value);
        }
        return number;
    }
}
