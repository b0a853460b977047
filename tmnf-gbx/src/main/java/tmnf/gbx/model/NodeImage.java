package tmnf.gbx.model;

import java.util.Arrays;
import java.util.List;

/**
 * The chunks of a node as stored, with the places at which they refer to the body around them: names, other
 * nodes and chunk sizes. A writer copies them into another body by putting those references right. Opaque to
 * users.
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

    /**
     * A lookback string at [{@code offset}, {@code offset + length}); {@code flags}: top bits when
     * introduced.
     */
    public record IdLink(int offset, int length, String value, int flags) implements Link {}

    /**
     * A node index at {@code offset}; the node itself, if it follows, ends at {@code end}. {@code index} -1:
     * null. {@code shared} is what the node stands for, by which it is found when it was met before (a
     * replay's ghost, in its film); null for no node.
     */
    public record NodeLink(int offset, int end, int index, int classId, Object shared) implements Link {
        public boolean definesNode() {
            return end > offset + 4;
        }
    }

    /** The size field of a skippable chunk at {@code offset}, whose payload ends at {@code end}. */
    public record SizeLink(int offset, int end) implements Link {}

    /** Images are equal when they say the same, whatever numbers strings and nodes have in their bodies. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof NodeImage that) || links.size() != that.links.size()) {
            return false;
        }
        int here = 0;
        int there = 0;
        for (int i = 0; i < links.size(); i++) {
            Link mine = links.get(i);
            Link theirs = that.links.get(i);
            if (!Arrays.equals(bytes, here, mine.offset(), that.bytes, there, theirs.offset())
                    || !alike(mine, theirs)) {
                return false;
            }
            here = mine.offset() + numberLength(mine);
            there = theirs.offset() + numberLength(theirs);
        }
        return Arrays.equals(bytes, here, bytes.length, that.bytes, there, that.bytes.length);
    }

    private static boolean alike(Link one, Link other) {
        if (one instanceof IdLink id) {
            return other instanceof IdLink otherId && id.value().equals(otherId.value());
        }
        if (one instanceof NodeLink node) {
            return other instanceof NodeLink otherNode
                    && node.classId() == otherNode.classId()
                    && (node.index() == -1) == (otherNode.index() == -1);
        }
        return other instanceof SizeLink;
    }

    /** Bytes of a link that depend on the body; what follows does not. */
    private static int numberLength(Link link) {
        return link instanceof IdLink id ? id.length() : 4;
    }

    @Override
    public int hashCode() {
        return links.size();
    }

    @Override
    public String toString() {
        return "NodeImage[" + bytes.length + " bytes]";
    }
}
