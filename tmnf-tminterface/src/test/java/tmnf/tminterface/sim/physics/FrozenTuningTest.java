package tmnf.tminterface.sim.physics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/**
 * Agents are compared by what they do with this car. Who changes a constant says so in the change log and
 * writes the new hash here.
 */
class FrozenTuningTest {

    @Test
    void theConstantsOfTheCarAreTheSameForEver() throws IllegalAccessException {
        StringBuilder all = new StringBuilder();
        Field[] fields = Tuning.class.getDeclaredFields();
        Arrays.sort(fields, Comparator.comparing(Field::getName));
        for (Field field : fields) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                field.setAccessible(true);
                all.append(field.getName()).append('=').append(text(field.get(null))).append('\n');
            }
        }

        assertThat(fields.length).isGreaterThan(50);
        assertThat(Integer.toHexString(all.toString().hashCode())).isEqualTo("2f46ecbb");
    }

    private static String text(Object value) {
        if (value instanceof double[] numbers) {
            return Arrays.toString(numbers);
        }
        if (value instanceof Curve curve) {
            StringBuilder samples = new StringBuilder();
            for (double x = -200; x <= 1000; x += 0.25) {
                samples.append(curve.at(x)).append(' ');
            }
            return samples.toString();
        }
        return String.valueOf(value);
    }
}
