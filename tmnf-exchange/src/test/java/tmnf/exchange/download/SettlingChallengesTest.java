package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import tmnf.exchange.download.ChallengeEntry.Origin;
import tmnf.exchange.download.ChallengeEntry.Status;
import tmnf.exchange.download.DownloadConfig.ChallengePolicy;
import tmnf.exchange.download.DownloadReport.Ending;
import tmnf.exchange.embedded.Fault;
import tmnf.exchange.embedded.FaultPlan;

/** Where whole downloads take challenges from, and when they look again. */
class SettlingChallengesTest extends SettlingTestBase {

    private void challengesAnswer(int status) {
        exchange.faults(FaultPlan.always(Fault.status(status)).below("/trackgbx"));
    }

    @Test
    void aChallengeThatTheSiteHasNotIsTakenOutOfReplaysThatComeLater() throws Exception {
        challengesAnswer(404);
        run(config(false, ChallengePolicy.SITE), 1);
        assertThat(track(1).challenge().status()).isEqualTo(Status.IMPOSSIBLE);
        assertThat(track(1).challenge().tried()).containsExactly(Origin.SITE);

        DownloadReport report = run(config(true, ChallengePolicy.AUTO), 1);

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(track(1).challenge().source()).isEqualTo("replay:11");
        assertThat(challengeFile(1)).hasBinaryContent(FIRST.challengeFile());
    }

    @Test
    void aChallengeThatNoReplayHoldsIsSettledOnlyForWhoMayNotAskTheSite() throws Exception {
        run(config(true, ChallengePolicy.REPLAY), 3);
        assertThat(track(3).challenge().status()).isEqualTo(Status.IMPOSSIBLE);

        run(config(true, ChallengePolicy.REPLAY), 3);
        assertThat(exchange.requests().total()).isZero();

        DownloadReport report = run(config(true, ChallengePolicy.AUTO), 3);

        assertThat(report.challenges().written()).isEqualTo(1);
        assertThat(track(3).challenge().source()).isEqualTo("site");
        assertThat(track(3).challenge().bytes()).isEqualTo(THIRD.challengeFile().length);
        assertThat(track(3).challenge().sha256()).isEqualTo(FileReceiver.hash(THIRD.challengeFile()));
    }

    @Test
    void aReplayThatCameSinceIsLookedInto() throws Exception {
        exchange.faults(FaultPlan.always(Fault.status(404)).below("/trackgbx")
                .or(FaultPlan.always(Fault.status(500)).below("/recordgbx")));
        run(config(true, ChallengePolicy.AUTO), 1);
        assertThat(track(1).challenge().status()).isEqualTo(Status.IMPOSSIBLE);
        assertThat(track(1).challenge().tried()).isEqualTo(EnumSet.allOf(Origin.class));
        challengesAnswer(404);

        run(config(true, ChallengePolicy.AUTO), 1);

        assertThat(track(1).challenge().source()).isEqualTo("replay:11");
        assertThat(track(1).challenge().tried()).isEmpty();
    }

    @Test
    void whatWasImpossibleIsAskedForAgainWhenRefreshed() throws Exception {
        challengesAnswer(404);
        run(config(false, ChallengePolicy.SITE), 1);
        exchange.faults(FaultPlan.NONE);

        run(config(false, ChallengePolicy.SITE), 1);
        assertThat(exchange.requests().total()).isZero();
        run(refreshed(config(false, ChallengePolicy.SITE)), 1);

        assertThat(track(1).challenge().status()).isEqualTo(Status.DONE);
        assertThat(challengeFile(1)).hasBinaryContent(FIRST.challengeFile());
    }

    @Test
    void anOlderVersionIsKeptWhileTheSiteFailsAndReplacedWhenItWorks() throws Exception {
        challengesAnswer(500);

        DownloadReport failed = run(config(true, ChallengePolicy.AUTO), 2);

        assertThat(failed.ending()).isEqualTo(Ending.PARTIAL);
        assertThat(failed.challenges().failed()).isEqualTo(1);
        assertThat(track(2).challenge().status()).isEqualTo(Status.FAILED);
        assertThat(challengeFile(2)).hasBinaryContent(OLDER.challengeFile());
        exchange.faults(FaultPlan.NONE);

        DownloadReport report = run(config(true, ChallengePolicy.AUTO), 2);

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(track(2).challenge().source()).isEqualTo("site");
        assertThat(challengeFile(2)).hasBinaryContent(NEWER.challengeFile());
    }

    @Test
    void anOlderVersionIsFinalWhereTheSiteHasNone() throws Exception {
        challengesAnswer(404);

        run(config(true, ChallengePolicy.AUTO), 2);

        ChallengeEntry entry = track(2).challenge();
        assertThat(entry.status()).isEqualTo(Status.DONE);
        assertThat(entry.source()).isEqualTo("replay:21");
        assertThat(entry.note()).contains("another version");
        assertThat(challengeFile(2)).hasBinaryContent(OLDER.challengeFile());
        DownloadReport again = run(config(true, ChallengePolicy.AUTO), 2);
        assertThat(again.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(exchange.requests().total()).isZero();
    }

    @Test
    void anUpdateOfTheTrackBringsItsNewChallengeWhenRefreshed() throws Exception {
        Path before = root.resolve("before");
        serve(before, 2, OLDER.challengeFile(), 21, drive(OLDER, 1));
        start(before);
        run(config(true, ChallengePolicy.AUTO), 2);
        assertThat(challengeFile(2)).hasBinaryContent(OLDER.challengeFile());
        start(root.resolve("site"));

        run(refreshed(config(true, ChallengePolicy.AUTO)), 2);

        assertThat(track(2).challenge().uid()).isEqualTo(track(2).uid());
        assertThat(challengeFile(2)).hasBinaryContent(NEWER.challengeFile());
    }

    @Test
    void theSiteIsAskedAgainWithoutReadingTheReplaysAgain() throws Exception {
        byte[] damaged = drive(FIRST, 1);
        java.util.Arrays.fill(damaged, damaged.length - 200, damaged.length, (byte) 0xFF);
        Files.write(root.resolve("site/replays/1/11.replay.gbx"), damaged);
        Files.delete(root.resolve("site/replays/1/12.replay.gbx"));
        start(root.resolve("site"));
        client = client.withRetries(3);
        exchange.faults(FaultPlan.firstAttempts(2, Fault.status(503)).below("/trackgbx"));

        run(config(true, ChallengePolicy.AUTO), 1);

        assertThat(exchange.requests().below("/trackgbx")).isEqualTo(3);
        assertThat(track(1).challenge().source()).isEqualTo("site");
        assertThat(news.warnings).filteredOn(warning -> warning.startsWith("NO_CHALLENGE_IN_REPLAY"))
                .singleElement().asString().startsWith("NO_CHALLENGE_IN_REPLAY tmnf-maps-");
    }

    @Test
    void aPreviewKnowsWhichChallengesARunWouldLookFor() throws Exception {
        challengesAnswer(404);
        run(config(false, ChallengePolicy.SITE), 1);

        assertThat(missing(config(true, ChallengePolicy.AUTO))).isTrue();
        assertThat(missing(config(false, ChallengePolicy.SITE))).isFalse();
        assertThat(missing(refreshed(config(false, ChallengePolicy.SITE)))).isTrue();
    }

    private boolean missing(DownloadConfig config) throws Exception {
        boolean[] missing = new boolean[1];
        try (tmnf.exchange.ExchangeClient opened = new tmnf.exchange.ExchangeClient(client)) {
            new DownloadPreview(opened, config, DownloadListener.NONE, tmnf.exchange.http.Time.SYSTEM)
                    .run(java.util.List.of(1L), track -> missing[0] = track.challengeMissing());
        }
        return missing[0];
    }
}
