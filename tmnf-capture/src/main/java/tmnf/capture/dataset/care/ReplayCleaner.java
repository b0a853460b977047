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
import java.util.OptionalInt;
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
    private long finishPending() throws IOException {
        if (!pending.isThere()) {
            return 0;
        }
        Set<String> stays = named(new BitSet());
        refreshMetadata();
        for (Path shard : ShardEditor.unneeded(replay)) {
            Files.deleteIfExists(shard);
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
        if (finding.isAllBad() || pending.isWholeFolder()) {
            return removeAll(finding);
        }
        long finished = finishPending();
        List<String> leaving = leaving(finding);
        if (leaving.isEmpty() && finding.badCount() == 0) {
            return finished;
        }
        pending.write(leaving);
        boolean packed = ShardEditor.isPacked(replay);
        if (packed && !leaving.isEmpty()) {
            keepCopies(leaving);
            ShardEditor.rewrite(replay, index -> !finding.bad().get(index));
        }
        rewriteManifest(finding);
        long gone = finishPending();
        return finished + (packed ? leaving.size() : gone);
    }

    /** The list says first that all of it goes: half of a replay might pass for a good one. */
    private long removeAll(ReplayFinding finding) throws IOException {
        long frames;
        try (FrameStore store = replay.frames()) {
            frames = Math.max(0, store.names().size() - finding.orphanCount());
        }
        pending.writeAll();
        files.removeFolder(replay.folder(), List.of(pending.file(), replay.manifest()));
        return frames;
    }

    /** Frames that leave their shard are not lost with it when there is a quarantine. */
    private void keepCopies(List<String> leaving) throws IOException {
        if (settings.quarantine().isEmpty()) {
            return;
        }
        try (FrameStore frames = replay.frames()) {
            for (String name : leaving) {
                if (frames.has(name)) {
                    files.keep(replay.folder().resolve(name), frames.read(name));
                }
            }
        }
    }

    private void rewriteManifest(ReplayFinding finding) throws IOException {
        if (finding.badCount() > 0) {
            ManifestRewrite.apply(replay, (index, entry) -> finding.bad().get(index) ? Optional.empty()
                    : Optional.of(entry), thinnedActions(finding));
        }
    }

    /**
     * Makes the metadata say how many frames there are. Looks at what is there and not at what was done, so
     * that it is right also after a cleanup that died between manifest and metadata.
     */
    private void refreshMetadata() throws IOException {
        Optional<CaptureMetadata> metadata = settings.style() == CleanupStyle.DEFAULT ? replay.metadata()
                : Optional.empty();
        if (metadata.isEmpty()) {
            return;
        }
        OptionalInt told = metadata.get().integer(CaptureMetadata.TOTAL_FRAMES);
        int entries = entries();
        if (told.isEmpty() || told.getAsInt() == entries) {
            return;
        }
        int removed = metadata.get().integer(CaptureMetadata.REMOVED_FRAMES).orElse(0)
                + told.getAsInt() - entries;
        Path file = replay.folder().resolve(CaptureMetadata.FILE);
        CaptureMetadata counted = metadata.get().with(CaptureMetadata.TOTAL_FRAMES, entries)
                .without(CaptureMetadata.FRAME_BYTES).without(CaptureMetadata.FRAMES_SHA1);
        (removed > 0 ? counted.with(CaptureMetadata.REMOVED_FRAMES, removed) : counted).write(file);
    }

    private int entries() throws IOException {
        int entries = 0;
        try (DatasetCursor<Map<String, Object>> cursor = replay.storedEntries()) {
            while (cursor.next().isPresent()) {
                entries++;
            }
        }
        return entries;
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
        if (settings.style() == CleanupStyle.DEFAULT) {
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
