package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.download.DownloadConfig.ChallengePolicy;
import tmnf.exchange.download.DownloadFolder.Options;
import tmnf.exchange.download.DownloadFolder.Verify;
import tmnf.exchange.download.DownloadReport.Ending;
import tmnf.exchange.download.TrackRecord.State;
import tmnf.exchange.embedded.Fault;
import tmnf.exchange.embedded.FaultPlan;
import tmnf.exchange.http.Time;

/** How whole downloads go on, fail and end. */
class SettlingTest extends SettlingTestBase {

    private static final String NO_ROWS = "{\"More\":false,\"Results\":[]}";

    private DownloadConfig replaysOnly() {
        return config(true, ChallengePolicy.NONE);
    }

    private static FaultPlan lists(Fault fault) {
        return FaultPlan.always(fault).below("/api/replays");
    }

    @Test
    void whatIsThereIsNotAskedForAgain() throws Exception {
        DownloadReport first = run(config(true, ChallengePolicy.AUTO), 1, 2, 3);
        assertThat(first.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(first.replays().fetched()).isEqualTo(4);

        DownloadReport second = run(config(true, ChallengePolicy.AUTO), 1, 2, 3);

        assertThat(second.replays().present()).isEqualTo(4);
        assertThat(second.challenges().present()).isEqualTo(3);
        assertThat(exchange.requests().total()).isZero();
        assertThat(journal().lastRun().status()).isEqualTo("complete");
    }

    @Test
    void onlyAListOfWhichReplaysAreWantedIsMarked() throws Exception {
        run(config(false, ChallengePolicy.SITE), 1, 3);
        assertThat(hasMark()).isFalse();
        Options alone = new Options(Verify.SIZE, Verify.HEADER, false, false, false, false);
        assertThat(run(with(replaysOnly(), alone), 1).progress()).isEqualTo(1);
        assertThat(hasMark()).isFalse();

        run(replaysOnly(), 1, 2);

        assertThat(replays.resolve(ProgressMark.FILE)).hasContent("2");
    }

    @Test
    void aTrackThatIsNoListDoesNotUseUpTheMarkOfAnotherTool() throws Exception {
        Plans.write(replays.resolve("1/pos1_a_5ms.replay.gbx"), Plans.replay(5));
        Plans.write(replays.resolve(ProgressMark.FILE), "1".getBytes(StandardCharsets.US_ASCII));
        Options alone = new Options(Verify.SIZE, Verify.HEADER, false, false, false, false);
        run(with(replaysOnly(), alone), 3);
        assertThat(replays.resolve(ProgressMark.FILE)).hasContent("1");

        run(replaysOnly(), 1);

        assertThat(track(1).state()).isEqualTo(State.LEGACY);
    }

    @Test
    void theMarkOfAnotherToolCountsTheTracksOfItsListAndNoOthers() throws Exception {
        Plans.write(replays.resolve("1/pos1_a_5ms.replay.gbx"), Plans.replay(5));
        Plans.write(replays.resolve(ProgressMark.FILE), "1".getBytes(StandardCharsets.US_ASCII));
        Options alone = new Options(Verify.SIZE, Verify.HEADER, false, false, false, false);

        DownloadReport report = run(with(replaysOnly(), alone), 1);

        assertThat(report.replays().fetched()).isEqualTo(2);
        assertThat(track(1).state()).isEqualTo(State.LISTED);
    }

    @Test
    void whereOnlyFailuresRemainTheRunIsPartialAndTheSiteIsNotDown() throws Exception {
        exchange.faults(FaultPlan.always(Fault.status(500)).below("/recordgbx/12"));
        assertThat(run(replaysOnly(), 1).ending()).isEqualTo(Ending.PARTIAL);

        DownloadReport again = run(replaysOnly(), 1);

        assertThat(again.ending()).isEqualTo(Ending.PARTIAL);
        assertThat(exchange.requests().total()).isEqualTo(1);
        assertThat(again.failures()).singleElement()
                .satisfies(failure -> assertThat(failure.why()).contains("500"));
    }

    @Test
    void aSiteThatNeverAnswersEndsTheRunAndTheJournalSaysSo() throws Exception {
        exchange.faults(FaultPlan.always(Fault.drop()));

        assertThatThrownBy(() -> run(replaysOnly(), 1)).isInstanceOfSatisfying(ExchangeException.class,
                e -> assertThat(e.kind()).isEqualTo(ExchangeException.Kind.UNAVAILABLE));

        assertThat(journal().lastRun().status()).isEqualTo("failed");
        assertThat(journal().wasLeftInOrder()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutLookUpsEverythingIsFetchedAllTheSame(boolean answers) throws Exception {
        client = client.withRetries(6);
        exchange.faults(FaultPlan.always(answers ? Fault.status(500) : Fault.drop()).below("/api/tracks"));
        long[] ids = LongStream.rangeClosed(1, 700).toArray();

        DownloadReport report = run(replaysOnly(), ids);

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(report.replays().fetched()).isEqualTo(4);
        assertThat(report.tracks().gone()).isEqualTo(697);
    }

    @Test
    void uidsThatTheSiteHasJustListedAreNotLookedUp() throws Exception {
        run(replaysOnly(), Map.of(1L, "uid of 1"), 1);
        assertThat(exchange.requests().below("/api/tracks")).isZero();
        assertThat(track(1).uid()).isEqualTo("uid of 1");

        run(replaysOnly(), Map.of(1L, "uid of 1"), 1, 2);

        assertThat(exchange.requests().below("/api/tracks")).isEqualTo(1);
    }

    @Test
    void aRefreshListsWhatAnotherToolDownloadedToo() throws Exception {
        Plans.write(replays.resolve("1/pos1_a_5ms.replay.gbx"), Plans.replay(5));
        Plans.write(replays.resolve(ProgressMark.FILE), "1".getBytes(StandardCharsets.US_ASCII));
        run(replaysOnly(), 1);
        assertThat(exchange.requests().total()).isZero();
        assertThat(track(1).state()).isEqualTo(State.LEGACY);

        DownloadReport report = run(refreshed(replaysOnly()), 1);

        assertThat(report.replays().fetched()).isEqualTo(2);
        assertThat(track(1).state()).isEqualTo(State.LISTED);
    }

    @Test
    void anEmptyListIsNoReasonToGiveUpATrackThatHadReplays() throws Exception {
        run(replaysOnly(), 1);
        exchange.faults(lists(answer(NO_ROWS)));

        DownloadReport report = run(refreshed(replaysOnly()), 1);

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(track(1).state()).isEqualTo(State.LISTED);
        assertThat(news.warnings).singleElement().asString().startsWith("NO_REPLAYS_NOW");
    }

    @Test
    void anEmptyListIsBelievedForTracksWithoutReplaysAndThoseThatTheSiteDoesNotKnow() throws Exception {
        run(replaysOnly(), 1);
        exchange.faults(lists(answer(NO_ROWS)).or(FaultPlan.always(answer(NO_ROWS)).below("/api/tracks")));

        run(refreshed(replaysOnly()), 1, 2);

        assertThat(track(1).state()).isEqualTo(State.GONE);
        assertThat(track(2).state()).isEqualTo(State.GONE);
    }

    @Test
    void anEmptyListForFilesOnDiskIsBelievedTheSecondTime() throws Exception {
        Plans.write(replays.resolve("1/pos1_a_5ms.replay.gbx"), Plans.replay(5));
        exchange.faults(lists(answer(NO_ROWS)));

        assertThat(run(replaysOnly(), 1).ending()).isEqualTo(Ending.PARTIAL);
        assertThat(track(1).state()).isEqualTo(State.FAILED);
        assertThat(run(replaysOnly(), 1).ending()).isEqualTo(Ending.COMPLETE);
        assertThat(track(1).state()).isEqualTo(State.GONE);
    }

    @Test
    void aListWithoutIdsIsAFailureAndNotAnEmptyOne() throws Exception {
        exchange.faults(lists(answer("{\"More\":false,\"Results\":[{\"ReplayTime\":1},{}]}")));

        assertThat(run(replaysOnly(), 1).ending()).isEqualTo(Ending.PARTIAL);

        assertThat(track(1).state()).isEqualTo(State.FAILED);
        assertThat(track(1).note()).contains("2 listed replays");
        assertThat(news.warnings).singleElement().asString().contains("ROWS_WITHOUT_ID", "2 listed replays");
    }

    @Test
    void rowsWithoutIdsBesideOthersAreAWarning() throws Exception {
        exchange.faults(lists(answer("{\"More\":false,\"Results\":[{\"ReplayId\":11},{}]}")));

        assertThat(run(replaysOnly(), 1).ending()).isEqualTo(Ending.COMPLETE);

        assertThat(news.warnings).singleElement().asString().contains("ROWS_WITHOUT_ID", "1 listed replay");
    }

    @Test
    void aThreadThatCannotBeEndedLeavesTheTidyingUpToTheNextRun() throws Exception {
        CountDownLatch fetched = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        DownloadListener stuck = new DownloadListener() {
            @Override
            public void fetched(long trackId, ReplayEntry entry) {
                fetched.countDown();
                awaitQuietly(released);
            }
        };
        try (ExchangeClient opened = new ExchangeClient(client)) {
            DownloadRun run = new DownloadRun(opened, replaysOnly(), stuck, Time.SYSTEM, "test");
            Thread stopper = new Thread(() -> {
                awaitQuietly(fetched);
                run.stop();
            });
            stopper.start();

            assertThat(run.run(List.of(1L)).ending()).isEqualTo(Ending.INTERRUPTED);

            assertThat(journal().wasLeftInOrder()).isFalse();
            stopper.join();
        } finally {
            released.countDown();
        }
        assertThat(run(replaysOnly(), 1).ending()).isEqualTo(Ending.COMPLETE);
        assertThat(journal().wasLeftInOrder()).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsOtherwiseThanListedIsKeptWithANote() throws IOException, InterruptedException {
        run(replaysOnly(), 2);

        assertThat(track(2).replays()).singleElement()
                .satisfies(entry -> assertThat(entry.note()).startsWith("drives another challenge"));
        assertThat(replays.resolve("2").toFile().list()).hasSize(1);
        assertThat(news.warnings).singleElement().asString().startsWith("ODD_REPLAY");
    }
}
