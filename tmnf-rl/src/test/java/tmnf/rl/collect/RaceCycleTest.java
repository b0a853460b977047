package tmnf.rl.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import tmnf.rl.policy.Exploration;

class RaceCycleTest {

    private static final MapTarget MAP = MapTargets.builtIn("straight", 0.5);
    private static final Exploration SOME = new Exploration(0.5, 0, 0);

    private static String pattern(RaceCycle cycle, int collector) {
        return String.join("", IntStream.range(0, 10)
                .mapToObj(race -> cycle.next(collector, race).exploring() ? "x" : "E").toList());
    }

    @Test
    void collectorsEvaluateOneAfterTheOther() {
        RaceCycle cycle = new RaceCycle(List.of(new RaceCycle.Entry(MAP, true, 4),
                new RaceCycle.Entry(MAP, false, 1)), 4, () -> SOME);
        assertThat(cycle.length()).isEqualTo(5);
        assertThat(pattern(cycle, 0)).isEqualTo("xxxxExxxxE");
        assertThat(pattern(cycle, 1)).isEqualTo("xxxExxxxEx");
        assertThat(pattern(cycle, 2)).isEqualTo("xxExxxxExx");
        assertThat(pattern(cycle, 3)).isEqualTo("xExxxxExxx");
    }

    @Test
    void anEvaluationLeavesNothingToChance() {
        RaceCycle cycle = new RaceCycle(List.of(new RaceCycle.Entry(MAP, true, 1),
                new RaceCycle.Entry(MAP, false, 1)), 1, () -> SOME);
        assertThat(cycle.next(0, 0).exploration()).isEqualTo(SOME);
        assertThat(cycle.next(0, 1).exploration()).isEqualTo(Exploration.NONE);
        assertThatThrownBy(() -> new RaceTask(MAP, false, SOME)).hasMessageContaining("evaluation");
    }

    @Test
    void anEmptyCycleIsRefused() {
        assertThatThrownBy(() -> new RaceCycle(List.of(), 1, () -> SOME))
                .hasMessageContaining("at least one");
    }
}
