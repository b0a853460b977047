package tmnf.gbx.synthetic;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.MapType;
import tmnf.gbx.synthetic.SyntheticReplays.Driver;
import tmnf.gbx.synthetic.SyntheticReplays.Options;

/**
 * Many made-up replays in the layout of {@link SyntheticDownload}, to measure with. No two files are equal.
 * Each replay holds a challenge of at least 5 kB, 300 control entries and 250 samples, and its body
 * compresses as little as those of real replays do. The same numbers and seed give the same files, whatever
 * the number of workers.
 *
 * @param tracks how many tracks
 * @param replaysPerTrack how many replays each of them has
 * @param workers how many threads write
 */
public record SyntheticBulk(int tracks, int replaysPerTrack, long seed, int workers) {

    private static final Options OPTIONS = new Options(40, 1_600, MapType.RACE, 0);
    private static final int EXTRA_ENTRIES = 230;
    private static final int FIRST_ID = 1_000_001;

    public SyntheticBulk {
        if (tracks < 1 || replaysPerTrack < 1 || workers < 1) {
            throw new IllegalArgumentException(tracks + " tracks, " + replaysPerTrack + " replays, " + workers
                    + " workers");
        }
    }

    /**
     * Writes the folder; the list of tracks comes last.
     *
     * @param stop asked between files, by all workers
     * @param written told how many replays were added, by all workers
     * @return false when it was stopped before the end
     */
    public boolean write(Path maps, BooleanSupplier stop, IntConsumer written) throws IOException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        BooleanSupplier ended = () -> failure.get() != null || stop.getAsBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= Math.min(workers, tracks); i++) {
            threads.add(new Thread(() -> work(maps, next, ended, written, failure), "tmnf-synthetic-" + i));
        }
        threads.forEach(Thread::start);
        join(threads, failure);
        rethrow(failure.get());
        if (stop.getAsBoolean()) {
            return false;
        }
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < tracks; i++) {
            list.append(FIRST_ID + i).append('\n');
        }
        AtomicFile.write(maps.resolve("track_ids.txt"), list.toString());
        return true;
    }

    private void work(Path maps, AtomicInteger next, BooleanSupplier ended, IntConsumer written,
            AtomicReference<Throwable> failure) {
        try {
            for (int i = next.getAndIncrement(); i < tracks; i = next.getAndIncrement()) {
                track(maps, i, ended, written);
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private void track(Path maps, int index, BooleanSupplier ended, IntConsumer written) throws IOException {
        if (ended.getAsBoolean()) {
            return;
        }
        String id = Integer.toString(FIRST_ID + index);
        SyntheticReplays track = SyntheticReplays.track("Bulk " + id, seed * 1_000_003 + index, OPTIONS);
        Path challenge = SyntheticDownload.challenge(maps, id);
        Files.createDirectories(challenge.getParent());
        Files.write(challenge, track.challengeFile());
        Path folder = Files.createDirectories(maps.resolve("replays").resolve(id));
        for (int rank = 1; rank <= replaysPerTrack && !ended.getAsBoolean(); rank++) {
            Driver driver = new Driver("driver" + rank, "Driver " + rank, false);
            Ghost ghost = track.drive(rank, EXTRA_ENTRIES, driver);
            String name = "pos" + rank + "_" + driver.login() + "_" + ghost.raceTimeMs() + "ms.replay.gbx";
            Files.write(folder.resolve(name), track.replayFile(ghost));
            written.accept(1);
        }
    }

    private static void join(List<Thread> threads, AtomicReference<Throwable> failure) {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                failure.compareAndSet(null, new InterruptedIOException("interrupted while writing"));
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof UncheckedIOException e) {
            throw e.getCause();
        } else if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
    }
}
