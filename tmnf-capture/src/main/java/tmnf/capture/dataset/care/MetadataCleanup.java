package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.FrameStore;

/**
 * Removes entries of a dataset that no observation can be made of, with their frames; then replays without
 * entries and tracks without replays. Scanning changes nothing. A cleanup that was interrupted is finished by
 * the next one.
 */
public final class MetadataCleanup {

    /** Replays that are in memory at a time. */
    private static final int BATCH = 256;

    private final CaptureDataset dataset;
    private final CleanupSettings settings;

    /** A cleanup of that dataset. */
    public MetadataCleanup(CaptureDataset dataset, CleanupSettings settings) {
        this.dataset = Objects.requireNonNull(dataset);
        this.settings = Objects.requireNonNull(settings);
    }

    /** Looks at all replays, by track and name. */
    public CleanupReport scan(CleanupListener listener) throws IOException, InterruptedException {
        List<CapturedReplay> replays = dataset.replays();
        List<ReplayFinding> findings = new ArrayList<>();
        long entries = 0;
        int done = 0;
        ExecutorService workers = Executors.newFixedThreadPool(settings.workers(), task -> {
            Thread thread = new Thread(task, "tmnf-cleanup");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int from = 0; from < replays.size() && !listener.stops(); from += BATCH) {
                List<Callable<ReplayFinding>> batch = new ArrayList<>();
                replays.subList(from, Math.min(replays.size(), from + BATCH))
                        .forEach(replay -> batch.add(() -> ReplayScan.of(replay, settings)));
                for (Future<ReplayFinding> each : workers.invokeAll(batch)) {
                    ReplayFinding finding = result(each);
                    entries += finding.entries();
                    if (hasNews(finding)) {
                        findings.add(finding);
                    }
                    listener.scanned(finding, ++done, replays.size());
                }
            }
        } finally {
            workers.shutdownNow();
        }
        return new CleanupReport(done, entries, findings);
    }

    private static boolean hasNews(ReplayFinding finding) {
        return finding.badCount() > 0 || finding.orphanCount() > 0 || !finding.unreadable().isEmpty()
                || new PendingRemovals(finding.replay().folder()).isThere();
    }

    private static ReplayFinding result(Future<ReplayFinding> future)
            throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Removes what a scan found bad; meanwhile nobody else may change the dataset. */
    public CleanupResult apply(CleanupReport report, CleanupListener listener) throws IOException {
        RemovedFiles files = new RemovedFiles(dataset.root().toAbsolutePath().normalize(),
                settings.quarantine().map(folder -> folder.toAbsolutePath().normalize()));
        long gone = 0;
        int done = 0;
        List<String> replays = new ArrayList<>();
        for (ReplayFinding finding : report.findings()) {
            if (listener.stops()) {
                break;
            }
            if (finding.unreadable().isEmpty()) {
                ReplayCleaner cleaner = new ReplayCleaner(finding.replay(), settings, files);
                gone += cleaner.finishPending();
                if (finding.isAllBad()) {
                    gone += framesOf(finding);
                    files.removeFolder(finding.replay().folder(), "manifest.json");
                    replays.add(finding.replay().trackId() + "/" + finding.replay().name());
                    listener.removedReplay(finding.replay().trackId(), finding.replay().name());
                } else {
                    gone += cleaner.clean(finding);
                }
            }
            listener.cleaned(finding.replay(), ++done, report.findings().size());
        }
        List<String> tracks = report.badEntries() == 0 ? List.of() : removeEmptyTracks(files, listener);
        return new CleanupResult(gone, replays, tracks);
    }

    private static long framesOf(ReplayFinding finding) throws IOException {
        try (FrameStore frames = finding.replay().frames()) {
            return frames.names().size() - finding.orphanCount();
        }
    }

    /** Upstream deletes whatever a track without replays holds; we only what is empty. */
    private List<String> removeEmptyTracks(RemovedFiles files, CleanupListener listener) throws IOException {
        List<String> removed = new ArrayList<>();
        for (Path track : dataset.tracks()) {
            if (hasFolders(track)) {
                continue;
            }
            try {
                if (settings.style() == CleanupStyle.UPSTREAM) {
                    files.removeFolder(track, "");
                } else {
                    Files.delete(track);
                }
                removed.add(track.getFileName().toString());
                listener.removedTrack(track.getFileName().toString());
            } catch (DirectoryNotEmptyException e) {
                // Somebody else's files are in it.
                continue;
            }
        }
        return removed;
    }

    private static boolean hasFolders(Path track) throws IOException {
        try (Stream<Path> files = Files.list(track)) {
            return files.anyMatch(Files::isDirectory);
        }
    }
}
