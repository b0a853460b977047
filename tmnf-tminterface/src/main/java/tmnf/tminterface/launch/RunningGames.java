package tmnf.tminterface.launch;

import java.util.List;
import java.util.stream.Stream;

/** The games that run on this machine, whoever started them. */
public final class RunningGames {

    /** How the names of the game's programs begin. */
    static final String NAME = "TmForever";

    private RunningGames() {
    }

    /** The processes that look like games. Their handles are for looking: none of them is ours to end. */
    public static List<ProcessHandle> find() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> ProcessLook.isNamed(process, NAME)).toList();
        }
    }
}
