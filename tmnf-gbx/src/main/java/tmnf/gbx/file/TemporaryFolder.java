package tmnf.gbx.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import tmnf.gbx.file.FileTrees.Deletion;

/**
 * A folder of this program in the one for temporary files. A held file in it tells that its owner lives; what
 * a program that was killed left, or the system did not let go of in time, is deleted by the next one of the
 * same prefix.
 */
public final class TemporaryFolder implements Closeable {

    private static final String LOCK = ".in-use";
    /** Whoever makes a folder has locked it by then. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path root;
    private final HeldFile lock;
    private final Deletion deletion;

    private TemporaryFolder(Path root, HeldFile lock, Deletion deletion) {
        this.root = root;
        this.lock = lock;
        this.deletion = deletion;
    }

    /** Makes one, and deletes those of the same prefix that nobody owns any more. */
    public static TemporaryFolder create(String prefix) throws IOException {
        return create(Path.of(System.getProperty("java.io.tmpdir")), prefix, Files::delete);
    }

    static TemporaryFolder create(Path parent, String prefix, Deletion deletion) throws IOException {
        sweep(parent, prefix);
        Path root = Files.createTempDirectory(parent, prefix);
        HeldFile lock = HeldFile.tryTake(root.resolve(LOCK)).orElseThrow(() ->
                new IOException("somebody else holds a file in " + root + ", which is new"));
        return new TemporaryFolder(root, lock, deletion);
    }

    private static void sweep(Path parent, String prefix) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : folders) {
                deleteIfLeft(folder);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // a folder that cannot be listed: they can wait
        }
    }

    private static void deleteIfLeft(Path folder) {
        try {
            if (isLeft(folder.resolve(LOCK))) {
                delete(folder, Files::delete);
            }
        } catch (IOException e) {
            return; // another user's, or going at the moment
        }
    }

    private static boolean isLeft(Path lock) throws IOException {
        try {
            if (Files.getLastModifiedTime(lock).toInstant().isAfter(Instant.now().minus(YOUNG))) {
                return false;
            }
        } catch (NoSuchFileException e) {
            return false; // no folder of ours
        }
        Optional<HeldFile> held = HeldFile.tryTake(lock);
        if (held.isPresent()) {
            held.get().close(); // Windows deletes no file that is open
        }
        return held.isPresent();
    }

    /** The held file goes last: while anything stays, it tells the next program that the folder is left. */
    private static boolean delete(Path folder, Deletion deletion) throws IOException {
        boolean empty = true;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.endsWith(LOCK)) {
                    empty &= FileTrees.deleteWherePossible(file, deletion);
                }
            }
        } catch (NoSuchFileException e) {
            return true;
        }
        return empty && FileTrees.deleteWherePossible(folder, deletion);
    }

    public Path root() {
        return root;
    }

    /**
     * Deletes the folder with all in it that the system lets.
     *
     * @return whether nothing is left; otherwise the next program deletes it
     */
    public boolean delete() throws IOException {
        lock.close();
        return delete(root, deletion);
    }

    @Override
    public void close() throws IOException {
        delete();
    }
}
