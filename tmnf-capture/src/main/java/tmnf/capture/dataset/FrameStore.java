package tmnf.capture.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The frames of a replay's folder, loose or in shards. Safe for use by several threads; close it.
 */
public interface FrameStore extends Closeable {

    /** Most bytes that a frame may have. */
    int MAX_FRAME_BYTES = 64 << 20;

    /** Those of a folder, with or without a manifest; where it has shards, those in the shards. */
    static FrameStore open(Path folder) throws IOException {
        return isPacked(folder) ? new ShardFrames(folder) : new LooseFrames(folder);
    }

    /** Whether a folder has its frames in shards. */
    static boolean isPacked(Path folder) throws IOException {
        return ShardFrames.isThere(folder);
    }

    /**
     * The bytes of a frame's file.
     *
     * @param file as {@link ManifestEntry#file} has it
     * @throws DatasetException when there is no such frame, its name leaves the folder, or its size is beyond
     *         {@link #MAX_FRAME_BYTES}
     */
    byte[] read(String file) throws IOException;

    /** Whether there is such a frame. */
    boolean has(String file) throws IOException;

    /** Size of a frame in bytes. */
    long size(String file) throws IOException;

    /** Names of all frames that are stored, whether or not the manifest names them; sorted. */
    List<String> names() throws IOException;
}
