package tmnf.gbx;

/**
 * Upper bounds on what a file may claim; checked before anything is allocated.
 *
 * @param maxFileBytes largest file read at all
 * @param maxBodyBytes largest unpacked body, also of the zlib data inside a ghost
 * @param maxNodeDepth deepest nesting of nodes
 */
public record GbxLimits(int maxFileBytes, int maxBodyBytes, int maxNodeDepth) {

    public static final GbxLimits DEFAULT = new GbxLimits(64 << 20, 64 << 20, 32);

    // Bodies of real files unpack to less than five times their size. The free part covers hours of a
    // standing car and maps of a hundred thousand equal blocks.
    private static final int MOST_RATIO = 32;
    private static final int FREE_BYTES = 8 << 20;

    /** The most that {@code packedBytes} may unpack to: a small file must not fill the memory. */
    public long maxUnpackedBytes(int packedBytes) {
        return Math.min(maxBodyBytes, FREE_BYTES + (long) MOST_RATIO * packedBytes);
    }
}
