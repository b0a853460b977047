package tmnf.tminterface.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A script of the user, for Linux: it gets the port as its only argument and runs the loader under Wine, for
 * example {@code wine TMLoader.exe run TmForever "default" /configstring="set custom_port $1"}.
 *
 * @param file the script; has to be executable, and hand its environment on to what it starts
 */
public record ScriptLaunch(Path file) implements LaunchMethod {

    /** Checks that there is one. */
    public ScriptLaunch {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public List<String> command(int port) {
        return List.of(file.toString(), Integer.toString(LaunchMethod.requirePort(port)));
    }
}
