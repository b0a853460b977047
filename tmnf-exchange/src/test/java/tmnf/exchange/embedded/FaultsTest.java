package tmnf.exchange.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong on demand: how it looks to a client, and which requests it concerns. */
@Timeout(30)
class FaultsTest {

    private static final String FILE = "/recordgbx/7";
    private static final byte[] CONTENT = "GBX and what belongs to it".repeat(40)
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @TempDir
    static Path folder;
    private static EmbeddedExchange exchange;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        new DataFolder(folder).replay("1", "7.replay.gbx", CONTENT);
        exchange = EmbeddedExchange.start(EmbeddedConfig.of(ExchangeData.read(folder)).withRecording());
        client = new Client(exchange);
    }

    @AfterAll
    static void stop() {
        exchange.close();
    }

    @BeforeEach
    void nothingIsWrong() {
        exchange.faults(FaultPlan.NONE);
        exchange.requests().clear();
    }

    @Test
    void errorsCarryARetryAfterOfEitherFormOrNone() throws IOException, InterruptedException {
        HttpResponse<byte[]> plain = with("503");
        HttpResponse<byte[]> seconds = with("429:retry-after=7");
        HttpResponse<byte[]> date = with("429:retry-after-date=90s");

        assertThat(plain.statusCode()).isEqualTo(503);
        assertThat(plain.headers().firstValue("Retry-After")).isEmpty();
        assertThat(seconds.statusCode()).isEqualTo(429);
        assertThat(seconds.headers().firstValue("Retry-After")).hasValue("7");
        String text = date.headers().firstValue("Retry-After").orElseThrow();
        assertThat(text).matches("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT");
        Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        assertThat(Duration.between(Instant.now(), then).toSeconds()).isBetween(80L, 91L);
    }

    @ParameterizedTest
    @CsvSource({"cut", "cut:bytes=1", "cut:bytes=0", "cut:bytes=99999999", "drop"})
    void incompleteAnswersBreakTheConnection(String spec) throws IOException, InterruptedException {
        assertThatThrownBy(() -> with(spec)).isInstanceOf(IOException.class);
        assertThat(exchange.requests().wholeAnswers(FILE)).isZero();

        exchange.faults(FaultPlan.NONE);
        assertThat(client.get(FILE).body()).isEqualTo(CONTENT);
        assertThat(exchange.requests().wholeAnswers(FILE)).isEqualTo(1);
    }

    @Test
    void aDribbledBodyIsCompleteInTheEnd() throws IOException, InterruptedException {
        assertThat(with("dribble:bytes=100,pause=1ms").body()).isEqualTo(CONTENT);
    }

    @Test
    void pagesTakeThePlaceOfFiles() throws IOException, InterruptedException {
        HttpResponse<byte[]> page = with("page");
        HttpResponse<byte[]> disguised = with("page:bytes=20000,type=application/gbx");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(Client.text(page)).startsWith("<!DOCTYPE html>");
        assertThat(disguised.headers().firstValue("Content-Type")).hasValue("application/gbx");
        assertThat(disguised.body()).hasSizeGreaterThanOrEqualTo(20_000);
    }

    @Test
    void contentIsEmptyOrGarbageOrPacked() throws IOException, InterruptedException {
        HttpResponse<byte[]> empty = with("empty");
        byte[] garbage = with("garbage").body();
        HttpResponse<byte[]> packed = with("gzip");

        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
        assertThat(garbage).hasSameSizeAs(CONTENT).isNotEqualTo(CONTENT).isEqualTo(with("garbage").body());
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(CONTENT);
        }
    }

    @Test
    void redirectsGoElsewhereOrInCircles() throws IOException, InterruptedException {
        HttpResponse<byte[]> elsewhere = with("redirect:to=/elsewhere,status=301");
        HttpResponse<byte[]> circle = with("redirect");

        assertThat(elsewhere.statusCode()).isEqualTo(301);
        assertThat(elsewhere.headers().firstValue("Location")).hasValue("/elsewhere");
        assertThat(circle.statusCode()).isEqualTo(302);
        assertThat(circle.headers().firstValue("Location")).hasValue(FILE);
    }

    @Test
    void aDelayPassesBeforeTheAnswer() throws IOException, InterruptedException {
        long began = System.nanoTime();

        assertThat(with("delay:by=60ms").body()).isEqualTo(CONTENT);
        assertThat(System.nanoTime() - began).isGreaterThan(Duration.ofMillis(60).toNanos());
    }

    @Test
    void delaysJitterWithinTheirBoundsAndAlikeInEveryRun() throws IOException {
        List<Duration> delays = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            FaultPlan plan = FaultRules.parse(List.of("delay:by=100ms,jitter=50ms"), 3);
            for (int number = 1; number <= 50; number++) {
                SiteRequest request = request(FILE, number, 1);
                delays.add(plan.faultOf(request).answer(request, () -> Answer.page(200, "")).delay());
            }
        }

        assertThat(delays).allMatch(delay -> delay.toMillis() >= 100 && delay.toMillis() <= 150);
        assertThat(delays.stream().distinct().count()).isGreaterThan(10);
        assertThat(delays.subList(0, 50)).isEqualTo(delays.subList(50, 100));
    }

    @ParameterizedTest
    @CsvSource({"503,1 2 3 4 5 6 7 8", "503:every=3,3 6", "503:first=2,1 2", "503:p=0,''",
        "503:p=1,1 2 3 4 5 6 7 8", "503:every=2;first=5,2 4", "503:path=/api,''",
        "503:path=/record,1 2 3 4 5 6 7 8", "503:path=*gbx/7,1 2 3 4 5 6 7 8", "503:path=gbx/7,''"})
    void rulesConcernTheRequestsTheyName(String spec, String concerned) {
        FaultPlan plan = FaultRules.parse(List.of(spec.replace(';', ',')), 1);

        assertThat(concerned(plan, 8)).isEqualTo(concerned);
    }

    @Test
    void onlyFirstAttemptsOfAPathFail() {
        FaultPlan plan = FaultRules.parse(List.of("drop:attempts=2"), 1);

        assertThat(plan.faultOf(request("/a", 1, 2))).isNotSameAs(Fault.NONE);
        assertThat(plan.faultOf(request("/a", 2, 3))).isSameAs(Fault.NONE);
        assertThat(plan.faultOf(request("/b", 3, 1))).isNotSameAs(Fault.NONE);
    }

    @Test
    void chanceIsTheSameForTheSameSeed() {
        String first = concerned(FaultRules.parse(List.of("503:p=0.2"), 5), 1_000);
        String again = concerned(FaultRules.parse(List.of("503:p=0.2"), 5), 1_000);
        String other = concerned(FaultRules.parse(List.of("503:p=0.2"), 6), 1_000);

        assertThat(first).isEqualTo(again).isNotEqualTo(other);
        assertThat(first.split(" ").length).isBetween(150, 250);
    }

    @Test
    void windowsAndRatesFollowTheClock() {
        AtomicLong clock = new AtomicLong(500);
        FaultPlan window = FaultRules.parse(List.of("503:from=2s,until=4s"), 1, clock::get);
        FaultPlan rate = FaultRules.parse(List.of("429:above=3"), 1, clock::get);
        List<String> seen = new ArrayList<>();
        for (int second = 0; second < 5; second++) {
            seen.add(concerned(window, 1) + "/" + concerned(rate, 5));
            clock.addAndGet(1_000_000_000L);
        }

        assertThat(seen).containsExactly("/4 5", "/4 5", "1/4 5", "1/4 5", "/4 5");
    }

    @Test
    void theFirstRuleThatConcernsARequestHappens() throws IOException, InterruptedException {
        exchange.faults(FaultRules.parse(List.of("503:path=/recordgbx,first=1", "404:first=1"), 1));

        assertThat(client.get(FILE).statusCode()).isEqualTo(503);
        assertThat(client.get(FILE).statusCode()).isEqualTo(404);
        assertThat(client.get(FILE).statusCode()).isEqualTo(200);
    }

    @Test
    void plansCanBePrograms() throws IOException, InterruptedException {
        exchange.faults(request -> request.query().contains("odd")
                ? (asked, honest) -> honest.get().with(Arrays.copyOf(honest.get().body(), 5)) : Fault.NONE);

        assertThat(client.get(FILE + "?odd").body()).hasSize(5);
        assertThat(client.get(FILE).body()).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nonsense          | 'nonsense' is no fault; give a status such as 503, cut,",
        "302               | '302' is no fault",
        "''                | '' is no fault",
        "503:evry=3        | there is no option evry of 503",
        "cut:retry-after=3 | there is no option retry-after of cut",
        "503:p=1.5         | p=1.5 is not between 0 and 1",
        "503:p=x           | p=x is no number",
        "503:every=0       | every=0 is below 1",
        "503:every=1.5     | every=1.5 is no whole number",
        "503:from=soon     | from=soon is no duration such as 250ms or 2s",
        "503:first         | 'first' is no option such as every=100"})
    void misspeltFaultsAreRefusedWithTheReason(String spec, String why) {
        assertThatIllegalArgumentException().isThrownBy(() -> FaultRules.parse(List.of(spec), 1))
                .withMessageStartingWith("fault '" + spec + "': ").withMessageContaining(why);
    }

    private static HttpResponse<byte[]> with(String spec) throws IOException, InterruptedException {
        exchange.faults(FaultRules.parse(List.of(spec), 1));
        return client.get(FILE);
    }

    private static SiteRequest request(String path, long number, long attempt) {
        return new SiteRequest(number, attempt, "GET", path, "", Map.of());
    }

    private static String concerned(FaultPlan plan, int requests) {
        List<String> numbers = new ArrayList<>();
        for (int number = 1; number <= requests; number++) {
            if (plan.faultOf(request(FILE, number, number)) != Fault.NONE) {
                numbers.add(Integer.toString(number));
            }
        }
        return String.join(" ", numbers);
    }
}
