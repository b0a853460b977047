package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody else renames files by the same {@link RenameLog} just now. */
public final class RenamesBusyException extends IOException {

    private static final long serialVersionUID = 1L;

    RenamesBusyException(Path log) {
        super(log + ": another program renames these files just now; wait for it, then try again");
    }
}
