package tmnf.capture.plan;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import tmnf.gbx.filter.ChallengeFiles;
import tmnf.gbx.filter.FileNames;
import tmnf.gbx.filter.FormerNames;
import tmnf.gbx.filter.ReplayFiles;

/**
 * Decides which replays are captured, how, and what that will cost. Reads each replay once, several at the
 * same time, and keeps no content: memory depends on the largest track, not on the number of replays. The
 * same folders give the same plan, whatever the number of threads. Thread-safe; each call has its own
 * threads, which it joins.
 *
 * <p>Each selected replay gets a status, the track its zone centres; a replay that cannot be captured is
 * refused with a reason and stops nothing.
 */
public final class CapturePlanner {

    /** How many replays may be read before the oldest one is handed on, for each thread. */
    private static final int AHEAD = 8;

    private final CaptureSettings settings;
    private final ExistingCaptures existing;
    private final int threads;

    /**
     * A planner.
     *
     * @param existing what was captured before
     * @param threads that read replays, at least 1
     */
    public CapturePlanner(CaptureSettings settings, ExistingCaptures existing, int threads) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.existing = Objects.requireNonNull(existing, "existing");
        if (threads < 1) {
            throw new IllegalArgumentException("threads are 1 or more, not " + threads);
        }
        this.threads = threads;
    }

    /** The whole plan in memory. */
    public CapturePlan plan() throws IOException {
        List<TrackTask> tracks = new ArrayList<>();
        PlanSummary summary = stream(tracks::add);
        return new CapturePlan(tracks, summary);
    }

    /**
     * Gives the plan track by track, in the order of work. Reads at most a few replays ahead of the sink.
     *
     * @return the sums
     * @throws PlanException if there is no folder of replays, or a list cannot be read
     * @throws InterruptedIOException if the thread was interrupted; its flag is set again
     */
    public PlanSummary stream(PlanSink sink) throws IOException {
        try (PlanThreads pool = new PlanThreads(threads)) {
            return new Walk(sink, pool).run();
        }
    }

    /** A replay that is being judged, and its track. */
    private record Pending(OpenTrack track, Future<ReplayJudge.Judged> judged) {
    }

    /** One walk over all tracks. Confined to the caller's thread. */
    private final class Walk {

        private final PlanSink sink;
        private final PlanThreads pool;
        private final ReplayJudge judge = new ReplayJudge(settings, existing);
        private final PlanTotals totals = new PlanTotals();
        private final Deque<Pending> window = new ArrayDeque<>();
        private final List<String> empty = new ArrayList<>();
        private FormerNames formerNames = FormerNames.NONE;
        private int emptyCount;

        Walk(PlanSink sink, PlanThreads pool) {
            this.sink = sink;
            this.pool = pool;
        }

        PlanSummary run() throws IOException {
            List<String> ids = new TrackOrder(settings, this::notice).ids();
            sink.begin(ids.size());
            try {
                formerNames = FormerNames.read(settings.places().replaysDir());
            } catch (IOException e) {
                notice("replays that were renamed may be captured again: " + e.getMessage());
            }
            ChallengeFiles challenges = ChallengeFiles.list(settings.places().tracksDir());
            for (String id : ids) {
                open(id, new TrackChallenge(challenges, id));
            }
            while (!window.isEmpty()) {
                finishOldest();
            }
            if (emptyCount > 0) {
                notice("tracks without replays: " + emptyCount + " of " + ids.size() + ", in "
                        + settings.places().replaysDir() + ": " + TrackOrder.named(empty));
            }
            return totals.summary(settings.run().workers());
        }

        /** Folders that a replay may have in the dataset from before its file was renamed. */
        private List<String> formerNames(String id, Path file) {
            return formerNames.of(id, FileNames.text(file)).stream()
                    .map(name -> FileNames.child(file.getParent(), name))
                    .filter(former -> ReplayFiles.isReplayName(FileNames.text(former))
                            && !Files.exists(former, LinkOption.NOFOLLOW_LINKS))
                    .map(CapturePlanner::folderName)
                    .toList();
        }

        private void notice(String text) {
            totals.notice(text);
            sink.notice(text);
        }

        private void open(String id, TrackChallenge challenge) throws IOException {
            List<Path> files = files(id);
            if (files.isEmpty()) {
                emptyCount++;
                if (empty.size() < PlanSummary.MOST_NOTICES) {
                    empty.add(id);
                }
                return;
            }
            OpenTrack track = new OpenTrack(settings, id, challenge, files.size());
            Map<String, Path> names = new HashMap<>();
            for (Path file : files) {
                String name = folderName(file);
                Path first = names.putIfAbsent(name, file);
                window.add(new Pending(track, first == null
                        ? pool.submit(() -> judge.judge(id, file, name, formerNames(id, file), challenge))
                        : CompletableFuture.completedFuture(ReplayJudge.Judged.refused(
                                OpenTrack.sameFolder(file, name, first), Optional.empty()))));
                if (window.size() >= AHEAD * threads) {
                    finishOldest();
                }
            }
        }

        private void finishOldest() throws IOException {
            Pending oldest = window.remove();
            try {
                if (Thread.interrupted()) { // a future that is done does not look
                    throw new InterruptedException();
                }
                oldest.track().add(oldest.judged().get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while planning");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IllegalStateException("planning failed: " + e.getCause(), e.getCause());
            }
            if (oldest.track().isComplete()) {
                TrackTask task = oldest.track().task();
                totals.add(task);
                sink.track(task);
            }
        }

        /** The selected replays of a track. */
        private List<Path> files(String id) {
            List<Path> files = new ArrayList<>();
            Path folder = FileNames.child(settings.places().replaysDir(), id);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    boolean replay = ReplayFiles.isReplayName(entry.getFileName().toString());
                    if (replay && !Files.isDirectory(entry)) {
                        files.add(entry);
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                return List.of();
            } catch (IOException e) {
                notice("the folder " + folder + " cannot be listed, its track is left out: " + e);
                return List.of();
            } catch (DirectoryIteratorException e) {
                notice("the folder " + folder + " cannot be listed, its track is left out: " + e.getCause());
                return List.of();
            }
            files.sort((a, b) -> ReplayFiles.CAPTURE_ORDER.compare(
                    a.getFileName().toString(), b.getFileName().toString()));
            int most = settings.selection().maxReplaysPerTrack();
            return most == 0 || most >= files.size() ? files : files.subList(0, most);
        }
    }

    /** The folder of a replay in the dataset: its file name without the last ending. */
    static String folderName(Path file) {
        String name = FileNames.text(file);
        return name.substring(0, name.lastIndexOf('.'));
    }
}
