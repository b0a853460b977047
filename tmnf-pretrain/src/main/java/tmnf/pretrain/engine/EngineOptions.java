package tmnf.pretrain.engine;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How the engine is started; fixed for the life of the process.
 *
 * @param threads that one operation may use, at least 1
 * @param device where tensors live
 * @param cache where its libraries are unpacked, about 450 MB, once for all processes; empty, or when the
 *     property {@code ENGINE_CACHE_DIR} names another: DJL's own folder at home
 */
public record EngineOptions(int threads, DeviceChoice device, Optional<Path> cache) {

    /** Where tensors live. */
    public enum DeviceChoice {
        /** A GPU if there is one that works, else the processor. */
        AUTO,
        /** The processor. */
        CPU,
        /** A GPU; without one the engine does not start. */
        GPU
    }

    /** Checks the range. */
    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads of the engine are at least 1, not " + threads);
        }
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(cache, "cache");
    }

    /** What computing depends on, for people. */
    String words() {
        return threads + (threads == 1 ? " thread" : " threads") + " and the device "
                + device.name().toLowerCase(Locale.ROOT);
    }

    /** With DJL's own cache. */
    public EngineOptions(int threads, DeviceChoice device) {
        this(threads, device, Optional.empty());
    }
}
