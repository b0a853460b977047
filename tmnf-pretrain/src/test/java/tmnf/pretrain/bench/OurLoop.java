package tmnf.pretrain.bench;

import java.io.IOException;

import tmnf.pretrain.data.Batch;
import tmnf.pretrain.data.EpochOrder;
import tmnf.pretrain.data.FrameLoader;
import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.LoaderEpoch;
import tmnf.pretrain.data.LoaderOptions;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.objective.Autoencoder;
import tmnf.pretrain.train.BenchedModel;

/** Training as this program does it: loader, objective, gradient, Adam. */
final class OurLoop implements StepLoop {

    private final FrameLoader loader;
    private final BenchedModel model;
    private final int samples;
    private LoaderEpoch epoch; // null: not begun
    private int epochs;

    OurLoop(TorchEngine engine, Frames frames, Autoencoder objective, int batch) {
        WindowIndex windows = WindowIndex.of(frames.replays(), 1, track -> true);
        samples = windows.count();
        loader = new FrameLoader(frames, windows, new LoaderOptions(batch, 0, 1, true));
        model = new BenchedModel(engine, objective);
    }

    @Override
    public double step() throws IOException {
        if (epoch == null || !epoch.hasNext()) {
            if (epoch != null) {
                epoch.close();
            }
            epoch = loader.begin(EpochOrder.shuffled(samples, 1, epochs++));
        }
        try (Batch batch = epoch.next()) {
            return model.train(batch.pixels(), batch.samples());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        loader.close();
        model.close();
    }
}
