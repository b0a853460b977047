package tmnf.gbx.container;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxLimits;
import tmnf.gbx.lzo.Lzo;

/**
 * Reads the container around a body. Layout: gbx-format note, section 2.
 *
 * <pre>
 * "GBX" | u16 version | 4 letters | u32 class id
 * version >= 6: u32 user data size | u32 n | n x (u32 chunk id, u32 size, bit 31 = heavy) | payloads
 * u32 node count | u32 external count | reference table if external count > 0
 * body: letter 3 = C: u32 unpacked size, u32 packed size, LZO1X stream; U: the rest of the file
 * </pre>
 */
public final class ContainerReader {

    private static final int MAX_VERSION = 6;
    private static final int MIN_VERSION = 3;
    private static final int HEAVY = 0x8000_0000;
    private static final int MAX_FOLDER_DEPTH = 16;

    private ContainerReader() {}

    /** Reads everything before the body from the first {@code length} bytes of a file. */
    public static GbxHeader header(String label, byte[] bytes, int length) throws GbxFormatException {
        return header(label, bytes, length, true);
    }

    /** Reads up to the reference table only, which is all that says something of the file. */
    public static GbxHeader facts(String label, byte[] bytes, int length) throws GbxFormatException {
        return header(label, bytes, length, false);
    }

    private static GbxHeader header(String label, byte[] bytes, int length, boolean table)
            throws GbxFormatException {
        checkMagic(label, bytes, length);
        GbxReader in = new GbxReader(label, bytes, 3, length);
        int version = in.u16();
        if (version < MIN_VERSION || version > MAX_VERSION) {
            throw in.failure(Reason.UNSUPPORTED_CONTAINER, "GBX container version " + version);
        }
        int letters = version >= 4 ? 4 : 3;
        String format = new String(in.bytes(letters), StandardCharsets.ISO_8859_1);
        if (format.charAt(0) != 'B' || "CU".indexOf(format.charAt(2)) < 0) {
            throw in.failure(
                    Reason.UNSUPPORTED_CONTAINER,
                    "GBX form '" + printable(format) + "'; only binary files (B..) are read,");
        }
        int classId = in.i32();
        List<HeaderChunk> chunks = version >= 6 ? headerChunks(in) : List.of();
        int nodeCount = in.i32();
        int externalCount = in.i32();
        int[] externals = table && externalCount != 0
                ? referenceTable(in, version, externalCount)
                : new int[0];
        return new GbxHeader(
                version, format, classId, chunks, nodeCount, externalCount, externals, in.position());
    }

    private static void checkMagic(String label, byte[] bytes, int length) throws GbxFormatException {
        if (length == 0) {
            throw new GbxFormatException(
                    Reason.EMPTY, label, "the file is empty; download or save it again");
        }
        if (length >= 3 && bytes[0] == 'G' && bytes[1] == 'B' && bytes[2] == 'X') {
            return;
        }
        String start = new String(bytes, 0, Math.min(length, 256), StandardCharsets.ISO_8859_1)
                .stripLeading();
        String lower = start.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml")) {
            throw new GbxFormatException(
                    Reason.NOT_GBX, label,
                    "this is a web page saved as a game file, probably an error page of the exchange; "
                            + "download it again");
        }
        throw new GbxFormatException(
                Reason.NOT_GBX, label,
                "no GBX file: it begins with '" + printable(start) + "' instead of 'GBX'");
    }

    private static List<HeaderChunk> headerChunks(GbxReader in) throws GbxFormatException {
        int userDataSize = in.length();
        if (userDataSize == 0) {
            return List.of();
        }
        int end = in.position() + userDataSize;
        int n = in.count(8);
        int[] ids = new int[n];
        int[] sizes = new int[n];
        for (int i = 0; i < n; i++) {
            ids[i] = in.i32();
            sizes[i] = in.i32();
        }
        List<HeaderChunk> chunks = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            int size = sizes[i] & ~HEAVY;
            if (size > end - in.position()) {
                throw in.failure(
                        Reason.LIMIT,
                        "header chunk " + ClassIds.format(ids[i]) + " claims " + size + " bytes where "
                                + Math.max(0, end - in.position()) + " are left; the file is damaged,");
            }
            chunks.add(new HeaderChunk(ids[i], (sizes[i] & HEAVY) != 0, in.bytes(size)));
        }
        in.skip(end - in.position());
        return chunks;
    }

    /** Reads from the reference table which nodes are files that the body names but does not hold. */
    private static int[] referenceTable(GbxReader in, int version, int externalCount)
            throws GbxFormatException {
        in.i32();
        folders(in, 0);
        int[] nodes = new int[16];
        int n = 0;
        // Every entry takes bytes, so a count without entries ends with the file.
        for (; n < externalCount; n++) {
            nodes = n < nodes.length ? nodes : Arrays.copyOf(nodes, 2 * n);
            int flags = in.i32();
            boolean resource = (flags & 4) != 0;
            if (resource) {
                in.i32();
            } else {
                in.str();
            }
            nodes[n] = in.i32();
            if (version >= 5) {
                in.bool();
            }
            if (!resource) {
                in.i32();
            }
        }
        int[] sorted = Arrays.copyOf(nodes, n);
        Arrays.sort(sorted);
        return sorted;
    }

    private static void folders(GbxReader in, int depth) throws GbxFormatException {
        if (depth > MAX_FOLDER_DEPTH) {
            throw in.failure(Reason.LIMIT, "reference table nested deeper than " + MAX_FOLDER_DEPTH);
        }
        int n = in.count(8);
        for (int i = 0; i < n; i++) {
            in.str();
            folders(in, depth + 1);
        }
    }

    /** The unpacked body of a file whose header was read. */
    public static byte[] body(String label, byte[] bytes, GbxHeader header, GbxLimits limits)
            throws GbxFormatException {
        GbxReader in = new GbxReader(label, bytes, header.bodyOffset(), bytes.length);
        if (!header.bodyCompressed()) {
            return in.bytes(in.remaining());
        }
        int unpackedSize = in.i32();
        int packedSize = in.length();
        long possible = Math.min(Lzo.maxUnpackedSize(packedSize), limits.maxUnpackedBytes(packedSize));
        if (unpackedSize < 0 || unpackedSize > possible) {
            throw in.failure(
                    Reason.LIMIT,
                    "a body of " + (unpackedSize & 0xFFFF_FFFFL) + " bytes from " + packedSize
                            + " packed ones; the limit is " + possible
                            + ", the file is damaged,");
        }
        return Lzo.unpack(label, bytes, in.position(), packedSize, unpackedSize);
    }

    /**
     * Where the body ends by its own account, for a header read with {@link #facts}. Of a file with a
     * reference table and of an unpacked body only the start is known.
     *
     * @param length how many bytes of the file are at hand
     */
    public static long bodyEnd(String label, byte[] bytes, int length, GbxHeader header)
            throws GbxFormatException {
        if (!header.bodyCompressed() || header.externalCount() != 0) {
            return header.bodyOffset();
        }
        GbxReader in = new GbxReader(label, bytes, header.bodyOffset(), length);
        in.skip(4);
        return header.bodyOffset() + 8 + in.u32();
    }

    /** Bytes behind the packed body; 0 in every file that the game wrote. */
    public static int trailingBytes(byte[] bytes, GbxHeader header) throws GbxFormatException {
        if (!header.bodyCompressed()) {
            return 0;
        }
        GbxReader in = new GbxReader("", bytes, header.bodyOffset() + 4, bytes.length);
        int packed = in.length();
        return in.remaining() - packed;
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 12); i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c < 127 ? c : '.');
        }
        return shown.toString();
    }
}
