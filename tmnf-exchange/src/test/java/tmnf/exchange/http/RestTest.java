package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RestTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Rest rest = new Rest();

    @Test
    void lastsAsLongAsTheLongestWish() {
        rest.extend(7 * SECOND, 0);
        rest.extend(3 * SECOND, SECOND);

        assertThat(rest.leftNanos(SECOND)).isEqualTo(6 * SECOND);
        assertThat(rest.leftNanos(8 * SECOND)).isZero();
    }

    @Test
    void isNewsOnlyWhenItGetsNoticeablyLonger() {
        assertThat(rest.extend(7 * SECOND, 0)).isTrue();
        assertThat(rest.extend(8 * SECOND, 0)).isFalse();
        assertThat(rest.leftNanos(0)).isEqualTo(8 * SECOND);
        assertThat(rest.extend(20 * SECOND, 0)).isTrue();
    }
}
