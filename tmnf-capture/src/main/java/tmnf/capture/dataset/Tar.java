package tmnf.capture.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Headers of tar members in the ustar format of POSIX, for regular files with short names: all that a shard
 * needs.
 *
 * <pre>
 *   0  100  name, ended by 0 if shorter
 * 100    8  mode, octal text: 0000644
 * 108    8  user, 0
 * 116    8  group, 0
 * 124   12  size in bytes, 11 octal digits
 * 136   12  time, 0, so that the same frames give the same shard
 * 148    8  checksum: sum of all bytes of the header, these 8 taken as blanks; 6 octal digits, 0, blank
 * 156    1  type, '0': a file
 * 157  100  link
 * 257    8  "ustar", 0, "00"
 * 265  247  names of user and group, device, prefix: 0
 * </pre>
 *
 * <p>The bytes of the file follow, filled up to a multiple of 512; two blocks of zeros end the archive.
 */
final class Tar {

    static final int BLOCK = 512;
    static final int END_BLOCKS = 2;

    private static final int SIZE_AT = 124;
    private static final int SIZE_DIGITS = 11;
    private static final int SUM_AT = 148;
    private static final int SUM_LENGTH = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;

    private Tar() {
    }

    /** The header of a file. */
    static byte[] header(String name, int size) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > FrameNames.LONGEST) {
            throw new IllegalArgumentException("name is too long for a tar header: " + name);
        }
        byte[] header = new byte[BLOCK];
        System.arraycopy(bytes, 0, header, 0, bytes.length);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, SIZE_AT, String.format(Locale.ROOT, "%011o", size));
        put(header, 136, "00000000000");
        header[TYPE_AT] = '0';
        put(header, MAGIC_AT, "ustar");
        put(header, MAGIC_AT + 6, "00");
        put(header, SUM_AT, String.format(Locale.ROOT, "%06o", sum(header)));
        header[SUM_AT + 7] = ' ';
        return header;
    }

    /** The bytes that a file of this size takes, without its header. */
    static long padded(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static int sum(byte[] header) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= SUM_AT && i < SUM_AT + SUM_LENGTH ? ' ' : header[i] & 0xFF;
        }
        return sum;
    }

    /** Whether a block is the end of the archive. */
    static boolean isEnd(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a block is the header of a regular file with a right checksum. */
    static boolean isFile(byte[] block) {
        return (block[TYPE_AT] == '0' || block[TYPE_AT] == 0)
                && octal(block, SUM_AT, SUM_LENGTH) == sum(block);
    }

    /** The name in a header. */
    static String name(byte[] header) {
        int end = 0;
        while (end < FrameNames.LONGEST && header[end] != 0) {
            end++;
        }
        return new String(Arrays.copyOf(header, end), StandardCharsets.UTF_8);
    }

    /** The size in a header; negative when it is no octal number. */
    static long size(byte[] header) {
        return octal(header, SIZE_AT, SIZE_DIGITS + 1);
    }

    private static long octal(byte[] header, int at, int length) {
        long value = 0;
        int digits = 0;
        for (int i = at; i < at + length && header[i] != 0; i++) {
            if (header[i] == ' ') {
                continue;
            }
            if (header[i] < '0' || header[i] > '7') {
                return -1;
            }
            value = value * 8 + header[i] - '0';
            digits++;
        }
        return digits == 0 ? -1 : value;
    }
}
