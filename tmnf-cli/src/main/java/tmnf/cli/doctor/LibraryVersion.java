package tmnf.cli.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The version that a program or library of Windows tells in its resources: the block that begins with the
 * signature of {@code VS_FIXEDFILEINFO}.
 */
final class LibraryVersion {

    private static final int SIGNATURE = 0xFEEF04BD;
    private static final int STRUCTURE_VERSION = 0x00010000;
    private static final int BLOCK = 52;
    private static final long MOST_BYTES = 64L << 20;

    private LibraryVersion() {
    }

    /** Four numbers; empty when the file does not tell, or is none of Windows. */
    static Optional<String> of(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.limit() < 2 || bytes.get(0) != 'M' || bytes.get(1) != 'Z') {
                return Optional.empty();
            }
            for (int at = 0; at + BLOCK <= bytes.limit(); at += 4) { // resources are aligned
                if (bytes.getInt(at) == SIGNATURE && bytes.getInt(at + 4) == STRUCTURE_VERSION) {
                    int high = bytes.getInt(at + 8);
                    int low = bytes.getInt(at + 12);
                    return Optional.of((high >>> 16) + "." + (high & 0xFFFF) + "." + (low >>> 16) + "."
                            + (low & 0xFFFF));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // in use, or not ours to read
        }
    }
}
