package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetException;

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
        boolean stopped = false;
        ExecutorService workers = Executors.newFixedThreadPool(settings.workers(), task -> {
            Thread thread = new Thread(task, "tmnf-cleanup");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int from = 0; from < replays.size() && !stopped; from += BATCH) {
                List<Future<ReplayFinding>> batch = new ArrayList<>();
                replays.subList(from, Math.min(replays.size(), from + BATCH)).forEach(
                        replay -> batch.add(workers.submit(() -> ReplayScan.of(replay, settings))));
                for (Future<ReplayFinding> each : batch) {
                    stopped = stopped || listener.stops();
                    if (stopped) {
                        break;
                    }
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
        return new CleanupReport(done, entries, findings,
                settings.style() == CleanupStyle.DEFAULT ? emptyFolders() : List.of(), !stopped);
    }

    private static boolean hasNews(ReplayFinding finding) {
        return finding.badCount() > 0 || finding.orphanCount() > 0 || !finding.unreadable().isEmpty()
                || finding.unfinished();
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
        boolean stopped = false;
        List<String> replays = new ArrayList<>();
        Map<String, String> failures = new LinkedHashMap<>();
        for (ReplayFinding finding : report.findings()) {
            stopped = stopped || listener.stops();
            if (stopped) {
                break;
            }
            CapturedReplay replay = finding.replay();
            String name = replay.trackId() + "/" + replay.name();
            try {
                ReplayCleaner cleaner = new ReplayCleaner(replay, settings, files);
                gone += finding.unreadable().isEmpty() ? cleaner.clean(finding) : 0;
                if (!Files.exists(replay.folder())) {
                    replays.add(name);
                    listener.removedReplay(replay.trackId(), replay.name());
                }
            } catch (DatasetException e) {
                failures.put(name, e.getMessage());
            }
            listener.cleaned(replay, ++done, report.findings().size());
        }
        for (Path empty : report.emptyFolders()) {
            Files.deleteIfExists(empty);
        }
        boolean sweeps = !stopped && (settings.style() == CleanupStyle.DEFAULT || report.badEntries() > 0);
        List<String> tracks = sweeps ? removeEmptyTracks(files, listener) : List.of();
        return new CleanupResult(gone, replays, tracks, failures, !stopped);
    }

    private List<Path> emptyFolders() throws IOException {
        List<Path> empty = new ArrayList<>();
        for (Path track : dataset.tracks()) {
            try (DirectoryStream<Path> replays = Files.newDirectoryStream(track, Files::isDirectory)) {
                for (Path replay : replays) {
                    if (isEmpty(replay)) {
                        empty.add(replay);
                    }
                }
            }
        }
        return empty;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
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
                    files.removeFolder(track, List.of());
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
