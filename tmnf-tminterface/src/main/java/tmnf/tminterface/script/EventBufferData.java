package tmnf.tminterface.script;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import tmnf.tminterface.state.AnalogValue;
import tmnf.tminterface.state.Event;

/**
 * The game's buffer of inputs. Events carry stored times, 100000 + race time, and an index into the names of
 * the controls. The newest event comes first; of two events in one tick the one further back in the list
 * happened first. Not thread-safe.
 *
 * <p>The mode says where {@link #add} puts events, what {@link #find} makes of half a question, and in which
 * order and with which times {@link #toCommandsStr} prints.
 */
public final class EventBufferData {

    /** Stored time of the start. */
    public static final int START_TIME_MS = 100_000;
    /** Stored time of the first input, which is script time 0. */
    public static final int FIRST_INPUT_MS = 100_010;
    /**
     * More events than this no buffer holds; they would fill a mebibyte, 16 times the usual shared
     * memory.
     */
    public static final int MAX_EVENTS = 1 << 17;

    private final ScriptMode mode;
    private final int eventsDuration;
    private final List<String> controlNames = new ArrayList<>();
    // This way round recording a race appends.
    private final List<Event> oldestFirst = new ArrayList<>();
    private final List<Event> newestFirst = new Reversed(oldestFirst);

    /** An empty buffer without names in strict mode. */
    public EventBufferData(int eventsDuration) {
        this(eventsDuration, ScriptMode.STRICT);
    }

    /**
     * An empty buffer without names.
     *
     * @param eventsDuration in ms; mostly ignored by the game
     */
    public EventBufferData(int eventsDuration, ScriptMode mode) {
        this.eventsDuration = eventsDuration;
        this.mode = Objects.requireNonNull(mode);
    }

    /** An empty buffer that knows {@linkplain EventNames#ALL all controls}. */
    public static EventBufferData withAllControls(int eventsDuration, ScriptMode mode) {
        EventBufferData buffer = new EventBufferData(eventsDuration, mode);
        buffer.controlNames.addAll(EventNames.ALL);
        return buffer;
    }

    /**
     * Reads the buffer's form in shared memory: ten indices of names in the order of {@link
     * EventNames#ALL} (-1: absent), duration, number of events, events. What follows is left unread.
     *
     * @throws EventBufferException when the bytes end before the last event, or cannot be one
     */
    public static EventBufferData read(ByteBuffer in, ScriptMode mode) throws EventBufferException {
        return EventBufferWire.read(in, mode);
    }

    /** Writes the form in which a server sends the buffer, with the indices of its names. */
    public void writeWithNames(ByteBuffer out) throws EventBufferException {
        EventBufferWire.write(this, out, true);
    }

    /** Writes the form in which a client sends the buffer: all indices -1, for the server knows its names. */
    public void writeWithoutNames(ByteBuffer out) throws EventBufferException {
        EventBufferWire.write(this, out, false);
    }

    /** Bytes that both of these write. */
    public int wireLength() {
        return EventBufferWire.length(oldestFirst.size());
    }

    public ScriptMode mode() {
        return mode;
    }

    /** The duration that the buffer was made with, in ms: that of the race. */
    public int eventsDuration() {
        return eventsDuration;
    }

    /** The names that events index; an empty one stands for none. The list itself: it may be changed. */
    public List<String> controlNames() {
        return controlNames;
    }

    /** The events, the newest first. The list itself: it may be changed. */
    public List<Event> events() {
        return newestFirst;
    }

    /** Adds a key that is pressed or released. */
    public void add(int timeMs, String eventName, boolean pressed) {
        add(timeMs, eventName, pressed ? 1 : 0);
    }

    /**
     * Adds an event. In strict mode it goes where its time belongs, after what was added for that tick
     * before, so that it happens after it; in upstream mode to the end of the list.
     *
     * @param timeMs script time: 0 is the first input of a race
     * @param value amount of an analog event, -8388607 to 8388608 (in upstream mode reduced to 24 bits);
     *     of any other one 0 for released, else pressed
     * @throws IllegalArgumentException for a name that the buffer does not have and for an amount beyond
     *     24 bits
     */
    public void add(int timeMs, String eventName, int value) {
        int index = indexOf(eventName);
        boolean analog = EventNames.isAnalog(eventName);
        if (analog && mode == ScriptMode.STRICT
                && AnalogValue.dataToValue(AnalogValue.valueToData(value)) != value) {
            throw new IllegalArgumentException("amount outside -8388607 to 8388608: " + value);
        }
        Event event = Event.of(Math.addExact(timeMs, FIRST_INPUT_MS), 0);
        event.setNameIndex(index);
        if (analog) {
            event.setAnalogValue(value);
        } else {
            event.setBinaryValue(value != 0);
        }
        insert(event);
    }

    private void insert(Event event) {
        if (oldestFirst.size() >= MAX_EVENTS) {
            throw new IllegalStateException("the buffer is full: " + MAX_EVENTS + " events");
        }
        int at = mode == ScriptMode.STRICT ? oldestFirst.size() : 0;
        while (at > 0 && oldestFirst.get(at - 1).time() > event.time()) {
            at--;
        }
        oldestFirst.add(at, event);
    }

    void addAllOldestFirst(List<Event> events) {
        oldestFirst.addAll(events);
    }

    /** Takes all events away and marks the start, without which a race does not begin. */
    public void clear() {
        int index = indexOf(EventNames.RACE_RUNNING);
        oldestFirst.clear();
        Event start = Event.of(START_TIME_MS, 0);
        start.setNameIndex(index);
        start.setBinaryValue(true);
        oldestFirst.add(start);
    }

    /** A buffer with the same names and copies of the events. */
    public EventBufferData copy() {
        EventBufferData copy = new EventBufferData(eventsDuration, mode);
        copy.controlNames.addAll(controlNames);
        oldestFirst.forEach(event -> copy.oldestFirst.add(event.copy()));
        return copy;
    }

    /**
     * The matching events, from the end of the list on, that is the oldest first. They are the buffer's own:
     * changing them changes the buffer.
     *
     * @throws IllegalArgumentException for a name that the buffer does not have; in strict mode for a value
     *     without a name too, which upstream mode passes over
     */
    public List<Event> find(EventFilter filter) {
        if (filter.value().isPresent() && filter.name().isEmpty() && mode == ScriptMode.STRICT) {
            throw new IllegalArgumentException("a value is looked for together with a name only: " + filter);
        }
        int index = filter.name().isPresent() ? indexOf(filter.name().get()) : 0;
        return oldestFirst.stream().filter(event -> matches(event, filter, index)).toList();
    }

    private static boolean matches(Event event, EventFilter filter, int index) {
        if (filter.timeMs().isPresent() && event.time() - FIRST_INPUT_MS != filter.timeMs().getAsInt()) {
            return false;
        }
        if (filter.name().isEmpty()) {
            return true;
        }
        if (event.nameIndex() != index) {
            return false;
        }
        boolean analog = EventNames.isAnalog(filter.name().get());
        int value = analog ? event.analogValue() : event.binaryValue() ? 1 : 0;
        return filter.value().orElse(value) == value;
    }

    private int indexOf(String eventName) {
        int index = eventName.isEmpty() ? -1 : controlNames.indexOf(eventName);
        if (index < 0) {
            throw new IllegalArgumentException("the event buffer has no event named '" + eventName
                    + "'; it has " + controlNames);
        }
        return index;
    }

    /** Sorts by decreasing time; events of one tick keep their order. */
    public void sort() {
        oldestFirst.sort(Comparator.comparingInt(Event::time));
    }

    /**
     * The inputs of the race as a script: what lies between start and finish, or all there is. A line each,
     * without ranges. In strict mode what the start's own tick holds comes at 0, earlier events (only with
     * {@code all}) are comments, and events of one tick stand in the order they happened in.
     *
     * @throws IllegalStateException for an event whose index has no place among the names
     */
    public String toCommandsStr(boolean all) {
        StringBuilder script = new StringBuilder();
        new EventCommands(this).commands(all)
                .forEach(command -> script.append(command.toScript(mode)).append('\n'));
        return script.toString();
    }

    /** What {@link #toCommandsStr} prints, as a list of the buffer's mode. */
    public CommandList toCommandList(boolean all) {
        CommandList list = new CommandList(mode);
        new EventCommands(this).commands(all).forEach(list::addCommand);
        return list;
    }

    /** A list from its end. */
    private static final class Reversed extends AbstractList<Event> implements RandomAccess {

        private final List<Event> list;

        private Reversed(List<Event> list) {
            this.list = list;
        }

        @Override
        public int size() {
            return list.size();
        }

        @Override
        public Event get(int index) {
            return list.get(list.size() - 1 - index);
        }

        @Override
        public Event set(int index, Event event) {
            return list.set(list.size() - 1 - index, Objects.requireNonNull(event));
        }

        @Override
        public void add(int index, Event event) {
            list.add(list.size() - index, Objects.requireNonNull(event));
        }

        @Override
        public Event remove(int index) {
            return list.remove(list.size() - 1 - index);
        }
    }
}
