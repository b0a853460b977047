package tmnf.gbx.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Gives a whole file its name, in the place of one that has it, or a folder its place: at once where the
 * system can. Thread-safe.
 *
 * <p>Windows refuses while a virus scanner or an indexer holds the new file or the old one open, or any file
 * in a folder, for moments, and says so in more than one way. So any refusal is tried again, but those that
 * no time heals.
 */
public final class AtomicMove {

    /** The real one: tries for about a second. */
    public static final AtomicMove SYSTEM = new AtomicMove(Files::move, Thread::sleep);

    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 200;

    private final Mover mover;
    private final Sleeper sleeper;

    /** Moves a file or folder once, as {@link Files#move} does. */
    @FunctionalInterface
    public interface Mover {
        void move(Path from, Path to, CopyOption... options) throws IOException;
    }

    /** Waits, as {@link Thread#sleep(long)} does. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(long millis) throws InterruptedException;
    }

    /** One that moves and waits in another way, for tests. */
    public AtomicMove(Mover mover, Sleeper sleeper) {
        this.mover = mover;
        this.sleeper = sleeper;
    }

    /** Moves it; while it is refused, a few times with pauses. */
    public void move(Path from, Path to) throws IOException {
        patiently(to, () -> once(from, to));
    }

    /** Moves a folder as patiently, but in one step or not at all. */
    public void moveFolder(Path from, Path to) throws IOException {
        patiently(to, () -> mover.move(from, to, StandardCopyOption.ATOMIC_MOVE));
    }

    /** One attempt. */
    @FunctionalInterface
    private interface Attempt {
        void make() throws IOException;
    }

    private void patiently(Path to, Attempt attempt) throws IOException {
        for (int made = 1; made < ATTEMPTS; made++) {
            try {
                attempt.make();
                return;
            } catch (FileSystemException e) {
                if (isLasting(e, to)) {
                    throw e;
                }
                pause(e);
            }
        }
        attempt.make();
    }

    /** Moves it now or fails: for who tries again anyway and has others waiting. */
    public void once(Path from, Path to) throws IOException {
        try {
            mover.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            mover.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Nothing there to move, or nowhere to move it to, no room, another disk, or a folder of that name. */
    private static boolean isLasting(FileSystemException e, Path to) {
        String reason = String.valueOf(e.getReason()).toLowerCase(Locale.ROOT);
        return e instanceof NoSuchFileException || e instanceof AtomicMoveNotSupportedException
                || reason.contains("space") || Files.isDirectory(to);
    }

    private void pause(FileSystemException refused) throws IOException {
        try {
            sleeper.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("interrupted while moving a file or folder into place");
            interrupted.addSuppressed(refused);
            throw interrupted;
        }
    }
}
