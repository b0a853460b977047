package tmnf.tminterface.script;

/** A command with a time. */
public sealed interface ScheduledCommand extends BaseCommand permits TimedCommand, InputCommand {

    /** Script time in ms. */
    long timestampMs();
}
