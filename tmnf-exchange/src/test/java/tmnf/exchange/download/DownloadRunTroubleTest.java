package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;
import tmnf.exchange.download.DownloadReport.Ending;
import tmnf.exchange.download.DownloadVerify.Finding;
import tmnf.exchange.embedded.Answer;
import tmnf.exchange.embedded.Answer.Delivery;
import tmnf.exchange.embedded.Fault;
import tmnf.exchange.embedded.FaultPlan;

/** Runs against a site that is overloaded, or sends something else than it was asked for. */
class DownloadRunTroubleTest extends DownloadRunTestBase {

    private static FaultPlan onReplay(long id, Fault fault) {
        return FaultPlan.always(fault).below("/recordgbx/" + id);
    }

    private static FaultPlan onFirstAttempts(int attempts, Fault fault) {
        return FaultPlan.firstAttempts(attempts, fault).below("/recordgbx");
    }

    private void assertAllReplaysOfTracks1To3() throws IOException {
        assertWhole(11, 12, 13, 21, 22, 23, 31, 32, 33);
    }

    @Test
    void asksForNoReplayWhileTheSiteRestsThoughItRefusedOnlyOne() throws Exception {
        Arrivals arrivals =
                new Arrivals(FaultPlan.firstAttempts(1, Fault.retryAfter(429, 7)).below("/recordgbx/11"));
        exchange.faults(arrivals);
        workers = 1;

        assertThat(run(1).ending()).isEqualTo(Ending.COMPLETE);

        assertWhole(11, 12, 13);
        assertThat(pace).containsExactly("resting 7 s");
        List<List<String>> bursts = arrivals.betweenPauses(Duration.ofSeconds(7));
        assertThat(bursts).hasSize(2);
        assertThat(bursts.get(0)).containsExactly("/recordgbx/11");
        assertThat(bursts.get(1)).hasSize(3);
        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(9));
    }

    @Test
    void endsForARestOfADayAndTheNextRunGoesOn() throws Exception {
        exchange.faults(onReplay(13, Fault.retryAfter(429, 86_400)));
        workers = 1;

        ExchangeException end = catchThrowableOfType(ExchangeException.class, () -> run(1));

        assertThat(end.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(time.elapsed()).as("nobody waited").isLessThan(Duration.ofMinutes(1));
        assertWhole(11, 12);
        assertThat(mark()).isZero();
        exchange.faults(FaultPlan.NONE);
        exchange.requests().clear();

        assertThat(run(1).ending()).isEqualTo(Ending.COMPLETE);
        assertWhole(11, 12, 13);
        assertThat(exchange.requests().below("/recordgbx")).isEqualTo(1);
    }

    @Test
    void losesNoReplayInABurstOfErrors() throws Exception {
        Fault down = Fault.status(503);
        AtomicReference<Duration> last = new AtomicReference<>(time.elapsed());
        AtomicBoolean isBack = new AtomicBoolean(); // longer than the first wait of the circuit
        Arrivals arrivals = new Arrivals(request -> {
            Duration pause = time.elapsed().minus(last.getAndSet(time.elapsed()));
            isBack.compareAndSet(false, pause.toSeconds() > 45);
            return isBack.get() ? Fault.NONE : down;
        });
        exchange.faults(lists(1, row(11), row(12), row(13), row(21), row(22), row(23), row(31), row(32),
                row(33), row(41), row(42), row(43)).or(arrivals));
        workers = 1;

        assertThat(run(1).ending()).isEqualTo(Ending.COMPLETE);

        assertThat(done()).hasSize(12);
        assertNothingHalfWritten();
        assertThat(pace).containsExactly("opened 30 s", "opened 60 s", "closed");
        List<List<String>> bursts = arrivals.betweenPauses(Duration.ofSeconds(15));
        assertThat(bursts).hasSize(3);
        assertThat(bursts.get(0)).as("what it takes to call the site down").hasSize(10);
        assertThat(bursts.get(1)).as("one tries whether the site is back").hasSize(1);
        assertThat(bursts.get(2)).as("it is").hasSize(12);
        assertThat(mark()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"text/html, 40", "text/html, 470", "application/gbx, 470", "application/gbx, 200000"})
    void storesNoPageForPeopleAndStopsAsking(String type, int bytes) throws Exception {
        Arrivals arrivals = new Arrivals(FaultPlan.always(Fault.page(type, bytes)));
        exchange.faults(arrivals);
        workers = 1;

        ExchangeException end = catchThrowableOfType(ExchangeException.class, () -> run(1));

        assertThat(end.kind()).isEqualTo(Kind.BLOCKED);
        assertThat(files(replays)).noneMatch(name -> name.contains(".gbx"));
        assertThat(pace).startsWith("opened 30 s");
        List<List<String>> bursts = arrivals.betweenPauses(Duration.ofSeconds(15));
        assertThat(bursts.get(0)).as("what it takes to stop").hasSize(2);
        assertThat(bursts.subList(1, bursts.size())).as("one tries now and then, for half an hour")
                .hasSizeBetween(3, 9).allMatch(burst -> burst.size() == 1);
        assertThat(mark()).isZero();
    }

    private static Stream<Arguments> whatIsNoReplay() throws IOException {
        byte[] otherClass = served(12);
        otherClass[9] ^= 0x55;
        return Stream.of(Arguments.of("empty", new byte[0]), Arguments.of("two bytes", new byte[] {'G', 'B'}),
                Arguments.of("another class", otherClass), Arguments.of("a challenge", servedChallenge(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatIsNoReplay")
    void storesNothingThatIsNoReplay(String what, byte[] body) throws Exception {
        exchange.faults(gives("/recordgbx/12", body));

        DownloadReport report = run(1);

        assertThat(report.ending()).isEqualTo(Ending.PARTIAL);
        assertWhole(11, 13);
        assertThat(requestsFor(12)).as("repeated twice").isEqualTo(3);
        assertThat(record(1).replays().get(1).status()).isEqualTo(ReplayEntry.Status.FAILED);
        assertThat(report.failures()).singleElement()
                .satisfies(failure -> assertThat(failure.replay()).isEqualTo(12));
        assertThat(mark()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1_000_000})
    void fetchesAgainWhatWasCutOnItsWay(int bytes) throws Exception {
        exchange.faults(onFirstAttempts(1, Fault.cut(bytes)));

        assertThat(run(1, 2, 3).ending()).isEqualTo(Ending.COMPLETE);

        assertAllReplaysOfTracks1To3();
        assertThat(requestsFor(11)).isBetween(2L, 3L);
    }

    @Test
    void leavesNothingOfAReplayThatIsCutEveryTime() throws Exception {
        exchange.faults(onReplay(12, Fault.cut()));

        assertThat(run(1).ending()).isEqualTo(Ending.PARTIAL);

        assertWhole(11, 13);
        assertThat(record(1).replays().get(1).note()).contains("cut off");
    }

    /** As with an answer that ends with its connection: nothing says how long it should have been. */
    @Test
    void fetchesAgainWhatIsShortThoughTheAnswerSeemsWhole() throws Exception {
        exchange.faults(onFirstAttempts(1, (asked, honest) -> {
            Answer whole = honest.get();
            return whole.with(Arrays.copyOf(whole.body(), whole.body().length / 2));
        }));

        assertThat(run(1, 2, 3).ending()).isEqualTo(Ending.COMPLETE);

        assertAllReplaysOfTracks1To3();
        assertThat(requestsFor(11)).isEqualTo(2);
    }

    @Test
    void findsWhatCameDamagedBehindAGoodHeaderByUnpackingIt() throws Exception {
        byte[] damaged = served(12);
        Arrays.fill(damaged, damaged.length - 200, damaged.length, (byte) 0);
        exchange.faults(gives("/recordgbx/12", damaged));

        assertThat(run(1).ending()).as("the header is good").isEqualTo(Ending.COMPLETE);

        assertThat(verify(false).found()).as("as it came").isEmpty();
        assertThat(verify(true).found()).singleElement().satisfies(found -> {
            assertThat(found.finding()).isEqualTo(Finding.BROKEN);
            assertThat(found.replay()).isEqualTo(12);
        });
    }

    private DownloadVerify.Report verify(boolean full) throws IOException {
        try (DownloadFolder folder = DownloadFolder.openForReading(replays, tracks, time)) {
            return new DownloadVerify(folder, full, false, (files, bytes) -> { }).run(() -> false);
        }
    }

    @Test
    void goesOnWhenEveryConnectionBreaks() throws Exception {
        exchange.faults(FaultPlan.firstAttempts(2, Fault.drop()));

        assertThat(run(1, 2, 3).ending()).isEqualTo(Ending.COMPLETE);

        assertAllReplaysOfTracks1To3();
        assertThat(exchange.requests().below("/recordgbx")).isGreaterThanOrEqualTo(27);
    }

    @Test
    void fetchesAgainWhatDribbles() throws Exception {
        exchange.faults(FaultPlan.firstAttempts(1, Fault.dribble(1, Duration.ofMillis(50)))
                .below("/recordgbx/11"));
        timeout = Duration.ofMillis(400);

        assertThat(run(1).ending()).isEqualTo(Ending.COMPLETE);

        assertWhole(11, 12, 13);
        assertThat(requestsFor(11)).isEqualTo(2);
    }

    @Test
    void storesUnpackedWhatComesPacked() throws Exception {
        exchange.faults(FaultPlan.always(Fault.gzip()));

        assertThat(run(1, 2, 3).ending()).isEqualTo(Ending.COMPLETE);

        assertAllReplaysOfTracks1To3();
    }

    @Test
    void followsTheSiteToAnotherAddress() throws Exception {
        exchange.faults(onReplay(12, Fault.redirect(302, "/recordgbx/22")));

        assertThat(run(1).ending()).isEqualTo(Ending.COMPLETE);

        assertThat(replays.resolve("1/" + record(1).replays().get(1).file())).hasBinaryContent(served(22));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "nonsense", ""})
    void goesByTheContentOfAnAnswerAndNotByItsHeaders(String type) throws Exception {
        Map<String, String> name = Map.of("Content-Disposition", "attachment; filename=\"../../../x.gbx\"");
        exchange.faults(FaultPlan.always((asked, honest) -> {
            Answer file = new Answer(200, name, honest.get().body(), Delivery.WHOLE, Duration.ZERO);
            return type.isEmpty() ? file : file.with("Content-Type", type);
        }).below("/recordgbx"));

        assertThat(run(1, 2, 3).ending()).isEqualTo(Ending.COMPLETE);

        assertAllReplaysOfTracks1To3();
        assertThat(files(root)).allMatch(file -> file.matches("replays/([1-3]/pos.*|\\.[a-z_.]+)"));
        try (Stream<Path> beside = Files.list(root.getParent())) {
            assertThat(beside).noneMatch(file -> file.endsWith("x.gbx"));
        }
    }

    @Test
    void givesUpAtTheFirstQuestionThatTheSiteDoesNotKnow() throws Exception {
        String problem = "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                + "\"detail\":\"Specified field 'Score' does not exist\"}";
        exchange.faults(request -> isListOf(2, request) ? (asked, honest) -> Answer.of(400,
                "application/problem+json", problem.getBytes(StandardCharsets.UTF_8)) : Fault.NONE);

        ExchangeException end = catchThrowableOfType(ExchangeException.class, () -> run(2));

        assertThat(end.kind()).isEqualTo(Kind.API_CHANGED);
        assertThat(end).hasMessageContaining("Specified field 'Score' does not exist");
        assertThat(exchange.requests().of("/api/replays")).as("not repeated").isEqualTo(1);
    }
}
