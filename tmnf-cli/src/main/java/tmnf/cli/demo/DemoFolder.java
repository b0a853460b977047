package tmnf.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;
import tmnf.gbx.file.FileTrees;

/**
 * The folder that the demo fills. A marker file says that it is ours; what is named in {@link #OURS} is
 * then deleted and made anew by every run, everything else in it stays. A folder without the marker is never
 * emptied.
 *
 * @param asGiven the path as the user wrote it
 * @param path the absolute path
 */
record DemoFolder(Path asGiven, Path path) {

    static final String MARKER = ".tmnf-demo";
    static final List<String> OURS = List.of("maps", "scripts", "pictures", "races", "frames",
            "pretrain", "save", "driver", DemoExchange.FOLDER, DemoReport.NAME);

    /** Far behind the text, which every demo reads first: Windows lets nobody read what is locked. */
    private static final long LOCKED_AT = Long.MAX_VALUE - 1;
    private static final String MARKER_TEXT = """
            Made by "tmnf demo". The next run deletes %s beside this file and makes
            them anew; other files stay. Without this file it leaves the whole folder alone.
            """.formatted(String.join(", ", OURS));

    /** Refuses what the demo did not make; {@code force} accepts it if none of our folders is there. */
    void requireOurs(boolean force) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            throw refused(asGiven + " is no folder", "name a folder with --output-dir");
        }
        if (Files.exists(path.resolve(MARKER))) {
            requirePromised();
            return;
        }
        if (isEmpty()) {
            return;
        }
        if (!force) {
            throw refused(asGiven + " was not made by tmnf demo, and is not empty",
                    "name another folder with --output-dir, or write beside what is there with --force");
        }
        Optional<String> taken = OURS.stream()
                .filter(name -> Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS)).findFirst();
        if (taken.isPresent()) {
            throw refused(asGiven.resolve(taken.get()) + " was not made by tmnf demo and would be deleted",
                    "name another folder with --output-dir");
        }
    }

    /** Refuses to delete what the marker of an earlier version promised to leave alone. */
    private void requirePromised() throws IOException {
        String promise = Files.readString(path.resolve(MARKER));
        for (String name : List.of(DemoExchange.FOLDER, DemoReport.NAME)) {
            if (!promise.contains(name) && Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw refused(asGiven.resolve(name) + " was not made by tmnf demo and would be deleted: "
                        + asGiven.resolve(MARKER) + " is of a version that did not make it",
                        "put it elsewhere, or name another folder with --output-dir");
            }
        }
    }

    /**
     * Makes the folder and its marker, and deletes what an earlier run left. The folder is ours alone until
     * the result is closed.
     */
    Closeable prepare() throws IOException {
        Files.createDirectories(path);
        FileChannel marker = FileChannel.open(path.resolve(MARKER), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        boolean ready = false;
        try {
            requireLock(marker);
            marker.truncate(0);
            marker.write(ByteBuffer.wrap(MARKER_TEXT.getBytes(StandardCharsets.UTF_8)));
            for (String name : OURS) {
                FileTrees.delete(path.resolve(name));
            }
            ready = true;
            return marker;
        } finally {
            if (!ready) {
                marker.close();
            }
        }
    }

    private void requireLock(FileChannel marker) throws IOException {
        FileLock lock = null;
        try {
            lock = marker.tryLock(LOCKED_AT, 1, false);
        } catch (OverlappingFileLockException sameProcess) {
            // as taken as by another one
        }
        if (lock == null) {
            throw new CliException(ExitStatus.BUSY, "FOLDER_BUSY", "another demo works in " + asGiven, "",
                    "wait for it, or name another folder with --output-dir");
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private static CliException refused(String what, String fix) {
        return new CliException(ExitStatus.USAGE, "FOLDER_NOT_OURS", what, "", fix);
    }
}
