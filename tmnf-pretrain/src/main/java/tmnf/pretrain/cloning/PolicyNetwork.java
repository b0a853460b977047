package tmnf.pretrain.cloning;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;
import tmnf.tminterface.observation.Normalisation;

/** A network that rates actions, with a head for each of several times. Holds no tensor. */
public sealed interface PolicyNetwork permits CloningNetwork, CloningIqn {

    /** What sees the pictures: all frames of a stack. (Upstream's sees only the last one.) */
    StackedEncoder encoder();

    /** How the numbers beside the picture are scaled; empty if it looks at none. */
    Optional<Normalisation> scaling();

    /** Number of heads. */
    int heads();

    /** Number of actions to choose from. */
    int actions();

    /** All weights, those of the encoder first, under {@link StackedEncoder#ENCODER}. */
    List<WeightSpec> specs();

    /** What the names of a head's weights begin with. */
    String head(int index);

    /**
     * Ratings of all actions, of which the exponentials are in the ratio of the probabilities.
     *
     * @param pictures (B, frames, height, width), normalised
     * @param floats (B, numbers) as {@link #scaling} takes them; looked at only if it is there
     * @param random of this step; empty where nothing is trained: then nothing is drawn
     * @return (B, heads, actions)
     */
    NDArray logits(Weights weights, NDArray pictures, Optional<NDArray> floats,
            Optional<SplittableRandom> random);
}
