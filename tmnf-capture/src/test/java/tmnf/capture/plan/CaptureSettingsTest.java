package tmnf.capture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.script.ScriptStyle;

class CaptureSettingsTest {

    private static final CaptureSettings DEFAULT = CaptureSettings.DEFAULT;

    // As Python computes them.
    private static final int SHARD_OF_924307 = 1;
    private static final int SHARD_OF_A01 = 2;
    private static final int SHARD_OF_8 = 2;

    private static Arguments bad(String message, Supplier<Object> made) {
        return Arguments.of(message, made);
    }

    private static FrameSettings frames(
            int width, double fps, double meta, int step, int quality, int camera) {
        return new FrameSettings(width, 64, fps, meta, step, false, quality, false, camera);
    }

    private static RunSettings run(double speed, double distance, int attempts, int workers) {
        return new RunSettings(speed, PhaseDeadlines.DEFAULT, distance, attempts, false, workers);
    }

    private static VcpSettings vcp(double distance, String suffix) {
        return new VcpSettings(Path.of("vcp"), distance, suffix, true, VcpSettings.Source.BEST);
    }

    @Test
    void framesAreGreyOfAQualityOf95ByDefault() {
        assertThat(FrameSettings.DEFAULT).isEqualTo(frames(64, 10, 10, 10, 95, 2));
    }

    static Stream<Arguments> badValues() {
        return Stream.of(
                bad("0x64", () -> frames(0, 10, 10, 10, 95, 2)),
                bad("4097x64", () -> frames(4097, 10, 10, 10, 95, 2)),
                bad("fps is 0.001 to 100, one in each tick, not 100.5",
                        () -> frames(64, 100.5, 10, 10, 95, 2)),
                bad("fps is 0.001", () -> frames(64, 0, 10, 10, 95, 2)),
                bad("fps is 0.001", () -> frames(64, Double.NaN, 10, 10, 95, 2)),
                bad("fps-meta is 0.001 to 100, one in each tick, not 200.0",
                        () -> frames(64, 10, 200, 10, 95, 2)),
                bad("step-ms is a multiple of 10 above 0, not 15", () -> frames(64, 10, 10, 15, 95, 2)),
                bad("not 0", () -> frames(64, 10, 10, 0, 95, 2)),
                bad("quality is 1 to 100, not 101", () -> frames(64, 10, 10, 10, 101, 2)),
                bad("camera is 1 to 3, not 4", () -> frames(64, 10, 10, 10, 95, 4)),
                bad("called 'a b'", () -> RunSettings.DEFAULT.withAutologin("a b")),
                bad("called 'a;b'", () -> RunSettings.DEFAULT.withAutologin("a;b")),
                bad("not 0.0", () -> vcp(0, "cl")),
                bad("not 1001.0", () -> vcp(1001, "cl")),
                bad("not 'a/b'", () -> vcp(0.5, "a/b")),
                bad("running speed is above 0 and at most 1000, not -1.0", () -> run(-1, 2, 2, 1)),
                bad("distance to the ghost is above 0 m, not 0.0", () -> run(4, 0, 2, 1)),
                bad("attempts at a replay are 1 to 100, not 0", () -> run(4, 2, 0, 1)),
                bad("workers are 1 to 100, not 101", () -> run(4, 2, 2, 101)),
                bad("not -1", () -> ReplaySelection.DEFAULT.withMaxReplaysPerTrack(-1)),
                bad("shard 5 is none of 1 to 4", () -> new Shard(5, 4)),
                bad("shards is 1 or more, not 0", () -> new Shard(1, 0)),
                bad("not 'one'", () -> Shard.parse("one")),
                bad("not '1/2/3'", () -> Shard.parse("1/2/3")),
                bad("the deadline for menu is above 0 and at most a day, not PT0S",
                        () -> new PhaseDeadlines(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1),
                                Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1),
                                Duration.ofSeconds(1), Duration.ofSeconds(1))));
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void refusesValuesOutsideTheirRangesAndNamesThem(String message, Supplier<Object> made) {
        assertThatIllegalArgumentException().isThrownBy(made::get).withMessageContaining(message);
    }

    @Test
    void digestChangesWithWhatTheContentDependsOn() {
        List<CaptureSettings> different = List.of(DEFAULT,
                DEFAULT.with(FrameSettings.DEFAULT.withSize(256, 256)),
                DEFAULT.with(FrameSettings.DEFAULT.withRates(20, 10)),
                DEFAULT.with(FrameSettings.DEFAULT.withRates(10, 20)),
                DEFAULT.with(new FrameSettings(64, 64, 10, 10, 50, false, 95, false, 2)),
                DEFAULT.with(new FrameSettings(64, 64, 10, 10, 10, true, 95, false, 2)),
                DEFAULT.with(new FrameSettings(64, 64, 10, 10, 10, false, 90, false, 2)),
                DEFAULT.with(new FrameSettings(64, 64, 10, 10, 10, false, 95, true, 2)),
                DEFAULT.with(new FrameSettings(64, 64, 10, 10, 10, false, 95, false, 1)),
                DEFAULT.with(ScriptOptions.DEFAULT.withStyle(ScriptStyle.UPSTREAM)),
                DEFAULT.with(new ScriptOptions(ScriptStyle.EVENTS, 10, "enter", 0)),
                DEFAULT.with(vcp(1, "cl")),
                DEFAULT.with(vcp(0.5, "x")),
                DEFAULT.with(new OutputSettings(false, false, false, false, false)),
                DEFAULT.with(new OutputSettings(false, true, true, false, false)),
                DEFAULT.with(new OutputSettings(false, true, false, false, true)));

        assertThat(different).extracting(CaptureSettings::digest).doesNotHaveDuplicates()
                .allMatch(digest -> digest.matches("[0-9a-f]{12}"));
    }

    @Test
    void digestIgnoresPlacesSpeedWorkersAndPacking() {
        List<CaptureSettings> same = List.of(
                DEFAULT.with(new CapturePlaces(Path.of("a"), Path.of("b"), Path.of("c"))),
                DEFAULT.with(vcp(0.5, "cl")),
                DEFAULT.with(ReplaySelection.DEFAULT.withMaxReplaysPerTrack(1)),
                DEFAULT.with(RunSettings.DEFAULT.withRunningSpeed(1).withWorkers(4).withStripIntro(true)),
                DEFAULT.with(new OutputSettings(true, true, false, true, false)));

        assertThat(same).extracting(CaptureSettings::digest).containsOnly(DEFAULT.digest());
    }

    @Test
    void limitOfARunGrowsWithTheRaceAndShrinksWithTheSpeed() {
        PhaseDeadlines limits = PhaseDeadlines.DEFAULT;

        assertThat(limits.run(10_000, 4)).isEqualTo(Duration.ofMinutes(5));
        assertThat(limits.run(2_600_000, 4)).isEqualTo(Duration.ofMillis(1_300_000));
        assertThat(limits.run(2_600_000, 1)).isEqualTo(Duration.ofMillis(5_200_000));
    }

    @Test
    void vcpFileIsNamedAsPythonNamesIt() {
        assertThat(vcp(0.5, "cl").file("924307")).isEqualTo(Path.of("vcp/924307_0.5m_cl.npy"));
        assertThat(vcp(1, "cl").file("A01-Race")).isEqualTo(Path.of("vcp/A01-Race_1.0m_cl.npy"));
        assertThat(vcp(10, "x_1").file("1")).isEqualTo(Path.of("vcp/1_10.0m_x_1.npy"));
    }

    @Test
    void floatsArePrintedAsPythonPrintsThem() {
        assertThat(Stream.of(0.5, 1.0, 0.1, 0.3, 0.1 + 0.2, 2.0e-3, 100.0, 1000.0, 2.0e-2, 1.0 / 3)
                .map(PythonFloat::repr))
                .containsExactly("0.5", "1.0", "0.1", "0.3", "0.30000000000000004", "0.002", "100.0",
                        "1000.0", "0.02", "0.3333333333333333");
    }

    @Test
    void shardsAreDisjointAndCompleteAndStable() {
        List<String> ids = Stream.iterate(0, i -> i + 1).limit(1000).map(i -> "track " + i).toList();
        int[] sizes = new int[4];
        for (String id : ids) {
            int owners = 0;
            for (int number = 1; number <= 4; number++) {
                boolean has = Shard.parse(number + "/4").has(id);
                owners += has ? 1 : 0;
                sizes[number - 1] += has ? 1 : 0;
            }
            assertThat(owners).as(id).isEqualTo(1);
        }
        assertThat(Arrays.stream(sizes)).allMatch(size -> size >= 200 && size <= 300);
        // A machine of yesterday must agree with one of today: first eight bytes of the SHA-1, modulo 4.
        assertThat(Stream.of("924307", "A01-Race", "8").map(id -> Stream.of(1, 2, 3, 4)
                .filter(number -> new Shard(number, 4).has(id)).findFirst()))
                .containsExactly(Optional.of(SHARD_OF_924307), Optional.of(SHARD_OF_A01),
                        Optional.of(SHARD_OF_8));
    }

    @Test
    void namesAreSortedByTheirNumbers() {
        assertThat(Stream.of("A10", "A2", "b", "A02", "A", "10", "9", "A2-x10", "A2-x9")
                .sorted(NaturalOrder.INSTANCE))
                .containsExactly("9", "10", "A", "A02", "A2", "A2-x9", "A2-x10", "A10", "b");
    }

    @Test
    void sizesOfFramesAreEstimatedWithinATenthOfMeasuredOnes() {
        // Means of 20 pictures of the simulated game on B13-Obstacle, written by ImageIO.
        assertThat(bytes(64, false, 95)).isCloseTo(1598, withinPercentage(10));
        assertThat(bytes(64, false, 50)).isCloseTo(690, withinPercentage(10));
        assertThat(bytes(64, true, 95)).isCloseTo(2231, withinPercentage(10));
        assertThat(bytes(256, false, 95)).isCloseTo(10_679, withinPercentage(10));
        assertThat(bytes(256, false, 75)).isCloseTo(4499, withinPercentage(10));
        assertThat(bytes(256, true, 95)).isCloseTo(13_145, withinPercentage(10));
    }

    private static double bytes(int side, boolean colour, int quality) {
        return CaptureCosts.frameBytes(
                new FrameSettings(side, side, 10, 10, 10, colour, quality, false, 2));
    }

    @Test
    void estimateGrowsWithWhatIsAskedFor() {
        CaptureEstimate plain = CaptureCosts.of(DEFAULT, 60_000, 601, 601);
        CaptureEstimate full = CaptureCosts.of(
                DEFAULT.with(new OutputSettings(true, true, true, false, false)), 60_000, 601, 601);
        CaptureEstimate slow = CaptureCosts.of(
                DEFAULT.with(RunSettings.DEFAULT.withRunningSpeed(1)), 60_000, 601, 601);

        assertThat(full.bytes()).isGreaterThan(plain.bytes() + 601 * 2000);
        assertThat(slow.millis() - plain.millis()).isEqualTo(45_000);
        assertThat(slow.bytes()).isEqualTo(plain.bytes());
    }
}
