package tmnf.gbx.model;

import java.util.Arrays;
import java.util.List;

/**
 * The chunks of a node as stored, with the places at which they refer to the body around them: names, other nodes
 * and chunk sizes. A writer copies them into another body by putting those references right. Opaque to users.
 *
 * @param bytes the node's bytes from its first chunk to its end mark; do not modify
 * @param links places to put right, in ascending order and properly nested
 */
public record NodeImage(byte[] bytes, List<Link> links) {

    public NodeImage {
        links = List.copyOf(links);
    }

    /** A place in the bytes that depends on the body around it. */
    public sealed interface Link {
        int offset();
    }

    /** A lookback string at [{@code offset}, {@code offset + length}); {@code flags}: top bits when introduced. */
    public record IdLink(int offset, int length, String value, int flags) implements Link {}

    /** A node index at {@code offset}; the node itself, if it follows, ends at {@code end}. {@code index} -1: null. */
    public record NodeLink(int offset, int end, int index, int classId) implements Link {
        public boolean definesNode() {
            return end > offset + 4;
        }
    }

    /** The size field of a skippable chunk at {@code offset}, whose payload ends at {@code end}. */
    public record SizeLink(int offset, int end) implements Link {}

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeImage that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "NodeImage[" + bytes.length + " bytes]";
    }
}
