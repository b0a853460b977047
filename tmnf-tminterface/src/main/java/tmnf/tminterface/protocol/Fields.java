package tmnf.tminterface.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** What the codecs of both directions share: lengths, texts, blobs. All lengths are in bytes. */
final class Fields {

    /** An int32, the smallest thing on the wire. */
    static final int INT = Integer.BYTES;

    private static final byte[] NO_BYTES = {};
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private Fields() {
    }

    static ByteBuffer requireLittleEndian(ByteBuffer buffer) {
        if (buffer.order() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalArgumentException("the buffer has to be little-endian");
        }
        return buffer;
    }

    /** Checks a length that the other side claims. */
    static int requireLength(int length, int most, String what) throws ProtocolException {
        if (length < 0 || length > most) {
            throw new ProtocolException(what + " claims " + length + " bytes, the limit is " + most
                    + ". The stream is out of step, or the other side is broken; connect anew.");
        }
        return length;
    }

    /**
     * The length of a message whose payload has a length in front: known once that has arrived.
     *
     * @param before bytes in front of the length field
     */
    static int sized(ByteBuffer in, int before, int most, String what) throws ProtocolException {
        if (in.remaining() < before + INT) {
            return before + INT;
        }
        return before + INT + requireLength(in.getInt(in.position() + before), most, what);
    }

    static byte[] bytes(ByteBuffer in, int length) {
        if (length == 0) {
            return NO_BYTES;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** UTF-8, or Windows-1252 when it is none: a name is never worth a lost connection. */
    static String text(ByteBuffer in, int length) {
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(part).toString();
        } catch (CharacterCodingException e) {
            return FALLBACK.decode(part.rewind()).toString();
        }
    }

    static void put(ByteBuffer out, byte[] bytes) {
        out.putInt(bytes.length).put(bytes);
    }

    static byte flag(boolean value) {
        return (byte) (value ? 1 : 0);
    }
}
