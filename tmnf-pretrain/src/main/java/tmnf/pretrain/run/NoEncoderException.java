package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Path;

/** There is no encoder in a file or folder; the message names it and what was looked for. */
public final class NoEncoderException extends IOException {

    private static final long serialVersionUID = 1;

    NoEncoderException(Path given, String fault) {
        super(given + ": " + fault);
    }
}
