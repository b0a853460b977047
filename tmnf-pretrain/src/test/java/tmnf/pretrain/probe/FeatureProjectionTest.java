package tmnf.pretrain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.SplittableRandom;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FeatureProjectionTest {

    private static final int FEATURES = 500;
    private static final int MOST = 64;
    private static final int CAUSES = 5;

    @Test
    void fewFeaturesStayAsTheyAre() {
        FeatureProjection projection = new FeatureProjection(3, MOST);

        assertThat(projection.size()).isEqualTo(3);
        assertThat(projection.apply(new float[] {9, 1, 2, 3, 9}, 1)).containsExactly(1, 2, 3);
        assertThat(new FeatureProjection(MOST, MOST).apply(new float[MOST + 1], 1)).hasSize(MOST);
    }

    @Test
    void manyAreMixedTheSameWayEachTime() {
        float[] sample = sample(new SplittableRandom(1), new double[CAUSES]);
        float[] projected = new FeatureProjection(FEATURES, MOST).apply(sample, 0);

        assertThat(projected).hasSize(MOST)
                .containsExactly(new FeatureProjection(FEATURES, MOST).apply(sample, 0));
        assertThat(squares(projected) / squares(sample)).as("lengths stay about what they are")
                .isCloseTo(1, Offset.offset(0.5));
    }

    /** Features that a few causes are behind, as those of an encoder. */
    @Test
    void whatWasReadFromAllIsReadFromTheMixture() throws ProbeException {
        SplittableRandom random = new SplittableRandom(2);
        FeatureProjection projection = new FeatureProjection(FEATURES, MOST);
        float[][] samples = new float[400][];
        double[][] wanted = new double[samples.length][];
        for (int i = 0; i < samples.length; i++) {
            double[] causes = random.doubles(CAUSES, -1, 1).toArray();
            samples[i] = projection.apply(sample(random, causes), 0);
            wanted[i] = new double[] {3 * causes[0] - causes[4]};
        }
        Ridge.Fit fit = new Ridge(samples, new int[samples.length], 1, Collections.singletonList(wanted),
                new EncoderProbe.Work(() -> false, 1)).fit()[0];

        double error = 0;
        double variance = 0;
        for (int i = 0; i < 200; i++) {
            double[] causes = random.doubles(CAUSES, -1, 1).toArray();
            double value = 3 * causes[0] - causes[4];
            error += Math.pow(fit.predict(projection.apply(sample(random, causes), 0))[0] - value, 2);
            variance += value * value;
        }
        assertThat(1 - error / variance).isGreaterThan(0.95);
    }

    private static float[] sample(SplittableRandom noise, double[] causes) {
        SplittableRandom weights = new SplittableRandom(3);
        float[] sample = new float[FEATURES];
        for (int i = 0; i < FEATURES; i++) {
            for (double cause : causes) {
                sample[i] += (float) (cause * weights.nextDouble(-1, 1));
            }
            sample[i] += (float) noise.nextDouble(-0.1, 0.1);
        }
        return sample;
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum;
    }
}
