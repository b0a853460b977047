package tmnf.gbx.filter;

/**
 * What became of a {@link RenamePlan}.
 *
 * @param dropped files that were deleted since one with the same bytes has their new name
 * @param conflicts files that kept their name since the new one is taken
 * @param failed files that could not be renamed; the listener heard why
 * @param complete false when the run was cancelled before the end
 */
public record RenameResult(int renamed, int dropped, int conflicts, int failed, boolean complete) {

    public boolean clean() {
        return complete && conflicts == 0 && failed == 0;
    }
}
