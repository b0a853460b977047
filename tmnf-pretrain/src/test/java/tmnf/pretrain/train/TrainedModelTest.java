package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.objective.Objective;
import tmnf.pretrain.objective.SampleTensors;
import tmnf.pretrain.objective.StepLoss;
import tmnf.pretrain.optim.AdamSettings;

class TrainedModelTest {

    private static final int SIDE = 48;
    private static final int SAMPLES = 6;

    private final TorchEngine engine = TestEngine.start();

    private TrainedModel model(PretrainSettings.Task task, double limit) throws Exception {
        return new TrainedModel(engine, Objectives.of(TestSettings.of(task, SIDE, 2)), AdamSettings.DEFAULT,
                limit, 7);
    }

    private static ByteBuffer pictures() {
        ByteBuffer pixels = ByteBuffer.allocateDirect(SAMPLES * 2 * SIDE * SIDE);
        for (int i = 0; pixels.hasRemaining(); i++) {
            pixels.put((byte) (i / (SIDE * 7) % 2 * 150 + 40));
        }
        return pixels.flip();
    }

    /** Those that need actions are in LatentObjectivesTest. */
    @Test
    void stepsLowerTheLossOfEachTask() throws Exception {
        for (PretrainSettings.Task task : PretrainSettings.Task.values()) {
            if (task.needsActions()) {
                continue;
            }
            try (TrainedModel model = model(task, 1)) {
                BatchFigures before =
                        model.evaluate(pictures(), SAMPLES, Draws.validation(1, 1));
                for (int step = 1; step <= 15; step++) {
                    TrainedModel.Step taken = model.train(pictures(), SAMPLES, Draws.training(1, 1, step));
                    assertThat(taken.taken()).isTrue();
                    assertThat(taken.gradientNorm()).isPositive();
                }
                BatchFigures after = model.evaluate(pictures(), SAMPLES, Draws.validation(1, 1));
                assertThat(after.loss()).as("%s", task).isLessThan(before.loss());
            }
        }
    }

    @Test
    void theFirstLossIsThatOfThePicturesInBytes() throws Exception {
        try (TrainedModel model = model(PretrainSettings.Task.AE, 1)) {
            byte[] given = new byte[pictures().remaining()];
            pictures().get(given);
            byte[] back = model.reconstruct(pictures(), SAMPLES);
            double sum = 0;
            for (int i = 0; i < given.length; i++) {
                double difference = ((given[i] & 0xff) - (back[i] & 0xff)) / 255.0;
                sum += difference * difference;
            }
            assertThat(model.evaluate(pictures(), SAMPLES, Draws.validation(1, 1)).loss())
                    .isCloseTo(sum / given.length, within(1e-3));
        }
    }

    @Test
    void aStepWithoutANumberChangesNothingAndTheNextOneIsFine() throws Exception {
        try (TrainedModel model = model(PretrainSettings.Task.AE, 1)) {
            float[] good = model.weights().toFloats();
            float[] broken = good.clone();
            broken[3] = Float.NaN;
            model.weights().set(broken);
            assertThat(model.train(pictures(), SAMPLES, Draws.training(1, 1, 1)).taken()).isFalse();
            assertThat(model.adam().state().steps()).isZero();

            model.weights().set(good);
            TrainedModel.Step step = model.train(pictures(), SAMPLES, Draws.training(1, 1, 2));
            assertThat(step.taken()).isTrue();
            assertThat(model.weights().toFloats()).doesNotContain(Float.NaN);
        }
    }

    @Test
    void contrastivePretrainingGivesNoPicturesBack() throws Exception {
        try (TrainedModel model = model(PretrainSettings.Task.SIMCLR, 1)) {
            assertThat(model.reconstruct(pictures(), SAMPLES)).isEmpty();
        }
    }

    @Test
    void theSameSeedTrainsTheSameWeights() throws Exception {
        float[] first = trained(PretrainSettings.Task.VAE);
        assertThat(trained(PretrainSettings.Task.VAE)).isEqualTo(first);
    }

    /** Not those of a checkpoint that a run goes on from, nor those of its second step. */
    @Test
    void onlyWeightsAsTheyWereDrawnAreFittedToTheFirstBatch() throws Exception {
        Fitted objective = new Fitted(Objectives.of(TestSettings.of(PretrainSettings.Task.AE, SIDE, 2)),
                new AtomicInteger());
        try (TrainedModel first = new TrainedModel(engine, objective, AdamSettings.DEFAULT, 1, 7);
                TrainedModel resumed = new TrainedModel(engine, objective, AdamSettings.DEFAULT, 1, 7)) {
            first.train(pictures(), SAMPLES, Draws.training(1, 1, 1));
            assertThat(objective.times()).hasValue(1);
            first.train(pictures(), SAMPLES, Draws.training(1, 1, 2));
            resumed.weights().set(first.weights());
            resumed.adam().restore(first.adam().state());
            resumed.train(pictures(), SAMPLES, Draws.training(1, 1, 3));
            assertThat(objective.times()).hasValue(1);
        }
    }

    /** Counts how often weights are fitted. */
    private record Fitted(Objective given, AtomicInteger times) implements Objective {

        @Override
        public StackedEncoder encoder() {
            return given.encoder();
        }

        @Override
        public List<WeightSpec> specs() {
            return given.specs();
        }

        @Override
        public void fit(Weights drawn, SampleTensors first) {
            times.incrementAndGet();
        }

        @Override
        public StepLoss loss(Weights weights, SampleTensors samples, SplittableRandom random) {
            return given.loss(weights, samples, random);
        }
    }

    private float[] trained(PretrainSettings.Task task) throws Exception {
        try (TrainedModel model = model(task, 1)) {
            for (int step = 1; step <= 3; step++) {
                model.train(pictures(), SAMPLES, Draws.training(9, 2, step));
            }
            return model.weights().toFloats();
        }
    }
}
