package tmnf.rl.save;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputCommand;
import tmnf.tminterface.script.InputType;

/** The actions of a race as texts that TMInterface runs. Source: training note, section 10. */
public final class InputTexts {

    /**
     * A key that the program sets at a decision acts 20 ms later, one of a script 10 ms after the time in its
     * line; so a script that drives the same race is later by this.
     */
    public static final int SCRIPT_DELAY_MS = 10;

    private static final int DIGITS_OF_MS = 3;

    private enum Key {
        LEFT("left", InputType.LEFT, ActionKeys::left),
        RIGHT("right", InputType.RIGHT, ActionKeys::right),
        UP("up", InputType.UP, ActionKeys::accelerate),
        DOWN("down", InputType.DOWN, ActionKeys::brake);

        private final String word;
        private final InputType type;
        private final Predicate<ActionKeys> isDown;

        Key(String word, InputType type, Predicate<ActionKeys> isDown) {
            this.word = word;
            this.type = type;
            this.isDown = isDown;
        }
    }

    private static final List<Key> LEFT_OVER = List.of(Key.UP, Key.DOWN, Key.LEFT, Key.RIGHT);

    private InputTexts() {
    }

    /**
     * The original's {@code .inputs}: a line for each hold, in the order of the releases, times in seconds
     * from the first decision on. Unlike there the last action of a race that was not finished is in it.
     *
     * @param actionMs from one decision to the next, milliseconds
     */
    public static String inputs(List<ActionKeys> actions, int actionMs) {
        StringBuilder text = new StringBuilder();
        int[] since = new int[Key.values().length];
        Arrays.fill(since, -1);
        for (int i = 0; i < actions.size(); i++) {
            for (Key key : Key.values()) {
                boolean down = key.isDown.test(actions.get(i));
                if (down && since[key.ordinal()] < 0) {
                    since[key.ordinal()] = i;
                } else if (!down && since[key.ordinal()] >= 0) {
                    hold(text, since[key.ordinal()] * actionMs, i * actionMs, key);
                    since[key.ordinal()] = -1;
                }
            }
        }
        for (Key key : LEFT_OVER) {
            if (since[key.ordinal()] >= 0) {
                hold(text, since[key.ordinal()] * actionMs, actions.size() * actionMs, key);
            }
        }
        return text.toString();
    }

    private static void hold(StringBuilder text, int fromMs, int toMs, Key key) {
        text.append(seconds(fromMs)).append('-').append(seconds(toMs)).append(" press ").append(key.word)
                .append('\n');
    }

    /** As Python prints it, but the very first time is a whole number there. */
    private static String seconds(int ms) {
        if (ms == 0) {
            return "0";
        }
        BigDecimal shortest = BigDecimal.valueOf(ms, DIGITS_OF_MS).stripTrailingZeros();
        return shortest.setScale(Math.max(1, shortest.scale())).toPlainString();
    }

    /**
     * A script of single presses and releases, which drives the race again tick by tick.
     *
     * @param firstMs race time of the first decision, milliseconds
     * @param actionMs from one decision to the next, milliseconds
     */
    public static String script(List<ActionKeys> actions, int firstMs, int actionMs) {
        return commands(actions, firstMs, actionMs).toScript();
    }

    static CommandList commands(List<ActionKeys> actions, int firstMs, int actionMs) {
        CommandList list = new CommandList();
        List<Key> down = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            for (Key key : Key.values()) {
                boolean now = key.isDown.test(actions.get(i));
                if (now != down.contains(key)) {
                    list.addCommand(new InputCommand(firstMs + SCRIPT_DELAY_MS + (long) i * actionMs,
                            key.type,
                            now ? 1 : 0));
                    if (now) {
                        down.add(key);
                    } else {
                        down.remove(key);
                    }
                }
            }
        }
        return list;
    }
}
