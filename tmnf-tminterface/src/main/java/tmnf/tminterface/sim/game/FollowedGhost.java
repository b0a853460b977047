package tmnf.tminterface.sim.game;

import java.util.Arrays;

import tmnf.gbx.model.Ghost;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptException;
import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.script.ScriptStyle;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.script.ScriptFormatException;
import tmnf.tminterface.script.TimedCommand;
import tmnf.tminterface.sim.console.LoadedScript;

/**
 * A ghost whose path a car can follow, and how much a script is like its inputs.
 *
 * @param list what the ghost did, as a script; nobody changes it
 * @param inputs when that is injected
 * @param raceTimeMs of the ghost
 */
record FollowedGhost(CommandList list, InputTimeline inputs, int raceTimeMs) {

    private static final int TICK_MS = 10;
    private static final int LONGEST_MS = 3_600_000;

    /**
     * Of that ghost.
     *
     * @throws IllegalArgumentException if its inputs make no script
     */
    static FollowedGhost of(Ghost ghost) {
        try {
            String text = ReplayScripts.of(ghost, ScriptOptions.DEFAULT.withStyle(ScriptStyle.EXACT)).text();
            CommandList list = CommandList.parse(text);
            return new FollowedGhost(list, InputTimeline.of(list),
                    Math.min(LONGEST_MS, Math.max(0, ghost.raceTimeMs())));
        } catch (ScriptException | ScriptFormatException e) {
            throw new IllegalArgumentException("its inputs make no script: " + e.getMessage(), e);
        }
    }

    /** What the ghost did up to a race time. */
    LoadedScript script(long untilMs) {
        CommandList script = new CommandList();
        list.timedCommands().stream().filter(command -> command.timestampMs() <= untilMs)
                .forEach(script::addCommand);
        return new LoadedScript("the validated replay", script, InputTimeline.of(script));
    }

    /** Ticks of the ghost's race in which the script has other inputs. */
    int ticksApart(InputTimeline script) {
        Keys ours = new Keys();
        Keys theirs = new Keys();
        InputTimeline.Cursor own = inputs.cursor();
        InputTimeline.Cursor other = script.cursor();
        int apart = 0;
        for (int time = 0; time <= raceTimeMs; time += TICK_MS) {
            own.runTo(time, ours);
            other.runTo(time, theirs);
            apart += Arrays.equals(ours.states, theirs.states) ? 0 : 1;
        }
        return apart;
    }

    /** How the inputs are; presses that act at once are counted. */
    private static final class Keys implements InputTimeline.Sink {

        private final int[] states = new int[InputType.values().length];

        @Override
        public void input(InputType type, int state) {
            boolean counted = type == InputType.RESPAWN || type == InputType.RESET;
            if (type != InputType.HORN) {
                states[type.ordinal()] = counted ? states[type.ordinal()] + state : state;
            }
        }

        @Override
        public void command(TimedCommand command) {
            // Moves no car.
        }
    }
}
