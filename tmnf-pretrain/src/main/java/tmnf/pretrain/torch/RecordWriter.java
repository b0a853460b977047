package tmnf.pretrain.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Writes the records of an archive as PyTorch does, so that it may map them: not packed, each beginning at a
 * multiple of 64 bytes by padding in an extra field {@code FB}, times in 1980, sizes in front. The folder is
 * always {@code archive}. Up to 4 GiB, as ZIP without extensions. Does not close the stream.
 */
final class RecordWriter {

    private static final String FOLDER = "archive/";
    private static final int ALIGNMENT = 64;
    private static final int LOCAL_HEADER = 30;
    private static final int CENTRAL_HEADER = 46;
    private static final int END = 22;
    private static final int EXTRA_HEADER = 4;
    private static final int VERSION = 20; // 2.0: folders
    private static final int JANUARY_1980 = 1 << 5 | 1;
    private static final long MAX_BYTES = 0xFFFF_FFFFL;
    private static final int MAX_RECORDS = 0xFFFF;

    private final OutputStream out;
    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private long position;
    private int records;

    RecordWriter(OutputStream out) {
        this.out = out;
    }

    void write(String record, byte[] bytes) throws IOException {
        byte[] name = (FOLDER + record).getBytes(StandardCharsets.US_ASCII);
        long unpadded = position + LOCAL_HEADER + name.length + EXTRA_HEADER;
        int padding = (int) ((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT);
        if (unpadded + padding + bytes.length > MAX_BYTES || records == MAX_RECORDS) {
            throw new IOException(
                    "a PyTorch file of 4 GiB or of 65,535 records is not written: save it in parts");
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ByteBuffer header = ByteBuffer.allocate(LOCAL_HEADER + name.length + EXTRA_HEADER + padding)
                .order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0x04034b50).putShort((short) VERSION);
        description(header, name, crc, bytes.length, EXTRA_HEADER + padding);
        header.put(name).put((byte) 'F').put((byte) 'B').putShort((short) padding);
        ByteBuffer entry = ByteBuffer.allocate(CENTRAL_HEADER + name.length).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(0x02014b50).putShort((short) VERSION).putShort((short) VERSION);
        description(entry, name, crc, bytes.length, 0);
        // Comment, disk, kinds of file: nothing to say.
        entry.position(CENTRAL_HEADER - Integer.BYTES);
        entry.putInt((int) position).put(name);
        table.write(entry.array());
        out.write(header.array());
        out.write(bytes);
        position += header.capacity() + bytes.length;
        records++;
    }

    /** The fields that both headers have: flags and method 0, time, checksum, lengths. */
    private static void description(ByteBuffer header, byte[] name, CRC32 crc, int bytes, int extra) {
        header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) JANUARY_1980);
        header.putInt((int) crc.getValue()).putInt(bytes).putInt(bytes);
        header.putShort((short) name.length).putShort((short) extra);
    }

    /** Writes the table of records; nothing may follow. */
    void finish() throws IOException {
        if (position + table.size() > MAX_BYTES) {
            throw new IOException("a PyTorch file of 4 GiB is not written: save it in parts");
        }
        ByteBuffer end = ByteBuffer.allocate(END).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(0x06054b50).putInt(0).putShort((short) records).putShort((short) records);
        end.putInt(table.size()).putInt((int) position);
        table.writeTo(out);
        out.write(end.array());
    }
}
