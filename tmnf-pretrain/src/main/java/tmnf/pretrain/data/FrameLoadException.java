package tmnf.pretrain.data;

import java.io.IOException;

/** A batch could not be put together; the cause says why. */
public final class FrameLoadException extends IOException {

    private static final long serialVersionUID = 1L;

    FrameLoadException(int batch, Throwable cause) {
        super("batch " + batch + " of the epoch could not be put together: " + cause
                + ". If the frames are damaged, build their cache again.", cause);
    }
}
