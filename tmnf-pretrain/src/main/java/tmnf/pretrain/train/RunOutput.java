package tmnf.pretrain.train;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.run.Checkpoint;
import tmnf.pretrain.run.CheckpointFile;
import tmnf.pretrain.run.EpochRow;
import tmnf.pretrain.run.MetricsFiles;
import tmnf.pretrain.run.RunFolder;
import tmnf.pretrain.tensorboard.EventWriter;

/** What a run writes into its folder, and when. Owns the folder and its open files until it is closed. */
final class RunOutput implements Closeable {

    private final RunFolder folder;
    private final PretrainSettings.Output settings;
    private final MetricsFiles metrics;
    private EventWriter events; // null: not begun, or none wanted

    RunOutput(RunFolder folder, PretrainSettings.Output settings) {
        this.folder = folder;
        this.settings = settings;
        metrics = new MetricsFiles(folder.metrics(),
                settings.csv().map(csv -> folder.path().resolve(csv).resolve("metrics.csv")));
    }

    RunFolder folder() {
        return folder;
    }

    private Path last() {
        return folder.path().resolve(settings.checkpoints()).resolve("last.ckpt");
    }

    /** The checkpoint to go on from; empty: no epoch was finished. */
    Optional<Checkpoint> checkpoint() throws IOException {
        return Files.exists(last()) ? Optional.of(CheckpointFile.read(last())) : Optional.empty();
    }

    void begin(List<EpochRow> rows, long steps) throws IOException {
        metrics.write(rows);
        if (settings.tensorboard().isPresent()) {
            Path place = folder.path().resolve(settings.tensorboard().get());
            events = rows.isEmpty() ? EventWriter.create(place, Clock.systemUTC())
                    : EventWriter.resume(place, Clock.systemUTC(), steps + 1);
        }
    }

    /** What is told of an epoch; the checkpoint comes last, so that it never knows more than the rest. */
    void epoch(Checkpoint checkpoint, boolean best, String monitor, double monitored, double samplesPerSecond,
            TrainedModel model) throws IOException {
        metrics.write(checkpoint.rows());
        CheckpointFile.write(last(), checkpoint);
    }

    void finish(PretrainResult result, List<EpochRow> rows, TrainedModel model, TrainingData data)
            throws IOException {
        StateDicts.of(model.weights(), StackedEncoder.ENCODER).write(folder.encoder());
    }

    @Override
    public void close() throws IOException {
        try (folder; EventWriter open = events) {
            if (open != null) {
                open.flush();
            }
        }
    }
}
