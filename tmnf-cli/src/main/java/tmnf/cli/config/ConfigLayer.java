package tmnf.cli.config;

import java.util.Map;
import java.util.Objects;

/**
 * One source of configured values.
 *
 * @param name what it is, for people: {@code environment}, {@code .env}, {@code file}, {@code user file}
 * @param place the file, or an empty text for the environment
 * @param values key to value
 */
public record ConfigLayer(String name, String place, Map<String, Value> values) {

    /** Name of what the program itself brings along. */
    public static final String BUILT_IN = "built-in";

    public ConfigLayer {
        Objects.requireNonNull(name, "name");
        values = Map.copyOf(values);
    }

    /**
     * A configured value.
     *
     * @param text as picocli wants it: lists are separated by commas
     * @param layer name of the layer
     * @param origin variable, or file and line
     */
    public record Value(String text, String layer, String origin) {
    }
}
