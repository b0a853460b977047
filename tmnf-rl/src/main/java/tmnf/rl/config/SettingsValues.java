package tmnf.rl.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import tmnf.tminterface.observation.Action;

/** Between a value of a file and a component: numbers, truth values, texts, schedules, lists. */
final class SettingsValues {

    private static final String INFINITE = "-inf";

    private SettingsValues() {
    }

    static Object read(Type type, Object usual, Object value, String place) throws SettingsException {
        if (usual instanceof Optional) {
            return value == null ? Optional.empty() : Optional.of(text(value, place));
        }
        if (usual instanceof OptionalDouble) {
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(number(value, place));
        }
        if (usual instanceof List) {
            return list(((ParameterizedType) type).getActualTypeArguments()[0], value, place);
        }
        if (usual instanceof Map) {
            return sections(value, place);
        }
        if (usual instanceof Schedule schedule) {
            return schedule(schedule.kind(), value, place);
        }
        if (usual instanceof Staircase<?> stairs) {
            return staircase(stairs, value, place);
        }
        if (usual instanceof Record section) {
            if (value == null) {
                return section;
            }
            if (!(value instanceof Map<?, ?> map)) {
                throw wrong(place, value, "keys with values");
            }
            return SettingsMap.read(section, map, place + ".");
        }
        return scalar(usual, value, place);
    }

    private static Map<String, Object> sections(Object value, String place) throws SettingsException {
        Map<String, Object> read = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> read.put(String.valueOf(key), each));
        } else if (value != null) {
            throw wrong(place, value, "sections with keys");
        }
        return read;
    }

    private static Object scalar(Object usual, Object value, String place) throws SettingsException {
        if (usual instanceof Boolean) {
            if (value instanceof Boolean) {
                return value;
            }
            throw wrong(place, value, "true or false");
        }
        if (usual instanceof String) {
            return text(value, place);
        }
        if (usual instanceof Double) {
            return number(value, place);
        }
        long whole = whole(value, place);
        if (usual instanceof Long) {
            return whole;
        }
        if (whole != (int) whole) {
            throw wrong(place, value, "a whole number of at most " + Integer.MAX_VALUE);
        }
        return (int) whole;
    }

    private static SettingsException wrong(String place, Object value, String wanted) {
        String shown = value == null ? "nothing" : String.valueOf(value);
        return new SettingsException(place + ": write " + wanted + ", not "
                + (shown.length() > 60 ? shown.substring(0, 60) + "..." : shown));
    }

    private static String text(Object value, String place) throws SettingsException {
        if (value instanceof String || value instanceof Number) {
            return value.toString();
        }
        throw wrong(place, value, "a text");
    }

    /** YAML reads 5e-5 as a text, as it has no dot. */
    private static double number(Object value, String place) throws SettingsException {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            if (text.equals(INFINITE)) {
                return Double.NEGATIVE_INFINITY;
            }
            if (text.matches("[-+]?[0-9_.]+([eE][-+]?[0-9]+)?")) {
                try {
                    return Double.parseDouble(text.replace("_", ""));
                } catch (NumberFormatException e) {
                    throw wrong(place, value, "a number");
                }
            }
        }
        throw wrong(place, value, "a number");
    }

    private static long whole(Object value, String place) throws SettingsException {
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        double number = number(value, place);
        if (number != Math.rint(number) || Math.abs(number) >= 0x1p63) {
            throw wrong(place, value, "a whole number");
        }
        return (long) number;
    }

    private static List<?> elements(Object value, String place) throws SettingsException {
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(place, value, "a list");
    }

    private static List<?> list(Type element, Object value, String place) throws SettingsException {
        List<Object> read = new ArrayList<>();
        for (Object item : elements(value, place)) {
            String where = place + "[" + read.size() + "]";
            if (element == Double.class) {
                read.add(number(item, where));
            } else if (element == String.class) {
                read.add(text(item, where));
            } else {
                read.add(read(element, element == Action.class ? InputSettings.NO_KEY : MapEntry.BLANK, item,
                        where));
            }
        }
        return read;
    }

    private static List<?> pair(Object value, String place, String what) throws SettingsException {
        if (value instanceof List<?> pair && pair.size() == 2) {
            return pair;
        }
        throw wrong(place, value, what);
    }

    private static Schedule schedule(Schedule.Kind kind, Object value, String place)
            throws SettingsException {
        List<Schedule.Point> points = new ArrayList<>();
        for (Object item : elements(value, place)) {
            String where = place + "[" + points.size() + "]";
            List<?> pair = pair(item, where, "[frame, value]");
            points.add(new Schedule.Point(whole(pair.get(0), where), number(pair.get(1), where)));
        }
        try {
            return new Schedule(kind, points);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(place + ": " + e.getMessage());
        }
    }

    private static Staircase<?> staircase(Staircase<?> usual, Object value, String place)
            throws SettingsException {
        boolean sizes = usual.steps().get(0).value() instanceof MemorySize;
        List<Staircase.Step<Object>> steps = new ArrayList<>();
        for (Object item : elements(value, place)) {
            String where = place + "[" + steps.size() + "]";
            List<?> pair = pair(item, where, sizes ? "[frame, [capacity, start]]" : "[frame, text]");
            long frame = whole(pair.get(0), where);
            try {
                steps.add(new Staircase.Step<>(frame, sizes ? size(pair.get(1), where)
                        : text(pair.get(1), where)));
            } catch (IllegalArgumentException e) {
                throw new SettingsException(where + ": " + e.getMessage());
            }
        }
        try {
            return new Staircase<>(steps);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(place + ": " + e.getMessage());
        }
    }

    private static MemorySize size(Object value, String place) throws SettingsException {
        List<?> pair = pair(value, place, "[capacity, transitions before learning starts]");
        return new MemorySize((Integer) scalar(0, pair.get(0), place), (Integer) scalar(0, pair.get(1),
                place));
    }

    /** What a file can hold. */
    static Object write(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(SettingsValues::write).toList();
        }
        if (value instanceof Schedule schedule) {
            return schedule.points().stream().map(point -> Arrays.<Object>asList(point.frame(),
                    point.value()))
                    .toList();
        }
        if (value instanceof Staircase<?> stairs) {
            return stairs.steps().stream()
                    .map(step -> Arrays.asList(step.frame(), step.value() instanceof MemorySize size
                            ? List.of(size.capacity(), size.startLearning()) : step.value()))
                    .toList();
        }
        if (value instanceof Record section) {
            return SettingsMap.write(section);
        }
        return value instanceof Double number && number == Double.NEGATIVE_INFINITY ? INFINITE : value;
    }
}
