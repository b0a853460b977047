package tmnf.tminterface.sim.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pieces of real ghosts, driven from their start state with their inputs; the table is in sim-physics.md. */
class GoldenWindowsTest {

    private static List<WindowResult> ground;
    private static List<WindowResult> air;

    @BeforeAll
    static void drive() {
        ground = GoldenWindow.read("windows.json.gz").stream().map(WindowResult::drive)
                .filter(result -> !result.window().isSuspect()).toList();
        air = GoldenWindow.read("air-windows.json.gz").stream().map(WindowResult::drive).toList();
    }

    @Test
    void staysWithGhostsOnTheRoad() {
        List<WindowResult> road = on("road");

        assertThat(road).hasSize(80);
        assertThat(quantile(road, WindowResult::after500, 0.5)).isLessThanOrEqualTo(0.008);
        assertThat(quantile(road, WindowResult::after500, 0.9)).isLessThanOrEqualTo(0.035);
        assertThat(quantile(road, WindowResult::after1000, 0.5)).isLessThanOrEqualTo(0.022);
        assertThat(quantile(road, WindowResult::after1000, 0.9)).isLessThanOrEqualTo(0.09);
    }

    @Test
    void staysWithGhostsOnGrassAndDirt() {
        assertThat(on("grass")).hasSize(8);
        assertThat(quantile(on("grass"), WindowResult::after1000, 0.5)).isLessThanOrEqualTo(0.08);
        assertThat(on("dirt")).hasSize(7);
        assertThat(quantile(on("dirt"), WindowResult::after1000, 0.5)).isLessThanOrEqualTo(0.1);
    }

    @Test
    void staysWithGhostsInTheAir() {
        assertThat(air).hasSize(50);
        assertThat(quantile(air, WindowResult::atEnd, 0.5)).isLessThanOrEqualTo(0.004);
        assertThat(quantile(air, WindowResult::atEnd, 0.9)).isLessThanOrEqualTo(0.012);
        assertThat(quantile(air, WindowResult::angleAtEnd, 0.5)).isLessThanOrEqualTo(0.3);
        assertThat(quantile(air, WindowResult::angleAtEnd, 0.9)).isLessThanOrEqualTo(0.65);
    }

    @Test
    void slidesAndTouchesWhenGhostsDo() {
        double flags = ground.stream().mapToInt(WindowResult::flags).sum();

        assertThat(ground.stream().mapToInt(WindowResult::slidingEqual).sum() / flags).isGreaterThan(0.985);
        assertThat(ground.stream().mapToInt(WindowResult::groundEqual).sum() / flags).isGreaterThan(0.99);
    }

    @Test
    void turnsItsEngineAsGhostsDo() {
        List<Double> rpm = ground.stream().flatMap(result -> result.rpmDifferences().stream()).toList();

        assertThat(WindowResult.quantile(rpm, 0.5)).isLessThan(20);
        assertThat(WindowResult.quantile(rpm, 0.9)).isLessThan(320);
    }

    /** The independent simulation of this model; not for gas and brake together, where errors grow fast. */
    @Test
    void isAsFarFromGhostsAsTheModelSays() {
        List<Double> differences = ground.stream()
                .filter(result -> !result.window().category().equals("gas_and_brake"))
                .map(result -> Math.abs(result.after1000() - result.window().reference("error1000ms")))
                .toList();

        assertThat(WindowResult.quantile(differences, 0.9)).isLessThan(0.0005);
        assertThat(WindowResult.quantile(differences, 1)).isLessThan(0.03);
        for (WindowResult result : air) {
            assertThat(result.atEnd()).as(result.window().id())
                    .isCloseTo(result.window().reference("errorEnd"), within(5e-4));
        }
    }

    private static List<WindowResult> on(String surface) {
        return ground.stream().filter(result -> result.window().surface().equals(surface)).toList();
    }

    private static double quantile(
            List<WindowResult> results, Function<WindowResult, Double> number, double share) {
        return WindowResult.quantile(results.stream().map(number).toList(), share);
    }
}
