package tmnf.exchange.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write in a folder: for one process, and in it for one owner. The system takes it back when the
 * process ends, however it does. The file stays; while the lock is held it names the holder.
 */
final class FolderLock implements Closeable {

    static final String FILE = ".tmnf_download.lock";

    // Far behind the text: Windows lets nobody read what is locked.
    private static final long LOCKED_AT = Long.MAX_VALUE - 1;
    private static final int MAX_TEXT = 200;
    // Systems work the start of a process out from ticks since the boot.
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(10);
    // Some systems drop the locks of a process as soon as it closes the file anywhere, even if only to read
    // it. So within the process nobody opens a file that is held; that has to be known to all.
    private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

    private final Object key;
    private final FileChannel channel;

    private FolderLock(Object key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws FolderBusyException when another has it
     */
    static FolderLock take(Path folder, Instant now) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // As it should be from the second run on.
        }
        Object key = key(file);
        if (!HELD.add(key)) {
            throw new FolderBusyException(folder, "this process");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(LOCKED_AT, 1, false);
            if (lock == null) {
                throw new FolderBusyException(folder, text(channel));
            }
            write(channel, "process " + ProcessHandle.current().pid() + " since " + now);
            return new FolderLock(key, channel);
        } catch (OverlappingFileLockException e) {
            throw release(key, channel, new FolderBusyException(folder, "this process"));
        } catch (IOException e) {
            throw release(key, channel, e);
        }
    }

    private static IOException release(Object key, FileChannel channel, IOException cause) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        HELD.remove(key);
        return cause;
    }

    /** Who writes in a folder, in words; empty: nobody, as far as can be told without disturbing them. */
    static String holder(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return "";
        }
        if (HELD.contains(key(file))) {
            return "this process";
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            String text = text(channel);
            return isAlive(text) ? text : "";
        }
    }

    /** Whether the process that wrote the text runs still, and no other one that got its number since. */
    private static boolean isAlive(String text) {
        String[] words = text.split(" ");
        if (words.length < 4 || !words[1].matches("[0-9]{1,18}")) {
            return false;
        }
        try {
            Instant latest = Instant.parse(words[3]).plus(CLOCK_ERROR);
            return ProcessHandle.of(Long.parseLong(words[1]))
                    .filter(process -> !process.info().startInstant().orElse(latest).isAfter(latest))
                    .isPresent();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Object key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file.toRealPath() : key;
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_TEXT);
        int count = channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, Math.max(0, count), StandardCharsets.US_ASCII);
        return text.matches("process [0-9]+ since [0-9TZ:.-]+") ? text : "";
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.isOpen()) {
                channel.truncate(0);
            }
        } finally {
            HELD.remove(key);
        }
    }
}
