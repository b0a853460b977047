package tmnf.gbx.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GhostSamplesTest {

    private static final double HALF_ANGLE_STEP = Math.PI / 65_535;

    private static GhostSamples encoded(GhostState... states) {
        byte[] bytes = new byte[states.length * GhostSamples.STATE_SIZE];
        for (int i = 0; i < states.length; i++) {
            states[i].encode(bytes, i * GhostSamples.STATE_SIZE);
        }
        return GhostSamples.packed(100, bytes);
    }

    private static GhostState state(Quaternion rotation, Vec3 velocity) {
        return new GhostState(new Vec3(1.5f, -2.25f, 1e6f), rotation, velocity, -12.5f, 0, 0, 0);
    }

    private static Quaternion turned(double angle, double x, double y, double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        double sin = Math.sin(angle / 2) / length;
        return new Quaternion(
                (float) (x * sin), (float) (y * sin), (float) (z * sin), (float) Math.cos(angle / 2));
    }

    /** The angle between two rotations; the sign of a quaternion means nothing. */
    private static double angleBetween(Quaternion a, Quaternion b) {
        double same = 0;
        double opposite = 0;
        float[][] parts = {{a.x(), b.x()}, {a.y(), b.y()}, {a.z(), b.z()}, {a.w(), b.w()}};
        for (float[] part : parts) {
            same += Math.pow(part[0] - part[1], 2);
            opposite += Math.pow(part[0] + part[1], 2);
        }
        return 4 * Math.asin(Math.min(1, Math.sqrt(Math.min(same, opposite)) / 2));
    }

    static Stream<Arguments> rotations() {
        SplittableRandom random = new SplittableRandom(5);
        Stream<Quaternion> any = Stream.generate(() -> turned(
                random.nextDouble() * 2 * Math.PI, random.nextDouble() - 0.5, random.nextDouble() - 0.5,
                random.nextDouble() - 0.5)).limit(40);
        Stream<Quaternion> special = Stream.of(
                new Quaternion(0, 0, 0, 1), turned(Math.PI, 0, 1, 0), turned(-Math.PI / 2, 0, 1, 0),
                turned(3e-4, 0, 1, 0), turned(1e-3, 0, 1, 0), turned(2 * Math.PI - 1e-3, 1, 0, 0),
                turned(1, 0, 0, 1), turned(1, 0, 0, -1), turned(1, -1, 0, 0));
        return Stream.concat(special, any).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("rotations")
    void rotationIsKeptWithinTheStoredPrecision(Quaternion rotation) {
        Quaternion read = encoded(state(rotation, Vec3.ZERO)).rotation(0);

        // Half a step of the half angle, of the heading (twice as coarse) and of the pitch, all doubled.
        assertThat(angleBetween(read, rotation)).isLessThan(3 * HALF_ANGLE_STEP);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.5, 1, 27.77, 100, 280, 1000})
    void velocityIsKeptWithinTheStoredPrecision(double speed) {
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 20; i++) {
            double heading = random.nextDouble() * 2 * Math.PI - Math.PI;
            double pitch = (random.nextDouble() - 0.5) * Math.PI;
            Vec3 velocity = new Vec3(
                    (float) (speed * Math.cos(heading) * Math.cos(pitch)),
                    (float) (speed * Math.sin(heading) * Math.cos(pitch)),
                    (float) (speed * Math.sin(pitch)));

            GhostSamples samples = encoded(state(new Quaternion(0, 0, 0, 1), velocity));

            assertThat(samples.speed(0)).isEqualTo(speed, offset(speed * 6e-4));
            // A quarter of the heading's step of pi/63.5, and of the pitch's.
            assertThat(samples.velocity(0).distanceTo(velocity)).isLessThan(speed * 0.016);
        }
    }

    @Test
    void standingStillIsKeptExactly() {
        GhostSamples samples = encoded(state(new Quaternion(0, 0, 0, 1), Vec3.ZERO));

        assertThat(samples.speed(0)).isZero();
        assertThat(samples.velocity(0)).isEqualTo(Vec3.ZERO);
        assertThat(samples.rotation(0)).isEqualTo(new Quaternion(0, 0, 0, 1));
        assertThat(samples.position(0)).isEqualTo(new Vec3(1.5f, -2.25f, 1e6f));
        assertThat(samples.x(0)).isEqualTo(1.5f);
        assertThat(samples.y(0)).isEqualTo(-2.25f);
        assertThat(samples.z(0)).isEqualTo(1e6f);
    }

    @Test
    void controlsAndSpeedsAreKeptWithinTheStoredPrecision() {
        GhostSamples samples = encoded(
                new GhostState(Vec3.ZERO, turned(1, 0, 1, 0), Vec3.ZERO, 83.3f, -1, 1, 0),
                new GhostState(Vec3.ZERO, turned(1, 0, 1, 0), Vec3.ZERO, -5, 0.25f, 0.5f, 1));

        assertThat(samples.forwardSpeed(0)).isCloseTo(83.3, within(0.09));
        assertThat(samples.forwardSpeed(1)).isCloseTo(-5, within(0.09));
        assertThat(samples.sidewardSpeed(0)).isCloseTo(0, within(0.016));
        assertThat(samples.rpm(0)).isBetween(0.0, 30_000.0);
        assertThat(samples.steer(0)).isEqualTo(-1);
        assertThat(samples.steer(1)).isCloseTo(0.25, within(0.004));
        assertThat(samples.gas(0)).isEqualTo(1);
        assertThat(samples.gas(1)).isCloseTo(0.5, within(0.002));
        assertThat(samples.brake(0)).isZero();
        assertThat(samples.brake(1)).isEqualTo(1);
    }

    @Test
    void fixedStepsAreCountedFromZero() {
        GhostSamples samples = GhostSamples.packed(100, new byte[5 * GhostSamples.STATE_SIZE]);

        assertThat(samples.size()).isEqualTo(5);
        assertThat(samples.timeMs(4)).isEqualTo(400);
        assertThat(samples.sizeUntil(-1)).isZero();
        assertThat(samples.sizeUntil(0)).isEqualTo(1);
        assertThat(samples.sizeUntil(299)).isEqualTo(3);
        assertThat(samples.sizeUntil(300)).isEqualTo(4);
        assertThat(samples.sizeUntil(9_999)).isEqualTo(5);
    }

    @Test
    void statesOfDifferentSizesStandBesideEachOther() {
        byte[] bytes = new byte[3 + 56 + 61];
        new GhostState(new Vec3(1, 2, 3), turned(1, 0, 1, 0), Vec3.ZERO, 0, 0, 0, 0).encode(bytes, 3 + 56);
        GhostSamples samples = new GhostSamples(
                GhostSamples.CAR_CLASS, false, 0, 9,
                new GhostSamples.States(bytes, 3, 117, new int[] {0, 56, 117}), new int[] {0, 70});

        assertThat(samples.size()).isEqualTo(2);
        assertThat(samples.stateSize(0)).isEqualTo(56);
        assertThat(samples.stateSize(1)).isEqualTo(61);
        assertThat(samples.position(1)).isEqualTo(new Vec3(1, 2, 3));
        assertThat(samples.timeMs(1)).isEqualTo(70);
        assertThat(samples.sizeUntil(69)).isEqualTo(1);
        assertThat(samples.state(1)).isEqualTo(Arrays.copyOfRange(bytes, 59, 120));
    }

    @Test
    void equalityLooksAtTheStatesAndNotAtTheirPlaces() {
        byte[] bytes = new byte[GhostSamples.STATE_SIZE];
        state(turned(1, 1, 1, 1), new Vec3(1, 1, 1)).encode(bytes, 0);
        byte[] later = new byte[GhostSamples.STATE_SIZE + 10];
        System.arraycopy(bytes, 0, later, 10, bytes.length);
        GhostSamples one = GhostSamples.packed(100, bytes);
        GhostSamples other = new GhostSamples(
                GhostSamples.CAR_CLASS, true, 100, 9,
                new GhostSamples.States(later, 4, 67, 6, 61, 1), new int[0]);

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        later[10] ^= 1;
        assertThat(one).isNotEqualTo(other);
        assertThat(one).isNotEqualTo(GhostSamples.packed(50, bytes));
    }

    @Test
    void impossibleLayoutsAreRefused() {
        byte[] bytes = new byte[200];
        List<Runnable> wrong = List.of(
                () -> new GhostSamples.States(bytes, 0, 200, 0, 42, 1),
                () -> new GhostSamples.States(bytes, 0, 200, -1, 61, 1),
                () -> new GhostSamples.States(bytes, 0, 200, 0, 61, 4),
                () -> new GhostSamples.States(bytes, 100, 200, 0, 61, 2),
                () -> new GhostSamples.States(bytes, 0, 200, 0, Integer.MAX_VALUE, Integer.MAX_VALUE),
                () -> new GhostSamples.States(bytes, 0, 200, new int[] {0, 61, 60}),
                () -> new GhostSamples.States(bytes, 0, 200, new int[] {-61, 61}),
                () -> new GhostSamples.States(bytes, 0, 200, new int[] {0, 201}),
                () -> new GhostSamples(-1, false, 0, 9,
                        new GhostSamples.States(bytes, 0, 200, 0, 61, 2), new int[1]));

        assertThat(wrong).allSatisfy(
                layout -> assertThatThrownBy(layout::run).isInstanceOf(IllegalArgumentException.class));
        GhostSamples two = GhostSamples.packed(100, new byte[122]);
        assertThatThrownBy(() -> two.x(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> two.stateByte(0, 61)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void damagedTrackIsEmptyAndSaysWhy() {
        GhostSamples damaged = GhostSamples.damaged("bad luck");

        assertThat(damaged.isEmpty()).isTrue();
        assertThat(damaged.damage()).isEqualTo("bad luck");
        assertThat(GhostSamples.EMPTY.damage()).isEmpty();
    }
}
