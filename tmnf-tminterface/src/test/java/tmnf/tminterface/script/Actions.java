package tmnf.tminterface.script;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs a script tick by tick into the numbers of actions that the README of the recorded files lists. */
final class Actions implements InputTimeline.Sink {

    private final Map<InputType, Integer> states = new EnumMap<>(InputType.class);

    static List<Integer> of(CommandList list, int ticks) {
        Actions actions = new Actions();
        InputTimeline.Cursor cursor = InputTimeline.of(list).cursor();
        List<Integer> perTick = new ArrayList<>(ticks);
        for (int tick = 0; tick < ticks; tick++) {
            cursor.runTo(tick * 10L, actions);
            perTick.add(actions.action());
        }
        return perTick;
    }

    @Override
    public void input(InputType type, int state) {
        states.put(type, state);
    }

    @Override
    public void command(TimedCommand command) {
        throw new AssertionError("not expected in a script of inputs: " + command);
    }

    private int state(InputType type) {
        return states.getOrDefault(type, 0);
    }

    private int action() {
        int steer = state(InputType.STEER);
        boolean left = state(InputType.LEFT) != 0 || steer < -1000;
        boolean right = state(InputType.RIGHT) != 0 || steer > 1000;
        boolean up = state(InputType.UP) != 0;
        boolean down = state(InputType.DOWN) != 0;
        int row = up ? down ? 9 : 0 : down ? 6 : 3;
        return row + (left == right ? 0 : left ? 1 : 2);
    }
}
