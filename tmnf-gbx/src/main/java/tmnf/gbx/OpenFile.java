package tmnf.gbx;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file opened for reading by whichever way can. The plain java.io file is several times as fast to open as
 * a channel, half of the cost of reading a header; but it knows neither names that the locale cannot express
 * nor other file systems than the default one. Confined to one thread.
 */
abstract sealed class OpenFile implements Closeable {

    private OpenFile() {}

    /** Opens a file; throws {@link NoSuchFileException} when there is none. */
    static OpenFile open(Path file) throws IOException {
        if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
            // Opening a pipe would wait for somebody to write to it.
            throw new IOException(file + ": is a pipe or a device, not a game file");
        }
        try {
            return new Plain(new RandomAccessFile(file.toFile(), "r"));
        } catch (FileNotFoundException e) {
            return openByName(file, e);
        } catch (UnsupportedOperationException e) {
            // Not the default file system.
            return openByName(file, e);
        }
    }

    private static OpenFile openByName(Path file, Exception first) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a directory, not a game file", first);
        }
        try {
            return new Channel(Files.newByteChannel(file));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(file.toString());
        } catch (AccessDeniedException e) {
            AccessDeniedException denied =
                    new AccessDeniedException(file.toString(), null, "permission denied");
            denied.addSuppressed(first);
            throw denied;
        } catch (FileSystemException e) {
            e.addSuppressed(first);
            throw new IOException(file + ": cannot be opened", e);
        }
    }

    abstract long length() throws IOException;

    /** As {@link RandomAccessFile#read(byte[], int, int)}. */
    abstract int read(byte[] into, int from, int length) throws IOException;

    /** Reads until the array is full or the file ends; returns where the array's content ends. */
    final int fill(byte[] into, int from) throws IOException {
        int at = from;
        while (at < into.length) {
            int n = read(into, at, into.length - at);
            if (n < 0) {
                break;
            }
            at += n;
        }
        return at;
    }

    private static final class Plain extends OpenFile {
        private final RandomAccessFile file;

        Plain(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        long length() throws IOException {
            return file.length();
        }

        @Override
        int read(byte[] into, int from, int length) throws IOException {
            return file.read(into, from, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private static final class Channel extends OpenFile {
        private final SeekableByteChannel channel;

        Channel(SeekableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        long length() throws IOException {
            return channel.size();
        }

        @Override
        int read(byte[] into, int from, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(into, from, length));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
