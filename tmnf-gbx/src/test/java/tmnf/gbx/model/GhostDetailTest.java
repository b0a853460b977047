package tmnf.gbx.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.Samples;

class GhostDetailTest {

    private static GhostSamples stored(GhostDetail detail) {
        byte[] state = new byte[GhostSamples.STATE_SIZE];
        new GhostState(Vec3.ZERO, new Quaternion(0, 0, 0, 1), Vec3.ZERO, 0, 0, 0, 0).encode(state, 0);
        detail.encode(state, 0);
        return GhostSamples.packed(100, state);
    }

    @Test
    void everyValueComesBackWithinAStepOfItsStorage() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            GhostWheel[] wheels = new GhostWheel[4];
            for (int wheel = 0; wheel < 4; wheel++) {
                wheels[wheel] = new GhostWheel(random.nextDouble() * 5_000 - 1_000, random.nextDouble() * 0.2,
                        random.nextInt(31), random.nextBoolean(), random.nextBoolean());
            }
            GhostDetail in = new GhostDetail(
                    new Vec3(random.nextInt(9) - 4, random.nextInt(9) - 4, random.nextInt(9) - 4),
                    random.nextDouble() * 100 - 50, random.nextDouble() * 11_000, random.nextInt(5),
                    random.nextDouble(), random.nextDouble() - 0.5, List.of(wheels));
            GhostDetail out = GhostDetail.of(stored(in), 0);
            double speed = in.angularVelocity().distanceTo(Vec3.ZERO);
            assertThat(out.angularVelocity().distanceTo(in.angularVelocity()))
                    .isLessThan(0.03 * speed + 1e-6);
            assertThat(out.sidewardSpeed()).isCloseTo(in.sidewardSpeed(), within(0.031));
            assertThat(out.rpm()).isCloseTo(in.rpm(), within(0.46));
            assertThat(out.gearboxState()).isEqualTo(in.gearboxState());
            assertThat(out.turbo()).isCloseTo(in.turbo(), within(1 / 254.0));
            assertThat(out.frontWheelAngle()).isCloseTo(in.frontWheelAngle(), within(0.025));
            for (int wheel = 0; wheel < 4; wheel++) {
                GhostWheel a = out.wheels().get(wheel);
                GhostWheel b = in.wheels().get(wheel);
                double turns = (a.rotation() - b.rotation()) / GhostWheel.ROTATION_RANGE;
                assertThat(turns).isCloseTo(Math.round(turns), within(2e-5));
                assertThat(a.damper()).isCloseTo(b.damper(), within(0.016));
                assertThat(a.material()).isEqualTo(b.material());
                assertThat(a.sliding()).isEqualTo(b.sliding());
                assertThat(a.onGround()).isEqualTo(b.onGround());
            }
        }
    }

    @Test
    void realStatesComeBackByteForByteWhereTheyAreUnderstood() throws Exception {
        assumeTrue(Samples.folder().isPresent(), "SKIPPED: no sample files (set TMNF_SAMPLES)");
        int states = 0;
        for (Path file : Samples.files(Samples.folder().orElseThrow(), "replays")) {
            Object content;
            try {
                content = GbxFiles.read(file).content();
            } catch (GbxFormatException e) {
                continue;
            }
            if (content instanceof Replay replay) {
                for (Ghost ghost : replay.ghosts()) {
                    for (int i = 0; i < Math.min(2_000, ghost.samples().size()); i++) {
                        check(file, ghost.samples(), i);
                        states++;
                    }
                }
            }
        }
        assertThat(states).isGreaterThan(5_000);
    }

    private static void check(Path file, GhostSamples samples, int i) {
        if (samples.stateSize(i) != GhostSamples.STATE_SIZE) {
            return;
        }
        byte[] real = samples.state(i);
        byte[] again = new byte[GhostSamples.STATE_SIZE];
        GhostDetail.of(samples, i).encode(again, 0);
        for (int at = 28; at < 57; at++) {
            if (at < 40 || at >= 47) {
                assertThat(again[at]).as("%s sample %d byte %d", file.getFileName(), i, at)
                        .isEqualTo(real[at]);
            }
        }
        assertThat(again[57]).isEqualTo((byte) (real[57] & 7));
        assertThat(again[58]).isEqualTo((byte) (real[58] & 0xC0));
        assertThat(again[59]).isEqualTo((byte) (real[59] & 0x3F));
    }

    @Test
    void aCarHasFourWheelsAndAStateSixtyOneBytes() {
        assertThatThrownBy(() -> new GhostDetail(Vec3.ZERO, 0, 0, 0, 0, 0, List.of(GhostWheel.REST)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 wheels");
        byte[] old = new byte[56];
        GhostSamples samples = new GhostSamples(GhostSamples.CAR_CLASS, true, 100, 7,
                new GhostSamples.States(old, 0, 56, 0, 56, 1), new int[0]);
        assertThatThrownBy(() -> GhostDetail.of(samples, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("56 bytes");
    }
}
