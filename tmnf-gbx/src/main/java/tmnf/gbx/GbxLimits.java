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
}
