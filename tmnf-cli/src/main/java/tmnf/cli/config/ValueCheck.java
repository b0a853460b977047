package tmnf.cli.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Checks a configured text against the type of its option, so that the error can name the place of the text.
 */
final class ValueCheck {

    private ValueCheck() {
    }

    /** What is wrong with the text, as the end of a sentence; empty when nothing is. */
    static String problem(OptionSpec option, String text) {
        if (!option.isMultiValue()) {
            return problem(option, elementType(option), text);
        }
        boolean split = !option.splitRegex().isEmpty();
        for (String part : split ? text.split(option.splitRegex()) : new String[] {text}) {
            String problem = problem(option, elementType(option), part);
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        return "";
    }

    private static Class<?> elementType(OptionSpec option) {
        return option.auxiliaryTypes().length > 0 ? option.auxiliaryTypes()[0] : option.type();
    }

    private static String problem(OptionSpec option, Class<?> type, String text) {
        String quoted = "'" + text + "' is ";
        if (option.converters().length > 0) {
            return convert(option.converters()[0], text);
        }
        if (type.isEnum()) {
            boolean known = Arrays.stream(type.getEnumConstants())
                    .anyMatch(constant -> constant.toString().equalsIgnoreCase(text)
                            || ((Enum<?>) constant).name().equalsIgnoreCase(text));
            return known ? "" : quoted + "none of " + choices(type);
        }
        if (type == boolean.class || type == Boolean.class) {
            boolean known = text.toLowerCase(Locale.ROOT).matches("true|false");
            return known ? "" : quoted + "neither true nor false";
        }
        try {
            if (type == int.class || type == Integer.class) {
                Integer.decode(text);
            } else if (type == long.class || type == Long.class) {
                Long.decode(text);
            } else if (type == double.class || type == Double.class || type == float.class
                    || type == Float.class) {
                Double.parseDouble(text);
            }
            return "";
        } catch (NumberFormatException e) {
            boolean whole = type.getSimpleName().matches("(?i)int|integer|long");
            return quoted + (whole ? "no whole number" : "no number");
        }
    }

    private static String convert(ITypeConverter<?> converter, String text) {
        try {
            converter.convert(text);
            return "";
        } catch (Exception e) { // the interface allows any
            return "'" + text + "' does not fit: " + e.getMessage();
        }
    }

    /** The values of an enum as the user types them. */
    static String choices(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
    }
}
