package tmnf.exchange.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tmnf.gbx.filter.ReplayFiles;

/**
 * Makes the index of a folder. Of the files only headers are read, tracks in parallel; numbers and ranks come
 * afterwards, in the order of tracks and names, so that the same folder always gets the same numbers.
 */
final class FolderIndex {

    private static final Logger LOG = LoggerFactory.getLogger(FolderIndex.class);
    private static final Pattern TRACK_ID = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern CHALLENGE =
            Pattern.compile("(.+?)(_.*)?\\.challenge\\.gbx", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Path folder;
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    /** Where the files of a track are; a path is null when there is none. */
    private record Source(TracksFile.Entry entry, Path replays, Path challenge) {}

    FolderIndex(Path folder) {
        this.folder = folder;
    }

    ExchangeData read() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "no such folder");
        }
        List<TrackDraft> drafts = IndexWorkers.map(sources(), this::draft);
        number(drafts);
        List<ServedTrack> tracks = drafts.stream().map(RankedTrack::of).toList();
        return new ExchangeData(tracks, warnings.stream().sorted().toList());
    }

    private List<Source> sources() throws IOException {
        Map<Long, TracksFile.Entry> entries = new TreeMap<>();
        Map<String, TracksFile.Entry> byFolder = new HashMap<>();
        for (TracksFile.Entry entry : TracksFile.read(folder.resolve(TracksFile.NAME))) {
            entries.put(entry.id(), entry);
            byFolder.put(entry.folder(), entry);
        }
        Map<Long, Path> replays = new HashMap<>();
        for (Path child : children(folder.resolve("replays"))) {
            String name = child.getFileName().toString();
            TracksFile.Entry entry = byFolder.get(name);
            if (!Files.isDirectory(child)) {
                continue;
            } else if (entry == null && !TRACK_ID.matcher(name).matches()) {
                warn("replays/" + name + " is skipped: its name is no track id; tracks.json may give it one");
                continue;
            }
            long id = entry != null ? entry.id() : Long.parseLong(name);
            replays.merge(id, child, (one, other) -> one);
            entries.computeIfAbsent(id, TracksFile.Entry::empty);
        }
        Map<Long, Path> challenges = challenges(byFolder, entries);
        List<Source> sources = new ArrayList<>();
        entries.forEach((id, entry) -> sources.add(new Source(entry, replays.get(id), challenges.get(id))));
        return sources;
    }

    /** {@code <id>.Challenge.Gbx} wins over {@code <id>_<name>.Challenge.Gbx}; both in any case. */
    private Map<Long, Path> challenges(Map<String, TracksFile.Entry> byFolder,
            Map<Long, TracksFile.Entry> entries) throws IOException {
        Map<Long, Path> challenges = new HashMap<>();
        for (Path child : children(folder.resolve("tracks"))) {
            Matcher name = CHALLENGE.matcher(child.getFileName().toString());
            if (!name.matches()) {
                continue;
            }
            String stem = name.group(1) + (name.group(2) == null ? "" : name.group(2));
            TracksFile.Entry whole = byFolder.get(stem);
            boolean numbered = TRACK_ID.matcher(name.group(1)).matches();
            if (whole == null && !numbered) {
                warn("tracks/" + child.getFileName() + " is skipped: its name starts with no track id");
                continue;
            }
            long id = whole != null ? whole.id() : Long.parseLong(name.group(1));
            boolean exact = whole != null || name.group(2) == null;
            if (exact || !challenges.containsKey(id)) {
                challenges.put(id, child);
            }
            entries.computeIfAbsent(id, TracksFile.Entry::empty);
        }
        return challenges;
    }

    private TrackDraft draft(Source source) throws IOException {
        Map<String, ReplayDraft> replays = new LinkedHashMap<>();
        List<Path> files = source.replays() == null ? List.of() : children(source.replays());
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (ReplayFiles.isReplayName(name)) {
                try {
                    replays.put(name, ReplayDraft.of(file));
                } catch (IOException e) {
                    warn(file + " is skipped: " + e.getMessage());
                }
            }
        }
        int unnamed = 0;
        for (ObjectNode row : source.entry().replays()) {
            String name = row.path("File").asText("");
            String key = name.isEmpty() ? "/" + unnamed++ : name;
            replays.put(key, replays.getOrDefault(key, ReplayDraft.listed(name)).with(row));
        }
        return TrackDraft.of(source.entry(), source.challenge(), List.copyOf(replays.values()));
    }

    /** Given numbers first: a made one must never take the place of one that a file is named by. */
    private void number(List<TrackDraft> drafts) {
        StableIds ids = new StableIds();
        List<Runnable> others = new ArrayList<>();
        for (TrackDraft track : drafts) {
            for (ReplayDraft replay : track.replays()) {
                long given = replay.row().path("ReplayId").asLong(-1);
                if (given > 0 && ids.take(given)) {
                    continue;
                }
                String name = track.id() + "/" + replay.name();
                if (given > 0) {
                    warn("replay " + given + " exists twice; " + name + " gets another number");
                }
                others.add(() -> replay.row().put("ReplayId", ids.takeFor(name)));
            }
        }
        others.forEach(Runnable::run);
    }

    /** What lies in a folder, by name, without what is hidden; nothing when there is no such folder. */
    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return children;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            for (Path child : found) {
                if (!child.getFileName().toString().startsWith(".")) {
                    children.add(child);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(Comparator.comparing(child -> child.getFileName().toString()));
        return children;
    }

    private void warn(String message) {
        LOG.debug("{}", message); // who reads the index tells people
        warnings.add(message);
    }
}
