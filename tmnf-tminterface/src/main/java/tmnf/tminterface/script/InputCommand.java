package tmnf.tminterface.script;

import java.util.Objects;

/**
 * An input at its time.
 *
 * @param timestampMs script time in ms
 * @param type the key or axis
 * @param state keys: 0 released, else pressed; axes: the amount, normally -65536 to 65536
 */
public record InputCommand(long timestampMs, InputType type, long state) implements ScheduledCommand {

    public InputCommand {
        Objects.requireNonNull(type);
    }

    @Override
    public String toScript(ScriptMode mode) {
        if (type == InputType.UNKNOWN) {
            return "# " + timestampMs + " [unknown] " + state;
        }
        String line = timestampMs + (type.isAnalog()
                ? " " + type.toStr() + " " + state
                : (state != 0 ? " press " : " rel ") + type.toStr());
        boolean expressible = ScriptTimes.isExpressible(timestampMs)
                && (!type.isAnalog() || Math.abs(state) <= Integer.MAX_VALUE && state != Long.MIN_VALUE);
        return mode == ScriptMode.UPSTREAM || expressible ? line : "# " + line;
    }
}
