package tmnf.capture.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes each frame as a file of its own. */
final class LooseSink implements FrameSink {

    private final Path folder;
    private final boolean sidecars;

    LooseSink(Path folder, boolean sidecars) {
        this.folder = folder;
        this.sidecars = sidecars;
    }

    @Override
    public void frame(ManifestEntry entry, byte[] jpeg, int offset, int length) throws IOException {
        write(entry.file(), jpeg, offset, length);
        if (sidecars) {
            byte[] json = PythonJson.bytes(entry.toMap());
            write(entry.stem() + ".json", json, 0, json.length);
        }
    }

    private void write(String name, byte[] bytes, int offset, int length) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name), StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
            out.write(bytes, offset, length);
        }
    }

    @Override
    public void finish() {
        // Each file is whole already. A system that loses power may lose some; their hash is in the metadata.
    }

    @Override
    public String storage() {
        return "files";
    }

    @Override
    public void close() {
        // Opens nothing for longer than a call.
    }
}
