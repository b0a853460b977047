package tmnf.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.rl.buffer.TransitionBatch;
import tmnf.rl.learn.LearnerSettings.Munchausen;
import tmnf.tminterface.observation.Normalisation;

/** What a step does besides the mathematics of the original. */
class LearnerStepTest {

    private static final IqnNetwork NETWORK = new IqnNetwork(Optional.empty(), 3, 16, 32, 8, 3);
    private static final LearnerSettings PLAIN = LearnerSettings.DEFAULT;

    private TorchEngine engine;

    @BeforeEach
    void startEngine() throws Exception {
        engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
    }

    private static LearnerSettings settings(double clipNorm, double clipValue, int reference,
            List<String> frozen, Munchausen munchausen) {
        return new LearnerSettings(8, 0.005, true, 4, clipNorm, clipValue, reference, 1e-4, 0.9, 0.999, 0.1,
                frozen, Optional.ofNullable(munchausen));
    }

    private LearnerStep learner(IqnNetwork network, LearnerSettings settings) {
        LearnerStep learner = new LearnerStep(engine, network, Normalisation.of(new float[3],
                new float[] {1, 1, 1}), settings, new SplittableRandom(1));
        learner.draw(1);
        return learner;
    }

    private LearnerStep learner(LearnerSettings settings) {
        return learner(NETWORK, settings);
    }

    private static TransitionBatch batch(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TransitionBatch batch = new TransitionBatch(size, 0, 3);
        for (int i = 0; i < 3 * size; i++) {
            batch.numbers().put(i, (float) random.nextGaussian());
            batch.nextNumbers().put(i, (float) random.nextGaussian());
        }
        for (int i = 0; i < size; i++) {
            batch.actions()[i] = random.nextInt(3);
            batch.rewards().put(i, (float) random.nextDouble());
            batch.gammas().put(i, 0.9f);
            batch.weights().put(i, 1);
        }
        return batch;
    }

    /** The same transitions so many times. */
    private static TransitionBatch repeated(TransitionBatch batch, int times) {
        TransitionBatch longer = new TransitionBatch(batch.size() * times, 0, 3);
        for (int i = 0; i < longer.size(); i++) {
            int from = i % batch.size();
            for (int k = 0; k < 3; k++) {
                longer.numbers().put(3 * i + k, batch.numbers().get(3 * from + k));
                longer.nextNumbers().put(3 * i + k, batch.nextNumbers().get(3 * from + k));
            }
            longer.actions()[i] = batch.actions()[from];
            longer.rewards().put(i, batch.rewards().get(from));
            longer.gammas().put(i, batch.gammas().get(from));
            longer.weights().put(i, 1);
        }
        return longer;
    }

    private static BatchLoss.Taus taus(int size, int times) {
        SplittableRandom random = new SplittableRandom(5);
        float[][] all = new float[3][8 * size * times];
        for (float[] taus : all) {
            for (int q = 0; q < 8; q++) {
                for (int b = 0; b < size; b++) {
                    float tau = (float) random.nextDouble();
                    for (int k = 0; k < times; k++) {
                        taus[q * size * times + k * size + b] = tau;
                    }
                }
            }
        }
        return new BatchLoss.Taus(all[0], all[1], all[2]);
    }

    @Test
    void limitsOfGradientsAndTheDecayMayChangeWhileItLearnsAndNothingElse() {
        try (LearnerStep learner = learner(settings(0, 0, 512, List.of(), null))) {
            StepFigures free = learner.learn(batch(8, 1), 1e-3);
            assertThat(free.clippedNorm()).isEqualTo(free.norm());
            learner.adjust(new LearnerSettings(16, 1, false, 2, free.norm() / 4, 0, 0, 1, 0, 0, 0.5,
                    List.of(),
                    Optional.empty()));
            assertThat(learner.learn(batch(8, 1), 1e-3).clippedNorm()).isCloseTo(free.norm() / 4,
                    within(1e-6 * free.norm()));
            assertThat(learner.settings()).isEqualTo(new LearnerSettings(8, 0.005, true, 2,
                    free.norm() / 4, 0,
                    512, 1e-4, 0.9, 0.999, 0.5, List.of(), Optional.empty()));
            assertThat(learner.optimiser().settings().weightDecay()).isEqualTo(0.5);
        }
    }

    @Test
    void theLossOfRewardsThatAreKnownFalls() {
        TransitionBatch batch = batch(32, 1);
        try (LearnerStep learner = learner(PLAIN)) {
            for (int i = 0; i < 32; i++) {
                batch.gammas().put(i, 0);
            }
            float before = mean(learner.test(batch).errors());
            for (int i = 0; i < 60; i++) {
                learner.learn(batch, 3e-3);
            }
            assertThat(mean(learner.test(batch).errors())).isLessThan(before / 3);
        }
    }

    private static float mean(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Test
    void testBatchesChangeNothing() {
        TransitionBatch batch = batch(8, 1);
        try (LearnerStep learner = learner(PLAIN)) {
            learner.learn(batch, 1e-3);
            float[] weights = learner.online().toFloats();
            SelfLoss.State state = learner.selfLoss().state();
            StepFigures figures = learner.test(batch);

            assertThat(figures.learned()).isFalse();
            assertThat(figures.norm()).isZero();
            assertThat(figures.loss()).isPositive();
            assertThat(figures.errors()).hasSize(8);
            assertThat(learner.online().toFloats()).containsExactly(weights);
            assertThat(learner.selfLoss().state()).isEqualTo(state);
            assertThat(learner.optimiser().state().steps()).isEqualTo(1);
        }
    }

    @Test
    void aBatchThatIsNotFiniteChangesNothingAndIsReported() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            TransitionBatch batch = batch(8, 1);
            try (LearnerStep learner = learner(PLAIN)) {
                learner.learn(batch, 1e-3);
                float[] weights = learner.online().toFloats();
                SelfLoss.State state = learner.selfLoss().state();
                batch.rewards().put(3, bad);
                StepFigures figures = learner.learn(batch, 1e-3);

                assertThat(figures.learned()).isFalse();
                assertThat(figures.finite()).isFalse();
                assertThat(learner.online().toFloats()).containsExactly(weights);
                assertThat(learner.selfLoss().state()).isEqualTo(state);
                assertThat(learner.optimiser().state().steps()).isEqualTo(1);

                assertThat(learner.learn(batch(8, 2), 1e-3).learned()).isTrue();
                for (float weight : learner.online().toFloats()) {
                    assertThat(weight).isFinite();
                }
            }
        }
    }

    @Test
    void frozenWeightsStayAndOthersMove() {
        try (LearnerStep learner = learner(settings(30, 1000, 512, List.of("float_feature_extractor.",
                "V_head.0.bias"), null))) {
            float[] before = learner.online().toFloats();
            double norm = 0;
            for (int i = 0; i < 8; i++) { // beyond RAdam's switch
                norm = learner.learn(batch(8, i), 1e-3).clippedNorm();
            }
            new NetworkReset(0.5, 0.5).apply(engine, learner.online(), learner.settings().frozen(), 3);
            float[] after = learner.online().toFloats();
            int at = 0;
            for (WeightSpec spec : NETWORK.specs()) {
                int end = at + (int) spec.size();
                boolean frozen = spec.name().startsWith("float_") || spec.name().equals("V_head.0.bias");
                assertThat(Arrays.equals(before, at, end, after, at, end)).as(spec.name()).isEqualTo(frozen);
                at = end;
            }
            double squares = 0;
            for (LayerGradient layer : learner.lastGradient()) {
                squares += layer.length() * layer.length();
                assertThat(layer.length() == 0).as(layer.name()).isEqualTo(layer.name().startsWith("float_")
                        || layer.name().equals("V_head.0.bias"));
            }
            assertThat(Math.sqrt(squares)).isCloseTo(norm, within(1e-3));
        }
        assertThatThrownBy(() -> learner(settings(30, 1000, 512, List.of("a_head."), null)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a_head.");
        assertThatThrownBy(() -> learner(settings(30, 1000, 512, List.of(""), null)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("all weights");
    }

    @Test
    void theGradientDoesNotGrowWithTheBatchUnlessItIsTheSum() {
        TransitionBatch batch = batch(8, 1);
        for (int reference : new int[] {512, 0}) {
            double[] norms = new double[2];
            for (int k = 0; k < 2; k++) {
                int times = k == 0 ? 1 : 4;
                try (LearnerStep learner = learner(settings(0, 0, reference, List.of(), null))) {
                    StepFigures figures = learner.learn(times == 1 ? batch : repeated(batch, times), 1e-3,
                            taus(8, times));
                    norms[k] = figures.norm();
                    assertThat(figures.clippedNorm()).isEqualTo(figures.norm());
                }
            }
            assertThat(norms[1] / norms[0]).isCloseTo(reference == 0 ? 4 : 1, within(1e-3));
        }
    }

    @Test
    void bothCutsAreReportedAsTheyAre() {
        try (LearnerStep learner = learner(settings(2, 0.1, 512, List.of(), null))) {
            StepFigures figures = learner.learn(batch(8, 1), 1e-3);
            double squares = 0;
            double largest = 0;
            for (LayerGradient layer : learner.lastGradient()) {
                squares += layer.length() * layer.length();
                largest = Math.max(largest, layer.largest());
            }

            assertThat(figures.norm()).isGreaterThan(2);
            assertThat(figures.clippedNorm()).isLessThan(2).isCloseTo(Math.sqrt(squares), within(1e-4));
            assertThat(largest).isCloseTo(0.1, within(1e-6));
        }
    }

    @Test
    void weightsOfTheBatchWeighItsTransitions() {
        TransitionBatch batch = batch(8, 1);
        try (LearnerStep learner = learner(PLAIN)) {
            double all = learner.test(batch, taus(8, 1)).loss();
            List<Double> parts = new ArrayList<>();
            for (int part = 0; part < 2; part++) {
                for (int i = 0; i < 8; i++) {
                    batch.weights().put(i, i % 2 == part ? 0.5f : 0);
                }
                parts.add(learner.test(batch, taus(8, 1)).loss());
            }
            assertThat(parts).allSatisfy(part -> assertThat(part).isPositive());
            assertThat(2 * (parts.get(0) + parts.get(1))).isCloseTo(all, within(1e-4 * all));
        }
    }

    @Test
    void theTargetFollowsAShareOfTheWay() {
        try (LearnerStep learner = learner(PLAIN)) {
            learner.learn(batch(8, 1), 1e-2);
            float[] online = learner.online().toFloats();
            float[] before = learner.target().toFloats();
            TargetNetwork.follow(learner.target(), learner.online(), 0.25);
            float[] after = learner.target().toFloats();
            for (int i = 0; i < after.length; i++) {
                assertThat(after[i]).isCloseTo(0.75f * before[i] + 0.25f * online[i], within(1e-6f));
            }
        }
    }

    @Test
    void aResetMixesFreshWeightsIntoAllAndMoreIntoTheLastLayers() {
        try (LearnerStep learner = learner(PLAIN)) {
            float[] last = learner.online().toFloats("A_head.2.weight");
            float[] first = learner.online().toFloats("A_head.0.weight");
            NetworkReset.DEFAULT.apply(engine, learner.online(), List.of(), 9);
            for (WeightSpec spec : NETWORK.specs()) {
                float[] fresh = spec.draw(9);
                float[] seen = learner.online().toFloats(spec.name());
                if (spec.name().equals("A_head.0.weight")) {
                    assertThat(seen[5]).isCloseTo(0.99f * first[5] + 0.01f * fresh[5], within(1e-6f));
                } else if (spec.name().equals("A_head.2.weight")) {
                    assertThat(seen[5]).isCloseTo(0.2f * (0.99f * last[5] + 0.01f * fresh[5])
                            + 0.8f * fresh[5], within(1e-6f));
                }
            }
        }
    }

    @Test
    void shrinkAndPerturbHalvesEverything() {
        try (LearnerStep learner = learner(PLAIN)) {
            float[] before = learner.online().toFloats("V_head.2.weight");
            NetworkReset.SHRINK_AND_PERTURB.apply(engine, learner.online(), List.of(), 9);
            float[] seen = learner.online().toFloats("V_head.2.weight");
            float[] fresh = NETWORK.specs().stream().filter(spec -> spec.name().equals("V_head.2.weight"))
                    .findFirst().orElseThrow().draw(9);
            for (int i = 0; i < seen.length; i++) {
                assertThat(seen[i]).isCloseTo(0.5f * before[i] + 0.5f * fresh[i], within(1e-6f));
            }
        }
    }

    @Test
    void munchausenTargetsAreThoseOfThePaper() {
        TransitionBatch batch = batch(6, 1);
        Munchausen munchausen = new Munchausen(0.9, 0.03, -1);
        BatchLoss.Taus taus = taus(6, 1);
        try (LearnerStep learner = learner(settings(30, 1000, 512, List.of(), munchausen))) {
            float[] errors = learner.test(batch, taus).errors();
            double[] wanted = new MunchausenByHand(engine, learner, batch, taus, munchausen).errors();
            for (int i = 0; i < errors.length; i++) {
                assertThat((double) errors[i]).isCloseTo(wanted[i], within(1e-4));
            }
            assertThat(learner.learn(batch, 1e-3).learned()).isTrue();
        }
    }

    @Test
    void normalisedHeadsLearn() {
        IqnNetwork network = new IqnNetwork(Optional.empty(), 3, 16, 32, 8, 3,
                new IqnNetwork.Extras(true, false));
        TransitionBatch batch = batch(16, 1);
        try (LearnerStep learner = learner(network, PLAIN)) {
            float before = mean(learner.test(batch).errors());
            float[] gain = learner.online().toFloats("A_norm.weight");
            for (int i = 0; i < 60; i++) {
                learner.learn(batch, 3e-3);
            }
            assertThat(mean(learner.test(batch).errors())).isLessThan(before / 2);
            assertThat(learner.online().toFloats("A_norm.weight")).isNotEqualTo(gain);
        }
    }
}
