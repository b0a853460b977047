package tmnf.gbx.zlib;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/**
 * The codes of one DEFLATE alphabet as a table: the next bits of the stream are the index, an entry says what they
 * begin with. Codes longer than the index go through a second table that follows the first one.
 *
 * <pre>
 * entry: bits 0-5 bits of the code to drop | bits 6-9 {@link #EXTRA extra bits that follow} | bits 10-12 kind
 *        bits 13-31 literal, base of a length or distance, or start of the second table
 * </pre>
 *
 * Confined to one thread; {@link #build} can be called again.
 */
final class HuffmanTable {

    static final int INVALID = 0;
    static final int LITERAL = 1 << 10;
    static final int BASE = 2 << 10;
    static final int END = 3 << 10;
    static final int SUBTABLE = 4 << 10;
    static final int KIND = 7 << 10;
    /** As many bits as a shift of a long looks at, so that an entry can be shifted by as it is. */
    static final int LENGTH = 63;
    static final int EXTRA = 6;
    static final int VALUE = 13;

    private static final int MAX_BITS = 15;

    final int indexBits;
    int[] entries;

    private final int[] counts = new int[MAX_BITS + 1];
    private final int[] nextCode = new int[MAX_BITS + 2];

    HuffmanTable(int indexBits) {
        this.indexBits = indexBits;
        this.entries = new int[2 << indexBits];
    }

    /**
     * Builds the table for code lengths [{@code from}, {@code from + n}).
     *
     * @param meanings what each symbol stands for: an entry without its code's length
     */
    void build(byte[] lengths, int from, int n, int[] meanings) throws DataFormatException {
        int longest = count(lengths, from, n);
        int size = 1 << indexBits;
        Arrays.fill(entries, 0, size, INVALID);
        int free = size;
        for (int symbol = 0; symbol < n; symbol++) {
            int length = lengths[from + symbol];
            if (length == 0) {
                continue;
            }
            int code = Integer.reverse(nextCode[length]++) >>> (32 - length);
            int entry = meanings[symbol] | length;
            if (length <= indexBits) {
                for (int i = code; i < size; i += 1 << length) {
                    entries[i] = entry;
                }
            } else {
                free = second(code, length, longest, entry, free);
            }
        }
    }

    /** Puts a long code into the second table of its first bits; returns the next free place. */
    private int second(int code, int length, int longest, int entry, int free) {
        int bits = longest - indexBits;
        int first = code & ((1 << indexBits) - 1);
        int end = free;
        if ((entries[first] & KIND) != SUBTABLE) {
            end = free + (1 << bits);
            if (end > entries.length) {
                entries = Arrays.copyOf(entries, Math.max(end, entries.length * 2));
            }
            Arrays.fill(entries, free, end, INVALID);
            entries[first] = SUBTABLE | free << VALUE | bits << EXTRA | indexBits;
        }
        int start = entries[first] >>> VALUE;
        int rest = entry & ~LENGTH | length - indexBits;
        for (int i = code >>> indexBits; i < 1 << bits; i += 1 << (length - indexBits)) {
            entries[start + i] = rest;
        }
        return end;
    }

    /** Counts the codes of each length and sets the first code of each; returns the longest length. */
    private int count(byte[] lengths, int from, int n) throws DataFormatException {
        Arrays.fill(counts, 0);
        for (int i = 0; i < n; i++) {
            counts[lengths[from + i]]++;
        }
        counts[0] = 0;
        int longest = 0;
        int code = 0;
        for (int bits = 1; bits <= MAX_BITS; bits++) {
            code = (code + counts[bits - 1]) << 1;
            nextCode[bits] = code;
            if (counts[bits] > 0) {
                longest = bits;
            }
            if (code + counts[bits] > 1 << bits) {
                throw new DataFormatException("over-subscribed code");
            }
        }
        return longest;
    }
}
