package tmnf.pretrain.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.Npy;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.engine.TorchEngine;

class SimClrTest {

    private final TorchEngine engine = TestEngine.start();

    @ParameterizedTest
    @CsvSource({"0.5, 1.293208360671997", "0.1, 0.01272999495267868", "1.0, 1.9392393827438354"})
    void theLossIsThatOfTheOriginal(double temperature, double expected) throws IOException {
        try (NDManager manager = engine.manager()) {
            NDArray loss = NtXent.loss(Npy.read(manager, SimClrTest.class, "z1.npy"),
                    Npy.read(manager, SimClrTest.class, "z2.npy"), temperature);

            assertThat((double) loss.getFloat()).isCloseTo(expected, Offset.offset(1e-5));
        }
    }

    @Test
    void aViewIsThatOfTheOriginal() throws IOException {
        try (NDManager manager = engine.manager()) {
            NDArray pictures = Npy.read(manager, SimClrTest.class, "input.npy");
            Augmentation.View[] views = new Augmentation.View[4];
            Arrays.fill(views, new Augmentation.View(0, 7, 1.1051256656646729f));

            float[] seen = Augmentation.apply(pictures, views).toFloatArray();

            float[] expected = Npy.read(manager, SimClrTest.class, "view1.npy").toFloatArray();
            for (int i = 0; i < expected.length; i++) {
                assertThat(seen[i]).as("pixel %d", i).isCloseTo(expected[i], Offset.offset(1e-5f));
            }
        }
    }

    @Test
    void viewsDifferFromSampleToSampleAndDependOnTheSeedOnly() {
        try (NDManager manager = engine.manager()) {
            NDArray same = manager.randomUniform(0, 1, new Shape(1, 2, 40, 48))
                    .broadcast(4, 2, 40, 48);
            NDArray first = Augmentation.apply(same, new SplittableRandom(1));

            assertThat(first.getShape()).isEqualTo(same.getShape());
            assertThat(Augmentation.apply(same, new SplittableRandom(1)).toFloatArray())
                    .isEqualTo(first.toFloatArray());
            assertThat(first.get("0").toFloatArray()).isNotEqualTo(first.get("1").toFloatArray());
        }
    }
}
