package tmnf.tminterface.sim.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.Samples;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.sim.track.TrackException.Reason;

/** Real challenges, alone and inside replays. */
class SampleTracksTest {

    private static List<Path> files(String folder) {
        return Samples.files(Samples.required(), folder);
    }

    /** The challenge of a challenge or replay. */
    private static Optional<Challenge> challenge(Path file) throws IOException {
        GbxContent content = GbxFiles.read(file).content();
        return content instanceof Replay replay ? replay.challenge() : Optional.of((Challenge) content);
    }

    @ParameterizedTest
    @CsvSource({"B13-Obstacle.Challenge.Gbx, 57, 0, 0, 3", "A01-Race.Challenge.Gbx, 96, 118, 33, 2",
        "Randomizer TMF test track.Challenge.Gbx, 7, 0, 0, 1"})
    void coverageIsThatOfTheNote(String file, int checked, int guessed, int missing, int checkpoints)
            throws IOException {
        Challenge challenge = challenge(Samples.required().resolve("challenges").resolve(file)).orElseThrow();
        TrackCoverage coverage = TrackCoverage.of(challenge);

        assertThat(coverage.checked()).isEqualTo(checked);
        assertThat(coverage.guessed()).isEqualTo(guessed);
        assertThat(coverage.missingCount()).isEqualTo(missing);
        assertThat(ChallengeTracks.of(challenge).checkpoints()).isEqualTo(checkpoints);
    }

    /** The note counts 63, 25 and 12 percent over a larger collection of challenges. */
    @Test
    void mostBlocksOfRealMapsHaveASurface() throws IOException {
        int checked = 0;
        int guessed = 0;
        int missing = 0;
        for (Path file : files("challenges")) {
            Challenge challenge = challenge(file).orElseThrow();
            if (challenge.environment().equals("Stadium")) {
                TrackCoverage coverage = TrackCoverage.of(challenge);
                checked += coverage.checked();
                guessed += coverage.guessed();
                missing += coverage.missingCount();
            }
        }
        double all = checked + guessed + missing;

        assertThat(checked / all).isBetween(0.53, 0.65);
        assertThat(guessed / all).isBetween(0.25, 0.35);
        assertThat(missing / all).isBetween(0.08, 0.13);
    }

    /** Building a large map's mesh takes a second, so all of them do not belong into every build. */
    @Tag("slow")
    @Test
    void everyRealStadiumMapIsBuiltAndEveryOtherOneRefused() throws IOException {
        List<Path> all = new ArrayList<>(files("challenges"));
        all.addAll(files("replays"));
        int built = 0;
        int refused = 0;
        for (Path file : all) {
            Challenge challenge = challenge(file).orElseThrow();
            try {
                Track track = ChallengeTracks.of(challenge);
                assertThat(track.checkpoints()).as(file.toString()).isEqualTo(challenge.checkpoints().size());
                assertThat(track.surfaces().size()).isGreaterThan(2048);
                assertThat(challenge.environment()).isEqualTo("Stadium");
                built++;
            } catch (TrackException e) {
                assertThat(e.reason()).as(file.toString()).isEqualTo(Reason.ENVIRONMENT);
                refused++;
            }
        }
        assertThat(built).isGreaterThan(60);
        assertThat(refused).isPositive();
    }

    @Test
    void aReplayOfAnotherEnvironmentIsFollowed() throws IOException {
        Replay replay = GbxFiles.readReplay(
                Samples.required().resolve("replays").resolve("NICO1_SnowB5.Replay.gbx"))
                .content();

        Track track = LineTracks.of(replay);

        assertThat(track.gates()).hasSize(replay.bestGhost().orElseThrow().checkpoints().size());
        assertThat(track.checkpoints()).isEqualTo(replay.challenge().orElseThrow().checkpoints().size());
    }
}
