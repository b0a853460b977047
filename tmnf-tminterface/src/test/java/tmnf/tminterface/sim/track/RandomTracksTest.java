package tmnf.tminterface.sim.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.model.Block;
import tmnf.tminterface.sim.driver.DrivenReplays;

class RandomTracksTest {

    private static final int MANY = 60;
    /** That are only drawn. */
    private static final int VERY_MANY = 300;

    @Test
    void everyNumberDrawsATrackOfItsOwnWithinTheMapAndAlwaysTheSame() {
        Set<Object> tracks = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            String name = "random-" + i;
            var blocks = BuiltInTracks.challenge(name).blocks();
            assertThat(BuiltInTracks.challenge(name).blocks()).isEqualTo(blocks);
            tracks.add(blocks.stream().map(Block::toString).toList());
            assertThat(blocks).as(name).allSatisfy(block -> {
                assertThat(block.coord().x()).isBetween(1, 30);
                assertThat(block.coord().z()).isBetween(1, 30);
            });
            assertThat(TrackCoverage.of(BuiltInTracks.challenge(name)).guessed()).isZero();
            assertThat(BuiltInTracks.line(name).lengthMetres()).as(name).isGreaterThan(300);
            assertThat(BuiltInTracks.challenge(name).uid()).hasSize(27);
        }
        assertThat(tracks).hasSize(MANY);
    }

    /** No two stretches of the road that are far from each other along it are near to each other. */
    @Test
    void noneCrossesItself() {
        for (int i = 0; i < MANY; i++) {
            RoadLine line = BuiltInTracks.line("random-" + i);
            for (int a = 0; a < line.size(); a += 4) {
                for (int b = a + 120; b < line.size(); b += 4) {
                    assertThat(Math.hypot(line.x(a) - line.x(b), line.z(a) - line.z(b)))
                            .as("random-%s at %s and %s m", i, a, b).isGreaterThan(10);
                }
            }
        }
    }

    /** Far from the bound: what needs more walks than these of the first numbers would be very rare. */
    @Test
    void aFewWalksAreEnoughForAnyNumber() {
        for (int i = 0; i < VERY_MANY; i++) {
            String name = "random-" + i;
            assertThatCode(() -> RandomTracks.challenge(name, RandomTracks.MOST_WALKS / 10)).as(name)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aNumberForWhichNoRoadIsFoundSaysSo() {
        assertThatIllegalArgumentException().isThrownBy(() -> RandomTracks.challenge("random-0", 0))
                .withMessage("no road of 7 pieces was found for random-0, in 0 walks; take another number");
        List<String> drawnAgain = IntStream.range(0, VERY_MANY).mapToObj(i -> "random-" + i).filter(name -> {
            try {
                RandomTracks.challenge(name, 1);
                return false;
            } catch (IllegalArgumentException e) {
                return true;
            }
        }).toList();
        assertThat(drawnAgain).isNotEmpty().allSatisfy(name ->
                assertThat(RandomTracks.challenge(name)).isNotNull());
    }

    @Test
    void driversFinishThem() {
        assertThat(IntStream.range(0, 6).mapToObj(i -> DrivenReplays.drive("random-" + i, 1, 1, () -> false)))
                .allMatch(drives -> drives.size() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"random-", "random-01", "random--1", "random-1000000000", "random-x", "random"})
    void otherNamesAreNone(String name) {
        assertThat(BuiltInTracks.isName(name)).isFalse();
        assertThatThrownBy(() -> BuiltInTracks.challenge(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no built-in track").hasMessageContaining("random-0");
    }

    @Test
    void theLargestNumberIsATrackToo() {
        assertThat(BuiltInTracks.isName("random-999999999")).isTrue();
        assertThat(BuiltInTracks.track("random-999999999").checkpoints()).isNotNegative();
    }
}
