package tmnf.gbx.container;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.model.NodeImage.IdLink;
import tmnf.gbx.model.NodeImage.Link;
import tmnf.gbx.model.NodeImage.NodeLink;
import tmnf.gbx.model.NodeImage.SizeLink;

/**
 * Notes the places that tie the bytes of a body to this body, as they are read, in ascending order. Nothing
 * is noted before {@link #start}: most bodies are read and never written again.
 */
final class LinkRecorder {

    // Null while nothing is recorded.
    private List<Link> links;
    private int introLink = -1;

    boolean isOn() {
        return links != null;
    }

    /** Notes all links from here on. */
    void start() {
        if (links == null) {
            links = new ArrayList<>();
        }
    }

    /** Notes nothing from here on, and forgets what was noted. */
    void stop() {
        links = null;
    }

    /** What was noted so far; empty if nothing is recorded. */
    List<Link> all() {
        return links == null ? List.of() : links;
    }

    int count() {
        return links == null ? 0 : links.size();
    }

    /** Remembers that the next link is the one to a challenge's intro clip. */
    void markIntro() {
        introLink = count();
    }

    /** Number of the link that refers to the intro clip, -1 when the body has no place for one. */
    int introLink() {
        return introLink;
    }

    /** A lookback string was read. */
    void id(int from, int to, String value, int flags) {
        if (links != null) {
            links.add(new IdLink(from, to - from, value, flags));
        }
    }

    /** The size of a skippable chunk was read. */
    void size(int offset, int chunkEnd) {
        if (links != null) {
            links.add(new SizeLink(offset, chunkEnd));
        }
    }

    /**
     * A node's index was read. What it stands for is told by {@link #resolve}, as soon as it is known.
     *
     * @return the number of the link; -1 while nothing is recorded
     */
    int reference(int from, int to, int index) {
        if (links != null) {
            links.add(new NodeLink(from, to, index, 0, null));
        }
        return count() - 1;
    }

    /**
     * Completes a reference.
     *
     * @param to end of the node, if it follows its index, else of the index
     * @param classId 0 if the node does not follow
     */
    void resolve(int link, int to, int classId, Object node) {
        if (links != null && link >= 0) { // below 0: its beginning was not recorded
            NodeLink noted = (NodeLink) links.get(link);
            links.set(link, new NodeLink(noted.offset(), to, noted.index(), classId, node));
        }
    }

    /** Forgets the links from this number on. */
    void forget(int first) {
        if (links != null) {
            links.subList(first, links.size()).clear();
        }
    }

    /**
     * The links from number {@code first} on, for a copy of the bytes that begins at {@code origin}; only
     * while they are recorded.
     */
    List<Link> since(int first, int origin) {
        List<Link> moved = new ArrayList<>(links.size() - first);
        for (Link link : links.subList(first, links.size())) {
            moved.add(shift(link, origin));
        }
        return moved;
    }

    private static Link shift(Link link, int by) {
        if (link instanceof IdLink id) {
            return new IdLink(id.offset() - by, id.length(), id.value(), id.flags());
        }
        if (link instanceof SizeLink size) {
            return new SizeLink(size.offset() - by, size.end() - by);
        }
        NodeLink node = (NodeLink) link;
        return new NodeLink(node.offset() - by, node.end() - by, node.index(), node.classId(), node.shared());
    }
}
