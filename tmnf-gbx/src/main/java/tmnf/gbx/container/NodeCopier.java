package tmnf.gbx.container;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tmnf.gbx.model.NodeImage;
import tmnf.gbx.model.NodeImage.IdLink;
import tmnf.gbx.model.NodeImage.Link;
import tmnf.gbx.model.NodeImage.NodeLink;
import tmnf.gbx.model.NodeImage.SizeLink;

/**
 * Copies stored chunks into another body byte for byte, but for what ties them to the old one: strings and
 * nodes get the new body's numbers, sizes of skippable chunks follow. A node whose first appearance is left
 * out is written where it appears next. A single image is copied once per instance.
 */
public final class NodeCopier {

    private final byte[] bytes;
    private final List<Link> links;
    private final BodyWriter out;
    private final Map<Integer, Integer> newIndices = new HashMap<>();
    private final Map<Integer, NodeLink> definitions = new HashMap<>();
    // The reference to write as "no node", or null.
    private final NodeLink omitted;

    private NodeCopier(byte[] bytes, List<Link> links, NodeLink omitted, BodyWriter out) {
        this.bytes = bytes;
        this.links = links;
        this.omitted = omitted;
        this.out = out;
        for (Link link : links) {
            if (link instanceof NodeLink node && node.definesNode()) {
                definitions.putIfAbsent(node.index(), node);
            }
        }
    }

    /** Appends the chunks of an image. */
    static void copy(NodeImage image, BodyWriter out) {
        new NodeCopier(image.bytes(), image.links(), null, out).range(0, image.bytes().length);
    }

    /** Appends a whole body with one of its node references turned into "no node". */
    public static void copyWithout(byte[] body, List<Link> links, NodeLink omitted, BodyWriter out) {
        new NodeCopier(body, links, omitted, out).range(0, body.length);
    }

    private void range(int from, int to) {
        int at = from;
        int i = firstLinkAt(from);
        while (i < links.size() && links.get(i).offset() < to) {
            Link link = links.get(i);
            out.bytes(bytes, at, link.offset() - at);
            at = copy(link);
            i = firstLinkAt(at);
        }
        out.bytes(bytes, at, to - at);
    }

    /** Writes what a link stands for and returns where copying goes on. */
    private int copy(Link link) {
        if (link instanceof IdLink id) {
            id(id);
            return id.offset() + id.length();
        }
        if (link instanceof SizeLink size) {
            int sizeAt = out.size();
            out.i32(0);
            range(size.offset() + 4, size.end());
            out.patch32(sizeAt, out.size() - sizeAt - 4);
            return size.end();
        }
        NodeLink node = (NodeLink) link;
        node(node);
        return node.end();
    }

    private void id(IdLink link) {
        if (link.flags() == 0) {
            // A collection number stands for itself.
            out.rawId(GbxReader.i32At(bytes, link.offset() + link.length() - 4));
            return;
        }
        // The first id of a body has the version before it.
        int first = GbxReader.i32At(bytes, link.offset());
        int at = (first & ~IdReader.INDEX_BITS) == link.flags() ? link.offset() : link.offset() + 4;
        boolean introduced = (GbxReader.i32At(bytes, at) & IdReader.INDEX_BITS) == 0;
        if (introduced) {
            // As stored, whatever its encoding.
            int length = GbxReader.i32At(bytes, at + 4);
            out.introduceId(link.value(), link.flags(), bytes, at + 8, length);
        } else {
            out.id(link.value(), link.flags());
        }
    }

    private void node(NodeLink link) {
        NodeLink definition = definitions.get(link.index());
        Integer known = newIndices.get(link.index());
        if (link == omitted) {
            out.nullNode();
        } else if (definition == null) {
            out.reference(link.shared());
        } else if (known != null) {
            out.i32(known);
        } else {
            int index = out.nextNode();
            newIndices.put(link.index(), index);
            out.remember(definition.shared(), index);
            out.i32(index);
            range(definition.offset() + 4, definition.end());
        }
    }

    private int firstLinkAt(int offset) {
        int low = 0;
        int high = links.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (links.get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
