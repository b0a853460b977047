package tmnf.gbx.container;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tmnf.gbx.lzo.Lzo;

/** Writes the container around a body, as TrackMania Forever does: version 6, binary, body compressed. */
public final class ContainerWriter {

    private static final int VERSION = 6;
    private static final int HEAVY = 0x8000_0000;

    private ContainerWriter() {}

    /** The complete file. */
    public static byte[] file(int classId, List<HeaderChunk> chunks, int nodeCount, byte[] body) {
        return file(new GbxHeader(VERSION, "BUCR", classId, chunks, nodeCount, 0, 0), nodeCount, body);
    }

    /** A file with another one's header, but no reference table, and a new body. */
    public static byte[] file(GbxHeader header, int nodeCount, byte[] body) {
        GbxWriter out = new GbxWriter();
        out.bytes("GBX".getBytes(StandardCharsets.US_ASCII));
        out.u16(header.version());
        out.bytes(header.format().getBytes(StandardCharsets.US_ASCII));
        out.i32(header.classId());
        if (header.version() >= VERSION) {
            userData(out, header.chunks());
        }
        out.i32(nodeCount);
        out.i32(0);
        if (header.bodyCompressed()) {
            byte[] packed = Lzo.pack(body, body.length);
            out.i32(body.length);
            out.i32(packed.length);
            out.bytes(packed);
        } else {
            out.bytes(body);
        }
        return out.toByteArray();
    }

    private static void userData(GbxWriter out, List<HeaderChunk> chunks) {
        if (chunks.isEmpty()) {
            out.i32(0);
            return;
        }
        int payload = chunks.stream().mapToInt(chunk -> chunk.data().length).sum();
        out.i32(4 + 8 * chunks.size() + payload);
        out.i32(chunks.size());
        for (HeaderChunk chunk : chunks) {
            out.i32(chunk.id());
            out.i32(chunk.data().length | (chunk.heavy() ? HEAVY : 0));
        }
        for (HeaderChunk chunk : chunks) {
            out.bytes(chunk.data());
        }
    }
}
