package tmnf.rl.inject;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import tmnf.pretrain.net.IqnNetwork;

/**
 * Which encoder goes into which network, and how.
 *
 * @param encoder the file with the encoder
 * @param meta its {@code pretrain_meta.json}; empty: the one beside it, if there is one
 * @param network what the driver's network looks like
 * @param combine what becomes of an encoder of several frames
 * @param fold what is folded into the first layer
 * @param allowMismatch whether an encoder that is not what its text says, or that was made for another size
 *     of picture, is taken all the same
 * @param target where it goes
 */
public record InjectionSettings(Path encoder, Optional<Path> meta, IqnNetwork network, Combine combine,
        Fold fold, boolean allowMismatch, Target target) {

    /** Checks that nothing is missing. */
    public InjectionSettings {
        Objects.requireNonNull(encoder, "encoder");
        Objects.requireNonNull(meta, "meta");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(combine, "combine");
        Objects.requireNonNull(fold, "fold");
        Objects.requireNonNull(target, "target");
    }

    /**
     * Where it goes.
     *
     * @param folder of the pair
     * @param fresh whether the rest of the network is drawn; else the pair that is there gets the encoder
     * @param seed of what is drawn
     * @param overwrite whether a pair that is there may be replaced by a fresh one
     * @param toolVersion of this program, for the text beside the pair
     */
    public record Target(Path folder, boolean fresh, long seed, boolean overwrite, String toolVersion) {

        /** Checks that nothing is missing. */
        public Target {
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(toolVersion, "toolVersion");
        }
    }
}
