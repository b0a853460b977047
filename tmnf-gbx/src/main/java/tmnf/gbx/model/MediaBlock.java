package tmnf.gbx.model;

/**
 * One block of a MediaTracker track.
 *
 * @param classId engine class, such as 0x030A2000 for a custom camera
 * @param kind plain name of the class, such as {@code custom camera}
 * @param startSeconds time of the first key; NaN when the block has no keys
 * @param endSeconds time of the last key; NaN when the block has no keys
 */
public record MediaBlock(int classId, String kind, float startSeconds, float endSeconds) {

    /** Whether the block moves the camera; such blocks make an intro's pictures. */
    public boolean isCamera() {
        return switch (classId) {
            case 0x030A2000, 0x03084000, 0x030A1000, 0x030A0000 -> true;
            default -> false;
        };
    }

    public boolean timed() {
        return !Float.isNaN(endSeconds);
    }
}
