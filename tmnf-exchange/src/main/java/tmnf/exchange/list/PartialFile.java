package tmnf.exchange.list;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tmnf.exchange.api.Track;
import tmnf.exchange.download.FolderBusyException;

/**
 * The partial list beside an output: complete pages of a walk, handed to the disk one by one. Whatever ends a
 * walk, what stands behind the last complete page is cut off when the file is opened again; the list of
 * another question is dropped. Locked while it is open, so that two walks do not write the same output.
 */
final class PartialFile implements PageLog {

    static final String SUFFIX = ".partial.jsonl";

    private static final int LONGEST_LINE = 8 << 20;

    private final Path file;
    private final FileChannel channel;
    private final List<WalkedPage> earlier = new ArrayList<>();
    private long written = -1; // bytes of the incomplete list; -1: there is none

    /** Opens the partial list of an output, empty unless it is one of this question. */
    PartialFile(Path output, String question) throws IOException {
        file = output.resolveSibling(output.getFileName() + SUFFIX);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.CREATE);
        try {
            lock(output);
            channel.truncate(restore(question));
            channel.position(channel.size());
            if (channel.size() == 0) {
                append(PartialLines.query(question).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void lock(Path output) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another walk of this program: as if it were one of another program.
        }
        if (lock == null) {
            throw new FolderBusyException(output);
        }
    }

    /** Reads the pages; returns where the last complete one ends. */
    private long restore(String question) throws IOException {
        long end = 0;
        try (Lines lines = new Lines()) {
            byte[] first = lines.next();
            if (first == null || !PartialLines.isQuery(first, question)) {
                return 0;
            }
            end = lines.position;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (PartialLines.rowOf(line).isPresent()) {
                    continue;
                }
                Optional<WalkedPage> page = PartialLines.pageOf(line);
                Optional<Long> output = PartialLines.outputOf(line);
                if (page.isEmpty() && output.isEmpty()) {
                    break;
                }
                page.ifPresent(earlier::add);
                written = output.orElse(written);
                end = lines.position;
            }
        }
        return end;
    }

    @Override
    public List<WalkedPage> earlier() {
        return earlier;
    }

    @Override
    public void append(WalkedPage page, List<Track> accepted) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Track track : accepted) {
            bytes.writeBytes(PartialLines.row(track.source()));
        }
        bytes.writeBytes(PartialLines.page(page).getBytes(StandardCharsets.US_ASCII));
        append(bytes.toByteArray());
    }

    @Override
    public void rows(RowSink sink) throws IOException {
        try (Lines lines = new Lines()) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                Optional<byte[]> row = PartialLines.rowOf(line);
                if (row.isPresent()) {
                    sink.accept(row.get());
                }
            }
        }
    }

    @Override
    public boolean hasWritten(long bytes) {
        return bytes == written;
    }

    @Override
    public void written(long bytes) throws IOException {
        append(PartialLines.output(bytes).getBytes(StandardCharsets.US_ASCII));
        written = bytes;
    }

    @Override
    public void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void append(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(false);
    }

    /** Whole lines from the start of the file; moves the position of the channel until it is closed. */
    private final class Lines implements Closeable {
        private final InputStream in;
        private final long before;
        private long position; // behind the last line

        Lines() throws IOException {
            before = channel.position();
            channel.position(0);
            in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
        }

        /** The next line without its end; null when there is none that is whole and of a sane length. */
        byte[] next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0 && line.size() < LONGEST_LINE; next = in.read()) {
                if (next == '\n') {
                    position += line.size() + 1;
                    return line.toByteArray();
                }
                line.write(next);
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            channel.position(before); // the channel itself stays open
        }
    }
}
