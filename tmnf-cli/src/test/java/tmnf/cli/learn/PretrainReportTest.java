package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.command.CommandResult;
import tmnf.cli.command.Progress;
import tmnf.pretrain.train.PretrainPlan;
import tmnf.pretrain.train.PretrainResult;

/** What is said of a pretraining: its plan, its progress, its end. */
class PretrainReportTest {

    private static final PretrainPlan PLAN = new PretrainPlan(3, 12, 1440, 2, 1, 960, 480, 0, 128, 512,
            45_456, 353_537, List.of());
    private static final Path FOLDER = Path.of("/data/out/run_001");

    private static PretrainResult ended(PretrainResult.End end, int epochs, int exported, int unreadable,
            String... names) {
        return new PretrainResult(FOLDER, FOLDER.resolve("encoder.pt"), end, PLAN, epochs, exported,
                "val_loss", exported == 0 ? OptionalDouble.empty() : OptionalDouble.of(0.01234),
                Map.of("train_loss", Double.NaN), Map.of(), unreadable, List.of(names));
    }

    private static CommandResult said(PretrainResult result) {
        return PretrainReport.result(result, Path.of("my out/run_001"), new LinkedHashMap<>());
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED, 0, ''", "EARLY_STOPPED, 0, ''", "INTERRUPTED, 130, 'stopped: 7 epochs done; the "
        + "same command with --resume goes on'", "OUT_OF_TIME, 75, 'the time of --max-runtime is over: 7 "
        + "epochs done; the same command with --resume goes on'", "DIVERGED, 1, 'the loss became infinite or "
        + "no number in epoch 8, the weights before that are kept; try a smaller --lr, or --grad-clip 1'"})
    void eachEndHasItsCodeAndItsSentence(PretrainResult.End end, int code, String problem) {
        CommandResult result = said(ended(end, 7, 5, 0));

        assertThat(result.status().code()).isEqualTo(code);
        assertThat(result.problem()).isEqualTo(problem);
        assertThat(result.lines()).containsExactly("Trained 7 epochs, " + end.label()
                + "; the best is epoch 5 with val_loss 0.01234: my out/run_001",
                "Encoder: my out/run_001/encoder.pt");
        assertThat(result.next()).containsExactly(
                "tmnf init-iqn --encoder-pt 'my out/run_001/encoder.pt'");
    }

    @Test
    void framesThatCouldNotBeReadAreNamedAndMakeTheEndPartial() {
        CommandResult result = said(ended(PretrainResult.End.COMPLETED, 2, 2, 3, "a/b/1.jpeg: cut",
                "a/b/2.jpeg: empty"));

        assertThat(result.status().code()).isEqualTo(3);
        assertThat(result.problem()).isEqualTo("3 frames could not be read and took no part: a/b/1.jpeg: "
                + "cut, "
                + "a/b/2.jpeg: empty, ...");
        assertThat(said(ended(PretrainResult.End.INTERRUPTED, 2, 2, 3, "x")).problem())
                .startsWith("stopped: ").contains("; 3 frames could not be read");
    }

    @Test
    void anEncoderThatLearnedNothingIsNotProposed() {
        CommandResult result = said(ended(PretrainResult.End.INTERRUPTED, 0, 0, 0));

        assertThat(result.next()).isEmpty();
        CommandResult useless = said(ended(PretrainResult.End.COMPLETED, 5, 0, 0));
        assertThat(useless.status().code()).isEqualTo(1);
        assertThat(useless.problem()).startsWith("no epoch has a finite val_loss; try a smaller --lr");
        assertThat(result.lines().get(0)).contains("no epoch was of use, the encoder is as it was drawn");
    }

    @Test
    @SuppressWarnings("unchecked")
    void scriptsGetTheSame() {
        Map<String, Object> json = (Map<String, Object>) said(ended(PretrainResult.End.EARLY_STOPPED, 7, 5,
                0))
                .json().orElseThrow();

        assertThat(json).containsEntry("ending", "early stopped").containsEntry("epochsDone", 7)
                .containsEntry("exportedEpoch", 5).containsEntry("bestValue", 0.01234)
                .containsEntry("encoder", Path.of("my out/run_001/encoder.pt"))
                .containsEntry("absolute", Map.of("folder", FOLDER, "encoder", FOLDER.resolve("encoder.pt")));
        assertThat((Map<String, Object>) json.get("lastMetrics")).containsEntry("train_loss", null);
        assertThat((Map<String, Object>) json.get("plan")).containsEntry("weights", 353_537L).hasSize(12);
    }

    @Test
    void thePlanIsTold() {
        assertThat(PretrainReport.plan(PLAN, true)).containsExactly(
                "Dataset: 1,440 frames of 12 replays on 3 tracks",
                "Learning from 960 samples of 2 tracks, looking at 480 samples of 1 track; 128 samples a "
                    + "step",
                "Model: 353,537 weights, 45,456 of them the encoder's, which makes 512 features");
        assertThat(PretrainReport.plan(PLAN, false)).hasSize(2);
    }

    @Test
    void anEpochIsOneLine() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("train_loss", 0.01234567);
        metrics.put("train_kl", 2.0);
        metrics.put("val_loss", 0.5);
        metrics.put("samples_per_s", 12_345.6);

        assertThat(PretrainNews.text(metrics, false))
                .isEqualTo("train_loss 0.01235, val_loss 0.5000, 12,346 samples/s");
        assertThat(PretrainNews.text(metrics, true)).contains("train_kl 2.000");
    }

    @Test
    void progressTellsWhatIsDoneAndHowLongItTakesStill() {
        AtomicLong nanos = new AtomicLong();
        PretrainProgress progress = new PretrainProgress(4, nanos::get);
        assertThat(progress.get().text()).isEqualTo("Looking at the dataset");
        progress.decoded(300, 1200);
        Progress.State decoding = progress.get();
        assertThat(decoding.text()).isEqualTo("Decoding frames 300/1,200");
        assertThat(decoding.done()).isEqualTo(300);
        assertThat(decoding.total()).isEqualTo(1200);

        progress.begun(2);
        assertThat(progress.get().text()).isEqualTo("epoch 2/4");
        progress.step(2, 1, 10, 0.5); // goes on after an epoch
        nanos.set(10_000_000_000L);
        progress.step(2, 6, 10, 0.25);
        Progress.State training = progress.get();
        // 5 steps in 10 s: 24 more take 48 s.
        assertThat(training.text()).isEqualTo("epoch 2/4  step 6/10  ETA 48 s  loss 0.2500");
        assertThat(training.done()).isEqualTo(16);
        assertThat(training.total()).isEqualTo(40);
        assertThat(training.fields().get("etaMs")).isEqualTo(48_000L);
        assertThat(training.fields().get("loss")).isEqualTo(0.25);
        progress.step(2, 7, 10, Double.NaN);
        assertThat(progress.get().fields().get("loss")).isNull();
    }
}
