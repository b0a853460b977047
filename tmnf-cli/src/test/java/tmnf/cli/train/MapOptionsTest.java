package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.policy.Exploration;

class MapOptionsTest {

    /** E: exploring, g: greedy. */
    @ParameterizedTest
    @CsvSource({"0, EEEEEEEEEE", "1, EgEgEgEgEg", "4, EEEEgEEEEg"})
    void soManyRacesExploreBeforeAGreedyOneAndWithZeroNoneIsGreedy(int explorations, String races) {
        MapTarget target = MapTargets.builtIn("straight", 0.5);
        RaceCycle cycle = new RaceCycle(MapOptions.round(target, explorations), 1, () -> Exploration.NONE);
        assertThat(LongStream.range(0, races.length()).mapToObj(race -> cycle.next(0, race).exploring() ? "E"
                : "g").toList()).isEqualTo(races.chars().mapToObj(Character::toString).toList());
    }
}
