package tmnf.tminterface.script;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Which events to find. Immutable; criteria are added to {@link #ANY}. */
public final class EventFilter {

    /** Matches every event. */
    public static final EventFilter ANY = new EventFilter(null, null, null);

    // Null: any.
    private final Integer timeMs;
    private final String name;
    private final Integer value;

    private EventFilter(Integer timeMs, String name, Integer value) {
        this.timeMs = timeMs;
        this.name = name;
        this.value = value;
    }

    /** Of this script time in ms only, where 0 is the first input of a race. */
    public EventFilter at(int scriptTimeMs) {
        return new EventFilter(scriptTimeMs, name, value);
    }

    /** Of this name only, see {@link EventNames}. */
    public EventFilter named(String eventName) {
        return new EventFilter(timeMs, Objects.requireNonNull(eventName), value);
    }

    /** Of this value only: the amount of an analog event, 0 or 1 of another one. Needs a name as well. */
    public EventFilter withValue(int eventValue) {
        return new EventFilter(timeMs, name, eventValue);
    }

    /** Pressed or released only. Needs a name as well. */
    public EventFilter withValue(boolean pressed) {
        return withValue(pressed ? 1 : 0);
    }

    OptionalInt timeMs() {
        return timeMs == null ? OptionalInt.empty() : OptionalInt.of(timeMs);
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    OptionalInt value() {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    @Override
    public String toString() {
        return "time " + (timeMs == null ? "any" : timeMs) + ", name " + (name == null ? "any" : name)
                + ", value " + (value == null ? "any" : value);
    }
}
