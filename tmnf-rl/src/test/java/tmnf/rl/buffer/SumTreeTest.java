package tmnf.rl.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class SumTreeTest {

    @Test
    void placesAreFoundByTheirShareOfTheSum() {
        SumTree tree = new SumTree(5);
        tree.set(1, 2);
        tree.set(4, 1);
        tree.set(2, 0.5);

        assertThat(tree.sum()).isEqualTo(3.5);
        assertThat(tree.find(0)).isEqualTo(1);
        assertThat(tree.find(1.999)).isEqualTo(1);
        assertThat(tree.find(2)).isEqualTo(2);
        assertThat(tree.find(2.5)).isEqualTo(4);
        // Behind the end, as rounding may have it: the last with a weight, never an empty place.
        assertThat(tree.find(3.5)).isEqualTo(4);
        assertThat(tree.find(9)).isEqualTo(4);
    }

    @Test
    void itFindsWhatASumOverAllFinds() {
        SplittableRandom random = new SplittableRandom(3);
        SumTree tree = new SumTree(100);
        double[] weights = new double[100];
        for (int i = 0; i < 10_000; i++) {
            int place = random.nextInt(100);
            weights[place] = random.nextInt(4) == 0 ? 0 : random.nextDouble();
            tree.set(place, weights[place]);
            double sum = 0;
            for (double weight : weights) {
                sum += weight;
            }
            assertThat(tree.sum()).isCloseTo(sum, within(1e-9));
            if (sum > 0) {
                int found = tree.find(random.nextDouble() * tree.sum());
                assertThat(weights[found]).isPositive();
                assertThat(tree.get(found)).isEqualTo(weights[found]);
            }
        }
    }
}
