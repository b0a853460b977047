package tmnf.pretrain.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.LatentDynamics;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StackedEncoder.Mode;
import tmnf.pretrain.net.TransitionHead;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.optim.Adam;
import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.run.EpochRow;
import tmnf.pretrain.run.FeatureCollapse;

/** A bright bar that an action moves up, another moves down, and a third leaves where it is. */
class LatentObjectivesTest {

    private static final int SIDE = 40;
    private static final int ACTIONS = 3;
    private static final int STEPS = 3;
    private static final int BATCH = 16;
    private static final StackedEncoder ONE = new StackedEncoder(1, Mode.CHANNEL, SIDE, SIDE);

    private final TorchEngine engine = TestEngine.start();

    private static ForwardModel forward(StackedEncoder encoder, double variance, double covariance) {
        return new ForwardModel(encoder, new LatentDynamics(encoder.features(), ACTIONS), Normalization.RL,
                STEPS, new LatentTerms(variance, covariance));
    }

    private static InverseModel inverse(StackedEncoder encoder) {
        return new InverseModel(encoder, new TransitionHead(encoder.features(), ACTIONS), Normalization.RL,
                new LatentTerms(1, 0.04));
    }

    /** Windows of so many frames, each frame with the action that follows it, the last with none. */
    private static SampleTensors samples(NDManager scope, SplittableRandom random, int batch, int frames) {
        float[] pixels = new float[batch * frames * SIDE * SIDE];
        long[] actions = new long[batch * frames];
        for (int sample = 0; sample < batch; sample++) {
            int bar = 4 + random.nextInt(SIDE - 8);
            for (int frame = 0; frame < frames; frame++) {
                for (int i = 0; i < SIDE * SIDE; i++) {
                    pixels[(sample * frames + frame) * SIDE * SIDE + i] =
                            Math.abs(i / SIDE - bar) < 4 ? 0.9f : 0.2f;
                }
                int action = random.nextInt(ACTIONS);
                bar = Math.floorMod(bar + 3 * (action - 1), SIDE);
                actions[sample * frames + frame] = frame == frames - 1 ? -1 : action;
            }
        }
        return new SampleTensors(scope.create(pixels, new Shape(batch, frames, SIDE, SIDE)),
                Optional.of(scope.create(actions, new Shape(batch, frames))), Optional.empty());
    }

    /** Trains, and gives the figures of samples that were not learned from. */
    private Map<String, Double> trained(Objective objective, int steps) {
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, objective.specs(), true);
                Adam adam = new Adam(weights, AdamSettings.DEFAULT.withLr(3e-3))) {
            weights.draw(3);
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < steps; i++) {
                try (NDManager scope = manager.newSubManager()) {
                    try (Recording recording = Recording.begin()) {
                        recording.backward(objective.loss(weights, samples(scope, random, BATCH,
                                objective.frames()), random).total());
                    }
                    adam.step(weights.gradient(scope));
                    weights.clearGradients();
                }
            }
            try (NDManager scope = manager.newSubManager()) {
                return figures(objective, objective.loss(weights, samples(scope, new SplittableRandom(77), 64,
                        objective.frames()), random));
            }
        }
    }

    /** As drawn, some channels are dead for these pictures. */
    @Test
    void noChannelBeginsDead() {
        for (Objective objective : new Objective[] {forward(ONE, 1, 0.04), inverse(ONE),
                forward(new StackedEncoder(2, Mode.CHANNEL, SIDE, SIDE), 1, 0.04)}) {
            try (NDManager scope = engine.manager();
                    Weights weights = new Weights(scope, objective.specs(), true)) {
                weights.draw(3);
                SampleTensors samples = samples(scope, new SplittableRandom(5), BATCH, objective.frames());
                double drawn = leastVariance(objective, weights, samples);
                objective.fit(weights, samples);

                assertThat(leastVariance(objective, weights, samples)).isGreaterThan(10 * drawn);
            }
        }
    }

    private static double leastVariance(Objective objective, Weights weights, SampleTensors samples) {
        return figures(objective, objective.loss(weights, samples, new SplittableRandom(1)))
                .get("latent_var_min");
    }

    private static Map<String, Double> figures(Objective objective, StepLoss loss) {
        Map<String, Double> figures = new LinkedHashMap<>();
        loss.parts().forEach((name, value) -> figures.put(name, (double) value.getFloat()));
        float[] tally = loss.tally().orElseThrow().toFloatArray();
        double[] sums = new double[tally.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = tally[i];
        }
        figures.putAll(objective.figures(sums));
        return figures;
    }

    @Test
    void aForwardModelTellsWhatActionsDoAndKeepsItsFeaturesApart() {
        Map<String, Double> figures = trained(forward(ONE, 1, 0.04), 120);

        assertThat(figures.get("rollout_1")).isLessThan(0.6 * figures.get("copy_1"));
        assertThat(figures.get("rollout_3")).isLessThan(0.6 * figures.get("copy_3"));
        assertThat(figures.get("latent_var_min")).isGreaterThan(LatentTerms.LEAST_VARIANCE);
        assertThat(figures.get("latent_still")).isZero();
        assertThat(FeatureCollapse.of(asTraining(figures))).isEmpty();
    }

    @Test
    void withoutTheTermsFeaturesBecomeAllTheSameWhichIsToldAsACollapse() {
        Map<String, Double> figures = trained(forward(ONE, 0, 0), 40);

        assertThat(figures.get("prediction")).isLessThan(1e-3);
        assertThat(figures.get("latent_var_mean")).isLessThan(0.01);
        assertThat(figures.get(FeatureCollapse.STILL)).isEqualTo(1);
        assertThat(FeatureCollapse.of(asTraining(figures)).orElseThrow())
                .startsWith("100 % of the features hardly vary").contains("collapses");
    }

    @Test
    void aCollapseIsJudgedByWhatIsLearnedFromNotByAFewOtherTracks() {
        assertThat(FeatureCollapse.of(Map.of("train_latent_still", 0.5, "train_latent_var_min", 0.01,
                "val_latent_still", 0.0)).orElseThrow())
                .startsWith("50 % of the features hardly vary from frame to frame of what is learned from, "
                        + "the variance of the least is 0.010");
        assertThat(FeatureCollapse.of(Map.of("train_latent_still", 0.0, "val_latent_still", 0.33))).isEmpty();
        assertThat(FeatureCollapse.of(Map.of("train_loss", 1.0))).isEmpty();
    }

    /** Two batches of features that do not vary, which moved between them. */
    @Test
    void whatMovesOnlyFromBatchToBatchDoesNotVary() {
        try (NDManager scope = engine.manager()) {
            float[] sums = LatentTerms.tally(scope.full(new Shape(4, 2), 1f))
                    .add(LatentTerms.tally(scope.full(new Shape(4, 2), 9f))).toFloatArray();
            float[] varied = LatentTerms.tally(scope.create(new float[] {0, 0, 2, 0}, new Shape(2, 2)))
                    .toFloatArray();
            double[] all = new double[LatentTerms.length(2)];
            for (int i = 0; i < all.length; i++) {
                all[i] = sums[i] + varied[i];
            }

            assertThat(LatentTerms.figures(new double[] {sums[0], sums[1], sums[2]}, 0, 2))
                    .containsEntry("latent_var_mean", 0.0).containsEntry("latent_still", 1.0);
            assertThat(LatentTerms.figures(all, 0, 2)).as("2 over 7 degrees of freedom, and 0")
                    .containsEntry("latent_var_mean", 2 / 7.0 / 2).containsEntry("latent_still", 0.5);
        }
    }

    private static Map<String, Double> asTraining(Map<String, Double> figures) {
        Map<String, Double> named = new LinkedHashMap<>();
        figures.forEach((name, value) -> named.put(EpochRow.TRAIN + name, value));
        return named;
    }

    @Test
    void anInverseModelTellsActionsFromFeatures() {
        Map<String, Double> figures = trained(inverse(ONE), 100);

        assertThat(figures.get("acc_majority")).isBetween(0.33, 0.5);
        assertThat(figures.get("acc")).isGreaterThan(0.8);
        assertThat(figures.get("latent_still")).isLessThan(0.1);
    }

    /** What is added up by hand, in double precision, from the features of single stacks. */
    @Test
    void errorsVariancesAndCovariancesAreThoseOfTheFeatures() {
        for (Mode mode : Mode.values()) {
            StackedEncoder two = new StackedEncoder(2, mode, SIDE, SIDE);
            ForwardModel model = forward(two, 1, 0.04);
            try (NDManager scope = engine.manager();
                    Weights weights = new Weights(scope, model.specs(), false)) {
                weights.draw(9);
                SampleTensors samples = samples(scope, new SplittableRandom(2), 5, model.frames());
                Map<String, Double> figures = figures(model, model.loss(weights, samples,
                        new SplittableRandom(1)));
                double[][][] encoded = encoded(two, weights, samples.pictures());
                for (int step = 1; step <= STEPS; step++) {
                    double copy = 0;
                    for (int sample = 0; sample < 5; sample++) {
                        for (int i = 0; i < two.features(); i++) {
                            copy += Math.pow(encoded[step][sample][i] - encoded[0][sample][i], 2);
                        }
                    }
                    copy /= 5 * two.features();
                    assertThat(figures.get("copy_" + step)).isCloseTo(copy, Offset.offset(1e-6 * copy
                            + 1e-9));
                    assertThat(figures.get("rollout_" + step)).as("nothing is told yet")
                            .isCloseTo(copy, Offset.offset(1e-6 * copy + 1e-9));
                }
                checkTerms(encoded, figures);
            }
        }
    }

    private static double[][][] encoded(StackedEncoder encoder, Weights weights, NDArray pictures) {
        double[][][] encoded = new double[STEPS + 1][5][encoder.features()];
        for (int step = 0; step <= STEPS; step++) {
            for (int sample = 0; sample < 5; sample++) {
                float[] one = encoder.forward(weights, Normalization.RL.apply(pictures.get(sample + ":"
                        + (sample + 1) + "," + step + ":" + (step + 2)))).toFloatArray();
                for (int i = 0; i < one.length; i++) {
                    encoded[step][sample][i] = one[i];
                }
            }
        }
        return encoded;
    }

    private static void checkTerms(double[][][] encoded, Map<String, Double> figures) {
        int features = encoded[0][0].length;
        int rows = encoded.length * encoded[0].length;
        double[] mean = new double[features];
        for (double[][] step : encoded) {
            for (double[] row : step) {
                for (int i = 0; i < features; i++) {
                    mean[i] += row[i] / rows;
                }
            }
        }
        double lack = 0;
        double others = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < features; i++) {
            for (int j = 0; j < features; j++) {
                double product = 0;
                for (double[][] step : encoded) {
                    for (double[] row : step) {
                        product += (row[i] - mean[i]) * (row[j] - mean[j]);
                    }
                }
                if (i == j) {
                    lack += Math.max(0, 1 - Math.sqrt(product / (rows - 1) + 1e-6)) / features;
                    least = Math.min(least, product / (rows - 1));
                } else {
                    others += Math.pow(product / (rows - 1), 2) / features;
                }
            }
        }
        assertThat(figures.get("variance")).isCloseTo(lack, Offset.offset(1e-5));
        assertThat(figures.get("covariance")).isCloseTo(others, Offset.offset(1e-3 * others + 1e-12));
        assertThat(figures.get("latent_var_min")).isCloseTo(least, Offset.offset(1e-6));
    }

    @Test
    void samplesWithoutActionsAreRefused() {
        ForwardModel model = forward(ONE, 1, 0);
        try (NDManager scope = engine.manager();
                Weights weights = new Weights(scope, model.specs(), false)) {
            NDArray pictures = scope.zeros(new Shape(2, model.frames(), SIDE, SIDE));
            assertThatIllegalArgumentException().isThrownBy(() -> model.loss(weights,
                    SampleTensors.of(pictures), new SplittableRandom(1))).withMessageContaining("no actions");
            assertThatIllegalArgumentException().isThrownBy(() -> model.loss(weights,
                    new SampleTensors(pictures, Optional.of(scope.zeros(new Shape(2, 2))), Optional.empty()),
                    new SplittableRandom(1))).withMessageContaining("2 actions, 3 are needed");
        }
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LatentTerms(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ForwardModel(ONE,
                new LatentDynamics(7, ACTIONS), Normalization.RL, STEPS, new LatentTerms(1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new InverseModel(ONE,
                new TransitionHead(7, ACTIONS), Normalization.RL, new LatentTerms(1, 1)));
    }
}
