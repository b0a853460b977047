package tmnf.gbx.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.Replay;
import tmnf.gbx.model.Vec3;

class SyntheticReplaysTest {

    private static final SyntheticReplays.Driver CLEAN = new SyntheticReplays.Driver("login", "nick", false);
    private static final SyntheticReplays.Driver RESPAWNS =
            new SyntheticReplays.Driver("other", "nick", true);

    private static SyntheticReplays track(long seed) {
        return SyntheticReplays.track("track " + seed, seed, SyntheticReplays.Options.DEFAULT);
    }

    @Test
    void sameSeedGivesTheSameBytes() {
        assertThat(track(7).challengeFile()).isEqualTo(track(7).challengeFile());
        assertThat(track(7).replayFile(track(7).drive(2, 20, RESPAWNS)))
                .isEqualTo(track(7).replayFile(track(7).drive(2, 20, RESPAWNS)));
        assertThat(track(7).challenge().uid()).isNotEqualTo(track(8).challenge().uid());
        assertThat(track(7).drive(1, 0, CLEAN)).isNotEqualTo(track(7).drive(2, 0, CLEAN));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void filesAreReadWithoutWarnings(long seed) throws GbxFormatException {
        SyntheticReplays track = track(seed);
        Ghost ghost = track.drive(0, 20, RESPAWNS);

        GbxFile<GbxContent> replay =
                GbxFiles.read("synthetic", track.replayFile(ghost), GbxReadOptions.CHECKED);

        assertThat(replay.warnings()).isEmpty();
        assertThat(replay.content()).isEqualTo(track.replay(ghost));
        assertThat(((Replay) replay.content()).challenge()).contains(track.challenge());
        assertThat(replay.header().mapUid()).isEqualTo(track.challenge().uid());
    }

    @ParameterizedTest
    @EnumSource(MapType.class)
    void challengeIsMadeAsAskedFor(MapType type) {
        Challenge challenge = SyntheticReplays
                .track("made", 3, new SyntheticReplays.Options(15, 8, type, 2.5))
                .challenge();

        assertThat(challenge.name()).isEqualTo("made");
        assertThat(challenge.uid()).hasSize(27);
        assertThat(challenge.mapType()).contains(type);
        assertThat(challenge.introDurationMs()).hasValue(2500);
        assertThat(challenge.blocks()).hasSize(15 + 8);
        assertThat(challenge.medals().authorMs()).isLessThan(challenge.medals().goldMs());
        assertThat(challenge.medals().goldMs()).isLessThanOrEqualTo(challenge.medals().silverMs());
        assertThat(challenge.medals().silverMs()).isLessThanOrEqualTo(challenge.medals().bronzeMs());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void checkpointsLieOnCheckpointBlocks(long seed) {
        Challenge challenge = track(seed).challenge();
        Ghost ghost = track(seed).drive(0, 0, CLEAN);

        Set<BlockCoord> blocks = challenge.blocks().stream()
                .filter(Block::isCheckpoint)
                .map(Block::coord)
                .collect(Collectors.toSet());
        assertThat(challenge.checkpoints()).hasSize(3).containsExactlyInAnyOrderElementsOf(blocks);
        assertThat(ghost.checkpoints()).hasSize(4);
        assertThat(ghost.checkpointTimesMs()).isSorted().endsWith(ghost.raceTimeMs());
        for (int i = 0; i < 3; i++) {
            Vec3 there = at(ghost.samples(), ghost.checkpointTimesMs()[i]);
            assertThat(cell(there)).isEqualTo(challenge.checkpoints().get(i));
        }
    }

    private static Vec3 at(GhostSamples samples, int timeMs) {
        return samples.position(Math.round(timeMs / (float) samples.periodMs()));
    }

    private static BlockCoord cell(Vec3 position) {
        return new BlockCoord((int) (position.x() / 32), 1, (int) (position.z() / 32));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void positionsStayOnTheRoad(long seed) {
        Set<BlockCoord> road = track(seed).challenge().blocks().stream()
                .filter(block -> block.name().startsWith("StadiumRoadMain"))
                .map(Block::coord)
                .collect(Collectors.toSet());
        Road line = Road.wander(seed, SyntheticReplays.Options.DEFAULT.cells(), 3);
        GhostSamples samples = track(seed).drive(3, 0, CLEAN).samples();

        for (int i = 0; i < samples.size(); i++) {
            Vec3 position = samples.position(i);
            assertThat(road).as("cell of sample %s", i).contains(cell(position));
            assertThat(line.points().stream().mapToDouble(position::distanceTo).min().orElseThrow())
                    .as("distance of sample %s from the middle of the road", i)
                    .isLessThan(4);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void velocitiesAgreeWithPositions(long seed) {
        GhostSamples samples = track(seed).drive(1, 0, CLEAN).samples();

        double travelled = 0;
        double integrated = 0;
        for (int i = 0; i + 1 < samples.size(); i++) {
            double step = samples.position(i).distanceTo(samples.position(i + 1));
            double mean = (samples.speed(i) + samples.speed(i + 1)) / 2 * samples.periodMs() / 1000;
            travelled += step;
            integrated += mean;
            assertThat(step).as("step %s", i).isCloseTo(mean, within(0.25 + 0.1 * mean));
            assertThat(samples.forwardSpeed(i)).isCloseTo(samples.speed(i), within(0.5));
        }
        assertThat(travelled).isCloseTo(integrated, within(0.03 * integrated));
        assertThat(samples.speed(0)).isZero();
    }

    @Test
    void samplesRunOnAfterTheFinish() {
        Ghost ghost = track(1).drive(0, 0, CLEAN);

        assertThat(ghost.samples().size())
                .isGreaterThan(ghost.samples().sizeUntil(ghost.raceTimeMs()));
        assertThat(ghost.finished()).isTrue();
    }

    @Test
    void tapeIsSortedAndEndsAtTheFinish() {
        Ghost ghost = track(1).drive(0, 50, CLEAN);
        InputTape tape = ghost.inputs();

        List<Integer> times = tape.entries().stream().map(ControlEntry::timeMs).toList();
        assertThat(times).isSorted();
        assertThat(tape.name(0)).isEqualTo(InputTape.RACE_RUNNING);
        assertThat(tape.entry(tape.size() - 1))
                .isEqualTo(new ControlEntry(InputTape.FINISH_LINE, ghost.raceTimeMs(), 1));
        assertThat(tape.size()).isGreaterThan(50);
        assertThat(ghost.eventsDurationMs()).isEqualTo(ghost.raceTimeMs());
    }

    @Test
    void driverWhoRespawnsSaysSoInTapeAndCounter() {
        Ghost ghost = track(1).drive(0, 0, RESPAWNS);

        assertThat(ghost.respawns()).isEqualTo(1);
        assertThat(ghost.pressesInRaceMs(InputTape.RESPAWN::equals)).hasSize(1);
        assertThat(track(1).drive(0, 0, CLEAN).pressesInRaceMs(InputTape.RESPAWN::equals)).isEmpty();
    }

    @Test
    void higherRanksDriveSlower() {
        SyntheticReplays track = track(1);

        assertThat(track.drive(0, 0, CLEAN).raceTimeMs()).isLessThan(track.drive(20, 0, CLEAN).raceTimeMs());
    }
}
