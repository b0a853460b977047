package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Path;

/** Another run works in the folder. */
public final class FolderBusyException extends IOException {

    private static final long serialVersionUID = 1;

    public FolderBusyException(Path folder) {
        super("another download works in " + folder);
    }
}
