package tmnf.pretrain.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tmnf.capture.dataset.PythonJson;
import tmnf.pretrain.tensorboard.EventValue;
import tmnf.pretrain.tensorboard.EventWriter;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;

/**
 * A run in TensorBoard, over the steps of the optimiser:
 *
 * <pre>
 * train_loss val_loss ... lr grad_norm   as in metrics.csv, each epoch
 * epoch samples_per_s                    each epoch
 * train_loss_step                        of single batches
 * input recon                            frames and what is made of them
 * weights/NAME                           how the numbers of a tensor are distributed
 * hyperparameters                        the configuration, as a text
 * </pre>
 *
 * <p>Each start writes to a file of its own, which says from which step on it goes; TensorBoard hides what an
 * earlier file has from there on. Owns the open file; confined to one thread.
 */
public final class TensorBoardMetrics implements Closeable {

    private final EventWriter events;

    private TensorBoardMetrics(EventWriter events) {
        this.events = events;
    }

    /**
     * Begins a file.
     *
     * @param folder made if it is missing
     * @param steps that are done, 0 for a run that begins; what earlier files have of later ones is hidden,
     *     also where a run begins again that was stopped in its first epoch
     */
    public static TensorBoardMetrics begin(Path folder, Clock clock, long steps) throws IOException {
        return new TensorBoardMetrics(EventWriter.resume(folder, clock, steps + 1));
    }

    /** The loss of a batch. */
    public void step(long step, double loss) throws IOException {
        events.scalar(step, "train_loss_step", (float) loss);
    }

    /** The figures of an epoch; they are on the disk when the call returns. */
    public void epoch(EpochRow row, double samplesPerSecond) throws IOException {
        Map<String, Double> values = new TreeMap<>(row.values());
        values.put("epoch", (double) row.epoch());
        values.put("samples_per_s", samplesPerSecond);
        List<EventValue> scalars = new ArrayList<>();
        values.forEach((tag, value) -> scalars.add(new EventValue.Scalar(tag, value.floatValue())));
        events.values(row.step(), scalars);
        events.flush();
    }

    /** Frames and what is made of them. */
    public void pictures(long step, Reconstructions pictures) throws IOException {
        events.image(step, "input", pictures.inputs());
        events.image(step, "recon", pictures.outputs());
    }

    /** How the numbers of each tensor are distributed. */
    public void weights(long step, StateDict weights) throws IOException {
        for (Map.Entry<String, TorchTensor> weight : weights.tensors().entrySet()) {
            events.histogram(step, "weights/" + weight.getKey(), weight.getValue().floats());
        }
    }

    /** The configuration, shown as it is in {@code config.json}. */
    public void hyperparameters(Map<String, ?> effective) throws IOException {
        // TensorBoard reads Markdown, in which indented lines are shown as they are.
        String text = PythonJson.text(ConfigFile.plain(effective));
        events.text(0, "hyperparameters", text.lines().map(line -> "    " + line + "\n")
                .reduce("", String::concat));
    }

    @Override
    public void close() throws IOException {
        try (events) {
            events.flush();
        }
    }
}
