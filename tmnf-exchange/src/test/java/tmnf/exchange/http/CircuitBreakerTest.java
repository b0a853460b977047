package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;
import static tmnf.exchange.http.CircuitBreaker.Change.CLOSED;
import static tmnf.exchange.http.CircuitBreaker.Change.NONE;
import static tmnf.exchange.http.CircuitBreaker.Change.OPENED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final CircuitBreaker circuit = new CircuitBreaker(Duration.ofMinutes(30));

    @BeforeEach
    void somethingWorked() {
        circuit.succeeded("first", false);
    }

    @Test
    void opensAfterTenFailuresOfTenAddresses() {
        for (int i = 0; i < 9; i++) {
            assertThat(fail("u" + i, 0)).isEqualTo(NONE);
        }

        assertThat(circuit.waitNanos(0)).isZero();
        assertThat(fail("u9", 0)).isEqualTo(OPENED);
        assertThat(circuit.isOpen()).isTrue();
        assertThat(circuit.waitNanos(0)).isEqualTo(30 * SECOND);
    }

    @Test
    void staysClosedWhenOneAddressFailsForEver() {
        for (int i = 0; i < 1000; i++) {
            fail("the one", i * SECOND);
        }

        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void startsTheRowAgainAfterASuccess() {
        failures(9);
        circuit.succeeded("good", false);
        failures(9);

        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void opensWhenHalfOfTheLastTwentyFail() {
        int pairs = 0;
        while (!circuit.isOpen() && pairs < 100) {
            fail("bad" + pairs, 0);
            circuit.succeeded("good" + pairs, false);
            pairs++;
        }

        assertThat(pairs).isEqualTo(10);
    }

    @Test
    void staysClosedWhenFewerThanHalfFail() {
        for (int i = 0; i < 300; i++) {
            fail("bad" + i, 0);
            circuit.succeeded("good" + i, false);
            circuit.succeeded("fine" + i, false);
        }

        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void countsAnItemThatWorkedInTheEndAsGood() {
        for (int i = 0; i < 300; i++) {
            fail("u" + i, 0);
            circuit.succeeded("u" + i, false);
        }

        assertThat(circuit.isOpen()).isFalse();
    }

    @Test
    void opensAfterTwoAddressesWhereWeAreTurnedAway() {
        assertThat(circuit.failed("a", true, false, 0)).isEqualTo(NONE);
        assertThat(circuit.failed("a", true, false, 0)).as("the same again").isEqualTo(NONE);
        assertThat(circuit.failed("b", true, false, 0)).isEqualTo(OPENED);
        assertThat(circuit.isOpenByBlocking()).isTrue();
    }

    @Test
    void opensWhenTheVeryFirstAddressTurnsUsAwayTwice() {
        CircuitBreaker fresh = new CircuitBreaker(Duration.ofMinutes(30));

        fresh.failed("a", true, false, 0);
        assertThat(fresh.failed("a", true, false, 0)).isEqualTo(OPENED);
        assertThat(fresh.isHopeless(0)).isTrue();
    }

    @Test
    void letsExactlyOneRequestTryAndClosesWhenItWorks() {
        failures(10);

        assertThat(circuit.waitNanos(30 * SECOND)).isZero();
        assertThat(circuit.start()).isTrue();
        assertThat(circuit.isProbing()).isTrue();
        assertThat(circuit.succeeded("sent before", false)).isEqualTo(NONE);
        assertThat(circuit.isOpen()).isTrue();
        assertThat(circuit.succeeded("probe", true)).isEqualTo(CLOSED);
        assertThat(circuit.isProbing()).isFalse();
        assertThat(circuit.waitNanos(31 * SECOND)).isZero();
        assertThat(circuit.start()).isFalse();
    }

    @Test
    void doublesTheWaitWithEachFailedTryUpToTenMinutes() {
        CircuitBreaker patient = new CircuitBreaker(Duration.ofDays(1));
        patient.succeeded("first", false);
        for (int i = 0; i < 10; i++) {
            patient.failed("u" + i, false, false, 0);
        }

        List<Long> waits = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 7; i++) {
            long wait = patient.waitNanos(now);
            waits.add(wait / SECOND);
            now += wait;
            patient.start();
            patient.failed("u", false, true, now);
        }

        assertThat(waits).containsExactly(30L, 60L, 120L, 240L, 480L, 600L, 600L);
    }

    @Test
    void wakesInTimeToGiveUp() {
        failures(10);
        long now = 0;
        while (!circuit.isHopeless(now)) {
            now += circuit.waitNanos(now);
            if (!circuit.isHopeless(now)) {
                circuit.start();
                circuit.failed("u", false, true, now);
            }
        }

        assertThat(now).isEqualTo(Duration.ofMinutes(30).toNanos());
    }

    @Test
    void givesUpAtOnceWhenNothingEverWorked() {
        CircuitBreaker fresh = new CircuitBreaker(Duration.ofMinutes(30));
        for (int i = 0; i < 10; i++) {
            assertThat(fresh.isHopeless(0)).isFalse();
            fresh.failed("u" + i, false, false, 0);
        }

        assertThat(fresh.isHopeless(0)).isTrue();
    }

    @Test
    void letsAnotherOneTryWhenTheFirstToldNothing() {
        failures(10);
        circuit.start();

        circuit.probeLost(false, 40 * SECOND);
        assertThat(circuit.isProbing()).isFalse();
        assertThat(circuit.waitNanos(40 * SECOND)).isZero();
        circuit.start();
        circuit.probeLost(true, 40 * SECOND);
        assertThat(circuit.waitNanos(40 * SECOND)).isEqualTo(30 * SECOND);
    }

    @Test
    void ignoresLateFailuresWhileItIsOpen() {
        failures(10);

        fail("late", 20 * SECOND);

        assertThat(circuit.waitNanos(20 * SECOND)).isEqualTo(10 * SECOND);
    }

    private void failures(int count) {
        for (int i = 0; i < count; i++) {
            fail("u" + i, 0);
        }
    }

    private CircuitBreaker.Change fail(String url, long now) {
        return circuit.failed(url, false, false, now);
    }
}
