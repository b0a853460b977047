package tmnf.pretrain.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RidgeTest {

    private static final int FEATURES = 7;
    private static final EncoderProbe.Work WORK = new EncoderProbe.Work(() -> false, 1);

    /** Features of different size and offset, one of them always the same. */
    private static float[][] features(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] samples = new float[count][FEATURES];
        for (float[] sample : samples) {
            for (int i = 0; i < FEATURES; i++) {
                sample[i] = i == 3 ? 5 : (float) (10 * i + Math.pow(2, i - 3) * random.nextGaussian());
            }
        }
        return samples;
    }

    private static double line(float[] sample) {
        return 3 + 2 * sample[0] - 5 * sample[2] + 0.1 * sample[6];
    }

    private static int[] folds(int count, int folds) {
        int[] fold = new int[count];
        for (int i = 0; i < count; i++) {
            fold[i] = i * folds / count;
        }
        return fold;
    }

    @Test
    void whatIsLinearIsFound() throws ProbeException {
        float[][] samples = features(101, 1);
        double[][] wanted = new double[samples.length][];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = new double[] {line(samples[i]), -line(samples[i])};
        }
        Ridge.Fit fit = new Ridge(samples, folds(samples.length, 3), 3,
                Collections.singletonList(wanted), WORK).fit()[0];

        assertThat(fit.lambda()).as("the least penalty").isEqualTo(Ridge.LAMBDAS[0]);
        for (float[] sample : features(50, 2)) {
            double value = line(sample);
            assertThat(fit.predict(sample)[0]).isCloseTo(value, Offset.offset(1e-3 * Math.abs(value)));
            assertThat(fit.predict(sample)[1]).isCloseTo(-value, Offset.offset(1e-3 * Math.abs(value)));
        }
    }

    /** The gradient of what is made least: 2/n sum of (prediction - y) x + 2 lambda w. */
    @Test
    void theFitIsTheMinimumOfThePenalisedError() throws ProbeException {
        float[][] samples = features(40, 3);
        SplittableRandom random = new SplittableRandom(4);
        double[][] wanted = new double[samples.length][];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = new double[] {samples[i][5] + random.nextGaussian()};
        }
        Ridge.Fit fit = new Ridge(samples, folds(samples.length, 4), 4,
                Collections.singletonList(wanted), WORK).fit()[0];

        double sum = 0;
        for (int i = 0; i < FEATURES; i++) {
            double gradient = fit.lambda() * fit.weights()[0][i];
            for (int s = 0; s < samples.length; s++) {
                gradient += (fit.predict(samples[s])[0] - wanted[s][0]) * (samples[s][i] - fit.mean()[i])
                        * fit.scale() / samples.length;
            }
            assertThat(gradient).isCloseTo(0, Offset.offset(1e-10));
        }
        for (int s = 0; s < samples.length; s++) {
            sum += fit.predict(samples[s])[0] - wanted[s][0];
        }
        assertThat(sum).as("the offset is not penalised").isCloseTo(0, Offset.offset(1e-9));
    }

    @Test
    void noiseGetsTheGreatestPenaltyAndTheMean() throws ProbeException {
        float[][] samples = features(60, 5);
        SplittableRandom random = new SplittableRandom(6);
        double[][] noise = new double[samples.length][];
        double[][] line = new double[samples.length][];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = new double[] {random.nextGaussian()};
            line[i] = new double[] {line(samples[i])};
        }
        Ridge.Fit[] fits = new Ridge(samples, folds(samples.length, 5), 5, List.of(noise, line), WORK).fit();

        assertThat(fits[0].lambda()).isGreaterThanOrEqualTo(1);
        assertThat(fits[1].lambda()).as("each target has its own").isEqualTo(Ridge.LAMBDAS[0]);
    }

    /** Of one replay of one track, say. */
    @Test
    void aSingleFoldIsCutIntoBlocksToChooseThePenaltyBy() throws ProbeException {
        float[][] samples = features(60, 9);
        SplittableRandom random = new SplittableRandom(10);
        double[][] noise = new double[samples.length][];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = new double[] {random.nextGaussian()};
        }
        List<double[][]> targets = Collections.singletonList(noise);

        Ridge.Fit fit = new Ridge(samples, new int[60], 1, targets, WORK).fit()[0];

        assertThat(fit.lambda()).isGreaterThanOrEqualTo(1)
                .isEqualTo(new Ridge(samples, folds(60, 5), 5, targets, WORK).fit()[0].lambda());
        assertThat(new Ridge(new float[][] {samples[0]}, new int[1], 1,
                Collections.singletonList(new double[][] {{7}}), WORK).fit()[0].predict(samples[0])[0])
                .isCloseTo(7, Offset.offset(1e-9));
    }

    /** Folds that are left out are computed from sums; here they are computed from what is told of them. */
    @Test
    void thePenaltyIsThatWithTheLeastErrorOverFoldsThatAreLeftOut() throws ProbeException {
        float[][] samples = features(48, 7);
        SplittableRandom random = new SplittableRandom(8);
        double[][] wanted = new double[samples.length][];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = new double[] {samples[i][5] + 2 * random.nextGaussian()};
        }
        Ridge both = new Ridge(samples, folds(samples.length, 2), 2, Collections.singletonList(wanted), WORK);

        double[] errors = both.errors(0);
        for (int l = 0; l < errors.length; l++) {
            double error = 0;
            for (int left = 0; left < 2; left++) {
                Ridge.Fit fit = both.without(left, Ridge.LAMBDAS[l], 0);
                for (int s = 24 * left; s < 24 * left + 24; s++) {
                    error += Math.pow(fit.predict(samples[s])[0] - wanted[s][0], 2);
                }
            }
            assertThat(errors[l]).isCloseTo(error, Offset.offset(1e-9 * error));
        }
    }

    @Test
    void aMatrixThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> Cholesky.factor(new double[][] {{1, 2}, {0, 1}}))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Cholesky.factor(new double[][] {{Double.NaN}}))
                .isInstanceOf(ArithmeticException.class);
        double[][] factor = {{4, 2}, {0, 3}};
        Cholesky.factor(factor);
        double[] x = Cholesky.solve(factor, new double[] {8, 7});
        assertThat(4 * x[0] + 2 * x[1]).isCloseTo(8, Offset.offset(1e-12));
        assertThat(2 * x[0] + 3 * x[1]).isCloseTo(7, Offset.offset(1e-12));
    }

    /** Larger than a panel, and no multiple of one. */
    @Test
    void largeEquationsAreSolvedPanelByPanel() {
        int size = 150;
        SplittableRandom random = new SplittableRandom(11);
        double[][] matrix = new double[size][size];
        double[] wanted = new double[size];
        for (int i = 0; i < size; i++) {
            wanted[i] = random.nextGaussian();
            for (int j = i; j < size; j++) {
                matrix[i][j] = i == j ? size : random.nextGaussian();
            }
        }
        double[] right = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                right[i] += matrix[Math.min(i, j)][Math.max(i, j)] * wanted[j];
            }
        }
        double[][] before = copy(matrix);
        Cholesky.factor(matrix);
        assertThat(Cholesky.solve(matrix, right)).containsExactly(wanted, Offset.offset(1e-12));

        // What all the rows above leave of the last one decides whether the matrix is positive.
        double left = matrix[size - 1][size - 1] * matrix[size - 1][size - 1];
        before[size - 1][size - 1] -= left * (1 - 1e-9);
        double[][] barely = copy(before);
        Cholesky.factor(barely);
        assertThat(barely[size - 1][size - 1]).isCloseTo(Math.sqrt(left * 1e-9), Offset.offset(1e-8));
        before[size - 1][size - 1] -= left * 2e-9;
        assertThatThrownBy(() -> Cholesky.factor(before)).isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("row " + (size - 1) + " ");
    }

    private static double[][] copy(double[][] matrix) {
        return Stream.of(matrix).map(double[]::clone).toArray(double[][]::new);
    }

    @Test
    void threadsShareTheWorkAndChangeNothing() throws ProbeException {
        float[][] samples = features(300, 12);
        double[][] wanted = new double[samples.length][];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = new double[] {samples[i][5] * samples[i][1]};
        }
        List<double[][]> targets = Collections.singletonList(wanted);
        Ridge.Fit one = new Ridge(samples, folds(300, 5), 5, targets, WORK).fit()[0];
        Ridge.Fit three = new Ridge(samples, folds(300, 5), 5, targets,
                new EncoderProbe.Work(() -> false, 3)).fit()[0];
        assertThat(three.weights()).isDeepEqualTo(one.weights());
        assertThat(three.lambda()).isEqualTo(one.lambda());
        assertThatThrownBy(() -> new Ridge(samples, folds(300, 5), 5, targets,
                new EncoderProbe.Work(() -> true, 2)).fit()).isInstanceOf(ProbeException.class);
    }
}
