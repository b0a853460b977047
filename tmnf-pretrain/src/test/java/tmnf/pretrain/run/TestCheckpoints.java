package tmnf.pretrain.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.optim.AdamState;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;

/** Small checkpoints. */
final class TestCheckpoints {

    private static final int WEIGHTS = 6 + 2 + 4;

    private TestCheckpoints() {
    }

    static StateDict weights(float first) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        tensors.put("encoder.0.weight", TorchTensor.of(List.of(2L, 3L), first, 2, 3, 4, 5, 6));
        tensors.put("encoder.0.bias", TorchTensor.of(List.of(2L), -1, -2));
        tensors.put("decoder.0.weight", TorchTensor.of(List.of(1L, 4L), 0.5f, Float.MIN_VALUE, -0f, 1e30f));
        return StateDict.of(tensors);
    }

    static AdamState moments(long steps) {
        float[] mean = new float[WEIGHTS];
        float[] meanSquare = new float[WEIGHTS];
        for (int i = 0; i < WEIGHTS; i++) {
            mean[i] = i * 0.1f;
            meanSquare[i] = i * 0.01f;
        }
        return new AdamState(steps, mean, meanSquare);
    }

    /** Rows of epochs with these validation losses. */
    static List<EpochRow> rows(double... losses) {
        List<EpochRow> rows = new ArrayList<>();
        for (double loss : losses) {
            int epoch = rows.size() + 1;
            Map<String, Double> values = new TreeMap<>();
            values.put("train_loss", loss + 0.001);
            values.put("val_loss", loss);
            values.put("lr", 1e-5);
            rows.add(new EpochRow(epoch, 10L * epoch, values));
        }
        return rows;
    }

    /** After epochs with these validation losses; the first weight is the number of the epoch. */
    static Checkpoint after(double... losses) {
        int best = 0;
        for (int i = 0; i < losses.length; i++) {
            best = losses[i] < losses[best] ? i : best;
        }
        StateDict last = weights(losses.length);
        return new Checkpoint(Map.of("task", "AE", "seed", "42", "frames", "äöü"), last,
                AdamSettings.DEFAULT.withLr(0.0005), moments(10L * losses.length), rows(losses),
                new Checkpoint.Progress(losses.length, 10L * losses.length, losses[best], best + 1,
                        losses[best], losses.length - best - 1),
                best == losses.length - 1 ? last : weights(best + 1), List.of(3.0, 0.25));
    }
}
