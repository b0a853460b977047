package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.exchange.download.DownloadReport.Ending;
import tmnf.exchange.embedded.Fault;
import tmnf.exchange.embedded.FaultPlan;

/** What runs bring to disk, and what later ones make of it. */
class DownloadRunTest extends DownloadRunTestBase {

    @Test
    void bringsEveryReplayOfEveryTrackAndThenAsksForNothing() throws Exception {
        DownloadReport first = run(1, 2, 3);

        assertThat(first.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(first.replays()).isEqualTo(new DownloadReport.Replays(9, 9, 9, 0, 0));
        assertWhole(11, 12, 13, 21, 22, 23, 31, 32, 33);
        assertThat(exchange.requests().below("/recordgbx")).isEqualTo(9);
        assertThat(mark()).isEqualTo(3);

        exchange.requests().clear();
        DownloadReport second = run(1, 2, 3);

        assertThat(second.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(second.progress()).isEqualTo(3);
        assertThat(exchange.requests().total()).isZero();
    }

    @Test
    void settlesATrackOfWhichAReplayIsGone() throws Exception {
        exchange.faults(FaultPlan.always(Fault.status(404)).below("/recordgbx/12"));

        DownloadReport report = run(1);

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(report.replays()).isEqualTo(new DownloadReport.Replays(3, 2, 2, 1, 0));
        assertWhole(11, 13);
        assertThat(requestsFor(12)).as("asked for once").isEqualTo(1);
        assertThat(mark()).isEqualTo(1);

        exchange.requests().clear();
        run(1);
        assertThat(exchange.requests().total()).isZero();
    }

    @Test
    void bringsTheOtherTracksWhenTheListOfOneFailsForEver() throws Exception {
        exchange.faults(request -> isListOf(2, request) ? Fault.status(500) : Fault.NONE);

        DownloadReport report = run(1, 2, 3);

        assertThat(report.ending()).isEqualTo(Ending.PARTIAL);
        assertThat(report.tracks()).isEqualTo(new DownloadReport.Tracks(3, 2, 0, 1));
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.track()).isEqualTo(2);
            assertThat(failure.what()).isEqualTo("list of replays");
            assertThat(failure.why()).contains("500");
        });
        assertWhole(11, 12, 13, 31, 32, 33);
        assertThat(mark()).as("stops before the track").isEqualTo(1);
        assertThat(exchange.requests().recorded()).filteredOn(request -> isListOf(2, request))
                .as("the first attempt and six more").hasSize(7);

        exchange.faults(FaultPlan.NONE);
        exchange.requests().clear();
        assertThat(run(1, 2, 3).ending()).isEqualTo(Ending.COMPLETE);
        assertWhole(11, 12, 13, 21, 22, 23, 31, 32, 33);
        assertThat(exchange.requests().below("/recordgbx")).isEqualTo(3);
        assertThat(mark()).isEqualTo(3);
    }

    @Test
    void fetchesAReplayThatIsListedTwiceOnceForEachTrack() throws Exception {
        exchange.faults(lists(1, row(11), row(12), row(11), row(12))
                .or(lists(2, row(12), row(12))));

        DownloadReport report = run(1, 2);

        assertThat(report.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(report.replays().fetched()).isEqualTo(3);
        assertThat(done()).containsExactly(11L, 12L, 12L);
        assertThat(requestsFor(11)).isEqualTo(1);
        assertThat(requestsFor(12)).isEqualTo(2);
        assertThat(replays.resolve("1/" + record(1).replays().get(1).file())).hasBinaryContent(served(12));
        assertThat(replays.resolve("2/" + record(2).replays().get(0).file())).hasBinaryContent(served(12));
        assertNothingHalfWritten();
    }

    /** The tool left a replay of track 1 and an empty folder for track 2. */
    @ParameterizedTest
    @CsvSource({"2, true", "3, true", "99, true", "1, true", "0, false", "x, false", "-1, false"})
    void believesTheMarkOfThePythonToolAsFarAsItsFilesAreThere(String found, boolean skipsTrack1)
            throws Exception {
        String name = "1/pos1_anna_" + timeOf(11) + "ms.replay.gbx";
        Plans.write(replays.resolve(name), served(11));
        Plans.write(replays.resolve("2/notes.txt"), new byte[1]);
        Plans.write(replays.resolve(ProgressMark.FILE), found.getBytes(StandardCharsets.US_ASCII));

        assertThat(run(1, 2, 3).ending()).isEqualTo(Ending.COMPLETE);

        List<Long> expected = new ArrayList<>(List.of(21L, 22L, 23L, 31L, 32L, 33L));
        if (!skipsTrack1) {
            expected.addAll(0, List.of(11L, 12L, 13L));
        }
        assertThat(done()).isEqualTo(expected);
        assertThat(requestsFor(11)).as("it was there").isZero();
        assertThat(replays.resolve(name)).hasBinaryContent(served(11));
        assertThat(mark()).isEqualTo(3);
    }

    @Test
    void countsTheMarkAnewForAnotherListInTheSameFolder() throws Exception {
        run(1, 2);
        assertThat(mark()).isEqualTo(2);
        exchange.requests().clear();
        exchange.faults(FaultPlan.always(Fault.status(500)).below("/recordgbx/32"));

        assertThat(run(2, 3, 1).ending()).isEqualTo(Ending.PARTIAL);

        assertThat(mark()).isEqualTo(1);
        assertThat(requestsFor(31)).as("not skipped by its place in the list").isEqualTo(1);
        assertThat(exchange.requests().below("/recordgbx/1") + exchange.requests().below("/recordgbx/2"))
                .isZero();

        exchange.faults(FaultPlan.NONE);
        run(2, 3, 1);
        assertThat(mark()).isEqualTo(3);
        assertWhole(11, 12, 13, 21, 22, 23, 31, 32, 33);
    }

    @Test
    void fetchesOnlyWhatALargerTopAdds() throws Exception {
        selection = ReplaySelection.DEFAULT.withTop(1);
        run(1, 2);
        assertWhole(11, 21);
        selection = ReplaySelection.DEFAULT.withTop(50);

        assertThat(run(1, 2).replays()).isEqualTo(new DownloadReport.Replays(6, 6, 4, 0, 0));

        assertWhole(11, 12, 13, 21, 22, 23);
        assertThat(exchange.requests().below("/recordgbx")).isEqualTo(6);
    }
}
