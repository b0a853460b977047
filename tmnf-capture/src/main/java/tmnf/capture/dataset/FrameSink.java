package tmnf.capture.dataset;

import java.io.Closeable;
import java.io.IOException;

/** Where a writer puts its frames. */
interface FrameSink extends Closeable {

    /** Stores a frame; entries come in the order of the manifest. */
    void frame(ManifestEntry entry, byte[] jpeg, int offset, int length) throws IOException;

    /** All frames are there: makes them whole. */
    void finish() throws IOException;

    /** What the metadata call it. */
    String storage();
}
