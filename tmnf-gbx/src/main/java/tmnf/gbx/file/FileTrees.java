package tmnf.gbx.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Folders as a whole. Links are never followed. */
public final class FileTrees {

    private FileTrees() {
    }

    public static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Deletes a folder with all in it; nothing there is fine. */
    public static void delete(Path folder) throws IOException {
        if (!exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(done);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Deletes of a folder what the system lets: Windows keeps files that were mapped until Java gives their
     * memory back, some time after they were closed.
     *
     * @return whether nothing is left
     */
    public static boolean deleteWherePossible(Path folder) throws IOException {
        return deleteWherePossible(folder, Files::delete);
    }

    /** Deletes a file, or a folder with nothing in it. */
    interface Deletion {
        void delete(Path file) throws IOException;
    }

    static boolean deleteWherePossible(Path folder, Deletion deletion) throws IOException {
        if (exists(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    return tryToDelete(file);
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path done, IOException failure) {
                    return tryToDelete(done);
                }

                private FileVisitResult tryToDelete(Path file) {
                    try {
                        deletion.delete(file);
                    } catch (IOException e) {
                        return FileVisitResult.CONTINUE; // what is left tells it
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return !exists(folder);
    }

    /** Bytes of the files in a folder and below, or of a file; what cannot be looked at counts nothing. */
    public static long bytes(Path folder) throws IOException {
        long[] sum = {0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum[0];
    }

    /** A file or folder, or the first folder above it that exists: where it would be made. */
    public static Path nearest(Path place) {
        Path near = place.toAbsolutePath();
        while (near.getParent() != null && !Files.exists(near)) {
            near = near.getParent();
        }
        return near;
    }

    /**
     * Looks whether a file or folder, which need not exist, could be written.
     *
     * @throws AccessDeniedException if not
     */
    public static void requireWritable(Path place) throws AccessDeniedException {
        Path near = nearest(place);
        if (!Files.isWritable(near)) {
            throw new AccessDeniedException(near.toString());
        }
    }

    /** Bytes that may be written to the disk of a file or folder, which need not exist. */
    public static long usableSpace(Path place) throws IOException {
        return Files.getFileStore(nearest(place)).getUsableSpace();
    }

    /** Whether what is written to two places, which need not exist, takes room from each other. */
    public static boolean areOnOneDisk(Path one, Path other) throws IOException {
        return Files.getFileStore(nearest(one)).equals(Files.getFileStore(nearest(other)));
    }

    /** Deletes a folder if nothing is in it. */
    public static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return;
        }
    }

    /**
     * Moves a folder within its file system in one step, making the folder above the target; while it is
     * refused, a few times with pauses.
     */
    public static void move(Path from, Path to) throws IOException {
        move(from, to, AtomicMove.SYSTEM);
    }

    static void move(Path from, Path to, AtomicMove mover) throws IOException {
        for (int attempt = 1;; attempt++) {
            Files.createDirectories(to.getParent());
            try {
                mover.moveFolder(from, to);
                sync(to.getParent());
                return;
            } catch (NoSuchFileException e) {
                // Somebody else found the parent empty and took it away.
                if (attempt == 3 || !exists(from)) {
                    throw e;
                }
            }
        }
    }

    /** Makes the names in a folder last. Windows cannot open folders and needs not. */
    public static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
