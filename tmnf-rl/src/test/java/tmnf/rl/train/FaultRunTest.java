package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.NativeArrays;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.rl.OffHeap;
import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.metrics.TrainHistory;
import tmnf.rl.metrics.TrainSummary;
import tmnf.rl.save.RunRecords;

/**
 * Trains while the games hang, die and disconnect: it goes on, and holds no more after the last games than
 * after the first ones. What is compared are rounds of games, in each of which every kind of fault happens
 * once, not parts of the time: whatever leaks with each game shows as often as games went wrong in between,
 * however fast the machine is.
 */
class FaultRunTest {

    private static final int COLLECTORS = 2;
    private static final long MIB = 1 << 20;
    /** Of games while it learns; the first and the last one are compared. */
    private static final int ROUNDS = 3;
    /** Of those between the rounds that are compared, so fewer than a leak with each game would give. */
    private static final int SPREAD = 8;
    /** Arrays of the weights that a greedy race holds, and a few more. */
    private static final int SNAPSHOT = 64;
    /** A deadline, not a measure: on a busy machine a round takes as long as it takes. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private Path temp;

    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong learningSince = new AtomicLong(Long.MAX_VALUE); // holds all that it needs

    private volatile int openedBefore = -1; // games until it learned

    /** What is held at a moment; -1 for what cannot be told here. */
    private record Held(long opened, long frames, long arrays, long threads, long files, long offHeapBytes) {
    }

    /** What is left after a collection: the heap, and direct buffers, which only a collection gives back. */
    private record Left(long heap, long direct) {

        private static final int MOST_COLLECTIONS = 100;

        static Left now() {
            System.gc();
            Runtime java = Runtime.getRuntime();
            return new Left(java.totalMemory() - java.freeMemory(), ManagementFactory.getPlatformMXBeans(
                    BufferPoolMXBean.class).stream().filter(pool -> pool.getName().equals("direct"))
                    .mapToLong(BufferPoolMXBean::getMemoryUsed).sum());
        }

        /** Direct buffers go some time after the collection that found them: looks until no more is left. */
        static Left atMost(Left bound) throws InterruptedException {
            Left now = now();
            for (int i = 0; i < MOST_COLLECTIONS && !(now.heap <= bound.heap && now.direct <= bound.direct);
                    i++) {
                Thread.sleep(20);
                now = now();
            }
            return now;
        }
    }

    @Test
    @Timeout(300)
    void tenSecondsOfFaultsEverySecondLeaveNothingBehind() throws Exception {
        trains(Duration.ofSeconds(10), Duration.ofSeconds(1));
    }

    @Test
    @Tag("slow")
    @Timeout(480)
    void twoMinutesOfFaultsEveryFewSecondsLeaveNothingBehind() throws Exception {
        trains(Duration.ofMinutes(2), Duration.ofSeconds(5));
    }

    @Test
    @Tag("soak")
    @Timeout(2400)
    void halfAnHourOfFaultsEveryHalfMinuteLeavesNothingBehind() throws Exception {
        trains(Duration.ofMinutes(30), Duration.ofSeconds(30));
    }

    private static TrainSettings settings() throws Exception {
        return TrainSettings.of(Map.of("neural_network", Map.of("use_iqn_image_head", true, "w_downsized", 36,
                "h_downsized", 36, "float_hidden_dim", 16, "dense_hidden_dimension", 32,
                "iqn_embedding_dimension", 8, "iqn_k", 8),
                "environment", Map.of("cutoff_rollout_if_race_not_finished_within_duration_ms", 2000,
                        "tmi_protection_timeout_s", 1),
                "training", Map.of("batch_size", 32, "run_name", "faults"),
                "memory", Map.of("memory_size_schedule", List.of(List.of(0, List.of(1000, 50))),
                        "number_times_single_memory_is_used_before_discard", 1),
                "performance", Map.of("send_shared_network_every_n_batches", 2, "running_speed", 1000),
                "tmnf", Map.of("save_interval_s", 1)));
    }

    private void trains(Duration length, Duration between) throws Exception {
        TorchEngine engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
        try (NDManager any = engine.manager()) {
            OffHeap.collect(); // what earlier tests left is not counted, to be missed afterwards
            long arraysBefore = NativeArrays.live(any);
            long filesBefore = files();
            long offHeapBefore = OffHeap.bytes();
            long began = System.nanoTime();
            List<Held> seen = new ArrayList<>();
            AtomicReference<Left> left = new AtomicReference<>();
            AtomicBoolean over = new AtomicBoolean();
            TrainResult result;
            FaultyGames games = new FaultyGames(() -> frames.get() * between.toNanos()
                    / (double) (COLLECTORS * Math.max(1, System.nanoTime() - began)));
            Thread watch = new Thread(() -> watch(any, games, length, over, seen, left), "watch");
            watch.start();
            try (games) {
                result = train(engine, games, length);
            } finally {
                over.set(true);
                watch.join();
            }
            requireGoesOn(result, games, seen);
            requireNoLeak(seen, left.get());
            assertThat(NativeArrays.live(any)).as("native arrays").isEqualTo(arraysBefore);
            assertThat(OffHeap.bytes()).as("memory of the buffer").isEqualTo(offHeapBefore);
            assertThat(files()).isLessThanOrEqualTo(filesBefore + 4); // Java opens some once
            assertThat(games.held()).as("games that were closed").isZero();
            assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).noneMatch(name ->
                    name.startsWith("tmnf-") || name.startsWith("inference"));
        }
    }

    private TrainResult train(TorchEngine engine, FaultyGames games, Duration length) throws Exception {
        MapTarget target = MapTargets.builtIn("straight", 0.5);
        TrainRequest request = new TrainRequest(settings(), List.of(new RaceCycle.Entry(target, true, 2),
                new RaceCycle.Entry(target, false, 1)), games, COLLECTORS, temp.resolve("save"),
                temp.resolve("tensorboard"), "tmnf: {}\n", "tmnf train", "test", Optional.empty(),
                Optional.of(length.plus(PATIENCE)), Optional.empty(), Map.of(),
                SettingsChanges.NONE, Demonstrations.NONE, "");
        return new Trainer(engine, request, new TrainListener() {
            @Override
            public void race(CollectedRace race, long played, RunRecords.Change change) {
                frames.set(played);
            }

            @Override
            public void window(TrainSummary summary) {
                if (!Double.isNaN(summary.loss())) {
                    openedBefore = openedBefore < 0 ? games.opened() : openedBefore;
                    learningSince.accumulateAndGet(System.nanoTime(), Math::min);
                }
            }
        }).run(() -> learningFor() >= length.toNanos() && rounds(games) >= ROUNDS && games.allKinds());
    }

    /** Of games that went wrong and were replaced while it learns. */
    private int rounds(FaultyGames games) {
        return openedBefore < 0 ? 0 : (games.opened() - openedBefore) / FaultyGames.round();
    }

    private long learningFor() {
        return Math.max(0, System.nanoTime() - learningSince.get());
    }

    private void watch(NDManager any, FaultyGames games, Duration length, AtomicBoolean over,
            List<Held> seen, AtomicReference<Left> left) {
        try {
            while (!over.get()) {
                if (openedBefore >= 0) {
                    seen.add(held(any, games));
                }
                if (left.get() == null && rounds(games) >= 1) {
                    left.set(Left.now());
                }
                Thread.sleep(Math.min(500, length.toMillis() / 200));
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireGoesOn(TrainResult result, FaultyGames games, List<Held> seen) throws IOException {
        assertThat(result.end()).as("%s after %s frames", games, result.frames())
                .isEqualTo(TrainResult.End.INTERRUPTED);
        assertThat(result.batches()).isPositive();
        long frames = last(first(seen)).frames();
        assertThat(last(seen).frames()).isGreaterThan(frames);
        TrainHistory history = TrainHistory.read(result.folder());
        assertThat(history.races()).filteredOn(race -> race.frames() > frames).isNotEmpty();
        assertThat(history.windows()).filteredOn(window -> window.frames() > frames && window.batches() > 0)
                .isNotEmpty();
    }

    /** The least that is held in the last round is no more than that in the first one. */
    private void requireNoLeak(List<Held> seen, Left before) throws InterruptedException {
        List<Held> early = first(seen);
        List<Held> late = seen.stream().filter(each -> each.opened() > last(seen).opened()
                - FaultyGames.round()).toList();
        assertThat(late.get(0).opened() - early.get(0).opened()).as("games from round to round")
                .isGreaterThan(SPREAD);
        // A greedy race holds the weights of its first decision: now and then nobody drives one.
        assertThat(least(late, Held::arrays)).as("native arrays").isLessThanOrEqualTo(resting(early,
                Held::arrays) + SPREAD);
        assertThat(resting(late, Held::arrays)).as("native arrays, with weights that are held")
                .isLessThanOrEqualTo(resting(early, Held::arrays) + SPREAD + COLLECTORS * SNAPSHOT);
        assertThat(least(late, Held::threads)).as("threads").isLessThanOrEqualTo(least(early,
                Held::threads) + 1);
        assertThat(least(late, Held::files)).as("files and sockets").isLessThanOrEqualTo(least(early,
                Held::files) + 2);
        assertThat(late).extracting(Held::offHeapBytes).as("memory of the buffer").containsOnly(
                last(early).offHeapBytes()).allMatch(bytes -> bytes > 0);
        // In the first round there was all that a training has, and here is nothing of it any more.
        Left bound = new Left(before.heap() + 4 * MIB, before.direct() + MIB);
        Left left = Left.atMost(bound);
        assertThat(left.direct()).as("direct buffers").isLessThanOrEqualTo(bound.direct());
        assertThat(left.heap()).as("heap").isLessThanOrEqualTo(bound.heap());
    }

    private static long least(List<Held> held, ToLongFunction<Held> figure) {
        return held.stream().mapToLong(figure).min().orElseThrow();
    }

    /**
     * The lower quartile: in the middle of a step there are many more arrays than between two, and where
     * weights are being replaced, for a moment, a few less.
     */
    private static long resting(List<Held> held, ToLongFunction<Held> figure) {
        return held.stream().mapToLong(figure).sorted().skip(held.size() / 4).findFirst().orElseThrow();
    }

    private static Held last(List<Held> held) {
        return held.get(held.size() - 1);
    }

    private static List<Held> first(List<Held> seen) {
        return seen.stream().filter(each -> each.opened() < seen.get(0).opened() + FaultyGames.round())
                .toList();
    }

    private Held held(NDManager any, FaultyGames games) throws IOException, ReflectiveOperationException {
        return new Held(games.opened(), frames.get(), NativeArrays.live(any),
                ManagementFactory.getThreadMXBean().getThreadCount(), files(), OffHeap.bytes());
    }

    private static long files() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return -1;
        }
        try (Stream<Path> all = Files.list(open)) {
            return all.count();
        }
    }
}
