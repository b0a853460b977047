package tmnf.tminterface.sim.race;

import java.util.ArrayList;
import java.util.List;
import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.script.ScriptMode;
import tmnf.tminterface.state.AnalogValue;
import tmnf.tminterface.state.Event;

/** The inputs of a race: what acted, what waits, what is planned, and how the controls are. */
final class RaceInputs {

    /** Stored time less race time. */
    static final int STORED = EventBufferData.START_TIME_MS;

    final InputLog log = new InputLog();
    final Controls controls = new Controls();
    private InputPlan script = InputPlan.NONE;
    private InputPlan events = InputPlan.NONE;
    /** Race time of the tick that is next: nothing can be logged before it. */
    private int nowMs;
    private boolean resetPressed;

    /** The race begins anew, its next tick starting at this time. */
    void restart(int startMs) {
        log.clear();
        controls.clear();
        nowMs = startMs;
        resetPressed = false;
        log.add(STORED, Control.RACE_RUNNING.ordinal() << 24 | 1);
        script.seek(Integer.MIN_VALUE / 2);
        events.seek(Integer.MIN_VALUE / 2);
    }

    /** The race goes on elsewhere. */
    void seek(int nextMs) {
        nowMs = nextMs;
        resetPressed = false;
        script.seek(nextMs);
        events.seek(nextMs);
    }

    /** A log of what a state still knows of its past: the last event of each control. */
    void rebuildLog(int acted, long hash) {
        List<Control> known = new ArrayList<>();
        for (Control control : Control.values()) {
            if (controls.time(control) > 0) {
                known.add(control);
            }
        }
        known.sort((a, b) -> Integer.compare(controls.time(a), controls.time(b)));
        log.begin(acted - known.size(), hash);
        known.forEach(control -> log.addPast(controls.time(control), controls.data(control), hash));
    }

    void setScript(InputPlan plan) {
        script = plan;
        script.seek(nowMs <= 0 ? Integer.MIN_VALUE / 2 : nowMs);
    }

    void setEvents(InputPlan plan) {
        events = plan;
        events.seek(nowMs <= 0 ? Integer.MIN_VALUE / 2 : nowMs);
    }

    /** Replaces all events; those of ticks that are over change nothing but the log. */
    void setEventBuffer(EventBufferData buffer) {
        long hash = log.hash();
        int acted = log.actedEver();
        int past = 0;
        List<Event> newestFirst = buffer.events();
        for (Event event : newestFirst) {
            past += event.time() < STORED + nowMs ? 1 : 0;
        }
        log.begin(acted - past, hash);
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            Event event = newestFirst.get(i);
            if (event.time() < STORED + nowMs) {
                log.addPast(event.time(), event.inputData(), hash);
            }
        }
        events = InputPlan.Events.of(buffer, STORED + nowMs);
        script = InputPlan.NONE;
    }

    /** Logs an input of scripts. */
    void log(InputType type, int state, int atMs) {
        if (type == InputType.RESET) {
            resetPressed |= state != 0;
            return;
        }
        Control control = Control.of(type);
        if (control == null) {
            return;
        }
        int value = control.isAnalog() ? AnalogValue.valueToData(state) : state != 0 ? 1 : 0;
        logEvent(STORED + atMs, control.ordinal() << 24 | value);
    }

    /**
     * Logs an event; one whose tick is over acts in the next. The game takes no input before 10 ms: what is
     * held through the countdown counts from then on, and a respawn before does nothing.
     */
    void logEvent(int storedMs, int data) {
        Control control = Control.at(data >> 24);
        boolean tooEarly = storedMs < EventBufferData.FIRST_INPUT_MS;
        if (control == null || control == Control.FINISH_LINE || tooEarly && control.isEdge()) {
            return;
        }
        int first = control == Control.RACE_RUNNING ? STORED : EventBufferData.FIRST_INPUT_MS;
        log.add(Math.max(storedMs, Math.max(STORED + nowMs, first)), data);
    }

    /** Logs an input unless the control is so already, or will be. */
    void change(InputType type, int state, int atMs) {
        Control control = Control.of(type);
        if (control == null || control.isEdge()) {
            log(type, state, atMs);
            return;
        }
        int value = control.isAnalog() ? AnalogValue.valueToData(state) : state != 0 ? 1 : 0;
        if ((latest(control) & AnalogValue.DATA_MASK) != value) {
            log(type, state, atMs);
        }
    }

    /** Data of the last event of a control, whether it acts already or waits. */
    int latest(Control control) {
        int pending = log.latestPending(control);
        return pending >= 0 ? log.data(pending) : controls.data(control);
    }

    boolean takeReset() {
        boolean pressed = resetPressed;
        resetPressed = false;
        return pressed;
    }

    /**
     * All that acts in the tick that starts at this time acts.
     *
     * @return whether respawn was pressed
     */
    boolean begin(int tickStartMs) {
        nowMs = tickStartMs;
        events.due(tickStartMs, this);
        script.due(tickStartMs, this);
        boolean respawn = false;
        while (log.isDue(STORED + tickStartMs)) {
            int at = log.act();
            int data = log.data(at);
            controls.act(log.time(at), data);
            respawn |= data >> 24 == Control.RESPAWN.ordinal() && (data & AnalogValue.DATA_MASK) != 0;
        }
        nowMs = tickStartMs + Race.TICK_MS;
        return respawn;
    }

    /** Marks the finish, in a tick that is over. */
    void finish(int atMs) {
        log.add(STORED + atMs, Control.FINISH_LINE.ordinal() << 24 | 1);
        int at = log.act();
        controls.act(log.time(at), log.data(at));
    }

    /** The game's buffer: all inputs of this race and those that are planned as events. */
    EventBufferData buffer(int durationMs) {
        EventBufferData buffer = EventBufferData.withAllControls(durationMs, ScriptMode.STRICT);
        List<Event> events = new ArrayList<>(log.size());
        for (int i = 0; i < log.size(); i++) {
            events.add(Event.of(log.time(i), log.data(i)));
        }
        this.events.addRest(events);
        events.sort((a, b) -> Integer.compare(a.time(), b.time()));
        // In front of a buffer is where the newest events are, and where adding costs nothing.
        events.forEach(event -> buffer.events().add(0, event));
        return buffer;
    }

    /** The inputs of this race as a script. */
    String script(int durationMs, boolean finished) {
        EventBufferData buffer = buffer(durationMs);
        buffer.events().removeIf(
                event -> !finished && event.nameIndex() == Control.FINISH_LINE.ordinal());
        return buffer.toCommandsStr(false);
    }
}
