package tmnf.gbx.file;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A file that appears complete or not at all: written to a temporary sibling, flushed to disk and moved into
 * place by {@link #commit}; {@link #close} without it leaves no file behind. Parent folders are made, a link
 * to a file is followed. What is no file, such as a pipe or {@code /dev/null}, is written to as it is and
 * never replaced. Confined to one thread; two processes may write the same target, the later one wins.
 */
public final class AtomicFile implements Closeable {

    private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path temporary; // null: the target is no file that could be replaced
    private final FileChannel channel;
    private final OutputStream stream;
    private final Writer writer;

    public AtomicFile(Path file) throws IOException {
        if (isSpecial(file)) {
            target = file.toAbsolutePath();
            temporary = null;
            channel = FileChannel.open(target, StandardOpenOption.WRITE);
        } else {
            target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Files.createDirectories(target.getParent());
            temporary = target.resolveSibling(
                    "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
            channel = openTemporary();
            UNFINISHED.add(temporary);
        }
        stream = Channels.newOutputStream(channel);
        writer = new BufferedWriter(new OutputStreamWriter(
                stream, StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)));
    }

    private FileChannel openTemporary() throws IOException {
        try {
            return FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (AccessDeniedException e) {
            // In the name that the user knows.
            AccessDeniedException denied = new AccessDeniedException(target.toString(), null, e.getReason());
            denied.initCause(e);
            throw denied;
        }
    }

    private static boolean isSpecial(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    /** Writes or replaces a whole file. */
    public static void write(Path file, byte[] bytes) throws IOException {
        try (AtomicFile out = new AtomicFile(file)) {
            out.stream.write(bytes);
            out.commit();
        }
    }

    /** Writes or replaces a whole file of UTF-8 text. */
    public static void write(Path file, String text) throws IOException {
        try (AtomicFile out = new AtomicFile(file)) {
            out.writer.write(text);
            out.commit();
        }
    }

    /**
     * Deletes what processes that were killed left of a file in the making; for the only one that may write
     * it.
     */
    public static void deleteUnfinished(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Pattern left = Pattern.compile(Pattern.quote("." + target.getFileName() + ".") + "\\d+\\.tmp");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target.getParent(),
                each -> left.matcher(each.getFileName().toString()).matches())) {
            for (Path each : files) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** For UTF-8 text; buffered until {@link #commit}. */
    public Writer writer() {
        return writer;
    }

    /** For bytes; not buffered. Either this or {@link #writer} is to be used. */
    public OutputStream stream() {
        return stream;
    }

    /** Moves what was written into place. */
    public void commit() throws IOException {
        writer.flush();
        if (temporary == null) {
            channel.close();
            return;
        }
        channel.force(true);
        channel.close();
        AtomicMove.SYSTEM.move(temporary, target);
        UNFINISHED.remove(temporary);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (temporary != null) {
            Files.deleteIfExists(temporary);
            UNFINISHED.remove(temporary);
        }
    }

    /**
     * Deletes what was not committed, for a program that ends without closing its files. What it cannot
     * delete stays. May be called by any thread.
     */
    public static void deleteUnfinished() {
        for (Path temporary : UNFINISHED) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                // The program ends, and has more to delete.
                continue;
            }
        }
    }
}
