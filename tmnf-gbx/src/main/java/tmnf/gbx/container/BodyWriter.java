package tmnf.gbx.container;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import tmnf.gbx.model.Ident;
import tmnf.gbx.model.NodeImage;

/**
 * Writes the node tree of one body, or one header chunk: the counterpart of {@link BodyReader}. Strings and
 * nodes are numbered in order of first appearance, as the game does. Confined to one thread.
 */
public final class BodyWriter extends GbxWriter {

    /** Top bits of an id that introduces an ordinary name, and of every back reference. */
    static final int NAME = 0x4000_0000;
    /** Top bits with which the game introduces generated ids. */
    static final int GENERATED = 0x8000_0000;

    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Object, Integer> values = new IdentityHashMap<>();
    private boolean idVersionWritten;
    private int nodes;

    /** Something that writes. */
    public interface Content {
        void write(BodyWriter out);
    }

    /** Nodes written so far, the root included: what the container's header wants to know. */
    public int nodeCount() {
        return nodes + 1;
    }

    public void id(String value) {
        id(value, NAME);
    }

    /** An id of the kind that the game introduces with another mark: map and ghost UIDs, nicknames. */
    public void generatedId(String value) {
        id(value, GENERATED);
    }

    void id(String value, int introduction) {
        if (!idVersionWritten) {
            i32(IdReader.ID_VERSION);
            idVersionWritten = true;
        }
        if (value.isEmpty()) {
            i32(IdReader.EMPTY);
            return;
        }
        Integer known = ids.putIfAbsent(value, ids.size() + 1);
        if (known != null) {
            i32(NAME | known);
            return;
        }
        i32(introduction);
        str(value);
    }

    /** An id with its stored bytes, or a back reference where it was introduced before. */
    void introduceId(String value, int introduction, byte[] stored, int from, int length) {
        if (ids.containsKey(value)) {
            id(value, introduction);
            return;
        }
        if (!idVersionWritten) {
            i32(IdReader.ID_VERSION);
            idVersionWritten = true;
        }
        ids.put(value, ids.size() + 1);
        i32(introduction);
        i32(length);
        bytes(stored, from, length);
    }

    public void ident(Ident value) {
        id(value.id());
        id(value.collection());
        id(value.author());
    }

    /** Writes a bare 32-bit id as stored: a collection number, or none. */
    void rawId(int stored) {
        if (!idVersionWritten) {
            i32(IdReader.ID_VERSION);
            idVersionWritten = true;
        }
        i32(stored);
    }

    /** A chunk without a length. */
    public void chunk(int id, Content content) {
        i32(id);
        content.write(this);
    }

    /** A chunk that readers may skip. */
    public void skippable(int id, Content content) {
        i32(id);
        i32(BodyReader.SKIPPABLE);
        int sizeAt = size();
        i32(0);
        content.write(this);
        patch32(sizeAt, size() - sizeAt - 4);
    }

    /** As {@link #node(int, Content)}; {@code value} can be referred to by clips that are written later. */
    public void node(int classId, Content chunks, Object value) {
        remember(value, nodes + 1);
        node(classId, chunks);
    }

    /** A node of a value can be referred to by its number from here on. */
    void remember(Object value, int index) {
        values.put(value, index);
    }

    /** Refers to the node of a value written before; to no node when it was not. */
    void reference(Object value) {
        i32(values.getOrDefault(value, -1));
    }

    /** A node that is written here for the first and only time. */
    public void node(int classId, Content chunks) {
        i32(nextNode());
        i32(classId);
        chunks.write(this);
        endOfNode();
    }

    /** A node that was read from another body; {@code value} is what it stands for. */
    public void node(int classId, NodeImage chunks, Object value) {
        int index = nextNode();
        remember(value, index);
        i32(index);
        i32(classId);
        NodeCopier.copy(chunks, this);
    }

    public void nullNode() {
        i32(-1);
    }

    public void endOfNode() {
        i32(BodyReader.END_OF_NODE);
    }

    int nextNode() {
        return ++nodes;
    }

    /** Head of a list of {@code n} node references. */
    public void nodeList(int n) {
        i32(BodyReader.LIST_VERSION);
        i32(n);
    }
}
