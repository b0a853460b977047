package tmnf.capture.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for bytes. Not for secrets. */
final class Sha {

    private static final int SHORT_BYTES = 6;

    private Sha() {
    }

    /** SHA-1, forty hexadecimal digits. */
    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-1", bytes));
    }

    /** SHA-256, 64 hexadecimal digits. */
    static String hex256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256", bytes));
    }

    /** The first twelve hexadecimal digits of SHA-1. */
    static String hex12(String text) {
        return HexFormat.of().formatHex(digest("SHA-1", text.getBytes(StandardCharsets.UTF_8)), 0,
                SHORT_BYTES);
    }

    /** The first eight bytes of SHA-1 as a number, the first byte the highest. */
    static long first8(String text) {
        return ByteBuffer.wrap(digest("SHA-1", text.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    private static byte[] digest(String name, byte[] bytes) {
        try {
            return MessageDigest.getInstance(name).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}
