package tmnf.tminterface.sim.race;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tmnf.gbx.model.InputTape;
import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.script.TimedCommand;
import tmnf.tminterface.state.AnalogValue;
import tmnf.tminterface.state.Event;

/** Inputs that are known before their time: a script, an event buffer, the tape of a ghost. */
interface InputPlan {

    /** Nothing is planned. */
    InputPlan NONE = new InputPlan() {
        @Override
        public void due(int tickStartMs, RaceInputs inputs) { }

        @Override
        public void seek(int tickStartMs) { }
    };

    /** Hands over what is to act in the tick that starts at this race time. */
    void due(int tickStartMs, RaceInputs inputs);

    /** The tick that starts at this race time is the next. */
    void seek(int tickStartMs);

    /** Adds what has not been handed over. */
    default void addRest(List<Event> events) { }

    /** A script: a line of time t acts in the tick that starts at t + 10. */
    final class Script implements InputPlan {

        private final InputTimeline.Cursor cursor;
        private final Consumer<TimedCommand> commands;

        Script(InputTimeline timeline, Consumer<TimedCommand> commands) {
            this.cursor = timeline.cursor();
            this.commands = commands;
        }

        @Override
        public void due(int tickStartMs, RaceInputs inputs) {
            if (cursor.nextTimeMs() > tickStartMs - Race.TICK_MS) {
                return;
            }
            cursor.runTo(tickStartMs - Race.TICK_MS, new InputTimeline.Sink() {
                @Override
                public void input(InputType type, int state) {
                    inputs.log(type, state, tickStartMs);
                }

                @Override
                public void command(TimedCommand command) {
                    commands.accept(command);
                }
            });
        }

        @Override
        public void seek(int tickStartMs) {
            cursor.seek(tickStartMs - Race.TICK_MS);
        }
    }

    /** Events with their times, oldest first. */
    final class Events implements InputPlan {

        private final int[] times;
        private final int[] data;
        private int next;

        private Events(int[] times, int[] data) {
            this.times = times;
            this.data = data;
        }

        /** The events of a buffer from a stored time on; names that the game doesn't know do nothing. */
        static Events of(EventBufferData buffer, int fromStoredMs) {
            List<Event> oldestFirst = new ArrayList<>();
            List<Event> newestFirst = buffer.events();
            for (int i = newestFirst.size() - 1; i >= 0; i--) {
                if (newestFirst.get(i).time() >= fromStoredMs) {
                    oldestFirst.add(newestFirst.get(i));
                }
            }
            return of(oldestFirst);
        }

        private static Events of(List<Event> events) {
            List<Event> sorted = new ArrayList<>(events);
            sorted.sort((a, b) -> Integer.compare(a.time(), b.time()));
            return new Events(
                    sorted.stream().mapToInt(Event::time).toArray(),
                    sorted.stream().mapToInt(Event::inputData).toArray());
        }

        /**
         * The tape of a ghost, its shift undone. A time within a tick acts in that tick, but a respawn in the
         * next one, as scripts made of tapes do.
         */
        static Events of(InputTape tape) {
            List<Event> events = new ArrayList<>();
            int shift = tape.shiftMs();
            for (int i = 0; i < tape.size(); i++) {
                Control control = Control.ofTape(tape.name(i));
                if (control == null) {
                    continue;
                }
                int within = Math.floorMod(tape.timeMs(i) - shift, Race.TICK_MS);
                boolean next = control == Control.RESPAWN && within > 0;
                int time = tape.timeMs(i) - shift - within + (next ? Race.TICK_MS : 0);
                int value = control.isAnalog() ? tape.value(i) & AnalogValue.DATA_MASK : pressed(tape, i);
                events.add(Event.of(
                        EventBufferData.START_TIME_MS + time, control.ordinal() << 24 | value));
            }
            return of(events);
        }

        private static int pressed(InputTape tape, int i) {
            boolean amount = tape.name(i).endsWith("Real");
            return (amount ? tape.value(i) >>> 16 == 1 : tape.value(i) != 0) ? 1 : 0;
        }

        @Override
        public void due(int tickStartMs, RaceInputs inputs) {
            while (next < times.length && times[next] <= EventBufferData.START_TIME_MS + tickStartMs) {
                inputs.logEvent(times[next], data[next]);
                next++;
            }
        }

        @Override
        public void seek(int tickStartMs) {
            next = 0;
            while (next < times.length && times[next] < EventBufferData.START_TIME_MS + tickStartMs) {
                next++;
            }
        }

        @Override
        public void addRest(List<Event> events) {
            for (int i = next; i < times.length; i++) {
                events.add(Event.of(times[i], data[i]));
            }
        }
    }
}
