package tmnf.exchange.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.http.HttpResponse;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.synthetic.SyntheticDownload;

/** The server: files, headers, counters, its start and its end. */
@Timeout(30)
class EmbeddedExchangeTest {

    private static final long CLEAN = Long.parseLong(SyntheticDownload.CLEAN);

    @TempDir
    static Path folder;
    private static ExchangeData data;
    private static EmbeddedExchange exchange;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        SyntheticDownload.write(folder, 1, () -> false);
        data = ExchangeData.read(folder);
        exchange = EmbeddedExchange.start(EmbeddedConfig.of(data).withRecording());
        client = new Client(exchange);
    }

    @AfterAll
    static void stop() {
        exchange.close();
    }

    @BeforeEach
    void forgetRequests() {
        exchange.requests().clear();
    }

    @Test
    void everyReplayIsServedAsItLiesOnDisk() throws IOException, InterruptedException {
        for (ServedTrack track : data.tracks()) {
            for (ServedReplay replay : track.replays()) {
                HttpResponse<byte[]> answer = client.get("/recordgbx/" + replay.id());

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(Files.readAllBytes(replay.file().orElseThrow()));
            }
        }
    }

    @Test
    void aFileComesWithItsTypeLengthAndName() throws IOException, InterruptedException {
        ServedReplay replay = data.track(CLEAN).orElseThrow().replays().get(0);
        HttpResponse<byte[]> answer = client.get("/recordgbx/" + replay.id(), "Accept-Encoding", "gzip");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/gbx");
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"" + replay.file().orElseThrow().getFileName() + "\"");
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    @EnabledIf("localeKnowsLetters")
    void anOddNameIsSentInBothForms() throws IOException, InterruptedException {
        ServedReplay odd = data.track(Long.parseLong(SyntheticDownload.ODD_NAMES)).orElseThrow().replays()
                .get(0);

        String disposition = client.get("/recordgbx/" + odd.id()).headers()
                .firstValue("Content-Disposition").orElseThrow();

        assertThat(odd.file().orElseThrow().getFileName().toString()).contains("Jürgen Müller");
        assertThat(disposition).contains("filename=\"pos1_J_rgen M_ller_")
                .contains("filename*=UTF-8''pos1_J%C3%BCrgen%20M%C3%BCller_");
    }

    static boolean localeKnowsLetters() {
        return !System.getProperty("sun.jnu.encoding", "").contains("ANSI_X3.4");
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() throws IOException, InterruptedException {
        ServedReplay replay = data.track(CLEAN).orElseThrow().replays().get(0);
        for (String path : new String[] {"/recordgbx/" + replay.id(), "/api/tracks?fields=TrackId", "/"}) {
            HttpResponse<byte[]> get = client.get(path);
            HttpResponse<byte[]> head = client.send("HEAD", path);

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(get.body().length);
            assertThat(head.headers().firstValue("Content-Type"))
                    .isEqualTo(get.headers().firstValue("Content-Type"));
        }
    }

    @Test
    void aChallengeComesFromItsFileOrOutOfAReplay() throws IOException, InterruptedException {
        byte[] fromFile = client.get("/trackgbx/" + CLEAN).body();
        HttpResponse<byte[]> fromReplay = client.get("/trackgbx/" + SyntheticDownload.ODD_NAMES);

        assertThat(fromFile)
                .isEqualTo(Files.readAllBytes(SyntheticDownload.challenge(folder, SyntheticDownload.CLEAN)));
        assertThat(fromReplay.headers().firstValue("Content-Disposition").orElse(""))
                .contains("900007.Challenge.Gbx");
        Challenge challenge =
                (Challenge) GbxFiles.read("answer", fromReplay.body(), GbxReadOptions.FULL).content();
        assertThat(data.track(900007).orElseThrow().row().get("UId").asText()).isEqualTo(challenge.uid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/recordgbx/1", "/recordgbx/x", "/recordgbx/", "/recordgbx/99999999999999999999",
        "/trackgbx/1", "/trackgbx/900001/x", "/replaygbx/900001", "/api/users", "/nothing",
        "/recordgbx/..%2f..%2ftrack_ids.txt"})
    void whatDoesNotExistIsNotFound(String path) throws IOException, InterruptedException {
        assertThat(client.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void otherMethodsAreRefused() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send("DELETE", "/recordgbx/1");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void requestsAreCountedByPathAndRecordedWithQueryAndHeaders() throws IOException, InterruptedException {
        long replay = data.track(CLEAN).orElseThrow().replays().get(0).id();
        client.get("/recordgbx/" + replay, "User-Agent", "probe/1");
        client.get("/recordgbx/" + replay);
        client.get("/recordgbx/7");
        client.get("/api/tracks?fields=TrackId&count=1");

        RequestLog log = exchange.requests();
        assertThat(log.total()).isEqualTo(4);
        assertThat(log.ofReplay(replay)).isEqualTo(2);
        assertThat(log.of("/api/tracks")).isEqualTo(1);
        assertThat(log.below("/recordgbx/")).isEqualTo(3);
        assertThat(log.recorded().get(0).header("user-agent")).isEqualTo("probe/1");
        assertThat(log.recorded().get(1).attempt()).isEqualTo(2);
        assertThat(log.recorded().get(3).query()).isEqualTo("fields=TrackId&count=1");
    }

    @Test
    void aMirrorRemembersTotalsOnly() throws IOException, InterruptedException {
        try (EmbeddedExchange mirror = EmbeddedExchange.start(EmbeddedConfig.of(data))) {
            Client visitor = new Client(mirror);
            visitor.get("/");
            visitor.get("/nothing");

            assertThat(mirror.requests().total()).isEqualTo(2);
            assertThat(mirror.requests().bytes()).isPositive();
            assertThatThrownBy(() -> mirror.requests().of("/")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> mirror.requests().below("/")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> mirror.requests().wholeAnswers("/"))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void faultsKnowAttemptsWithoutARecord() throws IOException, InterruptedException {
        FaultPlan first = FaultPlan.firstAttempts(1, Fault.status(500));
        try (EmbeddedExchange faulty = EmbeddedExchange.start(EmbeddedConfig.of(data).withFaults(first));
                EmbeddedExchange later = EmbeddedExchange.start(EmbeddedConfig.of(data))) {
            later.faults(first);
            for (EmbeddedExchange exchange : List.of(faulty, later)) {
                Client visitor = new Client(exchange);
                assertThat(visitor.get("/").statusCode()).isEqualTo(500);
                assertThat(visitor.get("/").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void onlyCompleteGoodAnswersCountAsWhole() throws IOException, InterruptedException {
        String path = "/recordgbx/" + data.track(CLEAN).orElseThrow().replays().get(0).id();
        exchange.faults(FaultPlan.firstAttempts(2, Fault.status(500)));
        try {
            for (int i = 0; i < 3; i++) {
                client.get(path);
            }
        } finally {
            exchange.faults(FaultPlan.NONE);
        }

        assertThat(exchange.requests().of(path)).isEqualTo(3);
        assertThat(exchange.requests().wholeAnswers(path)).isEqualTo(1);
    }

    @Test
    void requestsAtTheSameTimeAreAnsweredAtTheSameTime() throws IOException {
        CountDownLatch together = new CountDownLatch(300);
        FaultPlan waiting = FaultPlan.always((request, honest) -> {
            together.countDown();
            await(together);
            return honest.get();
        });
        try (EmbeddedExchange other = EmbeddedExchange.start(EmbeddedConfig.of(data).withFaults(waiting))) {
            Client patient = new Client(other);
            List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                answers.add(patient.later("/api/meta/tags"));
            }

            assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
            assertThat(other.requests().mostInFlight()).isEqualTo(300);
            assertThat(other.requests().inFlight()).isZero();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException(latch.getCount() + " requests did not come");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void moreRequestsThanThreadsWaitForTheirTurn() throws IOException {
        EmbeddedConfig narrow = EmbeddedConfig.of(data).withThreads(2).withLatency(Duration.ofMillis(2));
        try (EmbeddedExchange other = EmbeddedExchange.start(narrow)) {
            Client patient = new Client(other);
            List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(patient.later("/api/meta/tags"));
            }

            assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
            assertThat(other.requests().mostInFlight()).isBetween(1, 2);
        }
    }

    @Test
    void aTakenPortIsSaid() {
        EmbeddedConfig same = EmbeddedConfig.of(data)
                .withAddress(EmbeddedConfig.LOOPBACK, exchange.url().getPort());

        assertThatThrownBy(() -> EmbeddedExchange.start(same)).isInstanceOf(BindException.class);
    }

    @Test
    void onAllAddressesItSaysOneThatWorks() throws IOException, InterruptedException {
        try (EmbeddedExchange open = EmbeddedExchange.start(
                EmbeddedConfig.of(data).withAddress("0.0.0.0", 0))) {
            assertThat(open.url().getHost()).isEqualTo("127.0.0.1");
            assertThat(new Client(open).get("/").statusCode()).isEqualTo(200);
        }
    }

    /** By a socket: a client that repeats a broken request could find the port while it closes, and wait. */
    @Test
    void closingEndsWaitsAndLeavesNoThread() throws IOException, InterruptedException {
        EmbeddedExchange sleepy = EmbeddedExchange.start(
                EmbeddedConfig.of(data).withLatency(Duration.ofMinutes(5)));
        try (Socket client = new Socket(sleepy.url().getHost(), sleepy.url().getPort())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            while (sleepy.requests().inFlight() == 0) {
                Thread.sleep(1);
            }
            long began = System.nanoTime();
            sleepy.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            assertThat(answered(client)).as("the wait ends without an answer").isFalse();
            assertThat(sleepy.requests().inFlight()).isZero();
            assertThat(sleepy.hasEnded()).isTrue();
        }
    }

    private static boolean answered(Socket client) throws IOException {
        try {
            return client.getInputStream().read() >= 0;
        } catch (SocketException e) {
            return false; // reset in the place of an end
        }
    }
}
