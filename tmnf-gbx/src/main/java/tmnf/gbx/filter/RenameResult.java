package tmnf.gbx.filter;

import java.util.List;

/**
 * What became of a {@link RenamePlan}.
 *
 * @param conflicts files that kept their name since the new one is taken
 * @param failed files that could not be renamed
 * @param complete false when the run was cancelled before the end
 */
public record RenameResult(int renamed, int conflicts, List<UnreadableFile> failed, boolean complete) {

    public RenameResult {
        failed = List.copyOf(failed);
    }

    public boolean clean() {
        return complete && conflicts == 0 && failed.isEmpty();
    }
}
