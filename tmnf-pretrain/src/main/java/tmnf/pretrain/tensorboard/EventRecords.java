package tmnf.pretrain.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Records of an event file.
 *
 * <pre>
 * type   meaning
 * u64    length of the message, little-endian
 * u32    masked CRC-32C of these 8 bytes
 * bytes  message
 * u32    masked CRC-32C of the message
 * </pre>
 */
final class EventRecords {

    static final int HEADER = 12;
    static final int FOOTER = 4;

    private static final int MASK = 0xa282ead8;
    private static final int ROTATION = 15;

    private EventRecords() {}

    static ByteBuffer frame(byte[] message) {
        ByteBuffer record =
                ByteBuffer.allocate(HEADER + message.length + FOOTER).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(message.length);
        record.putInt(maskedCrc(record.slice(0, Long.BYTES)));
        record.put(message).putInt(maskedCrc(ByteBuffer.wrap(message)));
        return record.flip();
    }

    static int maskedCrc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), ROTATION) + MASK;
    }
}
