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
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.rl.NativeArrays;
import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.MapCycle;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.metrics.TrainHistory;
import tmnf.rl.metrics.TrainSummary;
import tmnf.rl.save.RunRecords;

/**
 * Trains while the games hang, die and disconnect: it goes on, and holds no more at the end than in the
 * middle. Takes its time because a hang is only known by waiting, and what leaks slowly needs some to be
 * seen.
 */
class FaultRunTest {

    private static final int COLLECTORS = 2;
    private static final long MIB = 1 << 20;
    private static final int PARTS = 4;
    private static final int MOST_TIMES = 5; // of the length, on a busy machine

    @TempDir
    private Path temp;

    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong learningSince = new AtomicLong(Long.MAX_VALUE); // holds all that it needs

    /** What is held at a moment; -1 for what cannot be told here. */
    private record Held(long frames, long arrays, long threads, long files, long directBytes) {
    }

    @Test
    @Timeout(120)
    void tenSecondsOfFaultsEverySecondLeaveNothingBehind() throws Exception {
        trains(Duration.ofSeconds(10), Duration.ofSeconds(1));
    }

    @Test
    @Tag("slow")
    @Timeout(300)
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
            Held before = held(any);
            long began = System.nanoTime();
            List<Held> seen = new ArrayList<>();
            List<Long> heap = new ArrayList<>();
            AtomicBoolean over = new AtomicBoolean();
            Thread watch = new Thread(() -> watch(any, length, over, seen, heap), "watch");
            TrainResult result;
            FaultyGames games = new FaultyGames(() -> frames.get() * between.toNanos()
                    / (double) (COLLECTORS * Math.max(1, System.nanoTime() - began)));
            watch.start();
            try (games) {
                result = train(engine, games, length);
            } finally {
                over.set(true);
                watch.join();
            }
            requireGoesOn(result, games, seen);
            requireNoLeak(seen, heap);
            Held after = held(any);
            assertThat(after.arrays()).isEqualTo(before.arrays());
            assertThat(after.files()).isLessThanOrEqualTo(before.files() + 4); // Java opens some once
            assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).noneMatch(name ->
                    name.startsWith("tmnf-") || name.startsWith("inference"));
        }
    }

    private TrainResult train(TorchEngine engine, FaultyGames games, Duration length) throws Exception {
        MapTarget target = MapTargets.builtIn("straight", 0.5);
        TrainRequest request = new TrainRequest(settings(), List.of(new MapCycle.Entry(target, true, 2),
                new MapCycle.Entry(target, false, 1)), games, COLLECTORS, temp.resolve("save"),
                temp.resolve("tensorboard"), "tmnf: {}\n", "tmnf train", "test", Optional.empty(),
                Optional.of(length.multipliedBy(MOST_TIMES)), Optional.empty(), Map.of(),
                SettingsChanges.NONE, Demonstrations.NONE);
        return new Trainer(engine, request, new TrainListener() {
            @Override
            public void race(CollectedRace race, long played, RunRecords.Change change) {
                frames.set(played);
            }

            @Override
            public void window(TrainSummary summary) {
                if (!Double.isNaN(summary.loss())) {
                    learningSince.accumulateAndGet(System.nanoTime(), Math::min);
                }
            }
        }).run(() -> learningFor() >= length.toNanos() && games.allKinds());
    }

    private long learningFor() {
        return Math.max(0, System.nanoTime() - learningSince.get());
    }

    private void watch(NDManager any, Duration length, AtomicBoolean over, List<Held> seen, List<Long> heap) {
        try {
            while (!over.get()) {
                long learning = learningFor();
                if (learning > 0) {
                    seen.add(held(any));
                }
                long part = learning * PARTS / length.toNanos();
                if (part >= 2 && heap.isEmpty() || part >= PARTS && heap.size() == 1) {
                    heap.add(heapAfterCollection());
                }
                Thread.sleep(Math.min(1000, length.toMillis() / 100));
            }
            if (heap.size() == 1) {
                heap.add(heapAfterCollection());
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long heapAfterCollection() {
        System.gc();
        Runtime java = Runtime.getRuntime();
        return java.totalMemory() - java.freeMemory();
    }

    private void requireGoesOn(TrainResult result, FaultyGames games, List<Held> seen) throws IOException {
        assertThat(result.end()).as("%s after %s frames", games, result.frames())
                .isEqualTo(TrainResult.End.INTERRUPTED);
        assertThat(result.batches()).isPositive();
        assertThat(seen.get(seen.size() - 1).frames()).isGreaterThan(seen.get(seen.size() / 2).frames());
        assertThat(TrainHistory.read(result.folder()).races()).hasSizeGreaterThan(3);
    }

    /** The least that is held in the last part is no more than what is in the second one. */
    private void requireNoLeak(List<Held> seen, List<Long> heap) {
        List<Held> early = part(seen, 1);
        List<Held> late = part(seen, PARTS - 1);
        assertThat(least(late, Held::arrays)).as("native arrays").isLessThanOrEqualTo(usual(early,
                Held::arrays) + 8);
        assertThat(least(late, Held::threads)).as("threads").isLessThanOrEqualTo(least(early,
                Held::threads) + 1);
        assertThat(least(late, Held::files)).as("files and sockets").isLessThanOrEqualTo(least(early,
                Held::files) + 2);
        assertThat(least(late, Held::directBytes)).as("direct buffers").isLessThanOrEqualTo(least(early,
                Held::directBytes) + MIB);
        assertThat(heap).hasSize(2);
        assertThat(heap.get(1)).as("heap").isLessThanOrEqualTo(heap.get(0) + 16 * MIB);
    }

    private static long least(List<Held> held, ToLongFunction<Held> figure) {
        return held.stream().mapToLong(figure).min().orElseThrow();
    }

    /** The median: a look in the middle of a step may find fewer arrays than there are between two. */
    private static long usual(List<Held> held, ToLongFunction<Held> figure) {
        return held.stream().mapToLong(figure).sorted().skip(held.size() / 2).findFirst().orElseThrow();
    }

    private static List<Held> part(List<Held> seen, int part) {
        return seen.subList(seen.size() * part / PARTS, seen.size() * (part + 1) / PARTS);
    }

    private Held held(NDManager any) throws IOException, ReflectiveOperationException {
        return new Held(frames.get(), NativeArrays.live(any), ManagementFactory.getThreadMXBean()
                .getThreadCount(), files(), ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
                .stream().filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum());
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
