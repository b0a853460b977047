package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tmnf.exchange.download.DownloadConfig.ChallengePolicy;
import tmnf.exchange.download.DownloadReport.Ending;
import tmnf.exchange.download.ReplaySelection.Pick;

/** The challenges that runs take out of replays. */
class DownloadRunChallengesTest extends DownloadRunTestBase {

    private static final String OLD = "2009-01-01T00:00:00";
    private static final String NEW = "2010-01-01T00:00:00";

    private void assertChallenges(long... ids) throws IOException {
        for (long id : ids) {
            assertThat(tracks.resolve(id + ".Challenge.Gbx")).hasBinaryContent(servedChallenge(id));
        }
        assertThat(files(tracks)).hasSize(ids.length);
        assertThat(made).as("each made once").hasSize(ids.length)
                .allMatch(entry -> entry.status() == ChallengeEntry.Status.DONE);
        assertNothingHalfWritten();
    }

    @Test
    void takesOneOutOfReplaysThatArriveAtTheSameTime() throws Exception {
        challenges = ChallengePolicy.AUTO;
        workers = 12;

        assertThat(run(1, 2, 3, 4).challenges()).isEqualTo(new DownloadReport.Challenges(4, 4, 0, 0));

        assertChallenges(1, 2, 3, 4);
        assertThat(exchange.requests().below("/trackgbx")).isZero();
        assertThat(record(3).challenge().uid())
                .isEqualTo(exchange.data().track(3).orElseThrow().row().get("UId").asText());
    }

    @Test
    void takesThemOutOfReplaysThatWereDownloadedWithoutThem() throws Exception {
        run(1, 2);
        exchange.requests().clear();
        challenges = ChallengePolicy.REPLAY;

        assertThat(run(1, 2).ending()).isEqualTo(Ending.COMPLETE);

        assertChallenges(1, 2);
        assertThat(exchange.requests().total()).isZero();
    }

    @Test
    void takesThemOutAfterARunThatDiedBetweenTheLastReplayAndThat() throws Exception {
        challenges = ChallengePolicy.REPLAY;
        workers = 1;
        onFetched = entry -> {
            if (entry.id() == 13) {
                throw new IllegalStateException("dies here");
            }
        };
        assertThatThrownBy(() -> run(1)).hasMessage("dies here");
        assertWhole(11, 12, 13);
        assertThat(files(tracks)).isEmpty();
        assertThat(mark()).isZero();
        onFetched = entry -> { };
        exchange.requests().clear();

        assertThat(run(1).ending()).isEqualTo(Ending.COMPLETE);

        assertChallenges(1);
        assertThat(exchange.requests().total()).isZero();
        assertThat(mark()).isEqualTo(1);
    }

    /** The best replay drives an older version of the track, so another challenge is inside. */
    @ParameterizedTest
    @EnumSource(value = ChallengePolicy.class, names = {"REPLAY", "AUTO"})
    void takesTheOneOfTheNewestVersion(ChallengePolicy policy) throws Exception {
        exchange.faults(lists(1, row(21, "old", timeOf(21), OLD), row(11, "new", timeOf(11), NEW)));
        selection = new ReplaySelection(50, 0, true, false, -1, false, 0, Pick.BEST, false);
        challenges = policy;

        run(1);

        assertThat(record(1).replays()).extracting(ReplayEntry::id).containsExactly(21L, 11L);
        assertThat(record(1).challenge().source()).isEqualTo("replay:11");
        assertChallenges(1);
    }

    @Test
    void leavesOutReplaysOfOlderVersionsWhereverTheyStand() throws Exception {
        exchange.faults(lists(1, row(11, "a", 1, NEW), row(21, "b", 2, OLD), row(12, "c", 3, NEW),
                row(22, "d", 4, "2008-01-01T00:00:00")));
        challenges = ChallengePolicy.REPLAY;

        DownloadReport report = run(1);

        assertThat(report.excluded()).containsOnlyKeys(Fitting.OLDER).containsValue(2L);
        assertThat(record(1).replays()).extracting(ReplayEntry::id).isEqualTo(List.of(11L, 12L));
        assertThat(exchange.requests().below("/recordgbx/2")).isZero();
        assertChallenges(1);
    }
}
