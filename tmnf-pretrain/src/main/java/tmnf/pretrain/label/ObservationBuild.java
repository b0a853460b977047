package tmnf.pretrain.label;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import tmnf.gbx.thread.WorkerThreads;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.ReplayFrames;

/** Computes the observations of all frames by several threads, each a replay at a time. One use. */
final class ObservationBuild {

    private static final long PAUSE_MILLIS = 50;

    private final FrameTree tree;
    private final List<ReplayFrames> places;
    private final FrameActions actions;
    private final ObservationSettings settings;
    private final FrameCacheBuilder.Progress progress;
    private final BooleanSupplier stopped;
    private final AtomicInteger nextReplay = new AtomicInteger();
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final BitSet missing = new BitSet();
    private final List<Found> problems = new ArrayList<>();
    private volatile boolean ending;

    /** A problem and the number of its replay. */
    private record Found(int replay, ManifestProblem problem) { }

    ObservationBuild(FrameTree tree, FrameActions actions, ObservationSettings settings,
            FrameCacheBuilder.Progress progress, BooleanSupplier stopped) {
        if (actions.count() != tree.frameCount()) {
            throw new IllegalArgumentException("actions of " + actions.count() + " frames are not those of "
                    + tree);
        }
        this.tree = tree;
        places = tree.replayFrames();
        this.actions = actions;
        this.settings = settings;
        this.progress = progress;
        this.stopped = stopped;
    }

    /** Writes the rows from a place in the file on; false when it was stopped or the thread interrupted. */
    boolean run(int threads, FileChannel to, long place) throws IOException {
        int count = Math.min(places.size(), threads > 0 ? threads : Runtime.getRuntime()
                .availableProcessors());
        List<Thread> workers = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Thread worker = new Thread(() -> work(to, place), "tmnf-observations-" + i);
                worker.setDaemon(true);
                worker.start();
                workers.add(worker);
            }
            for (Thread worker : workers) {
                while (worker.isAlive()) {
                    worker.join(PAUSE_MILLIS);
                    progress.decoded(done.get(), tree.frameCount());
                    if (stopped.getAsBoolean()) {
                        return false;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            ending = true;
            WorkerThreads.join(workers);
        }
        WorkerThreads.rethrow(failure.get());
        progress.decoded(done.get(), tree.frameCount());
        return true;
    }

    private void work(FileChannel to, long place) {
        try {
            for (int next = nextReplay.getAndIncrement(); next < places.size() && !ending;
                    next = nextReplay.getAndIncrement()) {
                FrameTree.Replay replay = tree.replays().get(next);
                ReplayFrames frames = places.get(next);
                ReplayObservations observations =
                        new ReplayObservations(replay, frames, actions, settings, () -> ending);
                observations.write(to, place);
                synchronized (missing) {
                    missing.or(observations.missing());
                    for (ManifestProblem problem : observations.problems()) {
                        problems.add(new Found(next, problem));
                    }
                }
                done.addAndGet(frames.count());
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            ending = true;
        }
    }

    /** Frames without an observation. */
    BitSet missing() {
        synchronized (missing) {
            return (BitSet) missing.clone();
        }
    }

    /** In order of the replays. */
    List<ManifestProblem> problems() {
        synchronized (missing) {
            problems.sort(Comparator.comparingInt(Found::replay));
            return problems.stream().map(Found::problem).toList();
        }
    }
}
