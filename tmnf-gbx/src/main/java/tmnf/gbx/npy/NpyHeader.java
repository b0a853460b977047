package tmnf.gbx.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tmnf.gbx.npy.NpyFormatException.Reason;

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
 * @param type NumPy's name of a type of numbers: byte order, kind, bytes; such as {@code <f8}, {@code |u1}
 * @param fortranOrder the first axis runs fastest
 * @param shape lengths of the axes, none of them negative
 * @param dataOffset where the numbers begin
 */
public record NpyHeader(String type, boolean fortranOrder, List<Long> shape, int dataOffset) {

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
    private static final Pattern NUMBERS = Pattern.compile("[<>=|][a-zA-Z]\\d{1,3}");
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,18})L?");

    public NpyHeader {
        shape = List.copyOf(shape);
    }

    /** The header that {@code numpy.save} writes for an array whose last axis runs fastest. */
    public static NpyHeader of(String type, List<Long> shape) {
        return new NpyHeader(type, false, shape, (V1_PREFIX + text(type, shape).length() + 1 + ALIGNMENT - 1)
                / ALIGNMENT * ALIGNMENT);
    }

    /** Reads the header of a file. */
    public static NpyHeader read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(file.toString(), in.readNBytes(V2_PREFIX + MAX_TEXT));
        }
    }

    /**
     * Reads the header of a file of which {@code bytes} are at least the beginning; {@code file} names it.
     */
    public static NpyHeader parse(String file, byte[] bytes) throws NpyFormatException {
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
            throw new NpyFormatException(Reason.UNSUPPORTED_TYPE, file, "holds records, no numbers");
        }
        String type = only(DESCR, "descr", file, text);
        if (!NUMBERS.matcher(type).matches()) {
            throw new NpyFormatException(Reason.UNSUPPORTED_TYPE, file, "holds '" + type + "', no numbers");
        }
        boolean fortran = only(ORDER, "fortran_order", file, text).equals("True");
        return new NpyHeader(type, fortran, lengths(file, only(SHAPE, "shape", file, text)), dataOffset);
    }

    private static List<Long> lengths(String file, String shape) throws NpyFormatException {
        List<Long> lengths = new ArrayList<>();
        // A comma behind the last one, or none.
        String listed = shape.strip().replaceFirst("(?<=[0-9L])\\s*,$", "");
        for (String part : listed.isEmpty() ? new String[0] : listed.split(",", -1)) {
            Matcher length = LENGTH.matcher(part.strip());
            if (!length.matches()) {
                throw new NpyFormatException(Reason.WRONG_SHAPE, file, "has the shape (" + shape + ")");
            }
            lengths.add(Long.parseLong(length.group(1)));
        }
        return lengths;
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

    /** Bytes of one number. */
    public int itemBytes() {
        return Integer.parseInt(type.substring(2));
    }

    /** Byte order of the numbers. */
    public ByteOrder order() {
        return type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /**
     * Bytes of all numbers along the axes from {@code axis} on; {@link Long#MAX_VALUE} for more than that.
     */
    public long bytesFrom(int axis) {
        long bytes = itemBytes();
        for (long length : shape.subList(axis, shape.size())) {
            long high = Math.multiplyHigh(bytes, length);
            bytes = high == 0 && bytes * length >= 0 ? bytes * length : Long.MAX_VALUE;
        }
        return bytes;
    }

    /**
     * The header as {@code numpy.save} writes it, byte for byte: version 1.0, as long as {@link #dataOffset}.
     */
    public byte[] bytes() {
        byte[] header = new byte[dataOffset];
        Arrays.fill(header, (byte) ' ');
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        header[6] = 1;
        header[7] = 0;
        header[8] = (byte) (dataOffset - V1_PREFIX);
        header[9] = (byte) (dataOffset - V1_PREFIX >> 8);
        byte[] text = text(type, shape).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, V1_PREFIX, text.length);
        header[dataOffset - 1] = '\n';
        return header;
    }

    private static String text(String type, List<Long> shape) {
        String lengths = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + lengths
                + (shape.size() == 1 ? "," : "") + "), }";
    }
}
