package tmnf.capture.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Frames as files of their own. */
final class LooseFrames implements FrameStore {

    private static final String ADVICE = "Capture the replay again, or clean the dataset up.";

    private final Path folder;

    LooseFrames(Path folder) {
        this.folder = folder;
    }

    @Override
    public byte[] read(String file) throws IOException {
        long size = size(file);
        try (InputStream in = Files.newInputStream(path(file))) {
            return in.readNBytes((int) size);
        }
    }

    private Path path(String file) throws DatasetException {
        String problem = FrameNames.problem(file);
        if (!problem.isEmpty()) {
            throw new DatasetException(folder, "", "has no frame \"" + file + "\": the name " + problem,
                    ADVICE);
        }
        return folder.resolve(file);
    }

    @Override
    public boolean has(String file) throws IOException {
        return Files.isRegularFile(path(file));
    }

    @Override
    public long size(String file) throws IOException {
        try {
            long size = Files.size(path(file));
            if (size > MAX_FRAME_BYTES) {
                throw new DatasetException(path(file), "", "has " + size + " bytes, the limit of a frame is "
                        + MAX_FRAME_BYTES, ADVICE);
            }
            return size;
        } catch (NoSuchFileException e) {
            throw new DatasetException(folder, "", "has no frame " + file, ADVICE, e);
        }
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(FrameNames::isPicture).sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        // Opens nothing for longer than a call.
    }
}
