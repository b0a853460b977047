package tmnf.tminterface.link;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.Dialect;

/** What a client has set in a plugin. */
final class PluginMemory {

    private static final long DEFAULT_TIMEOUT_MS = PluginSettings.DEFAULTS.answerTime().toMillis();

    long timeoutMs = DEFAULT_TIMEOUT_MS;
    int periodMs = PluginSettings.DEFAULTS.stepPeriodMs();
    boolean frameWanted;
    boolean frameSized;
    int frameWidth;
    int frameHeight;
    int features;
    int heartbeatMs;
    /** The wish; {@link PluginExecution#adjustRendering} says when it holds. */
    boolean simulationOnly;
    boolean renderingOff;
    /** As clients set it; stays, as the game's does. */
    float speed = PluginSettings.DEFAULTS.speed();

    boolean enabled(Capability capability) {
        return (features & capability.bit()) != 0;
    }

    Dialect dialect(PluginBehaviour behaviour) {
        if (behaviour == PluginBehaviour.ORIGINAL) {
            return Dialect.ORIGINAL;
        }
        return features == 0 ? Dialect.OFFERED : Dialect.ENABLED;
    }

    void wantFrame(int width, int height, boolean sized) {
        frameWanted = true;
        frameSized = sized;
        frameWidth = width;
        frameHeight = height;
    }

    /** What the original forgets with its client; the period stays. */
    void forgetSome() {
        timeoutMs = DEFAULT_TIMEOUT_MS;
        frameWanted = false;
    }

    void forgetAll() {
        forgetSome();
        periodMs = PluginSettings.DEFAULTS.stepPeriodMs();
        features = 0;
        heartbeatMs = 0;
        simulationOnly = false;
    }
}
