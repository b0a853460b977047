package tmnf.gbx.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.GbxWarning;
import tmnf.gbx.UnknownChunk;
import tmnf.gbx.model.NodeImage;
import tmnf.gbx.model.NodeImage.Link;

/**
 * Reads the node tree of one body: chunk after chunk, nodes within nodes, every node once. An error inside a
 * skippable chunk becomes a warning and costs that chunk only.
 *
 * <pre>
 * node  = { u32 chunk id, [ "PIKS" marker, u32 size ], payload } ... 0xFACADE01
 * node reference = i32 index: -1 null | met before: that node | else u32 class id, node
 * </pre>
 *
 * While {@linkplain #record recording}, the places that tie the bytes to this body are noted, so that they
 * can be copied into another one.
 */
public final class BodyReader extends IdReader {

    static final int END_OF_NODE = 0xFACADE01;
    static final int SKIPPABLE = 0x534B4950;
    static final int LIST_VERSION = 10;
    private static final Object IN_PROGRESS = new Object();
    /** Files of real games have a handful; every one costs far more memory than it takes in the file. */
    private static final int MOST_ODDITIES = 1_000;
    private static final int MOST_IMAGES = 4;

    /** Reads the chunks of one class. */
    public interface ChunkHandler {
        /**
         * Reads the payload of {@code chunkId} (normalised); false, with nothing read, if the chunk is
         * unknown.
         */
        boolean read(int chunkId, BodyReader in) throws GbxFormatException;
    }

    /** Makes the content of a node of a given class. */
    public interface NodeFactory {
        /** Reads the node's chunks up to its end and returns what they say; never null. */
        Object read(int classId, BodyReader in) throws GbxFormatException;
    }

    private final GbxReadOptions options;
    private final NodeFactory factory;
    private final int nodeCount;
    private int[] externalNodes = new int[0];
    private Object[] nodes = new Object[16];
    private final List<GbxWarning> warnings = new ArrayList<>();
    private final List<UnknownChunk> unknownChunks = new ArrayList<>();
    private final LinkRecorder links = new LinkRecorder();
    private int unpackedBytes;
    private long imageBytes;
    private int depth;
    private int chunk;
    private int previousChunk;

    public BodyReader(String label, byte[] body, int nodeCount, GbxReadOptions options, NodeFactory factory) {
        super(label, body, 0, body.length);
        this.nodeCount = nodeCount;
        this.options = options;
        this.factory = factory;
    }

    /** Makes references to these nodes, in ascending order, references to no node: they are other files. */
    public BodyReader withExternalNodes(int[] indices) {
        externalNodes = indices;
        return this;
    }

    public GbxReadOptions options() {
        return options;
    }

    public List<GbxWarning> warnings() {
        return warnings;
    }

    /** Skippable chunks that no handler knew, so far. */
    public List<UnknownChunk> unknownChunks() {
        return unknownChunks;
    }

    public void warn(GbxWarning.Code code, String message) {
        warnings.add(new GbxWarning(code, message));
    }

    /** Whether so many more bytes of samples may be unpacked: all ghosts of a body share one limit. */
    public boolean grantUnpacked(int bytes) {
        if (bytes < 0 || bytes > options.limits().maxBodyBytes() - unpackedBytes) {
            return false;
        }
        unpackedBytes += bytes;
        return true;
    }

    /** Notes all links from here on. */
    public void record() {
        links.start();
    }

    /** What was noted so far; empty if nothing is recorded. */
    public List<Link> links() {
        return links.all();
    }

    /** Called where the reference to a challenge's intro clip is about to be read. */
    public void markIntro() {
        links.markIntro();
    }

    /** Number of the link that refers to the intro clip, -1 when the body has no place for one. */
    public int introLink() {
        return links.introLink();
    }

    @Override
    protected String where(int offset) {
        String at = "in chunk " + ClassIds.format(chunk) + " at offset 0x" + Integer.toHexString(offset)
                + " of the unpacked body";
        return previousChunk == 0 ? at : at + " (after chunk " + ClassIds.format(previousChunk) + ")";
    }

    @Override
    public String id() throws GbxFormatException {
        int from = pos;
        String value = super.id();
        links.id(from, pos, value, lastFlags);
        return value;
    }

    /**
     * Reads chunks up to the end mark. An unknown chunk without a length ends in
     * {@link Reason#UNKNOWN_CHUNK}.
     */
    public void chunks(ChunkHandler handler) throws GbxFormatException {
        for (;;) {
            int stored = i32();
            if (stored == END_OF_NODE) {
                return;
            }
            previousChunk = chunk;
            chunk = ClassIds.normalise(stored);
            if (remaining() >= 4 && peek() == SKIPPABLE) {
                pos += 4;
                skippableChunk(handler);
            } else if (!handler.read(chunk, this)) {
                throw failure(
                        Reason.UNKNOWN_CHUNK,
                        "unknown chunk " + ClassIds.format(chunk) + " without a length");
            }
        }
    }

    private void skippableChunk(ChunkHandler handler) throws GbxFormatException {
        int sizeOffset = pos;
        int size = length();
        int chunkEnd = pos + size;
        links.size(sizeOffset, chunkEnd);
        int outerEnd = end;
        int current = chunk;
        int currentDepth = depth;
        int noted = links.count();
        end = chunkEnd;
        try {
            if (!handler.read(chunk, this)) {
                unknownChunks.add(new UnknownChunk(current, bytes(size)));
            } else if (pos != chunkEnd) {
                warn(
                        GbxWarning.Code.TRAILING_BYTES,
                        (chunkEnd - pos) + " unread bytes at the end of chunk " + ClassIds.format(current));
            }
        } catch (GbxFormatException e) {
            warn(
                    GbxWarning.Code.CHUNK_SKIPPED,
                    "chunk " + ClassIds.format(current) + " is damaged and was skipped: " + e.detail());
            // What was noted inside is unreliable; the chunk will be copied as it stands.
            links.forget(noted);
        }
        depth = currentDepth;
        end = outerEnd;
        pos = chunkEnd;
        if (warnings.size() > MOST_ODDITIES || unknownChunks.size() > MOST_ODDITIES) {
            throw failure(Reason.LIMIT, "more than " + MOST_ODDITIES + " damaged or unknown chunks");
        }
    }

    /** A node reference; null for no node, or for a node that (in a damaged file) contains itself. */
    public Object node() throws GbxFormatException {
        int from = pos;
        int index = i32();
        int link = links.reference(from, pos, index);
        if (index == -1 || Arrays.binarySearch(externalNodes, index) >= 0) {
            return null;
        }
        // A node takes at least eight bytes, so a body cannot hold more than that.
        if (index < 1 || index > nodeCount || index > data.length / 8 + 1) {
            throw failure(Reason.MALFORMED, "node " + index + " of " + nodeCount);
        }
        if (index >= nodes.length) {
            nodes = Arrays.copyOf(nodes, Math.max(index + 1, nodes.length * 2));
        }
        Object known = nodes[index];
        if (known != null) {
            links.resolve(link, pos, 0, known);
            return known == IN_PROGRESS ? null : known;
        }
        int classId = ClassIds.normalise(i32());
        if (++depth > options.limits().maxNodeDepth()) {
            throw failure(Reason.LIMIT, "nodes nested deeper than " + options.limits().maxNodeDepth());
        }
        nodes[index] = IN_PROGRESS;
        int outerChunk = chunk;
        Object value = factory.read(classId, this);
        chunk = outerChunk;
        depth--;
        nodes[index] = value;
        links.resolve(link, pos, classId, value);
        return value;
    }

    /** A node reference that must be of the given type or null. */
    public <T> T node(Class<T> type) throws GbxFormatException {
        Object value = node();
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        throw failure(
                Reason.MALFORMED,
                "a " + value.getClass().getSimpleName() + " where a " + type.getSimpleName() + " must stand");
    }

    /** A list of node references: u32 10, u32 n, n nodes; nulls are dropped. */
    public <T> List<T> nodeList(Class<T> type) throws GbxFormatException {
        List<T> list = new ArrayList<>();
        nodeList(type, list::add);
        return list;
    }

    /** As {@link #nodeList(Class)}, handing over each node as soon as it is read. */
    public <T> void nodeList(Class<T> type, Consumer<T> taker) throws GbxFormatException {
        int version = i32();
        if (version != LIST_VERSION) {
            throw failure(Reason.MALFORMED, "node list version " + version + " instead of " + LIST_VERSION);
        }
        int n = count(4);
        for (int i = 0; i < n; i++) {
            T value = node(type);
            if (value != null) {
                taker.accept(value);
            }
        }
    }

    /** Part of a node's reading. */
    public interface Step {
        void run() throws GbxFormatException;
    }

    /** Runs {@code step} and returns the bytes of the node's chunks that it read, with their links. */
    public NodeImage imageOf(Step step) throws GbxFormatException {
        boolean outermost = !links.isOn();
        links.start();
        int from = pos;
        int firstLink = links.count();
        try {
            step.run();
            // A group of clips and each of its clips: twice the body, if there is nothing else in it.
            imageBytes += pos - from;
            if (imageBytes > (long) MOST_IMAGES * data.length) {
                throw failure(Reason.LIMIT, "clips nested within clips");
            }
            return new NodeImage(Arrays.copyOfRange(data, from, pos), links.since(firstLink, from));
        } finally {
            if (outermost) {
                links.stop();
            }
        }
    }
}
