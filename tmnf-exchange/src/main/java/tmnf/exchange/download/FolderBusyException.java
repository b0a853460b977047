package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Path;

/** Another run works in the folder. */
public final class FolderBusyException extends IOException {

    private static final long serialVersionUID = 1;

    /** Names what the other run works on. */
    public FolderBusyException(Path place) {
        this(place, "");
    }

    /** Names the folder, and the one who works in it as far as known (empty: not known). */
    FolderBusyException(Path folder, String holder) {
        super("another download works in " + folder + (holder.isEmpty() ? "" : " (" + holder + ")"));
    }
}
