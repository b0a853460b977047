package tmnf.exchange.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Size and hash of a file on disk.
 *
 * @param hasHole whether a whole page of it is zero: what a power cut leaves of content that was not written
 *     back, and rare in packed data
 */
record FileHash(long bytes, String sha256, boolean hasHole) {

    private static final int PAGE = 4096;
    private static final int SHORT_PAGE = 64;

    static FileHash of(Path file) throws IOException {
        MessageDigest digest = newDigest();
        byte[] page = new byte[16 * PAGE];
        long bytes = 0;
        boolean hole = false;
        try (InputStream in = Files.newInputStream(file)) {
            int count = in.readNBytes(page, 0, page.length);
            while (count > 0) {
                digest.update(page, 0, count);
                hole |= isHoled(page, count);
                bytes += count;
                count = in.readNBytes(page, 0, page.length);
            }
        }
        return new FileHash(bytes, HexFormat.of().formatHex(digest.digest()), hole);
    }

    private static boolean isHoled(byte[] pages, int length) {
        for (int from = 0; from < length; from += PAGE) {
            int to = Math.min(length, from + PAGE);
            if (to - from >= SHORT_PAGE && isZero(pages, from, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] == 0) {
            i++;
        }
        return i == to;
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
