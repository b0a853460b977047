package tmnf.capture.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

import tmnf.gbx.filter.FilterStyle;
import tmnf.gbx.filter.TrackList;

/**
 * The list of tracks whose race waits for a key: one id a line, appended at once, none twice. Safe for use by
 * several threads.
 */
final class EnterMaps {

    private final Path file;
    private final Set<String> known = new HashSet<>();
    private boolean read;

    EnterMaps(Path file) {
        this.file = Objects.requireNonNull(file, "file");
    }

    /** Adds an id that is not there yet, and gets it to the disk. */
    synchronized void add(String trackId) throws IOException {
        boolean lineOpen = false;
        if (Files.exists(file)) {
            byte[] bytes = Files.readAllBytes(file);
            lineOpen = bytes.length > 0 && bytes[bytes.length - 1] != '\n';
            if (!read) {
                known.addAll(TrackList.parse(file.toString(), bytes, FilterStyle.DEFAULT).ids());
                read = true;
            }
        } else if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        if (known.add(trackId)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND)) {
                ByteBuffer line = ByteBuffer.wrap(((lineOpen ? "\n" : "") + trackId + "\n")
                        .getBytes(StandardCharsets.UTF_8));
                while (line.hasRemaining()) {
                    channel.write(line);
                }
                channel.force(true);
            }
        }
    }
}
