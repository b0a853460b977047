package tmnf.tminterface.observation;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * One entry of the observation's layout: some numbers that belong together.
 *
 * @param name unique in a layout, lower case with underscores
 * @param unit of the numbers, such as {@code m/s}
 * @param source where the game has it, for people
 * @param stored where a stored snapshot has it
 * @param scales mean and deviation of each number, so that the feature has as many numbers as there are
 *     scales
 * @param live takes the numbers from the running game
 */
public record Feature(
        String name, String unit, String source, StoredAs stored, List<Scale> scales, FeatureSource live) {

    /**
     * How a number is normalised: {@code (x - mean) / std}.
     *
     * @param mean what it is on average
     * @param std by how much it varies, above 0
     */
    public record Scale(float mean, float std) {
        public Scale {
            if (!Float.isFinite(mean) || !(std > 0) || !Float.isFinite(std)) {
                throw new IllegalArgumentException("mean " + mean + ", std " + std);
            }
        }

        /** {@code count} times the same. */
        public static List<Scale> repeated(int count, double mean, double std) {
            return Collections.nCopies(count, new Scale((float) mean, (float) std));
        }
    }

    public Feature {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a feature needs a name");
        }
        Objects.requireNonNull(unit);
        Objects.requireNonNull(source);
        Objects.requireNonNull(stored);
        scales = List.copyOf(scales);
        Objects.requireNonNull(live);
    }

    /** How many numbers it has. */
    public int count() {
        return scales.size();
    }
}
