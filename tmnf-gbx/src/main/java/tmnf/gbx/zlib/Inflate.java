package tmnf.gbx.zlib;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;

/**
 * Unpacks zlib data (RFC 1950, RFC 1951) of a known size. Ghost samples hardly compress and are most of the work of
 * reading a replay; with everything in memory this takes half the time of {@link java.util.zip.Inflater}, which is
 * the oracle of its tests. Confined to one thread; one instance can unpack many.
 */
public final class Inflate {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258
    };
    private static final int[] LENGTH_EXTRA = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] DISTANCE_BASE = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577
    };
    /** Order in which the lengths of the code-length code are stored. */
    private static final int[] CODE_LENGTH_ORDER = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
    };
    private static final int[] LITERAL_MEANINGS = literalMeanings();
    private static final int[] DISTANCE_MEANINGS = distanceMeanings();
    private static final int[] PLAIN_MEANINGS = plainMeanings();
    private static final int END_SYMBOL = 256;
    /** Bytes that are read at once and therefore must follow the packed ones. */
    private static final int PADDING = 16;

    private final HuffmanTable literals = new HuffmanTable(11);
    private final HuffmanTable distances = new HuffmanTable(8);
    private final HuffmanTable codeLengths = new HuffmanTable(7);
    private final byte[] lengths = new byte[320];

    private byte[] in = new byte[0];
    private int pos;
    private int end;
    private long buffer;
    private int bits;
    private byte[] out = new byte[0];
    private int at;

    /**
     * Unpacks {@code packedSize} bytes at {@code from}.
     *
     * @throws DataFormatException if they are damaged or unpack to more or fewer than {@code unpackedSize} bytes
     */
    public byte[] unpack(byte[] data, int from, int packedSize, int unpackedSize) throws DataFormatException {
        boolean padded = from + packedSize + PADDING <= data.length;
        in = padded ? data : Arrays.copyOfRange(data, from, from + packedSize + PADDING);
        pos = padded ? from : 0;
        end = pos + packedSize;
        buffer = 0;
        bits = 0;
        out = new byte[unpackedSize];
        at = 0;
        try {
            header();
            boolean last;
            do {
                refill();
                last = take(1) == 1;
                block(take(2));
            } while (!last);
            checkSum();
            return out;
        } finally {
            in = new byte[0];
            out = new byte[0];
        }
    }

    private void header() throws DataFormatException {
        if (end - pos < 6) {
            throw new DataFormatException("only " + (end - pos) + " bytes");
        }
        int method = in[pos] & 0xFF;
        int flags = in[pos + 1] & 0xFF;
        if ((method & 15) != 8 || (method << 8 | flags) % 31 != 0 || (flags & 32) != 0) {
            throw new DataFormatException("no zlib data");
        }
        pos += 2;
    }

    private void block(int type) throws DataFormatException {
        switch (type) {
            case 0 -> stored();
            case 1 -> {
                Arrays.fill(lengths, 0, 144, (byte) 8);
                Arrays.fill(lengths, 144, 256, (byte) 9);
                Arrays.fill(lengths, 256, 280, (byte) 7);
                Arrays.fill(lengths, 280, 288, (byte) 8);
                literals.build(lengths, 0, 288, LITERAL_MEANINGS);
                Arrays.fill(lengths, 0, 30, (byte) 5);
                distances.build(lengths, 0, 30, DISTANCE_MEANINGS);
                packed();
            }
            case 2 -> {
                dynamicTables();
                packed();
            }
            default -> throw new DataFormatException("block type 3");
        }
        if (consumed() > end) {
            throw new DataFormatException("the data end too early");
        }
    }

    private void stored() throws DataFormatException {
        pos = consumed();
        buffer = 0;
        bits = 0;
        if (end - pos < 4) {
            throw new DataFormatException("the data end too early");
        }
        int length = (in[pos] & 0xFF) | (in[pos + 1] & 0xFF) << 8;
        int complement = (in[pos + 2] & 0xFF) | (in[pos + 3] & 0xFF) << 8;
        pos += 4;
        if (length != (~complement & 0xFFFF) || length > end - pos || length > out.length - at) {
            throw new DataFormatException("stored block of " + length + " bytes");
        }
        System.arraycopy(in, pos, out, at, length);
        pos += length;
        at += length;
    }

    private void dynamicTables() throws DataFormatException {
        refill();
        int literalCount = 257 + take(5);
        int distanceCount = 1 + take(5);
        int codeCount = 4 + take(4);
        if (literalCount > 286 || distanceCount > 30) {
            throw new DataFormatException("too many codes");
        }
        Arrays.fill(lengths, 0, CODE_LENGTH_ORDER.length, (byte) 0);
        for (int i = 0; i < codeCount; i++) {
            refill();
            lengths[CODE_LENGTH_ORDER[i]] = (byte) take(3);
        }
        codeLengths.build(lengths, 0, CODE_LENGTH_ORDER.length, PLAIN_MEANINGS);
        codeLengths(literalCount + distanceCount);
        if (lengths[END_SYMBOL] == 0) {
            throw new DataFormatException("no end of block code");
        }
        distances.build(lengths, literalCount, distanceCount, DISTANCE_MEANINGS);
        literals.build(lengths, 0, literalCount, LITERAL_MEANINGS);
    }

    private void codeLengths(int total) throws DataFormatException {
        int n = 0;
        while (n < total) {
            refill();
            int entry = codeLengths.entries[(int) buffer & 127];
            if (entry == HuffmanTable.INVALID) {
                throw new DataFormatException("invalid code length");
            }
            take(entry & HuffmanTable.LENGTH);
            int symbol = entry >>> HuffmanTable.VALUE;
            if (symbol < 16) {
                lengths[n++] = (byte) symbol;
                continue;
            }
            if (symbol == 16 && n == 0) {
                throw new DataFormatException("nothing to repeat");
            }
            byte value = symbol == 16 ? lengths[n - 1] : 0;
            int repeat = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
            if (repeat > total - n) {
                throw new DataFormatException("too many code lengths");
            }
            Arrays.fill(lengths, n, n + repeat, value);
            n += repeat;
        }
    }

    /** The hot loop: everything in local variables, one refill for a symbol with its extra bits and distance. */
    private void packed() throws DataFormatException {
        final byte[] source = in;
        final byte[] target = out;
        final int[] literalTable = literals.entries;
        final int[] distanceTable = distances.entries;
        final int literalMask = (1 << literals.indexBits) - 1;
        final int lastRead = source.length - 8;
        final int lastQuad = target.length - 4;
        long buf = buffer;
        int have = bits;
        int next = pos;
        int to = at;
        while (true) {
            if (next > lastRead) {
                throw new DataFormatException("the data end too early");
            }
            // At least 56 bits: a length and a distance with their extra bits need 48.
            buf |= (long) LONG.get(source, next) << have;
            next += (63 - have) >>> 3;
            have |= 56;
            int entry = literalTable[(int) buf & literalMask];
            // Literals of the first table, up to 11 bits each: four fit into one refill.
            if ((entry & HuffmanTable.KIND) == HuffmanTable.LITERAL && to <= lastQuad) {
                int taken = 0;
                do {
                    buf >>>= entry;
                    have -= entry & HuffmanTable.LENGTH;
                    target[to++] = (byte) (entry >>> HuffmanTable.VALUE);
                    entry = literalTable[(int) buf & literalMask];
                } while (++taken < 4 && (entry & HuffmanTable.KIND) == HuffmanTable.LITERAL);
                if (taken == 4 || next > lastRead) {
                    continue;
                }
                buf |= (long) LONG.get(source, next) << have;
                next += (63 - have) >>> 3;
                have |= 56;
            }
            if ((entry & HuffmanTable.KIND) == HuffmanTable.SUBTABLE) {
                buf >>>= entry;
                have -= entry & HuffmanTable.LENGTH;
                int mask = (1 << (entry >>> HuffmanTable.EXTRA & 15)) - 1;
                entry = literalTable[(entry >>> HuffmanTable.VALUE) + ((int) buf & mask)];
            }
            buf >>>= entry;
            have -= entry & HuffmanTable.LENGTH;
            int kind = entry & HuffmanTable.KIND;
            if (kind == HuffmanTable.LITERAL) {
                if (to >= target.length) {
                    throw new DataFormatException("more than " + target.length + " bytes");
                }
                target[to++] = (byte) (entry >>> HuffmanTable.VALUE);
                continue;
            }
            if (kind == HuffmanTable.END) {
                break;
            }
            if (kind != HuffmanTable.BASE) {
                throw new DataFormatException("invalid code");
            }
            int extra = entry >>> HuffmanTable.EXTRA & 15;
            int length = (entry >>> HuffmanTable.VALUE) + ((int) buf & (1 << extra) - 1);
            buf >>>= extra;
            have -= extra;
            entry = distanceTable[(int) buf & 255];
            if ((entry & HuffmanTable.KIND) == HuffmanTable.SUBTABLE) {
                buf >>>= entry;
                have -= entry & HuffmanTable.LENGTH;
                int mask = (1 << (entry >>> HuffmanTable.EXTRA & 15)) - 1;
                entry = distanceTable[(entry >>> HuffmanTable.VALUE) + ((int) buf & mask)];
            }
            extra = entry >>> HuffmanTable.EXTRA & 15;
            buf >>>= entry;
            int distance = (entry >>> HuffmanTable.VALUE) + ((int) buf & (1 << extra) - 1);
            buf >>>= extra;
            have -= (entry & HuffmanTable.LENGTH) + extra;
            if (entry == HuffmanTable.INVALID || distance > to || length > target.length - to) {
                throw new DataFormatException("match of " + length + " bytes " + distance + " back at " + to);
            }
            copy(target, to, distance, length);
            to += length;
        }
        buffer = buf;
        bits = have;
        pos = next;
        at = to;
    }

    private static void copy(byte[] target, int to, int distance, int length) {
        if (distance >= 8 && to + length + 8 <= target.length) {
            // Eight at a time; what this writes too much is written again.
            for (int i = 0; i < length; i += 8) {
                LONG.set(target, to + i, (long) LONG.get(target, to - distance + i));
            }
            return;
        }
        // Overlapping: byte by byte, so that a short pattern repeats.
        for (int i = 0; i < length; i++) {
            target[to + i] = target[to - distance + i];
        }
    }

    private void checkSum() throws DataFormatException {
        pos = consumed();
        if (at != out.length) {
            throw new DataFormatException(at + " bytes instead of " + out.length);
        }
        if (end - pos < 4) {
            throw new DataFormatException("the check sum is missing");
        }
        int stored = (in[pos] & 0xFF) << 24 | (in[pos + 1] & 0xFF) << 16 | (in[pos + 2] & 0xFF) << 8
                | in[pos + 3] & 0xFF;
        Adler32 sum = new Adler32();
        sum.update(out);
        if ((int) sum.getValue() != stored) {
            throw new DataFormatException("the check sum is wrong");
        }
    }

    /** Position of the first byte of which no bit was taken. */
    private int consumed() {
        return pos - (bits >>> 3);
    }

    private void refill() throws DataFormatException {
        if (pos > in.length - 8) {
            throw new DataFormatException("the data end too early");
        }
        buffer |= (long) LONG.get(in, pos) << bits;
        pos += (63 - bits) >>> 3;
        bits |= 56;
    }

    private int take(int count) {
        int value = (int) buffer & (1 << count) - 1;
        buffer >>>= count;
        bits -= count;
        return value;
    }

    private static int[] literalMeanings() {
        int[] meanings = new int[288];
        for (int i = 0; i < 256; i++) {
            meanings[i] = HuffmanTable.LITERAL | i << HuffmanTable.VALUE;
        }
        meanings[END_SYMBOL] = HuffmanTable.END;
        for (int i = 0; i < LENGTH_BASE.length; i++) {
            meanings[257 + i] = HuffmanTable.BASE | LENGTH_EXTRA[i] << HuffmanTable.EXTRA
                    | LENGTH_BASE[i] << HuffmanTable.VALUE;
        }
        return meanings;
    }

    private static int[] distanceMeanings() {
        int[] meanings = new int[DISTANCE_BASE.length];
        for (int i = 0; i < meanings.length; i++) {
            int extra = Math.max(0, i / 2 - 1);
            meanings[i] = HuffmanTable.BASE | extra << HuffmanTable.EXTRA | DISTANCE_BASE[i] << HuffmanTable.VALUE;
        }
        return meanings;
    }

    private static int[] plainMeanings() {
        int[] meanings = new int[CODE_LENGTH_ORDER.length];
        for (int i = 0; i < meanings.length; i++) {
            meanings[i] = HuffmanTable.BASE | i << HuffmanTable.VALUE;
        }
        return meanings;
    }
}
