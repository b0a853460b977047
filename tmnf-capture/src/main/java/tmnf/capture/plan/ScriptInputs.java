package tmnf.capture.plan;

import java.util.Arrays;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.protocol.DriverInputs;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.script.ScriptFormatException;
import tmnf.tminterface.script.TimedCommand;

/**
 * What a script does to the car in each tick of the race, from race time 0 to the race time, both included:
 * keys and axes after all that is due at that script time. Immutable; nine bytes a tick.
 */
public final class ScriptInputs {

    /** Steering beyond this counts as a key in {@link #action}. */
    public static final int STEER_AS_KEY = 1_000;
    /** Gas beyond this counts as a key in {@link #action}, as it does in the game. */
    public static final int GAS_AS_KEY = 19_661;

    private final byte[] keys;
    private final int[] steer;
    private final int[] gas;

    private ScriptInputs(int ticks) {
        keys = new byte[ticks];
        steer = new int[ticks];
        gas = new int[ticks];
    }

    /** Walks through a script. */
    public static ScriptInputs of(String script, int raceTimeMs) throws ScriptFormatException {
        ScriptInputs inputs = new ScriptInputs(raceTimeMs / FrameSchedule.TICK_MS + 1);
        InputTimeline.Cursor cursor = InputTimeline.of(CommandList.parse(script)).cursor();
        Held held = new Held();
        for (int tick = 0; tick < inputs.ticks(); tick++) {
            cursor.runTo((long) tick * FrameSchedule.TICK_MS, held);
            inputs.keys[tick] = (byte) held.keys;
            inputs.steer[tick] = held.steer;
            inputs.gas[tick] = held.gas;
        }
        return inputs;
    }

    /** What is held at the moment. */
    private static final class Held implements InputTimeline.Sink {

        private int keys;
        private int steer;
        private int gas;

        @Override
        public void input(InputType type, int state) {
            switch (type) {
                case STEER -> steer = state;
                case GAS -> gas = state;
                default -> keys = state == 0 ? keys & ~bit(type) : keys | bit(type);
            }
        }

        @Override
        public void command(TimedCommand command) {
            // Scripts of replays have none, and none would change an input.
        }
    }

    private static int bit(InputType type) {
        return switch (type) {
            case UP -> 1;
            case DOWN -> 2;
            case LEFT -> 4;
            case RIGHT -> 8;
            case RESPAWN, RESET -> 16;
            default -> 0;
        };
    }

    /** Number of ticks: race time / 10, and one. */
    public int ticks() {
        return keys.length;
    }

    /** Keys and axes at script time {@code tick * 10}. */
    public DriverInputs at(int tick) {
        return new DriverInputs(isDown(tick, InputType.LEFT), isDown(tick, InputType.RIGHT),
                isDown(tick, InputType.UP), isDown(tick, InputType.DOWN), steer[tick], gas[tick]);
    }

    /** Whether the key of the respawn, or that of the restart, is down at that time. */
    public boolean respawn(int tick) {
        return isDown(tick, InputType.RESPAWN);
    }

    /**
     * The four keys that come nearest to what is held: axes count as keys beyond {@link #STEER_AS_KEY} and
     * {@link #GAS_AS_KEY}, and left and right together cancel.
     */
    public Action action(int tick) {
        return new Action(
                isDown(tick, InputType.UP) || gas[tick] < -GAS_AS_KEY,
                isDown(tick, InputType.DOWN) || gas[tick] > GAS_AS_KEY,
                isDown(tick, InputType.LEFT) || steer[tick] < -STEER_AS_KEY,
                isDown(tick, InputType.RIGHT) || steer[tick] > STEER_AS_KEY).withoutOpposites();
    }

    /** The number of {@link #action}, 0 to 11. */
    public int actionIndex(int tick) {
        return ActionIndex.of(action(tick));
    }

    private boolean isDown(int tick, InputType type) {
        return (keys[tick] & bit(type)) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScriptInputs that && Arrays.equals(keys, that.keys)
                && Arrays.equals(steer, that.steer) && Arrays.equals(gas, that.gas);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keys);
    }

    @Override
    public String toString() {
        return ticks() + " ticks";
    }
}
