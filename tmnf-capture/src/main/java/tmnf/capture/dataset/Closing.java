package tmnf.capture.dataset;

import java.io.Closeable;
import java.io.IOException;

/** Closes several things whatever goes wrong with one of them. */
final class Closing {

    private Closing() {
    }

    /** Closes all; null is nothing to close. Throws what went wrong first, with the rest suppressed. */
    static void all(Iterable<? extends Closeable> open) throws IOException {
        IOException failure = null;
        for (Closeable one : open) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
