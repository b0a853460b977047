package tmnf.exchange.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** {@code tracks.json} cannot be used; the message names the file and the place in it. */
public final class ExchangeDataException extends IOException {

    private static final long serialVersionUID = 1;

    ExchangeDataException(Path file, String where, String what) {
        super(file + ", " + where + ": " + what);
    }
}
