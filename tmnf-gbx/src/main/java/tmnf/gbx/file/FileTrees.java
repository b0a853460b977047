package tmnf.gbx.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
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

    /** Deletes a folder if nothing is in it. */
    public static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return;
        }
    }

    /** Moves a folder within its file system in one step, making the folder above the target. */
    public static void move(Path from, Path to) throws IOException {
        for (int attempt = 1;; attempt++) {
            Files.createDirectories(to.getParent());
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
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
