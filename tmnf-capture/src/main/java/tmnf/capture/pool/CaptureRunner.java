package tmnf.capture.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import tmnf.capture.game.GamePlaces;
import tmnf.capture.plan.CapturePlan;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.ReplayTask;
import tmnf.capture.plan.TrackTask;
import tmnf.capture.write.CaptureStore;
import tmnf.tminterface.link.LinkTime;

/**
 * Captures what a plan says, on as many games as the settings say. For one run; {@link #stop} and {@link
 * #frames} may be called by any thread.
 */
public final class CaptureRunner {

    private final CaptureSettings settings;
    private final CaptureStore store;
    private final Optional<Path> enterMaps;
    private final String converter;
    private final LongAdder frames = new LongAdder();
    private WorkerPool pool; // null: it does not run yet
    private boolean stopped;

    /**
     * A run that has not begun.
     *
     * @param store the output folder, which stays the caller's
     * @param enterMaps list that gets the ids of tracks whose race does not begin by itself
     * @param converter name and version of the program, for the metadata
     */
    public CaptureRunner(CaptureSettings settings, CaptureStore store, Optional<Path> enterMaps,
            String converter) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.store = Objects.requireNonNull(store, "store");
        this.enterMaps = Objects.requireNonNull(enterMaps, "enterMaps");
        this.converter = Objects.requireNonNull(converter, "converter");
    }

    /**
     * Captures all that the plan wants captured, and comes back when it is done, stopped, or cannot go on.
     *
     * @param host has the games; the caller closes it
     * @param places the folders that all these games use
     * @throws IOException if encoding cannot begin
     */
    public CaptureReport run(CapturePlan plan, GameHost host, GamePlaces places, CaptureListener listener)
            throws IOException, InterruptedException {
        List<ReplayTask> tasks = new ArrayList<>();
        plan.tracks().stream().map(TrackTask::tasks).forEach(tasks::addAll);
        Optional<EnterMaps> list = enterMaps.map(EnterMaps::new);
        try (CaptureTools tools = new CaptureTools(settings, store, places, plan, converter, frames)) {
            WorkerPool.Marks marks = track -> {
                if (list.isPresent()) {
                    list.get().add(track);
                }
            };
            PoolSettings workers = PoolSettings.of(settings.run().workers())
                    .withRejections(settings.run().attempts())
                    .withLongestSilence(PoolSettings.beyond(settings.run().deadlines()));
            List<ReplayTask> ordered = LostBefore.of(store.root()).last(tasks);
            return begin(new WorkerPool(workers, ordered, host, tools::job, marks, listener,
                    LinkTime.SYSTEM)).run();
        }
    }

    private synchronized WorkerPool begin(WorkerPool made) {
        if (pool != null) {
            throw new IllegalStateException("a runner runs once");
        }
        pool = made;
        if (stopped) {
            made.stop();
        }
        return made;
    }

    /** Ends the run soon: replays at work are taken back. */
    public synchronized void stop() {
        stopped = true;
        if (pool != null) {
            pool.stop();
        }
    }

    /** Frames that came so far, those of failed attempts included. */
    public long frames() {
        return frames.sum();
    }
}
