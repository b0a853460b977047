package tmnf.capture.dataset.care;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.FrameStore;
import tmnf.capture.dataset.ManifestRewrite;
import tmnf.capture.dataset.ShardEditor;

/**
 * Takes bad entries out of one replay. The order makes that a crash at any moment leaves a manifest whose
 * frames exist, and a list of what is still to be deleted: the list, the new shards, the manifest, the
 * metadata, then the files.
 */
final class ReplayCleaner {

    private final CapturedReplay replay;
    private final CleanupSettings settings;
    private final RemovedFiles files;
    private final PendingRemovals pending;

    ReplayCleaner(CapturedReplay replay, CleanupSettings settings, RemovedFiles files) {
        this.replay = replay;
        this.settings = settings;
        this.files = files;
        this.pending = new PendingRemovals(replay.folder());
    }

    /** Finishes what an earlier cleanup began; gives the number of frames that are gone now. */
    long finishPending() throws IOException {
        if (!pending.isThere()) {
            return 0;
        }
        Set<String> stays = named(new BitSet());
        for (Path shard : ShardEditor.unneeded(replay)) {
            files.remove(shard);
        }
        long gone = 0;
        for (Path file : pending.files()) {
            if (!stays.contains(file.getFileName().toString()) && files.remove(file)) {
                gone += isSidecar(file) ? 0 : 1;
            }
        }
        pending.clear();
        return gone;
    }

    /** Removes the entries and their files; gives the number of frames that are gone. */
    long clean(ReplayFinding finding) throws IOException {
        List<String> leaving = leaving(finding);
        if (leaving.isEmpty() && finding.badCount() == 0) {
            return 0;
        }
        pending.write(leaving);
        boolean packed = ShardEditor.isPacked(replay);
        if (packed) {
            Set<String> stays = named(finding.bad());
            ShardEditor.rewrite(replay, entry -> stays.contains(entry.file()));
        }
        rewriteManifest(finding);
        long gone = finishPending();
        return packed ? leaving.size() : gone;
    }

    private void rewriteManifest(ReplayFinding finding) throws IOException {
        if (finding.badCount() == 0) {
            return;
        }
        ManifestRewrite.apply(replay, (index, entry) -> finding.bad().get(index) ? Optional.empty()
                : Optional.of(entry), thinnedActions(finding));
        Path file = replay.folder().resolve(CaptureMetadata.FILE);
        Optional<CaptureMetadata> metadata = settings.style() == CleanupStyle.OURS ? replay.metadata()
                : Optional.empty();
        if (metadata.isPresent() && metadata.get().values().containsKey(CaptureMetadata.TOTAL_FRAMES)) {
            metadata.get().with(CaptureMetadata.TOTAL_FRAMES, finding.entries() - finding.badCount())
                    .write(file);
        }
    }

    /** The Python tool takes actions for one per entry when there are as many. */
    private Optional<List<Integer>> thinnedActions(ReplayFinding finding) throws IOException {
        Optional<List<Integer>> actions = settings.style() == CleanupStyle.UPSTREAM ? replay.actions()
                : Optional.empty();
        if (actions.isEmpty() || actions.get().size() != finding.entries()) {
            return Optional.empty();
        }
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < finding.entries(); i++) {
            if (!finding.bad().get(i)) {
                left.add(actions.get().get(i));
            }
        }
        return Optional.of(left);
    }

    /** Names of files that go: frames of bad entries that no good one names, their sidecars, orphans. */
    private List<String> leaving(ReplayFinding finding) throws IOException {
        Set<String> stays = named(finding.bad());
        BitSet good = new BitSet();
        good.set(0, finding.entries());
        good.andNot(finding.bad());
        Set<String> leaving = new LinkedHashSet<>();
        try (FrameStore frames = replay.frames()) {
            Set<String> there = new HashSet<>(frames.names());
            for (String name : named(good)) {
                if (there.contains(name) && !stays.contains(name)) {
                    leaving.add(name);
                }
            }
            if (settings.orphans() && finding.orphanCount() > 0) {
                Set<String> all = named(new BitSet());
                there.stream().sorted().filter(name -> !all.contains(name)).forEach(leaving::add);
            }
        }
        List<String> withSidecars = new ArrayList<>(leaving);
        if (settings.style() == CleanupStyle.OURS) {
            for (String name : leaving) {
                String sidecar = name.substring(0, Math.max(0, name.lastIndexOf('.'))) + ".json";
                if (Files.isRegularFile(replay.folder().resolve(sidecar)) && !isOwnFile(sidecar)) {
                    withSidecars.add(sidecar);
                }
            }
        }
        return withSidecars;
    }

    private static boolean isOwnFile(String name) {
        return name.equals("manifest.json") || name.equals(CaptureMetadata.FILE);
    }

    private static boolean isSidecar(Path file) {
        return file.getFileName().toString().endsWith(".json");
    }

    /** Files named by the entries that are not in the set. */
    private Set<String> named(BitSet without) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (DatasetCursor<Map<String, Object>> entries = replay.storedEntries()) {
            int index = 0;
            for (Optional<Map<String, Object>> next = entries.next(); next.isPresent();
                    next = entries.next()) {
                if (!without.get(index++) && next.get().get("file") instanceof String name) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
