package tmnf.tminterface.script;

/** A command of a script: one executed at once, or one that waits for its time. */
public sealed interface BaseCommand permits Command, ScheduledCommand {

    /**
     * The command as a line of a script, without line end. In strict mode a command that scripts cannot
     * express (an unknown input, a time before 0, an argument with quotation marks in it) comes out as a
     * comment.
     */
    String toScript(ScriptMode mode);

    /** The command as a line in strict mode. */
    default String toScript() {
        return toScript(ScriptMode.STRICT);
    }
}
