package tmnf.tminterface.observation;

import java.util.Objects;

/**
 * Actions as vectors of numbers per key, which a network with one output for each key learns: first all
 * numbers of accelerate, then those of brake, left and right; one number for each key, or n.
 */
public final class ActionVectors {

    /** From here on a key counts as pressed. */
    public static final float PRESSED = 0.5f;

    /** NumPy's defaults for comparing arrays. */
    private static final double RELATIVE = 1e-5;

    private static final double ABSOLUTE = 1e-8;

    private ActionVectors() {}

    /** A vector of {@code 4 n} zeros and ones. */
    public static float[] of(Action action, int numbersPerKey) {
        if (numbersPerKey < 1) {
            throw new IllegalArgumentException("numbersPerKey must be at least 1, is " + numbersPerKey);
        }
        float[] vector = new float[Math.multiplyExact(Action.KEYS, numbersPerKey)];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = action.key(i / numbersPerKey) ? 1 : 0;
        }
        return vector;
    }

    /**
     * The keys that a vector presses: those with a number of at least {@value #PRESSED}.
     *
     * @throws IllegalArgumentException when the length is no multiple of 4
     */
    public static Action pressed(float[] vector) {
        int numbersPerKey = numbersPerKey(vector);
        boolean[] keys = new boolean[Action.KEYS];
        for (int i = 0; i < vector.length; i++) {
            keys[i / numbersPerKey] |= vector[i] >= PRESSED;
        }
        return new Action(keys[0], keys[1], keys[2], keys[3]);
    }

    /**
     * The action whose vector equals this one within NumPy's tolerance, else the one with the smallest sum of
     * absolute differences, the first of several.
     *
     * @throws IllegalArgumentException when the length is no multiple of 4, or a number is none
     */
    public static int index(float[] vector) {
        int numbersPerKey = numbersPerKey(vector);
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int index = 0; index < ActionIndex.COUNT; index++) {
            Action action = ActionIndex.action(index);
            double sum = 0;
            boolean close = true;
            for (int i = 0; i < vector.length; i++) {
                double wanted = action.key(i / numbersPerKey) ? 1 : 0;
                double difference = Math.abs(vector[i] - wanted);
                sum += difference;
                close &= difference <= ABSOLUTE + RELATIVE * wanted;
            }
            if (close) {
                return index;
            }
            if (sum < least) {
                least = sum;
                best = index;
            }
        }
        if (best < 0) {
            throw new IllegalArgumentException("the vector of an action holds a number that is not finite");
        }
        return best;
    }

    private static int numbersPerKey(float[] vector) {
        Objects.requireNonNull(vector);
        if (vector.length == 0 || vector.length % Action.KEYS != 0) {
            throw new IllegalArgumentException(
                    "the vector of an action has a multiple of 4 numbers, not " + vector.length);
        }
        return vector.length / Action.KEYS;
    }
}
