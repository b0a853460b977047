package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RestTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Rest rest = new Rest();

    @Test
    void lastsAsLongAsTheLongestWish() {
        rest.extend(7 * SECOND, 0, 0);
        rest.extend(3 * SECOND, SECOND, 0);

        assertThat(rest.leftNanos(SECOND)).isEqualTo(6 * SECOND);
        assertThat(rest.leftNanos(8 * SECOND)).isZero();
    }

    @Test
    void isNewsOnlyWhenItGetsNoticeablyLonger() {
        assertThat(rest.extend(7 * SECOND, 0, 0)).isTrue();
        assertThat(rest.extend(8 * SECOND, 0, 0)).isFalse();
        assertThat(rest.leftNanos(0)).isEqualTo(8 * SECOND);
        assertThat(rest.extend(20 * SECOND, 0, 0)).isTrue();
    }

    @Test
    void isInVainWhenWhatWasSentAfterItIsRefusedToo() {
        assertThat(rest.wasInVain(1)).as("there was none").isFalse();
        rest.extend(SECOND, 0, 5);

        assertThat(rest.wasInVain(5)).as("sent before").isFalse();
        assertThat(rest.wasInVain(6)).isTrue();
        rest.succeeded(5);
        assertThat(rest.wasInVain(6)).isTrue();
        rest.succeeded(6);
        assertThat(rest.wasInVain(7)).isFalse();
    }
}
