package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Gives files their old names back, by a {@link RenameLog}. What the log says is taken back last line first,
 * so it may hold several runs. Files that have their old name already, since the run was cut short or undone
 * before, are passed over; a file whose old name is taken by another one is a conflict and stays.
 */
public final class RenameUndo {

    private final Path log;
    private final Path root;
    private final Set<String> tracks;

    /**
     * @param root the replays directory, to which the log's names are relative
     * @param tracks ids of the tracks to look at; empty: all
     */
    public RenameUndo(Path log, Path root, Set<String> tracks) {
        this.log = log;
        this.root = root;
        this.tracks = Set.copyOf(tracks);
    }

    /** Decides what to rename; files that have their old name or are gone count as fine. */
    public RenamePlan plan() throws IOException {
        List<RenameLog.Entry> entries = new ArrayList<>(RenameLog.read(log));
        Collections.reverse(entries);
        List<RenameStep> steps = new ArrayList<>();
        Names names = new Names();
        int looked = 0;
        for (RenameLog.Entry entry : entries) {
            if (!tracks.isEmpty() && !tracks.contains(entry.folders().get(0))) {
                continue;
            }
            looked++;
            Path folder = root;
            for (String part : entry.folders()) {
                folder = FileNames.child(folder, part);
            }
            String label = String.join("/", entry.folders());
            if (!names.exists(folder, entry.newName())) {
                continue;
            }
            if (names.exists(folder, entry.oldName())) {
                if (entry.dropped()) {
                    continue;
                }
                steps.add(new RenameStep.Conflict(folder, label, entry.newName(), entry.oldName()));
            } else if (entry.dropped()) {
                names.copy(folder, entry.oldName());
                steps.add(new RenameStep.Restore(folder, label, entry.newName(), entry.oldName()));
            } else {
                names.rename(folder, entry.newName(), entry.oldName());
                steps.add(new RenameStep.Rename(folder, label, entry.newName(), entry.oldName()));
            }
        }
        return new RenamePlan(root, steps, List.of(), looked, looked - steps.size());
    }

    /**
     * Renames what the plan says. When everything in the log is undone the log gets {@code .undone} behind
     * its name, so that it cannot be undone again by mistake.
     *
     * @throws RenamesBusyException when somebody else renames by this log
     */
    public RenameResult apply(RenamePlan plan, RenameListener listener, BooleanSupplier cancelled)
            throws IOException {
        RenameResult result;
        RenameLog.Held held = RenameLog.hold(log);
        try {
            result = Renamer.rename(plan.steps(), listener, cancelled);
        } finally {
            held.close();
        }
        if (result.clean() && tracks.isEmpty()) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".undone"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return result;
    }

    /** Which files would exist after the steps so far. */
    private static final class Names {
        private final Set<Path> gone = new HashSet<>();
        private final Set<Path> made = new HashSet<>();

        boolean exists(Path folder, String name) {
            Path file = FileNames.child(folder, name);
            return made.contains(file)
                    || !gone.contains(file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        }

        void copy(Path folder, String to) {
            made.add(FileNames.child(folder, to));
        }

        void rename(Path folder, String from, String to) {
            Path source = FileNames.child(folder, from);
            Path target = FileNames.child(folder, to);
            made.remove(source);
            gone.add(source);
            gone.remove(target);
            made.add(target);
        }
    }
}
