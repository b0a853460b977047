package tmnf.rl.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.Weights;
import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.learn.LearnerSettings.Munchausen;

/**
 * What the outputs are to become: reward and discounted quantiles of the next state. Without gradients.
 * Source: training note, section 8, 1.
 */
final class Targets {

    private final IqnNetwork network;
    private final LearnerSettings settings;
    private final Weights online;
    private final Weights target;

    Targets(IqnNetwork network, LearnerSettings settings, Weights online, Weights target) {
        this.network = network;
        this.settings = settings;
        this.online = online;
        this.target = target;
    }

    /** A batch on the device. */
    record Tensors(NDArray pictures, NDArray numbers, NDArray nextPictures, NDArray nextNumbers,
            NDArray actions, NDArray rewards, NDArray gammas) {

        static NDArray actions(NDManager scope, TransitionBatch batch, int quantiles) {
            int size = batch.size();
            long[] rows = new long[quantiles * size];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = batch.actions()[i % size];
            }
            return scope.create(rows, new Shape(rows.length, 1));
        }
    }

    /**
     * Targets (N, B).
     *
     * @param tau of the target network, (N * B, 1)
     * @param choiceTau of the online network, which chooses; not looked at otherwise
     */
    NDArray of(Tensors batch, NDArray tau, NDArray choiceTau) {
        long size = batch.rewards().getShape().get(0);
        NDArray next = network.quantiles(target, network.trunk(target, batch.nextPictures(),
                batch.nextNumbers()), tau);
        if (settings.munchausen().isPresent()) {
            return munchausen(settings.munchausen().get(), batch, next, tau);
        }
        NDArray best;
        if (settings.doubleDqn()) {
            NDArray own = network.advantages(online, network.trunk(online, batch.nextPictures(),
                    batch.nextNumbers()), choiceTau);
            NDArray chosen = mean(own, size).argMax(1).toType(DataType.INT64, false);
            best = next.gather(chosen.tile(settings.quantiles()).reshape(-1, 1), 1);
        } else {
            best = next.max(new int[] {1});
        }
        return best.reshape(settings.quantiles(), size).mul(batch.gammas()).add(batch.rewards());
    }

    private NDArray mean(NDArray values, long size) {
        return values.reshape(settings.quantiles(), size, network.actions()).mean(new int[] {0}, false);
    }

    private NDArray munchausen(Munchausen munchausen, Tensors batch, NDArray next, NDArray tau) {
        long size = batch.rewards().getShape().get(0);
        NDManager scope = next.getManager();
        NDArray temperature = scope.create((float) munchausen.temperature());
        NDArray logs = mean(next, size).div(temperature).logSoftmax(1);
        NDArray policy = logs.exp().expandDims(0);
        NDArray soft = next.reshape(settings.quantiles(), size, network.actions())
                .sub(logs.mul(temperature).expandDims(0)).mul(policy).sum(new int[] {2});
        NDArray now = mean(network.quantiles(target, network.trunk(target, batch.pictures(),
                batch.numbers()), tau), size).div(temperature).logSoftmax(1);
        NDArray taken = now.gather(batch.actions().get("0:" + size), 1).reshape(size).mul(temperature)
                .maximum(scope.create((float) munchausen.floor()))
                .minimum(scope.create(0f)).mul(scope.create((float) munchausen.share()));
        return soft.mul(batch.gammas()).add(batch.rewards().add(taken));
    }
}
