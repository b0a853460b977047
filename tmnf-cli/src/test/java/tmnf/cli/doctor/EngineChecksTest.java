package tmnf.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** What doctor says of a GPU that is not used. */
class EngineChecksTest {

    private static final String WHY = "its library, which counts them, was not found";

    private static Finding finding(String libtorch, String driver) {
        return EngineChecks.noGpu(WHY, Optional.ofNullable(libtorch), Optional.ofNullable(driver)
                .map(Path::of));
    }

    @Test
    void aGpuThatSeemsToBeThereIsWorthAWarningWithTheReason() {
        Finding chosen = finding("/some/torch/lib", null);
        assertThat(chosen.level()).isEqualTo(Finding.Level.WARNING);
        assertThat(chosen.message()).isEqualTo("not used: " + WHY);
        assertThat(chosen.where()).isEqualTo("TMNF_LIBTORCH=/some/torch/lib");
        assertThat(chosen.fix()).contains("nvidia beside torch", "nvidia-smi");

        Finding driver = finding(null, "version");
        assertThat(driver.level()).isEqualTo(Finding.Level.WARNING);
        assertThat(driver.message()).contains(WHY, "NVIDIA's driver is installed");
        assertThat(driver.fix()).contains("set TMNF_LIBTORCH");
    }

    @Test
    void nothingIsWrongWhereNothingSpeaksForAGpu() {
        assertThat(finding(null, null).level()).isEqualTo(Finding.Level.OK);
    }
}
