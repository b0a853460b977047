package tmnf.pretrain.train;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import tmnf.pretrain.run.Checkpoint;
import tmnf.pretrain.run.CheckpointFolder;
import tmnf.pretrain.run.ConfigFile;
import tmnf.pretrain.run.EpochRow;
import tmnf.pretrain.run.MetricsFiles;
import tmnf.pretrain.run.Reconstructions;
import tmnf.pretrain.run.RunFolder;
import tmnf.pretrain.run.TensorBoardMetrics;

/**
 * What a run writes into its folder, and when. Owns the folder and its open files until it is closed;
 * confined to one thread.
 */
final class RunOutput implements Closeable {

    private final RunFolder folder;
    private final RunSettings settings;
    private final MetricsFiles metrics;
    private final Clock clock;
    private SamplePictures samples; // null: not begun
    private CheckpointFolder checkpoints; // null: not begun
    private TensorBoardMetrics events; // null: not begun, or none wanted

    /**
     * Leaves enough in a new folder that it can be resumed. The settings of a run that is gone on with are
     * written when it does: a run that is refused leaves those that it has.
     */
    RunOutput(RunFolder folder, RunSettings settings, Clock clock) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        Optional<String> csv = settings.output().csv();
        metrics = new MetricsFiles(folder.metrics(), csv.isEmpty() ? Optional.empty()
                : Optional.of(folder.folder(csv.get()).resolve("metrics.csv")));
        if (Files.notExists(folder.metrics())) {
            metrics.write(List.of());
        }
        if (!isGoneOnWith()) {
            ConfigFile.write(folder.config(), settings.effective());
        }
    }

    private boolean isGoneOnWith() {
        return settings.output().existing() == PretrainSettings.Existing.RESUME;
    }

    RunFolder folder() {
        return folder;
    }

    /** The checkpoint to go on from, if an epoch was finished. */
    Path lastCheckpoint() throws IOException {
        return folder.folder(settings.output().checkpoints()).resolve(CheckpointFolder.LAST);
    }

    /** The run begins, or goes on behind these epochs. */
    void begin(TrainingData data, String monitor, List<EpochRow> rows, long steps) throws IOException {
        if (isGoneOnWith()) {
            ConfigFile.write(folder.config(), settings.effective());
        }
        samples = new SamplePictures(data);
        checkpoints = new CheckpointFolder(folder.folder(settings.output().checkpoints()), monitor,
                settings.output().keepBest());
        metrics.write(rows);
        if (settings.output().tensorboard().isPresent()) {
            events = TensorBoardMetrics.begin(folder.folder(settings.output().tensorboard().get()), clock,
                    steps);
            events.hyperparameters(settings.effective());
        }
    }

    /** The loss of a batch; steps count over all epochs. */
    void step(long step, double loss) throws IOException {
        if (events != null) {
            events.step(step, loss);
        }
    }

    /** What is told of an epoch; the checkpoint comes last, so that it never knows more than the rest. */
    void epoch(Checkpoint checkpoint, double samplesPerSecond, TrainedModel model) throws IOException {
        metrics.write(checkpoint.rows());
        if (events != null) {
            EpochRow row = checkpoint.rows().get(checkpoint.rows().size() - 1);
            events.epoch(row, samplesPerSecond);
            Optional<Reconstructions> pictures = samples.through(model);
            if (pictures.isPresent()) {
                events.pictures(row.step(), pictures.get());
            }
            events.weights(row.step(), checkpoint.weights());
        }
        checkpoints.save(checkpoint);
    }

    /** What the whole run leaves; the model has the weights that are exported. */
    void finish(RunTask task, PretrainResult result, List<EpochRow> rows, TrainedModel model,
            TrainingData data, double[] counts) throws IOException {
        task.export(folder, new RunTask.Ended(result, rows, model, data, samples.through(model),
                counts, clock.instant()));
        if (!result.end().canGoOn()) {
            folder.finish();
        }
    }

    @Override
    public void close() throws IOException {
        try (folder; TensorBoardMetrics open = events) {
            if (open != null) {
                events = null;
            }
        }
    }
}
