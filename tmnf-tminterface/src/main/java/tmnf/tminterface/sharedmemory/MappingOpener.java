package tmnf.tminterface.sharedmemory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where a client finds the mapping. It is asked again every second while there is none. */
@FunctionalInterface
public interface MappingOpener {

    /** The mapping, which the caller closes; empty while the game has not created it. */
    Optional<SharedMapping> tryOpen() throws IOException;

    /** The named mapping of a game on Windows; elsewhere opening it is refused. */
    static MappingOpener named(String serverName, int size) {
        Objects.requireNonNull(serverName);
        SharedMapping.checkSize(size);
        return () -> WindowsNamedMapping.open(serverName, size);
    }

    /** A file that the other side creates. */
    static MappingOpener file(Path file, int size) {
        Objects.requireNonNull(file);
        SharedMapping.checkSize(size);
        return () -> FileMapping.open(file, size);
    }

    /** Memory of this process. */
    static MappingOpener memory(InMemoryMapping mapping) {
        Objects.requireNonNull(mapping);
        return () -> Optional.of(mapping.view());
    }
}
