package tmnf.gbx.container;

import java.util.List;

/**
 * The fixed part of a file.
 *
 * @param version container version, 6 in TMF
 * @param format four letters such as {@code BUCR}: binary, reference table not compressed, body compressed,
 *     release
 * @param classId as stored, not normalised
 * @param nodeCount embedded nodes, the root included
 * @param externalCount entries of the reference table
 * @param externalNodes node indices that stand for files of the reference table, ascending; do not modify
 * @param bodyOffset where the body (or its two sizes, if compressed) begins
 */
public record GbxHeader(
        int version,
        String format,
        int classId,
        List<HeaderChunk> chunks,
        int nodeCount,
        int externalCount,
        int[] externalNodes,
        int bodyOffset) {

    /** A header without a reference table. */
    public GbxHeader(
            int version, String format, int classId, List<HeaderChunk> chunks, int nodeCount,
            int externalCount, int bodyOffset) {
        this(version, format, classId, chunks, nodeCount, externalCount, new int[0], bodyOffset);
    }

    public GbxHeader {
        chunks = List.copyOf(chunks);
    }

    public boolean bodyCompressed() {
        return format.charAt(2) == 'C';
    }
}
