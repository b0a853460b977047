package tmnf.tminterface.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A console command that is executed at its time. A range in a script becomes two of them.
 *
 * @param args the command and its arguments, without time and quotation marks; may be empty
 * @param timestampMs script time in ms
 * @param isEnding whether it is the end of a range, where keys are released
 */
public record TimedCommand(List<String> args, long timestampMs, boolean isEnding)
        implements ScheduledCommand {

    public TimedCommand {
        args = List.copyOf(args);
    }

    /**
     * The input that this command stands for, by the rules of strict mode; empty when it is another
     * command.
     */
    public Optional<InputCommand> toInputCommand() {
        return toInputCommand(ScriptMode.STRICT);
    }

    /**
     * The input that this command stands for. In upstream mode an unknown key is an input too, {@code press
     * steer} steers by 1, and the amount is read as Python's {@code int} reads it.
     */
    public Optional<InputCommand> toInputCommand(ScriptMode mode) {
        if (args.size() < 2) {
            return Optional.empty();
        }
        return switch (args.get(0).toLowerCase(Locale.ROOT)) {
            case "press" -> key(mode, isEnding ? 0 : 1);
            case "rel" -> key(mode, 0);
            case "steer" -> axis(mode, InputType.STEER);
            case "gas" -> axis(mode, InputType.GAS);
            default -> Optional.empty();
        };
    }

    private Optional<InputCommand> key(ScriptMode mode, int state) {
        InputType type = InputType.fromStr(args.get(1));
        if (mode == ScriptMode.STRICT && (type == InputType.UNKNOWN || type.isAnalog())) {
            return Optional.empty();
        }
        return Optional.of(new InputCommand(timestampMs, type, state));
    }

    private Optional<InputCommand> axis(ScriptMode mode, InputType type) {
        boolean strict = mode == ScriptMode.STRICT;
        if (isEnding && !strict) {
            return Optional.of(new InputCommand(timestampMs, type, 0));
        }
        String text = args.get(1);
        OptionalLong amount = strict ? ScriptTimes.strictAmount(text) : PythonText.toInt(text);
        return amount.isEmpty()
                ? Optional.empty()
                : Optional.of(new InputCommand(timestampMs, type, isEnding ? 0 : amount.getAsLong()));
    }

    @Override
    public String toScript(ScriptMode mode) {
        if (mode == ScriptMode.UPSTREAM) {
            return timestampMs + " " + String.join(" ", args);
        }
        boolean comment = args.isEmpty() || !ScriptTimes.isExpressible(timestampMs);
        return Quoting.line(timestampMs + " ", args, false, comment);
    }
}
