package tmnf.capture.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder of captures: {@code <track>/<replay>/}. Lists what is there at the moment of the call; opens nothing.
 * Safe for use by several threads.
 */
public final class CaptureDataset {

    /** Folder of the capture's own files; never a track. */
    public static final String OWN_FOLDER = ".capture";

    private final Path root;

    private CaptureDataset(Path root) {
        this.root = root;
    }

    /**
     * A dataset.
     *
     * @throws DatasetException when the folder is missing or is no folder
     */
    public static CaptureDataset open(Path root) throws IOException {
        return new CaptureDataset(root);
    }

    /** Its folder. */
    public Path root() {
        return root;
    }

    /** Folders of tracks, sorted by name as Python sorts; hidden ones are left out. */
    public List<Path> tracks() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Replays of a track that have a manifest, sorted by name as Python sorts. */
    public List<CapturedReplay> replays(Path track) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** All replays with a manifest, by track, then by name. */
    public List<CapturedReplay> replays() throws IOException {
        throw new UnsupportedOperationException();
    }
}
