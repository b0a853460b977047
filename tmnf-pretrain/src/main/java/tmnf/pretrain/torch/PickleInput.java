package tmnf.pretrain.torch;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle program, and the arguments of its opcodes. Confined to one thread. */
final class PickleInput {

    private static final int MAX_INTEGER_BYTES = 64;

    private final ByteBuffer in;
    private final PickleFaults faults;

    PickleInput(byte[] program, PickleFaults faults) {
        in = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        this.faults = faults;
    }

    int position() {
        return in.position();
    }

    ByteBuffer take(int count) throws TorchFormatException {
        if (count > in.remaining()) {
            throw faults.damaged("the program ends in the middle");
        }
        ByteBuffer taken = in.slice(in.position(), count).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + count);
        return taken;
    }

    int u1() throws TorchFormatException {
        return take(1).get() & 0xFF;
    }

    int length() throws TorchFormatException {
        int length = take(Integer.BYTES).getInt();
        if (length < 0) {
            throw faults.damaged("a length or index of 2 GiB or more");
        }
        return length;
    }

    /** A length of 8 bytes; the program is shorter than 2 GiB. */
    int longLength() throws TorchFormatException {
        long length = take(Long.BYTES).getLong();
        if (length < 0 || length > in.remaining()) {
            throw faults.damaged("the program ends in the middle");
        }
        return (int) length;
    }

    String text(int bytes) throws TorchFormatException {
        ByteBuffer taken = take(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(taken).toString();
        } catch (CharacterCodingException e) {
            throw faults.damaged("a text is not UTF-8");
        }
    }

    String line() throws TorchFormatException {
        int end = in.position();
        while (end < in.limit() && in.get(end) != '\n') {
            end++;
        }
        String line = text(end - in.position());
        take(1);
        return line;
    }

    /** Two's complement, little-endian; a {@code Long} where it fits. */
    Object integer(int bytes) throws TorchFormatException {
        if (bytes > MAX_INTEGER_BYTES) {
            throw faults.limit("an integer of " + bytes + " bytes");
        }
        ByteBuffer taken = take(bytes);
        byte[] bigEndian = new byte[bytes + 1];
        for (int i = 0; i < bytes; i++) {
            bigEndian[bytes - i] = taken.get(i);
        }
        bigEndian[0] = (byte) (bytes == 0 ? 0 : bigEndian[1] >> 7);
        BigInteger value = new BigInteger(bigEndian);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
