package tmnf.pretrain.label;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.data.SharedWork;

/** Computes the observations of all frames by several threads, each a replay at a time. One use. */
final class ObservationBuild {

    private final FrameTree tree;
    private final List<ReplayFrames> places;
    private final FrameActions actions;
    private final ObservationSettings settings;
    private final FrameCacheBuilder.Progress progress;
    private final BooleanSupplier stopped;
    private final SharedWork work;
    private final AtomicLong done = new AtomicLong();
    private final BitSet missing = new BitSet();
    private final List<Found> problems = new ArrayList<>();

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
        work = new SharedWork(places.size());
    }

    /** Writes the rows from a place in the file on; false when it was stopped or the thread interrupted. */
    boolean run(int threads, FileChannel to, long place) throws IOException {
        return work.run(threads, "tmnf-observations-", () -> work(to, place),
                () -> progress.decoded(done.get(), tree.frameCount()), stopped);
    }

    private void work(FileChannel to, long place) throws IOException {
        for (int next = work.take(); next >= 0; next = work.take()) {
            ReplayFrames frames = places.get(next);
            ReplayObservations observations = new ReplayObservations(tree.replays().get(next), frames,
                    actions, settings, work::isEnding);
            observations.write(to, place);
            synchronized (missing) {
                missing.or(observations.missing());
                for (ManifestProblem problem : observations.problems()) {
                    problems.add(new Found(next, problem));
                }
            }
            done.addAndGet(frames.count());
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
