package tmnf.tminterface.sim.console;

import java.util.List;
import java.util.Objects;

import tmnf.tminterface.script.Command;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;

/**
 * A script that was read. Immutable, but for the list, which nobody changes.
 *
 * @param name of its file
 * @param list all of it
 * @param timeline what is injected, and when
 */
public record LoadedScript(String name, CommandList list, InputTimeline timeline) {

    /** Checks that there is one. */
    public LoadedScript {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(list, "list");
        Objects.requireNonNull(timeline, "timeline");
    }

    /** The commands without a time, which are executed when the script is loaded. */
    public List<Command> immediate() {
        return list.commands();
    }
}
