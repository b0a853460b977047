package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Path;

/** A {@code pretrain_meta.json} that cannot be understood; the message names it and says what to do. */
public final class MetaException extends IOException {

    private static final long serialVersionUID = 1;

    MetaException(Path file, String fault) {
        super(file + " " + fault + ". Give the pretrain_meta.json of the pretraining run, or move this one "
                + "away.");
    }
}
