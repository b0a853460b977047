package tmnf.pretrain.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.Tensors;

/**
 * The normalised, temperature-scaled cross entropy of SimCLR: for each of 2 B rows, the other view of the
 * same sample is to be the most similar among all other rows. Source: Chen et al. 2020, arXiv 2002.05709.
 */
final class NtXent {

    private static final float SHORTEST = 1e-12f;

    private NtXent() {
    }

    /** Two views, (B, D) each -> a scalar. */
    static NDArray loss(NDArray first, NDArray second, double temperature) {
        NDManager scope = first.getManager();
        int batch = Math.toIntExact(first.getShape().get(0));
        NDArray all = first.concat(second, 0);
        NDArray length = all.square().sum(new int[] {1}, true).sqrt()
                .maximum(Tensors.number(all, SHORTEST));
        NDArray rows = all.div(length);
        NDArray itself = scope.eye(2 * batch, 2 * batch, 0, DataType.FLOAT32);
        NDArray similar = rows.matMul(rows.transpose())
                .div(Tensors.number(all, temperature));
        NDArray others = similar.mul(itself.neg().add(1))
                .add(itself.mul(Tensors.number(all, -Float.MAX_VALUE)));
        long[] wanted = new long[2 * batch];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = (i + batch) % wanted.length;
        }
        NDArray index = scope.create(wanted, new Shape(wanted.length, 1));
        return others.logSoftmax(1).gather(index, 1).mean().neg();
    }
}
