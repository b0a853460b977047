package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;
import tmnf.pretrain.data.FrameCacheException;

class CacheRefusalTest {

    @ParameterizedTest
    @CsvSource({"BUSY, BUSY", "NOTHING_READABLE, NO_INPUT", "NO_SPACE, FAILURE", "BROKEN, FAILURE"})
    void whoeverNeedsDecodedFramesEndsAlike(FrameCacheException.Reason reason, ExitStatus status) {
        CliException refused = CacheRefusal.of(new FrameCacheException(reason, "cache", "is", "Wait."));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused).hasMessage("cache: is. Wait.");
    }
}
