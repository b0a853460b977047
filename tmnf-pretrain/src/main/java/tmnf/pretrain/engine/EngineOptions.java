package tmnf.pretrain.engine;

import java.util.Objects;

/**
 * How the engine is started; fixed for the life of the process.
 *
 * @param threads that one operation may use, at least 1
 * @param device where tensors live
 */
public record EngineOptions(int threads, DeviceChoice device) {

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
    }
}
