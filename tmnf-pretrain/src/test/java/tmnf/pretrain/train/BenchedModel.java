package tmnf.pretrain.train;

import java.nio.ByteBuffer;

import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.objective.Objective;
import tmnf.pretrain.optim.AdamSettings;

/** The model as training uses it, for benchmarks in another package. */
public final class BenchedModel implements AutoCloseable {

    private final TrainedModel model;
    private int steps;

    public BenchedModel(TorchEngine engine, Objective objective) {
        model = new TrainedModel(engine, objective, AdamSettings.DEFAULT, 1, 1);
    }

    /** A step; its loss. */
    public double train(ByteBuffer pixels, int samples) {
        return model.train(pixels, samples, Draws.training(1, 1, ++steps)).figures().loss();
    }

    @Override
    public void close() {
        model.close();
    }
}
