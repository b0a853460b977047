package tmnf.pretrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

class TorchEngineTest {

    private final TorchEngine engine = TestEngine.start();

    @Test
    void saysWhatItIs() {
        assertThat(engine.version()).isEqualTo("2.7.1");
        assertThat(engine.device().isGpu()).isFalse();
        assertThat(engine.deviceReason()).contains("processor");
    }

    @Test
    void startsOnceAndRefusesOtherOptions() throws Exception {
        EngineOptions same = new EngineOptions(1, EngineOptions.DeviceChoice.CPU);
        assertThat(TorchEngine.start(same)).isSameAs(engine);
        assertThat(TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.AUTO)))
                .as("there is only the processor").isSameAs(engine);
        assertRefused(new EngineOptions(3, EngineOptions.DeviceChoice.CPU),
                "with 1 thread and the device ", "changed to 3 threads and the device cpu. Ask for the same");
        assertRefused(new EngineOptions(1, EngineOptions.DeviceChoice.GPU), "device gpu");
        assertThatIllegalArgumentException().isThrownBy(
                () -> new EngineOptions(0, EngineOptions.DeviceChoice.CPU));
    }

    private static void assertRefused(EngineOptions options, String... words) {
        assertThatThrownBy(() -> TorchEngine.start(options)).isInstanceOfSatisfying(
                EngineUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(EngineUnavailableException.Reason.OTHER_SETTINGS))
                .hasMessageContainingAll(words);
    }

    @Test
    void gradientsAreOffOnThisThreadAndOnItsOwn() throws InterruptedException {
        AtomicBoolean on = new AtomicBoolean(true);
        Thread thread = engine.threads("tmnf-test").newThread(() -> on.set(JniUtils.isGradMode()));
        thread.start();
        thread.join();

        assertThat(JniUtils.isGradMode()).isFalse();
        assertThat(on).isFalse();
        assertThat(thread.getName()).isEqualTo("tmnf-test-1");
    }

    @Test
    void recordsOneAtATimeAndOnlyInBetween() {
        try (NDManager manager = engine.manager()) {
            NDArray x = manager.create(3f);
            x.setRequiresGradient(true);
            try (Recording recording = Recording.begin()) {
                assertThatIllegalStateException().isThrownBy(Recording::begin);
                recording.backward(x.square());
            }
            assertThat(JniUtils.isGradMode()).isFalse();
            assertThat(x.getGradient().getFloat()).isEqualTo(6f);
        }
    }
}
