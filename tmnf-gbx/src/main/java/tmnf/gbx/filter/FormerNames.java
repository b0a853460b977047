package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that replays had before {@link FixNames} renamed them, by the {@link RenameLog}: for whoever
 * knows files by their names. A log tells what was done, not what is there now, so the reader has to make
 * sure that a file is the one it looks for. Immutable.
 */
public final class FormerNames {

    /** Of a folder in which nothing was renamed. */
    public static final FormerNames NONE = new FormerNames(Map.of());

    /** A path in the log and those it had just before; names that are known of one file only. */
    private final Map<List<String>, Set<List<String>>> before;

    private FormerNames(Map<List<String>, Set<List<String>>> before) {
        this.before = before;
    }

    /**
     * Reads the log of a replays directory; there need not be one.
     *
     * @throws IOException when it cannot be read, or is none
     */
    public static FormerNames read(Path replaysDir) throws IOException {
        Path log = RenameLog.in(replaysDir);
        if (!Files.exists(log)) {
            return NONE;
        }
        Map<List<String>, List<String>> after = new LinkedHashMap<>();
        Set<List<String>> ambiguous = new LinkedHashSet<>();
        for (RenameLog.Entry entry : RenameLog.read(log)) {
            List<String> old = path(entry.folders(), entry.oldName());
            List<String> now = path(entry.folders(), entry.newName());
            List<String> other = after.put(old, now);
            if (other != null && !other.equals(now)) {
                ambiguous.add(old);
            }
        }
        Map<List<String>, Set<List<String>>> before = new HashMap<>();
        after.forEach((old, now) -> {
            if (!ambiguous.contains(old)) {
                before.computeIfAbsent(now, key -> new LinkedHashSet<>()).add(old);
            }
        });
        return new FormerNames(before);
    }

    /**
     * The former names of a file directly in a track's folder, the latest first. A name that several files
     * had, one after the other, is left out.
     */
    public List<String> of(String track, String name) {
        Set<List<String>> found = new LinkedHashSet<>();
        List<List<String>> open = new ArrayList<>(List.of(List.of(track, name)));
        for (int i = 0; i < open.size(); i++) {
            for (List<String> former : before.getOrDefault(open.get(i), Set.of())) {
                if (found.add(former)) {
                    open.add(former);
                }
            }
        }
        found.remove(List.of(track, name));
        return found.stream().map(path -> path.get(path.size() - 1)).toList();
    }

    private static List<String> path(List<String> folders, String name) {
        List<String> path = new ArrayList<>(folders);
        path.add(name);
        return List.copyOf(path);
    }
}
