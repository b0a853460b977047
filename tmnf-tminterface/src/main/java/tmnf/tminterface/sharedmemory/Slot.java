package tmnf.tminterface.sharedmemory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The one place for a message of either side. Reads stay inside the mapping whatever a message claims.
 * Confined to one thread.
 */
final class Slot {

    static final int NOTHING = -1;
    private static final int READY = 0xFF00;
    private static final int TYPE = 0xFF;
    private static final int ERROR = 4;

    private final SharedMapping mapping;
    private final byte[] zeros;
    private final byte[] number = new byte[4];

    Slot(SharedMapping mapping) {
        this.mapping = mapping;
        this.zeros = new byte[mapping.size()];
    }

    /** The number of the type of the message that is ready, or {@link #NOTHING}. */
    int type() {
        int word = mapping.word(0);
        return (word & READY) == 0 ? NOTHING : word & TYPE;
    }

    boolean holds(MessageType type) {
        return type() == type.id();
    }

    /** Whether the other side has finished clearing. */
    boolean isFree() {
        return mapping.word(0) == 0;
    }

    int error() {
        return mapping.word(ERROR);
    }

    /** How many bytes of payload a message may have. */
    int capacity() {
        return mapping.size() - Message.HEADER;
    }

    /**
     * Writes a message; its first word comes last and makes it valid.
     *
     * @throws IllegalArgumentException when it is longer than the mapping; nothing is written then
     */
    void publish(Message message) {
        if (message.length() > mapping.size()) {
            throw new IllegalArgumentException(message.type() + " has " + message.length()
                    + " bytes, the mapping " + mapping + ". Use a larger one (/serversize).");
        }
        mapping.setWord(0, message.type().id());
        mapping.put(ERROR, message.array(), ERROR, message.length() - ERROR);
        mapping.setWord(0, message.type().id() | READY);
    }

    /** Zeroes the mapping, the first word last: who waits for it may write at once. */
    void clear() {
        mapping.setWord(0, mapping.word(0) & ~READY);
        mapping.put(ERROR, zeros, ERROR, zeros.length - ERROR);
        mapping.setWord(0, 0);
    }

    /** A number of the payload. */
    int int32(int offset) throws MessageFormatException {
        check(offset, Integer.BYTES);
        mapping.get(Message.HEADER + offset, number, 0, Integer.BYTES);
        return number[0] & 0xFF | (number[1] & 0xFF) << 8 | (number[2] & 0xFF) << 16 | number[3] << 24;
    }

    /** A copy of a part of the payload. */
    byte[] bytes(int offset, long length) throws MessageFormatException {
        check(offset, length);
        byte[] copy = new byte[(int) length];
        mapping.get(Message.HEADER + offset, copy, 0, copy.length);
        return copy;
    }

    /** The same, to be read from. */
    ByteBuffer buffer(int offset, long length) throws MessageFormatException {
        return ByteBuffer.wrap(bytes(offset, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A text with its length before it. */
    String text(int offset) throws MessageFormatException {
        byte[] latin1 = bytes(offset + Integer.BYTES, int32(offset));
        return new String(latin1, StandardCharsets.ISO_8859_1);
    }

    private void check(int offset, long length) throws MessageFormatException {
        if (offset < 0 || length < 0 || offset + length > capacity()) {
            throw new MessageFormatException("message " + type() + " in " + mapping + " claims " + length
                    + " bytes at " + offset + " of its payload. Use the size the other side uses.");
        }
    }
}
