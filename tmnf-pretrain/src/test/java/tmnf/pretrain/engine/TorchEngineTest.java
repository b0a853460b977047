package tmnf.pretrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import tmnf.pretrain.engine.EngineOptions.DeviceChoice;
import tmnf.pretrain.engine.EngineUnavailableException.Reason;

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
        assertRefused(Reason.OTHER_SETTINGS, new EngineOptions(3, EngineOptions.DeviceChoice.CPU),
                "with 1 thread and the device ", "changed to 3 threads and the device cpu. Ask for the same");
        assertRefused(Reason.NO_GPU, new EngineOptions(1, EngineOptions.DeviceChoice.GPU),
                "its native library is the processor's");
        assertThatIllegalArgumentException().isThrownBy(
                () -> new EngineOptions(0, EngineOptions.DeviceChoice.CPU));
    }

    private static void assertRefused(Reason reason, EngineOptions options, String... words) {
        assertThatThrownBy(() -> TorchEngine.start(options)).isInstanceOfSatisfying(
                EngineUnavailableException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContainingAll(words);
    }

    /** A process of its own is proposed only where it would help. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "AUTO, true,  '',     CPU,  1, OTHER_SETTINGS", "AUTO, true,  '',     GPU,  1, -",
        "AUTO, true,  '',     AUTO, 1, -",              "AUTO, false, driver, GPU,  1, NO_GPU",
        "AUTO, false, driver, GPU,  2, NO_GPU",         "AUTO, false, driver, CPU,  1, -",
        "AUTO, false, driver, AUTO, 1, -",              "AUTO, false, driver, AUTO, 2, OTHER_SETTINGS",
        "CPU,  false, '',     GPU,  1, OTHER_SETTINGS", "CPU,  false, '',     AUTO, 1, OTHER_SETTINGS",
        "CPU,  false, '',     CPU,  1, -",              "CPU,  false, driver, GPU,  1, NO_GPU",
        "CPU,  false, driver, AUTO, 1, -",              "GPU,  true,  '',     AUTO, 1, -"})
    void refusesWhatTheEngineThatRunsIsNot(DeviceChoice running, boolean onGpu, String whyNone,
            DeviceChoice wanted, int threads, Reason reason) {
        Optional<EngineUnavailableException> refusal = TorchEngine.refusal(new EngineOptions(1, running),
                onGpu, whyNone, new EngineOptions(threads, wanted));

        assertThat(refusal.map(EngineUnavailableException::reason)).isEqualTo(Optional.ofNullable(reason));
        refusal.filter(e -> reason == Reason.NO_GPU).ifPresent(e -> assertThat(e).hasMessage(
                "a GPU was asked for, but PyTorch does not use one: driver. Take the processor."));
    }

    /** A GPU that is not there is another matter than one that nobody could count. */
    @Test
    void saysWhetherGpusCouldBeCounted() {
        assertThat(TorchEngine.whyNoGpu(true)).contains("driver does not work").doesNotContain("cudart");
        assertThat(TorchEngine.whyNoGpu(false)).contains("libcudart.so.12", "nvidia/cuda_runtime/lib",
                "torch\\lib").doesNotContain("driver");
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
