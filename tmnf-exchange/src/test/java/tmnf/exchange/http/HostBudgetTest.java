package tmnf.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

class HostBudgetTest {

    private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(20);

    private final VirtualTime time = new VirtualTime();
    private final RecordingBudgetListener heard = new RecordingBudgetListener();
    private int urls;

    @Test
    void keepsAConfiguredRate() throws Exception {
        HostBudget budget = budget(config().withMaxRate(4));

        for (int i = 0; i < 40; i++) {
            succeed(budget);
        }

        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(9), Duration.ofMillis(9500));
    }

    @Test
    void keepsADistanceBetweenRequests() throws Exception {
        HostBudget budget = budget(config().withMaxRate(4).withBurst(1));

        for (int i = 0; i < 5; i++) {
            succeed(budget);

            assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(250L * i));
        }
    }

    @Test
    void sendsWithoutWaitingToASiteOnThisMachine() throws Exception {
        HostBudget budget = budget(config());

        for (int i = 0; i < 1000; i++) {
            succeed(budget);
        }

        assertThat(time.elapsed()).isZero();
    }

    @Test
    void halvesNumberAndRateWhenTheSiteIsOverloaded() throws Exception {
        HostBudget budget = budget(config().withMaxRate(20));
        grow(budget, 16);

        fail(budget, transientFailure(503, null));

        assertThat(budget.state().limit()).isEqualTo(8);
        assertThat(budget.state().ratePerSecond()).isEqualTo(10);
        assertThat(heard.events).containsExactly("slowed to 8");
    }

    @Test
    void halvesTheNumberOnlyAfterADeadline() throws Exception {
        HostBudget budget = budget(config().withMaxRate(20));
        grow(budget, 16);

        fail(budget, new ExchangeException(Kind.TRANSIENT, 0, "/x", "silent", null,
                new SocketTimeoutException()));

        assertThat(budget.state().limit()).isEqualTo(8);
        assertThat(budget.state().ratePerSecond()).isEqualTo(20);
    }

    @Test
    void takesOffAThirdForOtherTrouble() throws Exception {
        HostBudget budget = budget(config());
        grow(budget, 15);

        fail(budget, transientFailure(500, null));

        assertThat(budget.state().limit()).isEqualTo(10);
    }

    @Test
    void growsNeverAboveTheCeiling() throws Exception {
        HostBudget budget = budget(config().withMaxInFlight(5));
        assertThat(budget.state().limit()).isEqualTo(2);

        grow(budget, 5);
        succeed(budget);

        assertThat(budget.state().limit()).isEqualTo(5);
        assertThat(budget.state().ceiling()).isEqualTo(5);
    }

    @Test
    void restsForAllWhenTheSiteAsks() throws Exception {
        HostBudget budget = budget(config());
        succeed(budget);

        fail(budget, transientFailure(429, Duration.ofSeconds(7)));
        assertThat(budget.state().restNanos()).isBetween(7_000_000_000L, 8_000_000_000L);
        succeed(budget);

        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
        assertThat(heard.events).contains("resting 7 s");
    }

    @Test
    void doesNotRestForARetryAtOnce() throws Exception {
        HostBudget budget = budget(config());

        fail(budget, transientFailure(503, Duration.ZERO));
        succeed(budget);

        assertThat(time.elapsed()).isZero();
    }

    @Test
    void endsTheRunWhenTheSiteAsksForMoreRestThanWeHave() throws Exception {
        HostBudget budget = budget(config());
        succeed(budget);

        fail(budget, transientFailure(429, Duration.ofHours(24)));

        ExchangeException end = refusal(budget);
        assertThat(end.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(end).hasMessageContaining("http://127.0.0.1:1 asks to come back in 24 h");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void pausesASiteThatIsDownAndGoesOnWhenItIsBack() throws Exception {
        HostBudget budget = budget(config());
        succeed(budget);
        for (int i = 0; i < 10; i++) {
            fail(budget, transientFailure(503, null));
        }
        assertThat(budget.state().circuitOpen()).isTrue();

        fail(budget, transientFailure(503, null));
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(30));
        succeed(budget);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(90));
        succeed(budget);

        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(90));
        assertThat(heard.events).filteredOn(event -> !event.startsWith("slowed"))
                .containsExactly("opened 30 s", "opened 60 s", "closed");
    }

    @Test
    void restsOnlyAsLongAsABurstOfRefusalsAsks() throws Exception {
        HostBudget budget = budget(config());
        grow(budget, 16);
        List<HostBudget.Permit> burst = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            burst.add(budget.acquire(RequestKind.FILE, "burst" + i));
        }

        for (HostBudget.Permit permit : burst) {
            permit.failed(transientFailure(429, Duration.ofSeconds(2)));
            permit.close();
        }
        assertThat(budget.state().circuitOpen()).isFalse();
        succeed(budget);

        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void takesRestsThatHelpForNoOutage() throws Exception {
        HostBudget budget = budget(config());

        for (int i = 0; i < 50; i++) {
            succeed(budget);
            fail(budget, transientFailure(503, Duration.ofSeconds(1)));
        }

        assertThat(budget.state().circuitOpen()).isFalse();
    }

    @Test
    void takesASiteForDownWhenRestsDoNotHelp() throws Exception {
        HostBudget budget = budget(config());
        succeed(budget);

        for (int i = 0; i < 10; i++) {
            fail(budget, transientFailure(429, Duration.ofSeconds(2)));
        }
        assertThat(budget.state().circuitOpen()).as("the first one is no sign").isFalse();
        fail(budget, transientFailure(429, Duration.ofSeconds(2)));

        assertThat(budget.state().circuitOpen()).isTrue();
        assertThat(heard.events).contains("opened 30 s");
    }

    @Test
    void countsARequestThatTriesThoughItIsAskedForRest() throws Exception {
        HostBudget budget = budget(config());
        openCircuit(budget);

        fail(budget, transientFailure(503, Duration.ofSeconds(1)));
        succeed(budget);

        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void givesUpASiteThatStaysDown() throws Exception {
        HostBudget budget = budget(config());
        succeed(budget);

        ExchangeException end = failUntilTheEnd(budget, transientFailure(502, null));

        assertThat(end.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(end).hasMessageContaining("has been down since").hasMessageContaining("overload");
        assertThat(end.path()).isEmpty();
        assertThat(time.elapsed()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void givesUpAtOnceASiteThatWasNeverReached() throws Exception {
        HostBudget budget = budget(config());

        ExchangeException end = failUntilTheEnd(budget, new ExchangeException(Kind.TRANSIENT, 0, "/x",
                "there is no host tmnf.exchagne."));

        assertThat(end.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(end).hasMessageContaining("cannot be reached: there is no host tmnf.exchagne.");
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void givesUpASiteThatKeepsTurningUsAway() throws Exception {
        HostBudget budget = budget(config());
        succeed(budget);

        ExchangeException end = failUntilTheEnd(budget, new ExchangeException(Kind.BLOCKED, 403, "/x",
                "a page for people"));

        assertThat(end.kind()).isEqualTo(Kind.BLOCKED);
        assertThat(end.endsTheRun()).isTrue();
        assertThat(end).hasMessageContaining("turns us away").hasMessageContaining("a page for people");
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"GONE", "REFUSED", "CONTENT", "API_CHANGED", "STOPPED"})
    void doesNotTakeProperAnswersForTrouble(Kind kind) throws Exception {
        HostBudget budget = budget(config());
        grow(budget, 8);

        for (int i = 0; i < 50; i++) {
            fail(budget, new ExchangeException(kind, 404, "/x", "no"));
        }

        assertThat(budget.state().limit()).isEqualTo(8);
        assertThat(budget.state().circuitOpen()).isFalse();
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void closesTheCircuitWhenTheProbeFindsAFileGone() throws Exception {
        HostBudget budget = budget(config());
        openCircuit(budget);

        fail(budget, new ExchangeException(Kind.GONE, 404, "/x", "gone"));

        assertThat(budget.state().circuitOpen()).isFalse();
    }

    @Test
    void triesAgainWhenAProbeToldNothing() throws Exception {
        HostBudget budget = budget(config());
        openCircuit(budget);

        budget.acquire(RequestKind.FILE, "told nothing").close();
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(30));
        succeed(budget);

        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(30));
        assertThat(budget.state().circuitOpen()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void letsAnotherOneTryHoweverAProbeEnded(Kind kind) throws Exception {
        HostBudget budget = budget(config());
        openCircuit(budget);

        fail(budget, new ExchangeException(kind, 404, "/x", "no"));
        succeed(budget);

        assertThat(budget.state().circuitOpen()).isFalse();
        assertThat(time.elapsed()).isLessThanOrEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void closesTheCircuitWhenTheSiteDoesNotKnowTheQuestionOfTheProbe() throws Exception {
        HostBudget budget = budget(config());
        openCircuit(budget);

        fail(budget, new ExchangeException(Kind.API_CHANGED, 400, "/x", "no such field"));

        assertThat(budget.state().circuitOpen()).isFalse();
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void givesUpInTimeThoughAProbeNeverEnds() throws Exception {
        HostBudget budget = budget(config());
        openCircuit(budget);
        HostBudget.Permit probe = budget.acquire(RequestKind.FILE, "never ends");

        ExchangeException end = refusal(budget);

        assertThat(end.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(end).hasMessageContaining("has been down since");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMinutes(30));
        probe.close();
    }

    @Test
    void takesTheFirstWordOfAPermitAndOneClose() throws Exception {
        HostBudget budget = budget(config());
        HostBudget.Permit permit = budget.acquire(RequestKind.FILE, "u");
        assertThat(budget.state().inFlight()).isEqualTo(1);

        permit.succeeded(QUICK);
        permit.failed(transientFailure(429, Duration.ofHours(24)));
        permit.close();
        permit.close();

        assertThat(budget.state().inFlight()).isZero();
        succeed(budget);
    }

    @Test
    void holdsTheGrowthWhenTheSiteBecomesSlow() throws Exception {
        HostBudget budget = budget(config());
        grow(budget, 32);

        for (int i = 0; i < 30; i++) {
            time.pass(Duration.ofMillis(500));
            try (HostBudget.Permit permit = budget.acquire(RequestKind.FILE, "u" + urls++)) {
                permit.succeeded(Duration.ofSeconds(3).toNanos());
            }
        }

        assertThat(budget.state().limit()).isBetween(2, 20);
        assertThat(heard.events).as("told once").containsExactly("slowed to 28");
    }

    @Test
    void letsNothingOutAfterAStop() throws Exception {
        HostBudget budget = budget(config());

        budget.stop();

        assertThat(refusal(budget).kind()).isEqualTo(Kind.STOPPED);
    }

    private static ExchangeConfig config() {
        return ExchangeConfig.of(URI.create("http://127.0.0.1:1"), "test").withMaxInFlight(64);
    }

    private HostBudget budget(ExchangeConfig config) {
        return new HostBudget(config, time, heard, new SplittableRandom(7));
    }

    private static ExchangeException transientFailure(int status, Duration rest) {
        return new ExchangeException(Kind.TRANSIENT, status, "/x", "overload", rest, null);
    }

    private void succeed(HostBudget budget) throws Exception {
        try (HostBudget.Permit permit = budget.acquire(RequestKind.FILE, "u" + urls++)) {
            permit.succeeded(QUICK);
        }
    }

    private void fail(HostBudget budget, ExchangeException failure) throws Exception {
        try (HostBudget.Permit permit = budget.acquire(RequestKind.FILE, "u" + urls++)) {
            permit.failed(failure);
        }
    }

    private void openCircuit(HostBudget budget) throws Exception {
        succeed(budget);
        for (int i = 0; i < 10; i++) {
            fail(budget, transientFailure(500, null));
        }
        assertThat(budget.state().circuitOpen()).isTrue();
    }

    private ExchangeException failUntilTheEnd(HostBudget budget, ExchangeException failure) throws Exception {
        for (int i = 0; i < 100; i++) {
            try {
                fail(budget, failure);
            } catch (ExchangeException e) {
                return e;
            }
        }
        throw new AssertionError("went on for ever");
    }

    private ExchangeException refusal(HostBudget budget) {
        return catchThrowableOfType(ExchangeException.class,
                () -> budget.acquire(RequestKind.FILE, "one more").close());
    }

    private void grow(HostBudget budget, int limit) throws Exception {
        while (budget.state().limit() < limit) {
            List<HostBudget.Permit> permits = new ArrayList<>();
            int more = Math.min(budget.state().limit(), limit - budget.state().limit() + 1);
            for (int i = 0; i < budget.state().limit(); i++) {
                permits.add(budget.acquire(RequestKind.FILE, "u" + urls++));
            }
            for (int i = 0; i < permits.size(); i++) {
                if (i < more && budget.state().limit() < limit) {
                    permits.get(i).succeeded(QUICK);
                }
            }
            permits.forEach(HostBudget.Permit::close);
        }
    }
}
