package tmnf.gbx.filter;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What would be renamed, in the order in which it would happen.
 *
 * @param root the replays directory
 * @param unreadable folders that cannot be listed
 * @param files files that were looked at
 * @param fine files that keep their name because nothing is wrong with it
 */
public record RenamePlan(
        Path root, List<RenameStep> steps, List<UnreadableFile> unreadable, int files, int fine) {

    public RenamePlan {
        Objects.requireNonNull(root);
        steps = List.copyOf(steps);
        unreadable = List.copyOf(unreadable);
    }

    public List<RenameStep.Rename> renames() {
        return ofType(RenameStep.Rename.class);
    }

    public List<RenameStep.Conflict> conflicts() {
        return ofType(RenameStep.Conflict.class);
    }

    /** Without the files that are not there any more. */
    RenamePlan withoutMissing() {
        List<RenameStep> present = steps.stream()
                .filter(step -> Files.exists(step.from(), LinkOption.NOFOLLOW_LINKS))
                .toList();
        return new RenamePlan(root, present, unreadable, files, fine);
    }

    /** Files to be deleted since one with the same bytes is kept. */
    public List<RenameStep.Drop> drops() {
        return ofType(RenameStep.Drop.class);
    }

    private <S extends RenameStep> List<S> ofType(Class<S> type) {
        return steps.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
