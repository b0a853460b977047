package tmnf.pretrain.engine;

/** The engine as all tests of a JVM share it: one thread, so that results are the same each time. */
public final class TestEngine {

    private TestEngine() {
    }

    public static TorchEngine start() {
        try {
            return TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
        } catch (EngineUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }
}
