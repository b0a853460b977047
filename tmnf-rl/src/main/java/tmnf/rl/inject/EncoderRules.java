package tmnf.rl.inject;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an encoder is made what the network needs.
 *
 * @param meta its {@code pretrain_meta.json}; empty: the one beside it, if there is one
 * @param combine what becomes of an encoder of several frames
 * @param fold what is folded into the first layer
 * @param allowMismatch whether one that is not what its text says is taken all the same
 */
record EncoderRules(Optional<Path> meta, Combine combine, Fold fold, boolean allowMismatch) {

    /** What is done unless something else is said. */
    static EncoderRules usual(PretrainedFiles files) {
        return new EncoderRules(Optional.empty(), Combine.usual(files), Fold.AUTO, false);
    }

    /** The same for another file than the one that the text was given for. */
    EncoderRules besideIt() {
        return new EncoderRules(Optional.empty(), combine, fold, allowMismatch);
    }
}
