package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.download.DownloadConfig.ChallengePolicy;
import tmnf.exchange.download.DownloadFolder.Options;
import tmnf.exchange.download.DownloadFolder.Verify;
import tmnf.exchange.embedded.Answer;
import tmnf.exchange.embedded.EmbeddedConfig;
import tmnf.exchange.embedded.EmbeddedExchange;
import tmnf.exchange.embedded.ExchangeData;
import tmnf.exchange.embedded.Fault;
import tmnf.exchange.embedded.FaultPlan;
import tmnf.exchange.embedded.SiteRequest;
import tmnf.exchange.http.BudgetListener;
import tmnf.exchange.http.VirtualTime;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.MapType;
import tmnf.gbx.synthetic.SyntheticReplays;
import tmnf.gbx.synthetic.SyntheticReplays.Driver;

/**
 * Whole runs against a site of four tracks, in a time that leaps. Track {@code t} has three replays: {@code
 * 10 t + 1} of anna, {@code 10 t + 2} of bob, {@code 10 t + 3} of cem. Each run has a client of its own, as
 * a process has.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class DownloadRunTestBase {

    static final int TRACKS = 4;
    static final List<String> DRIVERS = List.of("anna", "bob", "cem");

    private static final Map<Long, Long> TIMES = new HashMap<>();
    private static ExchangeData data;

    @TempDir
    static Path site;

    @TempDir
    Path root;
    Path replays;
    Path tracks;
    EmbeddedExchange exchange;
    final VirtualTime time = new VirtualTime();

    // What the next run is made with.
    ReplaySelection selection = ReplaySelection.DEFAULT;
    ChallengePolicy challenges = ChallengePolicy.NONE;
    int workers = 2;
    Duration timeout = Duration.ofSeconds(20);
    JournalStorage.Opener storage = JournalStorage::file;
    Consumer<TrackPlan> onPlanned = plan -> { };
    Consumer<ReplayEntry> onFetched = entry -> { };
    Consumer<String> onWarning = message -> { };

    // What the runs told.
    final List<String> warnings = new CopyOnWriteArrayList<>();
    final List<ChallengeEntry> made = new CopyOnWriteArrayList<>();
    final List<String> pace = new CopyOnWriteArrayList<>();
    DownloadRun running;

    @BeforeAll
    static void layOutTheSite() throws IOException {
        for (int id = 1; id <= TRACKS; id++) {
            SyntheticReplays track = SyntheticReplays.track("Track " + id, id,
                    new SyntheticReplays.Options(12, 0, MapType.RACE, 0));
            Plans.write(site.resolve("tracks/" + id + ".Challenge.Gbx"), track.challengeFile());
            for (int rank = 1; rank <= DRIVERS.size(); rank++) {
                String driver = DRIVERS.get(rank - 1);
                Ghost drive = track.drive(rank, 0, new Driver(driver, driver, false));
                TIMES.put(10L * id + rank, (long) drive.raceTimeMs());
                Plans.write(servedFile(10L * id + rank), track.replayFile(drive));
            }
        }
        data = ExchangeData.read(site);
    }

    @BeforeEach
    void startTheSite() throws IOException {
        replays = root.resolve("replays");
        tracks = root.resolve("tracks");
        exchange = EmbeddedExchange.start(EmbeddedConfig.of(data).withRecording());
    }

    @AfterEach
    void endTheSite() {
        exchange.close();
    }

    private static Path servedFile(long replay) {
        return site.resolve("replays/" + replay / 10 + "/" + replay + ".replay.gbx");
    }

    static byte[] served(long replay) {
        return bytes(servedFile(replay));
    }

    static byte[] servedChallenge(long track) {
        return bytes(site.resolve("tracks/" + track + ".Challenge.Gbx"));
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The race time of a replay. */
    static long timeOf(long replay) {
        return TIMES.get(replay);
    }

    DownloadReport run(long... ids) throws IOException, InterruptedException {
        Options existing = new Options(Verify.SIZE, Verify.HEADER, false, false, challenges.wanted(),
                true);
        DownloadConfig config = new DownloadConfig(replays, tracks, true, selection, challenges, false,
                workers, 2, existing);
        ExchangeConfig site = ExchangeConfig.of(exchange.url(), "tmnf/test").withTimeout(timeout)
                .withMaxInFlight(workers + 2);
        try (ExchangeClient client = new ExchangeClient(site, time, new PaceTold())) {
            running = new DownloadRun(client, config, new RunTold(), time, "test", storage);
            return running.run(LongStream.of(ids).boxed().toList());
        }
    }

    /** The replays that are on disk and in the journal, whole and as the site has them. */
    void assertWhole(long... ids) throws IOException {
        assertThat(done()).containsExactlyElementsOf(LongStream.of(ids).boxed().sorted().toList());
        for (long id : ids) {
            TrackRecord track = record(id / 10);
            ReplayEntry entry = track.replays().stream().filter(one -> one.id() == id).findFirst()
                    .orElseThrow();
            assertThat(replays.resolve(track.id() + "/" + entry.file())).hasBinaryContent(served(id));
        }
        assertThat(files(replays)).filteredOn(name -> name.endsWith(".gbx")).hasSize(ids.length);
        assertNothingHalfWritten();
    }

    void assertNothingHalfWritten() throws IOException {
        assertThat(files(root)).noneMatch(name -> name.endsWith(".part") || name.endsWith(".tmp"));
    }

    /** The ids of the replays that the journal calls done, sorted. */
    List<Long> done() throws IOException {
        return LongStream.rangeClosed(1, TRACKS).boxed().flatMap(id -> record(id).replays().stream())
                .filter(entry -> entry.status() == ReplayEntry.Status.DONE).map(ReplayEntry::id).sorted()
                .toList();
    }

    TrackRecord record(long track) {
        try (DownloadFolder folder = DownloadFolder.openForReading(replays, tracks, time)) {
            return folder.journal().track(track);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long mark() throws IOException {
        return ProgressMark.read(replays);
    }

    /** All files below a folder, by their paths there. */
    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !Files.isDirectory(file))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/')).sorted().toList();
        }
    }

    long requestsFor(long replay) {
        return exchange.requests().ofReplay(replay);
    }

    /** The site lists these rows for a track. */
    static FaultPlan lists(long track, String... rows) {
        byte[] page = ("{\"More\":false,\"Results\":[" + String.join(",", rows) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        Fault list = (asked, honest) -> Answer.of(200, "application/json", page);
        return request -> isListOf(track, request) ? list : Fault.NONE;
    }

    static boolean isListOf(long track, SiteRequest request) {
        return request.path().equals("/api/replays") && request.query().contains("trackId=" + track + "&");
    }

    /** The site gives this for every replay whose path starts so. */
    static FaultPlan gives(String path, byte[] file) {
        return FaultPlan.always((asked, honest) -> Answer.of(200, "application/gbx", file)).below(path);
    }

    /** A row of a list of replays. */
    static String row(long id, String user, long timeMs, String trackAt) {
        return "{\"ReplayId\":" + id + ",\"User\":{\"UserId\":" + id + ",\"Name\":\"" + user
                + "\"},\"ReplayTime\":" + timeMs + ",\"TrackAt\":\"" + trackAt + "\"}";
    }

    /** A row that says what its replay says. */
    static String row(long id) {
        return row(id, DRIVERS.get((int) (id % 10) - 1), timeOf(id), "2020-01-01T00:00:00");
    }

    private final class PaceTold implements BudgetListener {
        @Override
        public void resting(Duration rest, String why) {
            pace.add("resting " + rest.toSeconds() + " s");
        }

        @Override
        public void circuitOpened(Duration wait, String why) {
            pace.add("opened " + wait.toSeconds() + " s");
        }

        @Override
        public void circuitClosed() {
            pace.add("closed");
        }
    }

    private final class RunTold implements DownloadListener {
        @Override
        public void planned(TrackPlan plan, int wanted) {
            onPlanned.accept(plan);
        }

        @Override
        public void fetched(long trackId, ReplayEntry entry) {
            onFetched.accept(entry);
        }

        @Override
        public void challenge(long trackId, ChallengeEntry entry) {
            made.add(entry);
        }

        @Override
        public void warning(String code, String message) {
            warnings.add(code + ": " + message);
            onWarning.accept(message);
        }
    }

    /** Requests for files as they came, by the time that leaps: exact with one worker and one track. */
    final class Arrivals implements FaultPlan {

        private final List<Duration> times = new ArrayList<>();
        private final List<String> paths = new ArrayList<>();
        private final FaultPlan plan;

        Arrivals(FaultPlan plan) {
            this.plan = plan;
        }

        @Override
        public synchronized Fault faultOf(SiteRequest request) {
            if (!request.path().startsWith("/recordgbx")) {
                return Fault.NONE;
            }
            times.add(time.elapsed());
            paths.add(request.path());
            return plan.faultOf(request);
        }

        /** The paths that were asked for, one list for each time without a pause of so long. */
        synchronized List<List<String>> betweenPauses(Duration pause) {
            List<List<String>> bursts = new ArrayList<>();
            for (int i = 0; i < times.size(); i++) {
                if (i == 0 || times.get(i).minus(times.get(i - 1)).compareTo(pause) >= 0) {
                    bursts.add(new ArrayList<>());
                }
                bursts.get(bursts.size() - 1).add(paths.get(i));
            }
            return bursts;
        }
    }
}
