package tmnf.rl.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.Weights;
import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.learn.LearnerSettings.Munchausen;

/** Munchausen targets number by number, from what the network answers. */
final class MunchausenByHand {

    private static final int QUANTILES = 8;

    private final TorchEngine engine;
    private final LearnerStep learner;
    private final TransitionBatch batch;
    private final BatchLoss.Taus taus;
    private final Munchausen munchausen;

    MunchausenByHand(TorchEngine engine, LearnerStep learner, TransitionBatch batch, BatchLoss.Taus taus,
            Munchausen munchausen) {
        this.engine = engine;
        this.learner = learner;
        this.batch = batch;
        this.taus = taus;
        this.munchausen = munchausen;
    }

    double[] errors() {
        int size = batch.size();
        float[][][] now = values(learner.target(), false, taus.target());
        float[][][] next = values(learner.target(), true, taus.target());
        float[][][] output = values(learner.online(), false, taus.output());
        double[] errors = new double[size];
        for (int b = 0; b < size; b++) {
            double[] policy = policy(next, b);
            double taken = munchausen.temperature() * Math.log(policy(now, b)[batch.actions()[b]]);
            double target = batch.rewards().get(b) + munchausen.share()
                    * Math.max(munchausen.floor(), Math.min(0, taken));
            double own = 0;
            for (int q = 0; q < QUANTILES; q++) {
                for (int a = 0; a < policy.length; a++) {
                    target += batch.gammas().get(b) * policy[a] / QUANTILES
                            * (next[q][b][a] - munchausen.temperature() * Math.log(policy[a]));
                }
                own += output[q][b][batch.actions()[b]] / QUANTILES;
            }
            errors[b] = Math.abs(target - own);
        }
        return errors;
    }

    private double[] policy(float[][][] values, int b) {
        int actions = values[0][b].length;
        double[] policy = new double[actions];
        double sum = 0;
        for (int a = 0; a < actions; a++) {
            double mean = 0;
            for (int q = 0; q < QUANTILES; q++) {
                mean += values[q][b][a] / QUANTILES;
            }
            policy[a] = Math.exp(mean / munchausen.temperature());
            sum += policy[a];
        }
        for (int a = 0; a < actions; a++) {
            policy[a] /= sum;
        }
        return policy;
    }

    private float[][][] values(Weights weights, boolean following, float[] tau) {
        int size = batch.size();
        IqnNetwork network = learner.network();
        float[] numbers = new float[size * network.floats()];
        (following ? batch.nextNumbers() : batch.numbers()).get(0, numbers);
        float[][][] values = new float[QUANTILES][size][network.actions()];
        try (NDManager scope = engine.manager()) {
            NDArray trunk = network.trunk(weights, scope.create(0f), scope.create(numbers,
                    new Shape(size, network.floats())));
            float[] all = network.quantiles(weights, trunk, scope.create(tau, new Shape(tau.length, 1)))
                    .toFloatArray();
            for (int i = 0; i < all.length; i++) {
                int row = i / network.actions();
                values[row / size][row % size][i % network.actions()] = all[i];
            }
        }
        return values;
    }
}
