package tmnf.rl.save;

import java.nio.file.Path;
import java.util.Optional;

import tmnf.pretrain.torch.StateDict;

/**
 * All that a run goes on from.
 *
 * @param online weights that are trained
 * @param target weights that give the targets
 * @param optimizer moments of the trainable weights
 * @param statistics counters, seeds, normalisation
 * @param config text of the configuration
 * @param buffer file of the transitions, which may be missing; to be written: copied by nobody, see {@link
 *     SaveFolder#save}
 */
public record Checkpoint(StateDict online, StateDict target, OptimizerState optimizer,
        Statistics statistics, String config, Optional<Path> buffer) {
}
