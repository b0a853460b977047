package tmnf.rl.inject;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.run.PolicyFacts;

/**
 * Which pretrained parts go into which network, and how.
 *
 * @param files at least one
 * @param meta {@code pretrain_meta.json} of the encoder, or without one of the cloned network; empty: the one
 *     beside it, if there is one
 * @param network what the driver's network looks like
 * @param combine what becomes of an encoder of several frames; empty: the sum where heads go in with it,
 *     which were fitted to all frames, else the mean
 * @param fold what is folded into the first layer of the encoder
 * @param allowMismatch whether an encoder that is not what its text says, or that was made for another size
 *     of picture, is taken all the same
 * @param target where it goes
 */
public record InjectionSettings(PretrainedFiles files, Optional<Path> meta, IqnNetwork network,
        Optional<Combine> combine, Fold fold, boolean allowMismatch, Target target) {

    /** Checks that nothing is missing. */
    public InjectionSettings {
        if (files.all().isEmpty()) {
            throw new IllegalArgumentException("there is nothing to put in");
        }
        Objects.requireNonNull(meta, "meta");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(combine, "combine");
        Objects.requireNonNull(fold, "fold");
        Objects.requireNonNull(target, "target");
    }

    /** An encoder alone. */
    public InjectionSettings(Path encoder, Optional<Path> meta, IqnNetwork network, Combine combine,
            Fold fold, boolean allowMismatch, Target target) {
        this(PretrainedFiles.ofEncoder(encoder), meta, network, Optional.of(combine), fold, allowMismatch,
                target);
    }

    /** How an encoder is made what the network needs. */
    EncoderRules rules() {
        return new EncoderRules(meta, combine.orElse(Combine.usual(files)), fold, allowMismatch);
    }

    /**
     * Where it goes.
     *
     * @param folder of the pair
     * @param fresh whether the rest of the network is drawn; else the pair that is there gets the encoder
     * @param seed of what is drawn
     * @param overwrite whether a pair that is there may be replaced by a fresh one
     * @param driver what outputs and numbers stand for in the training that begins with the pair: outputs of
     *     what was cloned are brought into its order, and another scaling of the numbers is folded into their
     *     first layer. As far as it is silent, nothing is done
     * @param toolVersion of this program, for the text beside the pair
     */
    public record Target(Path folder, boolean fresh, long seed, boolean overwrite,
            PolicyFacts driver, String toolVersion) {

        /** Of a driver of which nothing is known. */
        public Target(Path folder, boolean fresh, long seed, boolean overwrite, String toolVersion) {
            this(folder, fresh, seed, overwrite, PolicyFacts.NONE, toolVersion);
        }

        /** Checks that nothing is missing. */
        public Target {
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(driver, "driver");
            Objects.requireNonNull(toolVersion, "toolVersion");
        }
    }
}
