package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is in a folder. */
final class FolderListing {

    private FolderListing() {}

    /** All children, in no order; none where there is no folder. */
    static List<Path> of(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(children::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            } catch (NoSuchFileException e) {
                // Removed meanwhile.
                return List.of();
            }
        }
        return children;
    }
}
