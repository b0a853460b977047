package tmnf.gbx.filter;

import java.io.IOException;
import java.util.List;

/** New names are taken and {@link ConflictPolicy#FAIL} was chosen; nothing was renamed. */
public final class NameConflictException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient List<RenameStep.Conflict> conflicts;

    public NameConflictException(List<RenameStep.Conflict> conflicts) {
        super(conflicts.size() + " new names are taken, the first one: " + conflicts.get(0).folder() + "/"
                + conflicts.get(0).oldName() + " -> " + conflicts.get(0).newName());
        this.conflicts = List.copyOf(conflicts);
    }

    public List<RenameStep.Conflict> conflicts() {
        return conflicts;
    }
}
