package tmnf.gbx.filter;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * File names as text and back, whatever the locale: under a POSIX locale Java shows a name's non-ASCII bytes
 * as replacement characters and refuses to make such paths, though it can list and open them. The file's URI
 * carries the exact bytes.
 */
public final class FileNames {

    /** By code points, as Python sorts; UTF-16 order differs beyond U+FFFF. */
    static final Comparator<String> CODE_POINT_ORDER = FileNames::compareCodePoints;

    // Stands for a byte that is no UTF-8: every such byte is one character and can be turned back.
    private static final int RAW_BYTE_BASE = 0xDC00;

    private FileNames() {}

    /**
     * The last part of a path as text. A byte that is not UTF-8 becomes one lone surrogate, as Python shows
     * it.
     */
    public static String text(Path path) {
        String plain = path.getFileName().toString();
        if (isAscii(plain)) {
            return plain;
        }
        String raw = path.toUri().getRawPath();
        int end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
        return decode(percentDecoded(raw.substring(raw.lastIndexOf('/', end - 1) + 1, end)));
    }

    /** The child of a folder whose {@link #text} is {@code name}. */
    public static Path child(Path folder, String name) {
        if (isAscii(name)) {
            return folder.resolve(name);
        }
        String base = folder.toUri().toString();
        String uri = (base.endsWith("/") ? base : base + "/") + percentEncoded(name);
        return folder.resolve(Path.of(URI.create(uri)).getFileName());
    }

    static boolean isAscii(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) < 0x80) {
            i++;
        }
        return i == text.length();
    }

    private static byte[] percentDecoded(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String percentEncoded(String name) {
        StringBuilder uri = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isRawByte(c) && !(i > 0 && Character.isHighSurrogate(name.charAt(i - 1)))) {
                appendEncoded(uri, (byte) (c - RAW_BYTE_BASE));
            } else {
                int codePoint = name.codePointAt(i);
                i += Character.charCount(codePoint) - 1;
                for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                    appendEncoded(uri, b);
                }
            }
        }
        return uri.toString();
    }

    /** A character below 0x80, or what {@link #text} makes of a byte that is no UTF-8. */
    static char ofByte(int value) {
        return (char) (value < 0x80 ? value : RAW_BYTE_BASE + value);
    }

    /** Whether a lone surrogate is one that stands for a byte. */
    static boolean isRawByte(char c) {
        return c >= RAW_BYTE_BASE + 0x80 && c <= RAW_BYTE_BASE + 0xFF;
    }

    private static void appendEncoded(StringBuilder uri, byte b) {
        uri.append('%').append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }

    private static String decode(byte[] bytes) {
        String whole = strictUtf8(bytes, 0, bytes.length);
        if (whole != null) {
            return whole;
        }
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < bytes.length) {
            String next = null;
            int length = 0;
            while (next == null && length < 4 && i + length < bytes.length) {
                length++;
                next = strictUtf8(bytes, i, length);
            }
            if (next == null) {
                length = 1;
                next = String.valueOf(ofByte(bytes[i] & 0xFF));
            }
            text.append(next);
            i += length;
        }
        return text.toString();
    }

    /** Null when the bytes are no UTF-8. */
    private static String strictUtf8(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static int compareCodePoints(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length()) {
            int left = a.codePointAt(i);
            int right = b.codePointAt(i);
            if (left != right) {
                return Integer.compare(left, right);
            }
            i += Character.charCount(left);
        }
        return Integer.compare(a.length(), b.length());
    }
}
