package tmnf.tminterface.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tmnf.tminterface.state.Event;

/** The inputs of an event buffer as commands of a script. */
final class EventCommands {

    private final List<String> names;
    private final List<Event> newestFirst;
    private final boolean strict;

    EventCommands(EventBufferData buffer) {
        this.names = buffer.controlNames();
        this.newestFirst = buffer.events();
        this.strict = buffer.mode() == ScriptMode.STRICT;
    }

    List<InputCommand> commands(boolean all) {
        int start = start();
        List<InputCommand> commands = new ArrayList<>(newestFirst.size());
        for (Event event : byTime()) {
            if (!all && event.time() < start) {
                continue;
            }
            String name = name(event);
            if (!all && name.equals(EventNames.FINISH_LINE)) {
                break;
            }
            InputType type = EventNames.inputType(name);
            boolean release = !event.binaryValue();
            boolean edge = type == InputType.RESPAWN || type == InputType.HORN;
            if (type != InputType.UNKNOWN && !(edge && release)) {
                int state = type.isAnalog() ? event.analogValue() : release ? 0 : 1;
                commands.add(new InputCommand(scriptTime(event.time(), start), type, state));
            }
        }
        return commands;
    }

    private List<Event> byTime() {
        List<Event> events = new ArrayList<>(newestFirst.size());
        if (strict) {
            // From the oldest on: sorting keeps the order of events in one tick.
            for (int i = newestFirst.size() - 1; i >= 0; i--) {
                events.add(newestFirst.get(i));
            }
        } else {
            events.addAll(newestFirst);
        }
        events.sort(Comparator.comparingInt(Event::time));
        return events;
    }

    private int start() {
        int index = names.indexOf(EventNames.RACE_RUNNING);
        for (int i = newestFirst.size() - 1; i >= 0 && index >= 0; i--) {
            if (newestFirst.get(i).nameIndex() == index) {
                return newestFirst.get(i).time();
            }
        }
        return EventBufferData.START_TIME_MS;
    }

    private long scriptTime(int storedMs, int startMs) {
        long sinceFirst = (long) storedMs - startMs - ScriptTimes.TICK_MS;
        long time = -Math.floorDiv(-sinceFirst, ScriptTimes.TICK_MS) * ScriptTimes.TICK_MS;
        // What is held from the very start acts in the first tick there is.
        return strict && storedMs >= startMs ? Math.max(0, time) : time;
    }

    private String name(Event event) {
        int index = event.nameIndex();
        // As Python's lists do, which count negative indices from their end.
        int place = index < 0 && !strict ? index + names.size() : index;
        if (place < 0 || place >= names.size()) {
            throw new IllegalStateException("the event at stored time " + event.time()
                    + " has the name of index " + index + ", but the buffer has " + names.size() + " names");
        }
        return names.get(place);
    }
}
