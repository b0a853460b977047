package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.optim.LrSchedule;
import tmnf.pretrain.run.Checkpoint;
import tmnf.pretrain.run.CheckpointFile;
import tmnf.pretrain.run.RunFolder;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.train.PretrainResult.End;
import tmnf.pretrain.train.PretrainSettings.Existing;
import tmnf.pretrain.train.PretrainSettings.Optimisation;
import tmnf.pretrain.train.PretrainSettings.Task;

/** Whole runs on small frames in memory, with one thread. */
class PretrainRunTest {

    private static final int SIDE = 40;

    @TempDir
    Path temp;

    private final Pretrainer pretrainer = new Pretrainer(TestEngine.start());
    private final List<String> warnings = new ArrayList<>();
    private final List<Integer> epochs = new ArrayList<>();

    private TrainingData data(PretrainSettings settings, int tracks) {
        MemoryFrames frames = new MemoryFrames(SIDE, tracks);
        TrackSplit split = TrackSplit.of(frames.replays().stream().map(replay -> replay.track()).toList(),
                settings.data().validationFraction(), settings.optimisation().seed());
        int length = settings.data().stack() + settings.model().steps();
        TrainingData data = TrainingData.of(frames, split, length,
                TrainingData.Signature.of("signature" + tracks), List.of());
        return settings.model().task().needsActions() ? data.labelled(data.train(), new TestActions(length),
                data.validation(), new TestActions(length), TrainingData.Labelled.NOT) : data;
    }

    private PretrainSettings settings(Task task, String run, Existing existing, Optimisation optimisation) {
        PretrainSettings base = TestSettings.of(task, SIDE, 2, Path.of("data"), temp);
        PretrainSettings.Output output = base.output();
        return new PretrainSettings(base.data(), base.model(), optimisation,
                new PretrainSettings.Output(output.folder(), Optional.of(run), existing,
                        output.checkpoints(), output.keepBest(), output.tensorboard(), output.csv(),
                        output.logEvery(), output.toolVersion()), base.effective());
    }

    private static Optimisation epochs(int count) {
        return new Optimisation(count, 8, 1e-3, 1, Optional.empty(), 0, "auto", 42, Optional.empty());
    }

    private PretrainResult run(PretrainSettings settings, EpochTraining.StopReason stop) throws Exception {
        return run(settings, data(settings, 4), stop);
    }

    private PretrainResult run(PretrainSettings settings, TrainingData data, EpochTraining.StopReason stop)
            throws Exception {
        RunFolder folder = settings.output().existing() == Existing.RESUME
                ? RunFolder.resume(temp, settings.output().runName())
                : RunFolder.create(temp, settings.output().runName(), false, Set.of());
        try (data; RunOutput output = new RunOutput(folder, settings, Clock.systemUTC())) {
            return pretrainer.run(RunTask.of(settings), data, output, new PretrainListener() {
                @Override
                public void warning(String message) {
                    warnings.add(message);
                }

                @Override
                public void epoch(int epoch, Map<String, Double> metrics, boolean best) {
                    epochs.add(epoch);
                }
            }, stop);
        }
    }

    private static EpochTraining.StopReason never() {
        return Optional::empty;
    }

    /** Stops when it is asked for the n-th time, at the beginning and end of epochs and at each step. */
    private static EpochTraining.StopReason at(int count) {
        int[] asked = {0};
        return () -> ++asked[0] >= count ? Optional.of(End.INTERRUPTED) : Optional.empty();
    }

    @Test
    void aRunThatIsStoppedAnywhereAndResumedEndsWithTheWeightsOfOneWithoutABreak() throws Exception {
        for (Task task : EnumSet.complementOf(EnumSet.of(Task.INVERSE))) { // much as FORWARD
            PretrainResult whole = run(settings(task, task + "-whole", Existing.REFUSE, epochs(3)), never());
            byte[] weights = Files.readAllBytes(whole.encoder());
            for (int moment : new int[] {1, 4, 11}) {
                String name = task + "-" + moment;
                PretrainResult part =
                        run(settings(task, name, Existing.REFUSE, epochs(3)), at(moment));
                assertThat(part.end()).isEqualTo(End.INTERRUPTED);
                assertThat(part.encoder()).exists();
                PretrainResult rest = run(settings(task, name, Existing.RESUME, epochs(3)), never());

                assertThat(rest.end()).isEqualTo(End.COMPLETED);
                assertThat(rest.exportedEpoch()).isEqualTo(whole.exportedEpoch());
                assertThat(Files.readAllBytes(rest.encoder())).as("%s, stopped at %d", task, moment)
                        .isEqualTo(weights);
                for (String file : new String[] {"checkpoints/last.ckpt", "metrics.csv", "csv/metrics.csv"}) {
                    assertThat(rest.folder().resolve(file))
                            .hasSameBinaryContentAs(whole.folder().resolve(file));
                }
            }
        }
    }

    private static Optimisation cosine(int count) {
        return new Optimisation(count, 8, 1e-3, new LrSchedule(LrSchedule.Shape.COSINE, 0.5), 1,
                Optional.empty(), 0, "auto", 42, Optional.empty());
    }

    /** The column of {@code metrics.csv}. */
    private static List<Double> stepSizes(PretrainResult result) throws Exception {
        return CheckpointFile.read(result.folder().resolve("checkpoints/last.ckpt")).rows().stream()
                .map(row -> row.values().get("lr")).toList();
    }

    /** 33 samples are 5 steps an epoch, of which 3 (2.5) are the warm-up. */
    @Test
    void theStepSizeFollowsItsScheduleAlsoBehindABreak() throws Exception {
        PretrainResult whole = run(settings(Task.AE, "c", Existing.REFUSE, cosine(3)), never());
        List<Double> expected = IntStream.of(4, 9, 14)
                .mapToObj(step -> 1e-3 * (1 + Math.cos(Math.PI * (step - 3) / 12)) / 2).toList();
        for (int i = 0; i < 3; i++) {
            assertThat(stepSizes(whole).get(i)).isCloseTo(expected.get(i), within(1e-15));
        }
        PretrainResult constant = run(settings(Task.AE, "constant", Existing.REFUSE, epochs(3)), never());
        assertThat(StateDict.read(whole.encoder()).hasSameBits(StateDict.read(constant.encoder()))).isFalse();
        for (int moment : new int[] {4, 10}) {
            run(settings(Task.AE, "c" + moment, Existing.REFUSE, cosine(3)), at(moment));
            PretrainResult rest = run(settings(Task.AE, "c" + moment, Existing.RESUME, cosine(3)), never());
            for (String file : new String[] {"encoder.pt", "checkpoints/last.ckpt", "metrics.csv"}) {
                assertThat(rest.folder().resolve(file))
                        .hasSameBinaryContentAs(whole.folder().resolve(file));
            }
        }
    }

    @Test
    void aScheduleThatDependsOnTheLengthFixesIt() throws Exception {
        run(settings(Task.AE, "run", Existing.REFUSE, cosine(2)), at(11));
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> run(settings(Task.AE, "run", Existing.RESUME, cosine(3)), never()))
                .withMessageContaining("lr_schedule was cosine over 2 epochs and is to be cosine over 3");
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> run(settings(Task.AE, "run", Existing.RESUME, epochs(2)), never()))
                .withMessageContaining("lr_schedule was cosine over 2 epochs and is to be constant; "
                        + "warmup_epochs was 0.5 and is to be 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Optimisation(3, 8, 1e-3,
                new LrSchedule(LrSchedule.Shape.COSINE, 3), 1, Optional.empty(), 0, "auto", 42,
                Optional.empty()));
    }

    @Test
    void aRunThatIsOverGoesOnWhenMoreEpochsAreAskedFor() throws Exception {
        PretrainResult whole = run(settings(Task.AE, "a", Existing.REFUSE, epochs(4)), never());
        run(settings(Task.AE, "b", Existing.REFUSE, epochs(2)), never());
        epochs.clear();
        PretrainResult more = run(settings(Task.AE, "b", Existing.RESUME, epochs(4)), never());

        assertThat(epochs).containsExactly(3, 4);
        assertThat(StateDict.read(more.encoder()).hasSameBits(StateDict.read(whole.encoder()))).isTrue();
        epochs.clear();
        assertThat(run(settings(Task.AE, "b", Existing.RESUME, epochs(4)), never()).end())
                .isEqualTo(End.COMPLETED);
        assertThat(epochs).isEmpty();
    }

    @Test
    void theBestEpochIsExportedNotTheLast() throws Exception {
        // With steps this large the loss gets worse after a while.
        Optimisation wild = new Optimisation(8, 8, 0.05, 0, Optional.empty(), 0, "auto", 42,
                Optional.empty());
        PretrainResult result = run(settings(Task.AE, "wild", Existing.REFUSE, wild), never());

        assertThat(result.exportedEpoch()).isBetween(1, 7);
        assertThat(result.bestValue().getAsDouble()).isLessThan(result.lastMetrics().get("val_loss"));
        assertThat(result.monitor()).isEqualTo("val_loss");
        Checkpoint last = CheckpointFile.read(result.folder().resolve("checkpoints/last.ckpt"));
        StateDict exported = StateDict.read(result.encoder());
        assertThat(exported.hasSameBits(last.bestWeights().under("encoder."))).isTrue();
        assertThat(exported.hasSameBits(last.weights().under("encoder."))).isFalse();
        Optimisation shorter = new Optimisation(result.exportedEpoch(), 8, 0.05, 0, Optional.empty(), 0,
                "auto", 42, Optional.empty());
        PretrainResult ended = run(settings(Task.AE, "ended", Existing.REFUSE, shorter), never());
        assertThat(ended.encoder()).hasSameBinaryContentAs(result.encoder());
        assertThat(run(settings(Task.AE, "ended", Existing.RESUME, wild), never()).encoder())
                .as("the best one lies before the break").hasSameBinaryContentAs(result.encoder());
    }

    @Test
    void itEndsEarlyWithoutGain() throws Exception {
        Optimisation patient = new Optimisation(50, 8, 1e-3, 1, Optional.of(2), 10, "train_loss", 42,
                Optional.empty());
        PretrainResult result = run(settings(Task.AE, "early", Existing.REFUSE, patient), never());

        assertThat(result.end()).isEqualTo(End.EARLY_STOPPED);
        assertThat(result.epochs()).as("one that counts, two that do not gain 10").isEqualTo(3);
        assertThat(run(settings(Task.AE, "early", Existing.RESUME, patient), never()).end())
                .isEqualTo(End.EARLY_STOPPED);

        Optimisation shorter = new Optimisation(2, 8, 1e-3, 1, Optional.of(2), 10, "train_loss", 42,
                Optional.empty());
        assertThat(run(settings(Task.AE, "two", Existing.REFUSE, shorter), never()).end())
                .isEqualTo(End.COMPLETED);
        assertThat(run(settings(Task.AE, "two", Existing.RESUME, patient), never()).epochs())
                .as("the epoch without gain counts after a break, too").isEqualTo(3);
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunWithTheWeightsBeforeIt() throws Exception {
        Optimisation broken = new Optimisation(30, 2, 1e30, 0, Optional.empty(), 0, "auto", 42,
                Optional.empty());
        PretrainResult result = run(settings(Task.AE, "nan", Existing.REFUSE, broken), never());

        assertThat(result.end()).isEqualTo(End.DIVERGED);
        assertThat(warnings).isNotEmpty().allMatch(warning -> warning.contains("left out"));
        for (float value : StateDict.read(result.encoder()).get("0.weight").floats()) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void stepsThatAreLeftOutAreTwoSentencesAnEpochAndTheOthersStillCount() throws Exception {
        Optimisation broken = new Optimisation(30, 2, 1e30, 0, Optional.empty(), 0, "auto", 42,
                Optional.empty());
        run(settings(Task.AE, "nan", Existing.REFUSE, broken), never());

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).matches("epoch 1, step \\d+: the loss is .*; the step is left out");
        assertThat(warnings.get(1)).matches("epoch 1: 10 of \\d+ steps were left out for that reason");
    }

    @Test
    void otherSettingsOrFramesAreRefused() throws Exception {
        run(settings(Task.AE, "run", Existing.REFUSE, epochs(1)), never());
        Optimisation faster = new Optimisation(2, 8, 2e-3, 1, Optional.empty(), 0, "auto", 42,
                Optional.empty());
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> run(settings(Task.AE, "run", Existing.RESUME, faster), never()))
                .withMessageContaining("lr was 0.001 and is to be 0.002");
        PretrainSettings same = settings(Task.AE, "run", Existing.RESUME, epochs(2));
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> run(same, data(same, 5), never()))
                .withMessageContaining("the frames of the dataset have changed");
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> run(settings(Task.VAE, "run", Existing.RESUME, epochs(2)), never()))
                .withMessageContaining("task was AE");
    }

    @Test
    void aBatchLargerThanTheSamplesIsCutToThem() throws Exception {
        for (Task task : List.of(Task.AE, Task.VAE, Task.SIMCLR)) {
            warnings.clear();
            Optimisation large = new Optimisation(1, 4096, 1e-3, 1, Optional.empty(), 0, "auto", 42,
                    Optional.empty());
            PretrainResult result = run(settings(task, task + "-cut", Existing.REFUSE, large), never());
            assertThat(result.plan().batch()).isEqualTo(result.plan().trainSamples()).isEqualTo(33);
            assertThat(warnings).singleElement().asString().contains("from 4096 samples to the 33");
            assertThat(result.lastMetrics()).containsKey("train_loss");
        }
    }

    @Test
    void withoutTracksForValidationTrainingDecides() throws Exception {
        PretrainSettings settings = settings(Task.AE, "alone", Existing.REFUSE, epochs(1));
        assertThat(run(settings, data(settings, 1), never()).monitor()).isEqualTo("train_loss");

        Optimisation judged = new Optimisation(1, 8, 1e-3, 1, Optional.empty(), 0, "val_loss", 42,
                Optional.empty());
        PretrainSettings impossible = settings(Task.AE, "impossible", Existing.REFUSE, judged);
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> run(impossible, data(impossible, 1), never()))
                .withMessageContaining("no track is left for validation");
    }
}
