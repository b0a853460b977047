package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tmnf.exchange.download.ReplayEntry.Status;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.GbxHeaderFacts.Kind;
import tmnf.gbx.filter.FileNames;
import tmnf.gbx.filter.FormerNames;
import tmnf.gbx.filter.ReplayFiles;
import tmnf.gbx.filter.ReplayNames;

/**
 * Finds wanted replays of one track among the files of its folder: under the planned name, or under any that
 * another position, the Python tool, its renaming step or {@code fix-names} gives to the same driver and
 * time. A name alone proves nothing: the file has to be whole, and under any other name than the planned one
 * its header has to have the listed time. No file is taken twice; where several replays fit, only as many
 * files settle which is which. Confined to one thread.
 */
final class Adoption {

    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
    private static final String ANY_POSITION = "pos1_";

    private final Path folder;
    private final TrackRecord track;
    private final boolean fully;
    private final Map<Long, ReplayEntry> adopted = new HashMap<>();

    /** An attempt; {@code fully}: files are unpacked, not only their headers read. */
    Adoption(Path folder, TrackRecord track, boolean fully) {
        this.folder = folder;
        this.track = track;
        this.fully = fully;
    }

    /** The entries that are on disk after all, as done. */
    List<ReplayEntry> find() throws IOException {
        List<ReplayEntry> wanted = new ArrayList<>();
        track.replays().stream().filter(entry -> !entry.isSettled()).forEach(wanted::add);
        if (!wanted.isEmpty() && Files.isDirectory(folder)) {
            Set<String> files = freeFiles();
            byPlannedName(wanted, files);
            wanted.removeIf(entry -> adopted.containsKey(entry.id()));
            if (!wanted.isEmpty() && !files.isEmpty()) {
                byDriverAndTime(wanted, files);
            }
        }
        return new ArrayList<>(adopted.values());
    }

    /** Replays in the folder that no entry has yet, in the order of their positions. */
    private Set<String> freeFiles() throws IOException {
        Set<String> files = new TreeSet<>(ReplayFiles.CAPTURE_ORDER);
        for (Path file : FolderListing.of(folder)) {
            String name = FileNames.text(file);
            if (ReplayFiles.isReplayName(name) && !Leftovers.isLeftover(name)) {
                files.add(name);
            }
        }
        track.replays().stream().filter(entry -> entry.status() == Status.DONE)
                .forEach(entry -> files.remove(entry.file()));
        track.kept().forEach(entry -> files.remove(entry.file()));
        return files;
    }

    private void byPlannedName(List<ReplayEntry> wanted, Set<String> files) throws IOException {
        for (ReplayEntry entry : wanted) {
            if (files.contains(entry.file()) && adopt(entry, entry.file(), true)) {
                files.remove(entry.file());
            }
        }
        for (ReplayEntry entry : wanted) {
            String byId = entry.id() + ".replay.gbx";
            if (!adopted.containsKey(entry.id()) && files.contains(byId) && adopt(entry, byId, false)) {
                files.remove(byId);
            }
        }
    }

    private void byDriverAndTime(List<ReplayEntry> wanted, Set<String> files) throws IOException {
        Map<String, List<ReplayEntry>> entries = new HashMap<>();
        for (ReplayEntry entry : wanted) {
            for (String name : knownNames(entry)) {
                entries.computeIfAbsent(name, key -> new ArrayList<>()).add(entry);
            }
        }
        Map<List<ReplayEntry>, List<String>> matches = new LinkedHashMap<>();
        FormerNames formerNames = formerNames();
        for (String file : files) {
            List<ReplayEntry> fitting = entries.get(withoutPosition(file));
            for (String former : formerNames.of(FileNames.text(folder), file)) {
                fitting = fitting == null ? entries.get(withoutPosition(former)) : fitting;
            }
            if (fitting != null) {
                matches.computeIfAbsent(fitting, key -> new ArrayList<>()).add(file);
            }
        }
        for (Map.Entry<List<ReplayEntry>, List<String>> match : matches.entrySet()) {
            adoptInOrder(match.getKey(), match.getValue());
        }
    }

    private FormerNames formerNames() {
        try {
            return FormerNames.read(folder.toAbsolutePath().getParent());
        } catch (IOException e) {
            LOG.warn("replays that were renamed may be fetched again: {}", e.getMessage());
            return FormerNames.NONE;
        }
    }

    private void adoptInOrder(List<ReplayEntry> entries, List<String> files) throws IOException {
        Set<String> free = new HashSet<>(files);
        boolean clear = entries.size() == 1 || entries.size() == files.size();
        for (int i = 0; clear && i < entries.size(); i++) {
            ReplayEntry entry = entries.get(i);
            for (String file : entries.size() == 1 ? files : List.of(files.get(i))) {
                if (!adopted.containsKey(entry.id()) && free.contains(file) && adopt(entry, file, false)) {
                    free.remove(file);
                }
            }
        }
    }

    /** The names that tools give to it, without the position. */
    private static Set<String> knownNames(ReplayEntry entry) {
        String time = entry.timeMs() > 0 ? "_" + entry.timeMs() + "ms" : "";
        String user = entry.user().replaceAll("[<>:\"/\\\\|?*]", "_");
        String upstream = ANY_POSITION + user + time + ".replay.gbx";
        Set<String> names = new HashSet<>();
        for (String name : List.of(upstream, ReplayNames.upstream(upstream), ReplayNames.safe(upstream),
                ReplayNames.downloaded(1, entry.user(), entry.timeMs()),
                ReplayNames.downloaded(1, entry.user(), entry.timeMs(), entry.id()))) {
            names.add(withoutPosition(name));
        }
        return names;
    }

    /** What follows the position; the whole name if there is none. */
    private static String withoutPosition(String name) {
        if (!name.startsWith("pos")) {
            return name;
        }
        int end = 3;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        return end > 3 && end < name.length() && name.charAt(end) == '_' ? name.substring(end) : name;
    }

    private boolean adopt(ReplayEntry entry, String name, boolean planned) throws IOException {
        try {
            WholeFile file = WholeFile.check(FileNames.child(folder, name), Kind.REPLAY, fully);
            GbxHeaderFacts facts = file.facts();
            // Of the planned name only we are likely to write one, also where file and list disagree.
            if (!planned && entry.timeMs() > 0 && facts.bestTimeMs() != entry.timeMs()) {
                return false;
            }
            adopted.put(entry.id(), entry.done(name, file.hash().bytes(), file.hash().sha256(),
                    Oddity.of(track.uid(), entry, facts)));
            return true;
        } catch (GbxFormatException | FileSystemException e) {
            LOG.debug("not taken for replay {}: {}", entry.id(), e.getMessage());
            return false;
        }
    }
}
