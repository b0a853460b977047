package tmnf.tminterface.link;

import java.time.Duration;
import java.util.Objects;

/**
 * How a {@link PluginServer} behaves.
 *
 * @param behaviour which plugin it is like
 * @param blockedReadTime how long the original behaviour waits for the rest of a message that was cut
 *     short; the original itself waits for ever
 * @param writeTime how long a client that does not read may hold the game up; the original waits for ever
 * @param separateWrites whether each number goes out by itself, as from the plugins; one write for each
 *     message is faster
 */
public record PluginServerSettings(PluginBehaviour behaviour, Duration blockedReadTime, Duration writeTime,
        boolean separateWrites) {

    /** Checks that there are some. */
    public PluginServerSettings {
        Objects.requireNonNull(behaviour, "behaviour");
        Objects.requireNonNull(blockedReadTime, "blockedReadTime");
        Objects.requireNonNull(writeTime, "writeTime");
    }

    /** With 60 s for the rest of a message, 10 s for a client that does not read, and joint writes. */
    public static PluginServerSettings of(PluginBehaviour behaviour) {
        return new PluginServerSettings(behaviour, Duration.ofSeconds(60), Duration.ofSeconds(10), false);
    }

    /** Whether it is like ours. */
    boolean isExtended() {
        return behaviour == PluginBehaviour.EXTENDED;
    }
}
