package tmnf.pretrain.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.Weights;

/** Windows of a stack and the frames behind it, encoded at each of their moments. */
final class Transitions {

    private Transitions() {
    }

    /**
     * Features at all moments by one pass of the encoder.
     *
     * @param pictures (B, frames of a stack + steps, height, width), 0 to 1
     * @return (steps + 1, B, features), in order of time
     */
    static NDArray encode(StackedEncoder encoder, Normalization normalization, Weights weights,
            NDArray pictures, int steps) {
        long batch = pictures.getShape().get(0);
        return encoder.forward(weights, stacks(encoder, normalization, pictures, steps))
                .reshape(steps + 1L, batch, encoder.features());
    }

    /** Lets no channel begin on the flat side of its rectifier: {@link StackedEncoder#wakeDeadChannels}. */
    static void fit(StackedEncoder encoder, Normalization normalization, Weights drawn, NDArray pictures,
            int steps) {
        encoder.wakeDeadChannels(drawn, stacks(encoder, normalization, pictures, steps));
    }

    /** The stacks of each moment below each other: ((steps + 1) * B, frames of a stack, height, width). */
    private static NDArray stacks(StackedEncoder encoder, Normalization normalization, NDArray pictures,
            int steps) {
        NDArray seen = normalization.apply(pictures);
        NDList stacks = new NDList();
        for (int i = 0; i <= steps; i++) {
            stacks.add(seen.get(new NDIndex("...,{}:{},:,:", i, i + encoder.frames())));
        }
        return NDArrays.concat(stacks, 0);
    }

    /** Actions as (B, steps, actions) float32: 1 for the one that was taken, 0 for the others. */
    static NDArray oneHot(NDArray actions, int count) {
        NDArray numbers = actions.getManager().arange(0, count, 1, DataType.INT64);
        return actions.expandDims(2).eq(numbers).toType(DataType.FLOAT32, false);
    }

    /**
     * The actions that led from each moment to the next: (B, steps).
     *
     * @param samples of which each frame has the action that followed it, that of the last one counts not
     */
    static NDArray actions(StackedEncoder encoder, SampleTensors samples, int steps) {
        NDArray actions = samples.actions().orElseThrow(() ->
                new IllegalArgumentException("the samples have no actions"));
        int first = encoder.frames() - 1;
        if (actions.getShape().get(1) < first + steps) {
            throw new IllegalArgumentException("the samples have " + actions.getShape().get(1)
                    + " actions, " + (first + steps) + " are needed");
        }
        return actions.get(":, " + first + ":" + (first + steps));
    }
}
