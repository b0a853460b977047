package tmnf.rl.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Between records of settings and the maps of a file: each component is a key. */
final class SettingsMap {

    private SettingsMap() {
    }

    /** A record with what the map sets; the rest is the usual's. */
    static <R extends Record> R read(R usual, Map<?, ?> map) throws SettingsException {
        return read(usual, map, "");
    }

    static <R extends Record> R read(R usual, Map<?, ?> map, String place) throws SettingsException {
        RecordComponent[] components = usual.getClass().getRecordComponents();
        List<String> known = new ArrayList<>();
        for (RecordComponent component : components) {
            known.add(key(component));
        }
        for (Object key : map.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw new SettingsException(unknown(String.valueOf(key), known, place));
            }
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object old = value(components[i], usual);
            values[i] = map.containsKey(known.get(i))
                    ? SettingsValues.read(components[i].getGenericType(), old, map.get(known.get(i)),
                            place + known.get(i))
                    : old;
        }
        return make(usual, values, place);
    }

    private static String unknown(String key, List<String> known, String place) {
        Optional<String> near = NearestName.of(key, known);
        Optional<String> elsewhere = place.isEmpty() ? Optional.empty() : placesOf(key);
        String advice = elsewhere.map(other -> "it belongs to " + other)
                .or(() -> near.map(name -> "did you mean " + place + name + "?"))
                .orElse(place.isEmpty() ? "sections are " + String.join(", ", known)
                        : "remove it, or see the keys in config/rl/default.yaml");
        return place + key + ": there is no such key; " + advice;
    }

    private static Optional<String> placesOf(String key) {
        for (RecordComponent section : TrainSettings.class.getRecordComponents()) {
            for (RecordComponent component : section.getType().getRecordComponents()) {
                if (key(component).equals(key)) {
                    return Optional.of("section " + key(section));
                }
            }
        }
        return Optional.empty();
    }

    /** All values by key. */
    static Map<String, Object> write(Record record) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            map.put(key(component), SettingsValues.write(value(component, record)));
        }
        return map;
    }

    /** What of the wanted sections may be taken while training, and what not. */
    static TrainSettings merge(TrainSettings now, TrainSettings wanted, List<String> taken,
            List<String> refused) throws SettingsException {
        RecordComponent[] sections = TrainSettings.class.getRecordComponents();
        Object[] merged = new Object[sections.length];
        for (int i = 0; i < sections.length; i++) {
            merged[i] = mergeSection((Record) value(sections[i], now), (Record) value(sections[i], wanted),
                    key(sections[i]) + ".", taken, refused);
        }
        return make(now, merged, "");
    }

    private static Record mergeSection(Record now, Record wanted, String place, List<String> taken,
            List<String> refused) throws SettingsException {
        RecordComponent[] components = now.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object old = value(components[i], now);
            Object other = value(components[i], wanted);
            boolean live = components[i].isAnnotationPresent(Live.class);
            values[i] = live ? other : old;
            if (!old.equals(other)) {
                (live ? taken : refused).add(place + key(components[i]));
            }
        }
        return make(now, values, place);
    }

    /** Keys that differ. */
    static List<String> differences(TrainSettings one, TrainSettings other) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent section : TrainSettings.class.getRecordComponents()) {
            Record here = (Record) value(section, one);
            Record there = (Record) value(section, other);
            for (RecordComponent component : section.getType().getRecordComponents()) {
                if (!value(component, here).equals(value(component, there))) {
                    keys.add(key(section) + "." + key(component));
                }
            }
        }
        return keys;
    }

    static List<String> liveKeys(TrainSettings settings) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent section : TrainSettings.class.getRecordComponents()) {
            for (RecordComponent component : section.getType().getRecordComponents()) {
                if (component.isAnnotationPresent(Live.class)) {
                    keys.add(key(section) + "." + key(component));
                }
            }
        }
        return keys;
    }

    private static String key(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        return key != null ? key.value() : component.getName().replaceAll("([A-Z])", "_$1")
                .toLowerCase(Locale.ROOT);
    }

    private static Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R make(R like, Object[] values, String place) throws SettingsException {
        RecordComponent[] components = like.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            return (R) like.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw new SettingsException(place + wrong.getMessage());
            }
            throw new IllegalStateException("cannot make " + like.getClass(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + like.getClass(), e);
        }
    }
}
