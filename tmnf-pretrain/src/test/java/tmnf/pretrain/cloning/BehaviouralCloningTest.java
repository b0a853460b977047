package tmnf.pretrain.cloning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.NativeArrays;
import tmnf.pretrain.engine.Recording;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.objective.SampleTensors;
import tmnf.pretrain.objective.StepLoss;
import tmnf.pretrain.optim.Adam;
import tmnf.pretrain.optim.AdamSettings;
import tmnf.tminterface.observation.Normalisation;

class BehaviouralCloningTest {

    private static final int SIDE = 34;
    private static final int ACTIONS = 3;
    private static final ActionColumns TWO = new ActionColumns(List.of(50, 0));
    private static final Normalisation SCALING = Normalisation.of(new float[] {1, 2}, new float[] {2, 4});
    private static final CloningIqn.Sizes SIZES = new CloningIqn.Sizes(6, 16, 4);

    private final NDManager scope = TestEngine.start().manager();

    @AfterEach
    void close() {
        scope.close();
    }

    private static StackedEncoder stack(int frames, StackedEncoder.Mode mode) {
        return new StackedEncoder(frames, mode, SIDE, SIDE);
    }

    private static PolicyNetwork plain(int frames, StackedEncoder.Mode mode, int hidden, Dropout dropout) {
        return new CloningNetwork(stack(frames, mode), Optional.of(new CloningNetwork.Floats(SCALING, 6)), 2,
                hidden, ACTIONS, dropout);
    }

    private static PolicyNetwork iqn(Dropout dropout, boolean randomQuantile) {
        return new CloningIqn(stack(2, StackedEncoder.Mode.CHANNEL), SCALING, SIZES, 2, ACTIONS, dropout,
                randomQuantile);
    }

    private static BehaviouralCloning objective(PolicyNetwork network) {
        return new BehaviouralCloning(network, Normalization.RL, TWO, List.of(0.5, 2.0));
    }

    private Weights drawn(BehaviouralCloning objective) {
        Weights weights = new Weights(scope, objective.specs(), true);
        weights.draw(5);
        return weights;
    }

    /** Columns: at 50 ms, at 0 ms, before. */
    private SampleTensors samples(int frames, long... labels) {
        int batch = labels.length / TWO.count();
        SplittableRandom random = new SplittableRandom(3);
        float[] pixels = new float[batch * frames * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        float[] floats = new float[batch * 2];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) random.nextGaussian();
        }
        return new SampleTensors(scope.create(pixels, new Shape(batch, frames, SIDE, SIDE)),
                Optional.of(scope.create(labels, new Shape(batch, TWO.count()))),
                Optional.of(scope.create(floats, new Shape(batch, 2))));
    }

    private NDArray logits(BehaviouralCloning objective, Weights weights, SampleTensors samples) {
        return objective.network().logits(weights, objective.normalization().apply(samples.pictures()),
                samples.floats(), Optional.empty());
    }

    @Test
    void theLossIsTheWeightedSumOfMeansOverKnownActions() {
        BehaviouralCloning objective = objective(plain(1, StackedEncoder.Mode.CHANNEL, 0, Dropout.NONE));
        Weights weights = drawn(objective);
        SampleTensors samples = samples(1, 0, 1, 1, -1, 2, -1, 2, 0, 0);

        StepLoss loss = objective.evaluate(weights, samples, new SplittableRandom(1));

        float[] logits = logits(objective, weights, samples).toFloatArray(); // (3, 2, 3)
        double ofLater = (crossEntropy(logits, 0, 0, 0) + crossEntropy(logits, 2, 0, 2)) / 2;
        double ofNow = (crossEntropy(logits, 0, 1, 1) + crossEntropy(logits, 1, 1, 2)
                + crossEntropy(logits, 2, 1, 0)) / 3;
        assertThat((double) loss.total().getFloat()).isCloseTo(0.5 * ofLater + 2 * ofNow, within(1e-5));
        assertThat((double) loss.parts().get("loss_mean").getFloat())
                .isCloseTo((0.5 * ofLater + 2 * ofNow) / 2.5, within(1e-5));
    }

    private static double crossEntropy(float[] logits, int sample, int head, int label) {
        int at = (sample * 2 + head) * ACTIONS;
        double sum = 0;
        for (int i = 0; i < ACTIONS; i++) {
            sum += Math.exp(logits[at + i]);
        }
        return Math.log(sum) - logits[at + label];
    }

    @Test
    void aBatchWithoutAnyKnownActionTeachesNothing() {
        BehaviouralCloning objective = objective(plain(1, StackedEncoder.Mode.CHANNEL, 0, Dropout.NONE));
        Weights weights = drawn(objective);
        try (Recording recording = Recording.begin()) {
            StepLoss loss = objective.loss(weights, samples(1, -1, -1, 0, -1, -1, 1),
                    new SplittableRandom(1));
            recording.backward(loss.total());
            assertThat(loss.total().getFloat()).isZero();
        }
        assertThat(weights.gradient(scope).toFloatArray()).containsOnly(0);
    }

    @Test
    void whatIsDroppedAndDrawnFollowsFromTheStepAloneAndNothingIsInEvaluation() {
        for (PolicyNetwork network : List.of(plain(1, StackedEncoder.Mode.CHANNEL, 8, new Dropout(0.5, 0)),
                plain(1, StackedEncoder.Mode.CHANNEL, 8, new Dropout(0, 0.5)),
                iqn(new Dropout(0.2, 0.2), false), iqn(Dropout.NONE, true))) {
            BehaviouralCloning objective = objective(network);
            Weights weights = drawn(objective);
            SampleTensors samples = samples(objective.frames(), 0, 1, 1, 2, 2, -1, 2, 0, 0);

            float first = objective.loss(weights, samples, new SplittableRandom(1)).total().getFloat();

            assertThat(objective.loss(weights, samples, new SplittableRandom(1)).total().getFloat())
                    .isEqualTo(first);
            assertThat(objective.loss(weights, samples, new SplittableRandom(2)).total().getFloat())
                    .isNotEqualTo(first);
            float seen = objective.evaluate(weights, samples, new SplittableRandom(1)).total().getFloat();
            assertThat(objective.evaluate(weights, samples, new SplittableRandom(2)).total().getFloat())
                    .isEqualTo(seen).isNotEqualTo(first);
        }
    }

    @Test
    void theShareThatIsDroppedIsMadeUpFor() {
        NDArray kept = Dropout.drop(scope.ones(new Shape(100, 100)), 0.25,
                Optional.of(new SplittableRandom(4)));

        float[] values = kept.toFloatArray();
        assertThat(values).containsOnly(0, (float) (1 / 0.75));
        assertThat((double) kept.mean().getFloat()).isCloseTo(1, within(0.02));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dropout(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Dropout(0, Double.NaN));
    }

    @Test
    void everyFrameOfAStackIsSeen() {
        for (PolicyNetwork network : List.of(plain(2, StackedEncoder.Mode.CHANNEL, 0, Dropout.NONE),
                plain(2, StackedEncoder.Mode.CONCAT, 0, Dropout.NONE), iqn(Dropout.NONE, false))) {
            BehaviouralCloning objective = objective(network);
            assertThat(objective.frames()).isEqualTo(2);
            Weights weights = drawn(objective);
            SampleTensors samples = samples(2, 0, 1, 1);
            float[] before = logits(objective, weights, samples).toFloatArray();
            samples.pictures().set(new NDIndex("0, 0"), 0);

            assertThat(logits(objective, weights, samples).toFloatArray()).isNotEqualTo(before);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new CloningIqn(
                stack(2, StackedEncoder.Mode.CONCAT), SCALING, SIZES, 1, ACTIONS, Dropout.NONE, false))
                .withMessageContaining("stack_mode channel");
    }

    @Test
    void everyWeightLearns() {
        for (PolicyNetwork network : List.of(plain(1, StackedEncoder.Mode.CHANNEL, 8, Dropout.NONE),
                iqn(new Dropout(0.1, 0.1), true))) {
            BehaviouralCloning objective = objective(network);
            Weights weights = drawn(objective);
            SampleTensors samples = samples(objective.frames(), 0, 1, 1, 2, 2, -1, 2, 0, 0, 1, 1, 1);
            double before = objective.evaluate(weights, samples, new SplittableRandom(0)).total().getFloat();
            float[] drawn = weights.toFloats("encoder.0.weight");
            try (Adam adam = new Adam(weights, AdamSettings.DEFAULT)) {
                for (int step = 0; step < 10; step++) {
                    try (Recording recording = Recording.begin()) {
                        recording.backward(objective.loss(weights, samples, new SplittableRandom(step))
                                .total());
                    }
                    adam.step(weights.gradient(scope));
                    weights.clearGradients();
                }
            }
            assertThat((double) objective.evaluate(weights, samples, new SplittableRandom(0)).total()
                    .getFloat()).isLessThan(before);
            assertThat(weights.toFloats("encoder.0.weight")).isNotEqualTo(drawn);
        }
    }

    @Test
    void noTensorEscapesItsStep() throws Exception {
        for (PolicyNetwork network : List.of(plain(1, StackedEncoder.Mode.CHANNEL, 8, new Dropout(0.2, 0.2)),
                iqn(new Dropout(0.2, 0.2), true))) {
            BehaviouralCloning objective = objective(network);
            Weights weights = drawn(objective);
            SampleTensors samples = samples(objective.frames(), 0, 1, 1, 2, 2, -1);
            int before = 0;
            for (int step = 0; step < 10; step++) {
                try (NDManager inner = scope.newSubManager()) {
                    SampleTensors own = new SampleTensors(copy(inner, samples.pictures()),
                            samples.actions().map(each -> copy(inner, each)),
                            samples.floats().map(each -> copy(inner, each)));
                    try (Recording recording = Recording.begin()) {
                        recording.backward(objective.loss(weights, own, new SplittableRandom(step)).total());
                    }
                    weights.gradient(inner);
                    weights.clearGradients();
                    objective.evaluate(weights, own, new SplittableRandom(step));
                }
                before = step == 0 ? NativeArrays.live(scope) : before;
            }
            assertThat(NativeArrays.live(scope)).isEqualTo(before).isGreaterThan(10);
        }
    }

    private static NDArray copy(NDManager to, NDArray array) {
        NDArray copy = array.duplicate();
        copy.attach(to);
        return copy;
    }

    @Test
    void valuesOfAHeadDifferFromTheStatesValueByNothingInTheMean() {
        BehaviouralCloning objective = objective(iqn(Dropout.NONE, false));
        Weights weights = drawn(objective);
        SampleTensors samples = samples(2, 0, 1, 1, 2, 2, -1);

        NDArray values = logits(objective, weights, samples).mean(new int[] {2});

        float[] means = values.toFloatArray(); // of both heads: V
        assertThat(means[0]).isCloseTo(means[1], within(1e-5f));
        assertThat(means[2]).isCloseTo(means[3], within(1e-5f));
        assertThat(objective.specs()).extracting(spec -> spec.name()).contains("A_heads.0.0.weight",
                "A_heads.1.2.bias", "V_head.0.weight", "iqn_fc.0.bias", "encoder.0.weight")
                .doesNotContain("A_head.0.weight", "img_head.0.weight");
    }

    @Test
    void samplesThatDoNotFitAreRefused() {
        BehaviouralCloning objective = objective(plain(1, StackedEncoder.Mode.CHANNEL, 0, Dropout.NONE));
        Weights weights = drawn(objective);
        SampleTensors samples = samples(1, 0, 1, 1);
        SplittableRandom random = new SplittableRandom(0);

        assertThatIllegalArgumentException().isThrownBy(() -> objective.loss(weights,
                SampleTensors.of(samples.pictures()), random)).withMessageContaining("no actions");
        assertThatIllegalArgumentException().isThrownBy(() -> objective.loss(weights, new SampleTensors(
                samples.pictures(), samples.actions(), Optional.empty()), random))
                .withMessageContaining("2 numbers beside the picture");
        assertThatIllegalArgumentException().isThrownBy(() -> objective.loss(weights, samples(1, 3, 0, 0),
                random)).withMessageContaining("action 3");
        assertThatIllegalArgumentException().isThrownBy(() -> objective.loss(weights, new SampleTensors(
                samples.pictures(), Optional.of(scope.create(new long[] {0, 1}, new Shape(1, 2))),
                samples.floats()), random)).withMessageContaining("[50, 0] ms, and the one before");
        assertThatIllegalArgumentException().isThrownBy(() -> new BehaviouralCloning(objective.network(),
                Normalization.RL, TWO, List.of(0.0, 0.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new BehaviouralCloning(objective.network(),
                Normalization.RL, ActionColumns.NOW, List.of(1.0)));
    }

    // --------------------------------------------------------------------------------------- what is counted

    @Test
    void countsOfAStepAreThoseOfItsAnswers() {
        BehaviouralCloning objective = objective(plain(1, StackedEncoder.Mode.CHANNEL, 0, Dropout.NONE));
        Weights weights = drawn(objective);
        SampleTensors samples = samples(1, 0, 1, 1, -1, 2, -1, 2, 0, 0);
        long[] chosen = logits(objective, weights, samples).argMax(2).toLongArray();

        CloningTally tally = CloningTally.of(TWO, ACTIONS, objective.evaluate(weights, samples,
                new SplittableRandom(0)).tally().orElseThrow().toDoubleArray());

        long[][] now = new long[ACTIONS][ACTIONS];
        now[1][(int) chosen[1]]++;
        now[2][(int) chosen[3]]++;
        now[0][(int) chosen[5]]++;
        assertThat(tally.confusion(1)).isDeepEqualTo(now);
        assertThat(tally.repeated(1)).hasValue(1);
        assertThat(tally.repeated(0)).hasValue(0);
        assertThat(tally.majority(0)).hasValue(0.5);
    }

    @Test
    void theLossOfAnEpochIsAMeanOverItsKnownActionsHoweverTheyFallIntoBatches() {
        BehaviouralCloning objective = objective(plain(1, StackedEncoder.Mode.CHANNEL, 0, Dropout.NONE));
        Weights weights = drawn(objective);
        double[] sums = new double[2];
        int[] known = new int[2];
        double[] tally = new double[0];
        for (SampleTensors samples : List.of(samples(1, 0, 1, 1, -1, 2, -1, 2, 0, 0, 1, 1, 0),
                samples(1, -1, 2, 0, -1, -1, 0, -1, 0, 1), samples(1, 1, -1, 0))) {
            float[] logits = logits(objective, weights, samples).toFloatArray();
            long[] labels = samples.actions().orElseThrow().toLongArray();
            for (int i = 0; i < labels.length; i++) {
                int head = i % TWO.count();
                if (head < TWO.heads() && labels[i] >= 0) {
                    sums[head] += crossEntropy(logits, i / TWO.count(), head, (int) labels[i]);
                    known[head]++;
                }
            }
            double[] counted = objective.evaluate(weights, samples, new SplittableRandom(0)).tally()
                    .orElseThrow().toDoubleArray();
            tally = tally.length == 0 ? new double[counted.length] : tally;
            for (int i = 0; i < tally.length; i++) {
                tally[i] += counted[i];
            }
        }

        double wanted = 0.5 * sums[0] / known[0] + 2 * sums[1] / known[1];
        assertThat(objective.figures(tally)).containsKeys("loss", "loss_mean");
        assertThat(objective.figures(tally).get("loss")).isCloseTo(wanted, within(1e-5));
        assertThat(objective.figures(tally).get("loss_mean")).isCloseTo(wanted / 2.5, within(1e-5));
        assertThat(objective.figures(new double[tally.length])).doesNotContainKeys("loss", "loss_mean");
    }
}
