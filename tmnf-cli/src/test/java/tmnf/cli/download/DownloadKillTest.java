package tmnf.cli.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;
import tmnf.exchange.embedded.EmbeddedConfig;
import tmnf.exchange.embedded.EmbeddedExchange;
import tmnf.exchange.embedded.ExchangeData;
import tmnf.exchange.embedded.ServedReplay;
import tmnf.gbx.synthetic.SyntheticBulk;

/**
 * A download of 2,000 replays that is killed at random moments and started again each time: in the end every
 * file is there, whole, and none that had its name was asked for again.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class DownloadKillTest extends CliTestBase {

    private static final int TRACKS = 100;
    private static final int REPLAYS_A_TRACK = 20;
    private static final int REPLAYS = TRACKS * REPLAYS_A_TRACK;

    @TempDir
    static Path folder;
    private static ExchangeData data;

    private EmbeddedExchange exchange;
    /** Files of the exchange by track and what the names of both sides share. */
    private final Map<String, ServedReplay> served = new TreeMap<>();
    /** How often a file that has its name had been asked for when it was first seen. */
    private final Map<String, Long> finished = new HashMap<>();

    @BeforeAll
    static void makeReplays() throws IOException {
        new SyntheticBulk(TRACKS, REPLAYS_A_TRACK, 11, 2).write(folder, () -> false, files -> { });
        data = ExchangeData.read(folder);
    }

    @BeforeEach
    void serve() throws IOException {
        Files.copy(folder.resolve("track_ids.txt"), cwd.resolve("track_ids.txt"));
        exchange = EmbeddedExchange.start(EmbeddedConfig.of(data).withRecording());
        exchange.data().tracks().forEach(track -> track.replays()
                .forEach(replay -> served.put(key(replay.file().orElseThrow()), replay)));
        assertThat(served).hasSize(REPLAYS);
    }

    @AfterEach
    void close() throws IOException {
        exchange.close();
    }

    @Test
    void survivesEightKills() throws IOException, InterruptedException {
        only(50);
        survives(8, 1);
    }

    @Test
    @Tag("chaos")
    void survivesFiveHundredKills() throws IOException, InterruptedException {
        survives(500, 2);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
    void anInterruptSaysWhatRemainsAndTheNextRunGoesOn() throws IOException, InterruptedException {
        InterruptsArrive.orSkip();
        only(25); // enough to be interrupted in the middle of them
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 1; i <= 2; i++) {
            try (ChildProcess process = start()) {
                awaitRequests(process, requests() + 50 + random.nextInt(100));
                long sent = System.nanoTime();
                process.signal("INT");

                assertThat(process.exitCode()).as(process.output()).isEqualTo(130);
                // Two seconds are the limit; a loaded machine may need longer to start the kill.
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent)).isLessThan(4_000);
                assertThat(process.output())
                        .containsPattern("stopped: \\d+ of [\\d,]+ listed replays are there");
            }
            noteFinished();
            assertThat(leftovers()).isEmpty();
        }

        finish();
    }

    /** Leaves the first tracks of the list. */
    private void only(int tracks) throws IOException {
        Path list = cwd.resolve("track_ids.txt");
        List<String> first = Files.readAllLines(list).subList(0, tracks);
        Files.write(list, first);
        served.keySet().removeIf(key -> !first.contains(key.substring(0, key.indexOf('/'))));
        assertThat(served).hasSize(tracks * REPLAYS_A_TRACK);
    }

    private void survives(int kills, long seed) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int left = kills; left > 0; left--) {
            try (ChildProcess process = start()) {
                long asked = requests();
                long share = Math.max(1, (served.size() - finished.size()) / (left + 1));
                if (random.nextInt(5) == 0) {
                    process.runFor(random.nextInt(900)); // while it starts, or lists
                } else {
                    awaitRequests(process, asked + random.nextLong(2 * share));
                    process.runFor(random.nextInt(20));
                }
                process.kill();
            }
            noteFinished();
        }

        finish();
    }

    private void finish() throws IOException, InterruptedException {
        try (ChildProcess last = start()) {
            assertThat(last.exitCode()).as(last.output()).isZero();
        }

        Map<String, Path> downloaded = new TreeMap<>();
        forEachReplay(cwd.resolve("maps"), file -> downloaded.put(key(file), file));
        assertThat(downloaded.keySet()).isEqualTo(served.keySet());
        for (Map.Entry<String, Path> file : downloaded.entrySet()) {
            assertThat(Files.mismatch(file.getValue(), served.get(file.getKey()).file().orElseThrow()))
                    .as(file.getKey()).isEqualTo(-1);
        }
        finished.forEach((key, asked) -> assertThat(requestsFor(key)).as(key).isEqualTo(asked));
        assertThat(leftovers()).isEmpty();
        assertThat(cwd.resolve("maps/.replay_progress"))
                .hasContent(Integer.toString(served.size() / REPLAYS_A_TRACK));
    }

    private ChildProcess start() throws IOException {
        return ChildProcess.tmnf(cwd, List.of("download", "--track-ids", "track_ids.txt", "--replays-dir",
                "maps", "--workers", "32", "--base-url", exchange.url().toString()));
    }

    private long requests() {
        return exchange.requests().below("/recordgbx/");
    }

    private void awaitRequests(ChildProcess process, long number) throws IOException, InterruptedException {
        process.awaitWhileAlive(() -> requests() >= number);
    }

    private void noteFinished() throws IOException {
        forEachReplay(cwd.resolve("maps"), file -> finished.computeIfAbsent(key(file), this::requestsFor));
    }

    private long requestsFor(String key) {
        return exchange.requests().ofReplay(served.get(key).id());
    }

    private List<Path> leftovers() throws IOException {
        if (!Files.exists(cwd.resolve("maps"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(cwd.resolve("maps"))) {
            return all.filter(file -> file.toString().endsWith(".part") || file.toString().endsWith(".tmp"))
                    .toList();
        }
    }

    /** Track and race time, of which no two are equal. */
    private static String key(Path file) {
        String name = file.getFileName().toString();
        return file.getParent().getFileName() + "/" + name.replaceFirst(".*_(\\d+ms).*", "$1");
    }

    private static void forEachReplay(Path root, Consumer<Path> action) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(file -> file.toString().endsWith(".replay.gbx")).forEach(files::add);
        }
        files.forEach(action);
    }
}
