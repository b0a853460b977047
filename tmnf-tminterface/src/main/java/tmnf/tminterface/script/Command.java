package tmnf.tminterface.script;

import java.util.List;

/**
 * A console command that is executed as soon as it is met.
 *
 * @param args the command and its arguments, without quotation marks; at least one
 */
public record Command(List<String> args) implements BaseCommand {

    public Command {
        args = List.copyOf(args);
        if (args.isEmpty()) {
            throw new IllegalArgumentException("a command needs a name");
        }
    }

    /** A command of these words. */
    public static Command of(String... args) {
        return new Command(List.of(args));
    }

    @Override
    public String toScript(ScriptMode mode) {
        if (mode == ScriptMode.UPSTREAM) {
            return String.join(" ", args);
        }
        return Quoting.line("", args, ScriptTimes.looksLikeTime(args.get(0)), false);
    }
}
