package tmnf.gbx.line;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tmnf.gbx.line.NpyFormatException.Reason;

/**
 * What stands before the numbers of a NumPy file.
 *
 * <pre>
 * offset  type      meaning
 *      0  6 bytes   0x93 NUMPY
 *      6  u8, u8    version: 1.0, 2.0 or 3.0
 *      8  u16 / u32 length of the text, 2 bytes in version 1, else 4
 *      .  text      {'descr': '&lt;f8', 'fortran_order': False, 'shape': (n, 3), }, blanks, line feed;
 *                   the numbers start at a multiple of 64
 * </pre>
 *
 * @param order byte order of the numbers
 * @param itemBytes 4 or 8
 * @param fortranOrder columns first
 * @param rows n of the shape
 * @param dataOffset where the numbers begin
 */
record NpyHeader(ByteOrder order, int itemBytes, boolean fortranOrder, int rows, int dataOffset) {

    /** Longest text that is looked at; NumPy itself stops at 10,000. */
    private static final int MAX_TEXT = 10_000;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int V1_PREFIX = 10;
    private static final int V2_PREFIX = 12;

    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern STRUCTURE = Pattern.compile("['\"]descr['\"]\\s*:\\s*\\[");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([^)]*)\\)");
    private static final Pattern TYPE = Pattern.compile("([<>=])f([48])");
    private static final Pattern POINTS = Pattern.compile("\\s*(\\d{1,18})L?\\s*,\\s*3L?\\s*,?\\s*");

    /** Reads the header of a file of which {@code bytes} are at least the beginning. */
    static NpyHeader parse(String file, byte[] bytes) throws NpyFormatException {
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes.length <= i || bytes[i] != MAGIC[i]) {
                throw new NpyFormatException(Reason.NOT_NPY, file, "does not begin like a NumPy file");
            }
        }
        if (bytes.length < V2_PREFIX) {
            throw new NpyFormatException(Reason.WRONG_LENGTH, file, "ends within its header");
        }
        int major = bytes[6] & 0xFF;
        if (major < 1 || major > 3) {
            throw new NpyFormatException(
                    Reason.UNSUPPORTED_VERSION, file, "has the unknown NumPy format version " + major);
        }
        int prefix = major == 1 ? V1_PREFIX : V2_PREFIX;
        long length = (bytes[8] & 0xFF) | (bytes[9] & 0xFF) << 8;
        if (major > 1) {
            length |= (bytes[10] & 0xFFL) << 16 | (bytes[11] & 0xFFL) << 24;
        }
        if (length > MAX_TEXT) {
            throw new NpyFormatException(Reason.LIMIT, file, "claims a header of " + length + " bytes");
        }
        if (prefix + length > bytes.length) {
            throw new NpyFormatException(Reason.WRONG_LENGTH, file, "ends within its header");
        }
        String text = new String(bytes, prefix, (int) length, StandardCharsets.UTF_8);
        return parseText(file, text, prefix + (int) length);
    }

    private static NpyHeader parseText(String file, String text, int dataOffset) throws NpyFormatException {
        String body = text.strip();
        if (!body.startsWith("{") || !body.endsWith("}")) {
            throw malformed(file, "is no dictionary");
        }
        if (STRUCTURE.matcher(text).find()) {
            throw new NpyFormatException(Reason.UNSUPPORTED_TYPE, file, "holds records, not float64");
        }
        String descr = only(DESCR, "descr", file, text);
        Matcher type = TYPE.matcher(descr);
        if (!type.matches()) {
            throw new NpyFormatException(
                    Reason.UNSUPPORTED_TYPE, file, "holds '" + descr + "'; float32 or float64 is needed");
        }
        boolean fortran = only(ORDER, "fortran_order", file, text).equals("True");
        String shape = only(SHAPE, "shape", file, text);
        Matcher points = POINTS.matcher(shape);
        if (!points.matches() || Long.parseLong(points.group(1)) < 2) {
            throw new NpyFormatException(
                    Reason.WRONG_SHAPE, file, "has the shape (" + shape + "); (n, 3), n >= 2, is needed");
        }
        long rows = Long.parseLong(points.group(1));
        if (rows > NpyFiles.MAX_POINTS) {
            throw new NpyFormatException(Reason.LIMIT, file, "claims " + rows + " points");
        }
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyHeader(order, Integer.parseInt(type.group(2)), fortran, (int) rows, dataOffset);
    }

    private static String only(Pattern pattern, String key, String file, String text)
            throws NpyFormatException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw malformed(file, "has no valid " + key);
        }
        String value = matcher.group(1);
        if (matcher.find()) {
            throw malformed(file, "has " + key + " twice");
        }
        return value;
    }

    private static NpyFormatException malformed(String file, String what) {
        return new NpyFormatException(Reason.MALFORMED_HEADER, file, "its header " + what);
    }

    /** The header NumPy writes for float64 points, rows first. */
    static byte[] forPoints(int rows) {
        String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows + ", 3), }";
        int total = (V1_PREFIX + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] header = new byte[total];
        Arrays.fill(header, (byte) ' ');
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        header[6] = 1;
        header[7] = 0;
        header[8] = (byte) (total - V1_PREFIX);
        header[9] = (byte) (total - V1_PREFIX >> 8);
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, header, V1_PREFIX, text.length());
        header[total - 1] = '\n';
        return header;
    }

    /** Bytes of the numbers. */
    long dataBytes() {
        return (long) rows * ReferenceLine.DIMENSIONS * itemBytes;
    }
}
