package tmnf.rl.inject;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files with parts of the network that were trained before, in the order in which they are laid over each
 * other. Source: pretraining note, section 11.
 *
 * @param encoder {@code encoder.pt}, for the image head
 * @param heads {@code iqn_bc.pt} of behavioural cloning, a whole network
 * @param floatHead {@code float_head.pt}, for the numbers' features
 * @param actionsHead {@code actions_head.pt}, for the actions' head
 */
public record PretrainedFiles(Optional<Path> encoder, Optional<Path> heads, Optional<Path> floatHead,
        Optional<Path> actionsHead) {

    /** None. */
    public static final PretrainedFiles NONE = new PretrainedFiles(Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());

    /** The encoder alone. */
    public static PretrainedFiles ofEncoder(Path encoder) {
        return new PretrainedFiles(Optional.of(encoder), Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    /** The same with another encoder. */
    public PretrainedFiles withEncoder(Path other) {
        return new PretrainedFiles(Optional.of(other), heads, floatHead, actionsHead);
    }

    /** Those that there are, in their order. */
    public List<Path> all() {
        List<Path> all = new ArrayList<>();
        encoder.ifPresent(all::add);
        heads.ifPresent(all::add);
        floatHead.ifPresent(all::add);
        actionsHead.ifPresent(all::add);
        return all;
    }
}
