package tmnf.tminterface.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How to start a game, and how patient to be.
 *
 * @param method what starts it
 * @param port that its plugin is to listen on
 * @param lockFile held while a game starts, so that it does so alone: the same for all programs of one user
 * @param lockTime how long another start may take before this one
 * @param processTime how long the game's process may take to appear
 * @param portTime how long the port may take to answer once the process is there
 * @param endTime how long a game may take to end when asked
 */
public record LaunchSettings(LaunchMethod method, int port, Path lockFile, Duration lockTime,
        Duration processTime, Duration portTime, Duration endTime) {

    /** Checks that all times are above zero. */
    public LaunchSettings {
        Objects.requireNonNull(method, "method");
        LaunchMethod.requirePort(port);
        Objects.requireNonNull(lockFile, "lockFile");
        requirePositive(lockTime, "lockTime");
        requirePositive(processTime, "processTime");
        requirePositive(portTime, "portTime");
        requirePositive(endTime, "endTime");
    }

    /** With 5 minutes for other starts, 60 s for the process, 120 s for the port, and 5 s for the end. */
    public static LaunchSettings of(LaunchMethod method, int port, Path lockFile) {
        return new LaunchSettings(method, port, lockFile, Duration.ofMinutes(5), Duration.ofSeconds(60),
                Duration.ofSeconds(120), Duration.ofSeconds(5));
    }

    /** The same with another patience for a game that is asked to end. */
    public LaunchSettings withEndTime(Duration patience) {
        return new LaunchSettings(method, port, lockFile, lockTime, processTime, portTime, patience);
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " has to be above zero: " + duration);
        }
    }
}
