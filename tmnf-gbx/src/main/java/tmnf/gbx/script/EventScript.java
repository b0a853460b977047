package tmnf.gbx.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;

/**
 * The script of {@link ScriptStyle#EVENTS}: a state machine for each key, walked tick by tick.
 *
 * <ul>
 *   <li>The car feels the state of a key at a tick, not the way there: of all that happens to a key within a
 *       tick only the last state counts, and nothing is written when that is the state before. A key pressed
 *       and released in one tick was never felt and leaves no line. The same holds for the values of an axis.
 *   <li>What happened in the countdown becomes the state at 0.
 *   <li>Respawns go their own way, see {@link RespawnPresses}.
 *   <li>A key that is still down when the tape ends is released in the first tick after the finish, so that
 *       it cannot change the race nor leak into the next one.
 * </ul>
 */
final class EventScript {

    /** A key of the game; several controls may act on it, and the latest entry of any of them decides. */
    private static final class Key {
        private boolean down;
        private boolean written;
        private int order;
    }

    /** The latest value of an axis within a tick. */
    private record AxisValue(int order, int amount) {}

    private final Ghost ghost;
    private final InputTape tape;
    private final Control[] controls;
    private final ScriptTime time;
    private final ScriptOptions options;
    private final boolean inverted;

    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Map<String, AxisValue> axes = new LinkedHashMap<>();
    private final List<Integer> respawns = new ArrayList<>();
    private final List<ScriptLine> lines = new ArrayList<>();

    EventScript(Ghost ghost, ScriptOptions options) {
        this.ghost = ghost;
        this.tape = ghost.inputs();
        this.controls = Control.of(tape);
        this.time = new ScriptTime(tape, options);
        this.options = options;
        this.inverted = Control.axesInverted(tape);
    }

    /** To be called once. */
    List<String> lines() {
        long tick = 0;
        for (int i : entriesByTime()) {
            long at = Math.max(0, at(i));
            if (at > tick) {
                endTick(tick);
                tick = at;
            }
            apply(i);
        }
        endTick(tick);
        long finish = (ghost.raceTimeMs() / ScriptTime.TICK_MS + 1L) * ScriptTime.TICK_MS;
        releaseAll(Math.max(finish, tick + ScriptTime.TICK_MS));
        lines.addAll(new RespawnPresses(ghost, options).lines(respawns));
        return ScriptLine.sortedTexts(lines);
    }

    private int[] entriesByTime() {
        // Sorting is stable: entries of one tick keep the order of the tape.
        return IntStream.range(0, tape.size())
                .boxed()
                .sorted(Comparator.comparingLong(this::at))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private long at(int i) {
        return time.floored(time.raceTime(tape.timeMs(i)), control(i).role() == Control.Role.RESPAWN);
    }

    private Control control(int i) {
        return controls[tape.nameIndex(i)];
    }

    private void apply(int i) {
        Control control = control(i);
        switch (control.role()) {
            case AXIS -> {
                int amount = Control.scriptAmount(tape.entry(i), inverted);
                axes.put(control.word(), new AxisValue(i, amount));
            }
            case KEY, REAL_KEY -> {
                Key key = keys.computeIfAbsent(control.word(), word -> new Key());
                key.order = i;
                key.down = control.pressedBy(tape.value(i));
            }
            case RESPAWN -> respawns.add(i);
            default -> { }
        }
    }

    private void endTick(long tick) {
        keys.forEach((word, key) -> {
            if (key.down != key.written) {
                lines.add(new ScriptLine(tick, key.order, (key.down ? "press " : "rel ") + word));
                key.written = key.down;
            }
        });
        axes.forEach((word, value) ->
                lines.add(new ScriptLine(tick, value.order(), word + " " + value.amount())));
        axes.clear();
    }

    private void releaseAll(long at) {
        keys.forEach((word, key) -> {
            if (key.written) {
                lines.add(new ScriptLine(at, Integer.MAX_VALUE, "rel " + word));
            }
        });
    }
}
