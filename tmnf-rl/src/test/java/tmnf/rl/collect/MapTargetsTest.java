package tmnf.rl.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.gbx.line.ReferenceLine;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.track.BuiltInTracks;

class MapTargetsTest {

    @ParameterizedTest
    @ValueSource(strings = {"straight", "chicane", "hairpins", "jump", "circuit"})
    void aBuiltInTrackHasALineOfEvenPointsFromStartToFinish(String name) {
        MapTarget target = MapTargets.builtIn(name, 0.5);
        ReferenceLine line = target.line();
        ReferenceLine road = BuiltInTracks.line(name).toReferenceLine();
        int laps = BuiltInTracks.track(name).laps();
        assertThat(line.lengthMetres()).isCloseTo(laps * road.lengthMetres(), within(0.01 * laps
                * road.lengthMetres()));
        for (int i = 0; i < line.size() - 1; i++) {
            assertThat(line.gap(i)).isBetween(0.3, 0.51);
        }
        assertThat(target.uid()).isEqualTo(BuiltInTracks.track(name).uid());
        assertThat(target.checkpoints()).isNotEmpty();
    }

    @Test
    void aChallengeAndAReplayMakeATarget(@TempDir Path folder) throws Exception {
        Path challenge = folder.resolve("s.Challenge.Gbx");
        Files.write(challenge, BuiltInTracks.file("straight"));
        Path replay = folder.resolve("s.Replay.Gbx");
        Files.write(replay, DrivenReplays.drive("straight", 1, 1, () -> false).get(0).file());
        MapTarget target = MapTargets.of("s", "s.Challenge.Gbx", challenge, replay, 0.5);
        MapTarget road = MapTargets.builtIn("straight", 0.5);
        assertThat(target.uid()).isEqualTo(road.uid());
        assertThat(target.checkpoints()).isEqualTo(road.checkpoints());
        assertThat(target.line().lengthMetres()).isCloseTo(road.line().lengthMetres(), within(10.0));
    }

    @Test
    void aDriveOnAnotherChallengeMakesNone(@TempDir Path folder) throws Exception {
        Path challenge = folder.resolve("c.Challenge.Gbx");
        Files.write(challenge, BuiltInTracks.file("chicane"));
        Path replay = folder.resolve("s.Replay.Gbx");
        Files.write(replay, DrivenReplays.drive("straight", 1, 1, () -> false).get(0).file());
        assertThatIllegalArgumentException().isThrownBy(() -> MapTargets.of("c", "c.Challenge.Gbx", challenge,
                replay, 0.5)).withMessageContainingAll("s.Replay.Gbx is a drive on", "c.Challenge.Gbx is",
                        "tmnf vcp");
    }
}
