package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Renames replay files whose names cannot be used. First {@link #plan}, which changes nothing, then {@link
 * #apply}.
 *
 * <p>Safe style looks at replays only, in the track folders; new names are unique in their folder without
 * regard to case, so that the folder can be copied to Windows. No new name equals the old name of another
 * file that is to be renamed, since old ones are unsafe and new ones safe: the order of renaming makes no
 * difference, and there are no chains or swaps.
 *
 * <p>Upstream style looks at every regular file. There too no new name is an old one: all old ones have a
 * character that new ones never have.
 */
public final class FixNames {

    private final FixNamesConfig config;

    public FixNames(FixNamesConfig config) {
        this.config = config;
    }

    /**
     * Decides what to rename.
     *
     * @param dryRun in upstream style two files that would get the same name are both announced; the second
     *     is a conflict otherwise
     */
    public RenamePlan plan(boolean dryRun) throws IOException {
        Planner planner = new Planner(dryRun);
        for (Path track : sorted(config.replaysDir())) {
            String id = FileNames.text(track);
            if (Files.isDirectory(track) && (config.tracks().isEmpty() || config.tracks().contains(id))) {
                planner.folder(track, id);
            }
        }
        return planner.plan();
    }

    /**
     * Renames what the plan says. The mapping is appended to the {@link RenameLog} and flushed before the
     * first file is touched, so {@link RenameUndo} can undo a run that was cut short. Files that are gone
     * since the plan was made, perhaps renamed by another run, are passed over.
     *
     * @param cancelled asked between files
     * @throws RenamesBusyException when another run renames in this folder
     * @throws NameConflictException under {@link ConflictPolicy#FAIL}, when the plan has a conflict
     */
    public RenameResult apply(RenamePlan plan, RenameListener listener, BooleanSupplier cancelled)
            throws IOException {
        List<RenameStep.Conflict> conflicts = plan.conflicts();
        if (config.onConflict() == ConflictPolicy.FAIL && !conflicts.isEmpty()) {
            throw new NameConflictException(conflicts);
        }
        if (plan.renames().isEmpty() && plan.drops().isEmpty()) {
            return Renamer.rename(plan.steps(), listener, cancelled);
        }
        try (RenameLog.Held log = RenameLog.hold(RenameLog.in(plan.root()))) {
            RenamePlan current = plan.withoutMissing();
            log.append(current.steps());
            return Renamer.rename(current.steps(), listener, cancelled);
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort((a, b) -> FileNames.CODE_POINT_ORDER.compare(FileNames.text(a), FileNames.text(b)));
        return entries;
    }

    /**
     * Who has a name, or will have it: the file by its path of today, the name as it is or will be spelled.
     */
    private record Owner(Path file, String name) {}

    /** Collects the steps of one plan. */
    private final class Planner {
        private final boolean dryRun;
        private final List<RenameStep> steps = new ArrayList<>();
        private final List<UnreadableFile> unreadable = new ArrayList<>();
        private int files;
        private int fine;

        Planner(boolean dryRun) {
            this.dryRun = dryRun;
        }

        RenamePlan plan() {
            return new RenamePlan(config.replaysDir(), steps, unreadable, files, fine);
        }

        void folder(Path folder, String label) {
            List<Path> entries;
            try {
                entries = sorted(folder);
            } catch (IOException e) {
                unreadable.add(new UnreadableFile(config.replaysDir().relativize(folder),
                        "the folder cannot be listed: " + Failures.why(folder, e)));
                return;
            }
            Map<String, Owner> taken = new HashMap<>();
            for (Path entry : entries) {
                String name = FileNames.text(entry);
                taken.put(key(name), new Owner(entry, name));
            }
            for (Path entry : entries) {
                String name = FileNames.text(entry);
                if (wanted(entry, name)) {
                    file(entry, label, name, taken);
                } else if (config.recursive() && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    folder(entry, label + "/" + name);
                }
            }
        }

        private boolean wanted(Path entry, String name) {
            boolean named = config.style() == NameStyle.UPSTREAM || ReplayFiles.isReplayName(name);
            return named && Files.isRegularFile(entry);
        }

        private void file(Path file, String label, String name, Map<String, Owner> taken) {
            Path folder = file.getParent();
            files++;
            String wanted = config.style() == NameStyle.UPSTREAM
                    ? ReplayNames.upstream(name)
                    : ReplayNames.safe(name);
            if (wanted.equals(name)) {
                fine++;
                return;
            }
            String free = wanted;
            for (int n = 2; taken.containsKey(key(free)); n++) {
                Owner owner = taken.get(key(free));
                if (config.dropDuplicates() && isDuplicate(file, owner.file())) {
                    steps.add(new RenameStep.Drop(folder, label, name, owner.name()));
                    return;
                }
                if (config.onConflict() != ConflictPolicy.SUFFIX) {
                    break;
                }
                free = ReplayNames.numbered(wanted, n);
            }
            if (taken.containsKey(key(free))) {
                steps.add(new RenameStep.Conflict(folder, label, name, free));
                return;
            }
            steps.add(new RenameStep.Rename(folder, label, name, free));
            if (!(dryRun && config.style() == NameStyle.UPSTREAM)) {
                taken.put(key(free), new Owner(file, free));
            }
        }

        private static boolean isDuplicate(Path file, Path kept) {
            try {
                return !file.equals(kept) && Renamer.sameBytes(file, kept);
            } catch (IOException e) {
                return false; // what cannot be read is not deleted
            }
        }

        private String key(String name) {
            return config.style() == NameStyle.UPSTREAM ? name : name.toLowerCase(Locale.ROOT);
        }
    }
}
