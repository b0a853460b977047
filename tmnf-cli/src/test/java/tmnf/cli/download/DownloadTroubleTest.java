package tmnf.cli.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import tmnf.exchange.download.DownloadFolder;
import tmnf.exchange.download.DownloadStatus;
import tmnf.exchange.embedded.Fault;
import tmnf.exchange.embedded.FaultPlan;
import tmnf.exchange.http.Time;

/** {@code tmnf download} when something is wrong, and what it says while it works. */
class DownloadTroubleTest extends DownloadTestBase {

    @Test
    void aTrackThatIsNotThereIsMissingInputWhenAlone() {
        assertThat(download("--track-id", "5").code()).isEqualTo(4);
        assertThat(download("--track-id", "5").err()).contains("the exchange has no such track");
        assertThat(download("--track-id", "5,1002").code()).isZero();
    }

    @Test
    void whatFailsIsToldAndTriedAgain() throws IOException {
        exchange.faults(FaultPlan.always(Fault.status(500)).below("/recordgbx/7002"));
        write("ids.txt", "1001\n");
        CliRun partial = download("--track-ids", "ids.txt", "--retries", "0", "--json");

        assertThat(partial.code()).isEqualTo(3);
        JsonNode failure = partial.json().get("result").get("failures").get(0);
        assertThat(failure.get("track").asInt()).isEqualTo(1001);
        assertThat(failure.get("replay").asInt()).isEqualTo(7002);
        assertThat(failure.get("why").asText()).contains("500");
        assertThat(Files.readString(cwd.resolve("replays_tmnf/.replay_progress"))).isEqualTo("0");

        exchange.faults(FaultPlan.NONE);
        exchange.requests().clear();
        CliRun rest = download("--track-ids", "ids.txt");

        assertThat(rest.code()).as(rest.err()).isZero();
        assertThat(exchange.requests().below("/recordgbx")).isEqualTo(1);
        assertThat(gameFiles("replays_tmnf")).hasSize(3);
    }

    @Test
    void aTrackThatFailsAgainIsPartialAgain() {
        exchange.faults(FaultPlan.always(Fault.status(500)).below("/recordgbx/7002"));

        assertThat(download("--track-id", "1001", "--retries", "0").code()).isEqualTo(3);
        assertThat(download("--track-id", "1001", "--retries", "0").code()).isEqualTo(3);
    }

    @Test
    void aRunThatTheSiteEndedHasFailed() throws IOException {
        download("--track-id", "1001", "--top", "1");
        exchange.faults(FaultPlan.always(Fault.drop()));

        CliRun run = download("--track-id", "1001", "--retries", "0", "--json");

        assertThat(run.code()).isEqualTo(75);
        assertThat(offline("status").out()).contains("last run failed, last sign 20");
    }

    @Test
    void onlyAListWithReplaysIsMarked() throws IOException {
        download("--list-popular", "--output", "ids.txt", "--download-tracks");
        download("--track-id", "1001");
        assertThat(files().keySet()).noneMatch(name -> name.endsWith(".replay_progress"));

        exchange.requests().clear();
        download("--list-popular", "--output", "ids.txt", "--download-replays");

        assertThat(Files.readString(cwd.resolve("replays_tmnf/.replay_progress"))).isEqualTo("3");
        assertThat(exchange.requests().below("/api/tracks")).as("only the list itself").isEqualTo(1);
    }

    @Test
    void peopleAreToldWhatFailedAndWhatToDo() {
        exchange.faults(FaultPlan.always(Fault.status(500)).below("/recordgbx/7002"));

        CliRun run = download("--track-id", "1001", "--retries", "0");

        assertThat(run.out()).contains("failed: track 1001, replay 7002: ");
        assertThat(run.err()).contains("tmnf: 1 track not complete, 1 replay failed; the same command tries "
                + "them again", "Next: tmnf download status --replays-dir replays_tmnf "
                + "--tracks-dir tracks_tmnf -v");
    }

    @Test
    void aReplayThatIsGoneIsAWarning() {
        exchange.faults(FaultPlan.always(Fault.status(404)).below("/recordgbx/7002"));

        CliRun run = download("--track-id", "1001");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("1 listed replay cannot be had from the exchange any more");
    }

    @Test
    void pagesForPeopleInThePlaceOfReplaysEndTheRun() {
        exchange.faults(FaultPlan.always(Fault.page("text/html", 500)).below("/recordgbx"));

        CliRun run = download("--track-id", "1001,1002", "--retries", "0", "--give-up-after", "1s",
                "--workers", "1");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("web page", "look at the site in a browser");
        assertThat(exchange.requests().below("/recordgbx")).isLessThan(5);
    }

    @Test
    void aSiteThatChangedItsLanguageIsUnusable() {
        CliRun run = tmnf("download", "--track-id", "1001", "--base-url", exchange.url() + "/elsewhere");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("check --base-url");
    }

    @Test
    void aSecondDownloadInTheFolderIsBusy() throws IOException {
        Path folder = cwd.resolve("replays_tmnf");
        try (DownloadFolder first = DownloadFolder.open(folder, cwd.resolve("t"), Time.SYSTEM)) {
            assertThat(DownloadStatus.of(first, List.of(), () -> false).tracks()).isEmpty();

            CliRun second = download("--track-id", "1001");

            assertThat(second.code()).as(second.err()).isEqualTo(5);
            assertThat(second.err()).contains("another download works in " + shown(folder));
        }
        assertThat(exchange.requests().total()).isZero();
    }

    @Test
    void aFileInTheWayIsLocalTroubleBeforeAnyRequest() throws IOException {
        write("taken", "a file");

        CliRun run = download("--track-id", "1001", "-r", "taken/replays");

        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("taken").doesNotContain("this is a bug");
        assertThat(exchange.requests().total()).isZero();
    }

    @Test
    void badListsNameTheirLines() throws IOException {
        write("bad.txt", "1001\nabc\n12\u00b2\n");
        write("empty.txt", "# nothing\n\n");

        CliRun strict = download("--track-ids", "bad.txt");
        assertThat(strict.code()).isEqualTo(2);
        assertThat(strict.err()).contains("bad.txt", "line 2: \"abc\"", "line 3: ", "--lenient");
        assertThat(exchange.requests().total()).isZero();
        CliRun lenient = download("--track-ids", "bad.txt", "--lenient", "--dry-run");
        assertThat(lenient.code()).isZero();
        assertThat(lenient.err()).contains("2 lines of bad.txt skipped: line 2");
        assertThat(download("--track-ids", "empty.txt").code()).isEqualTo(4);
        assertThat(download("--track-ids", "missing.txt").code()).isEqualTo(4);
        assertThat(download("--track-ids", ".").code()).isEqualTo(4);
    }

    @Test
    void largeFilesAreRefused() {
        CliRun run = download("--track-id", "1001", "--max-file-size", "1kB", "--retries", "0", "--json");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.json().get("result").get("failures")).hasSize(3);
    }

    @Test
    void whenTheTimeIsOverTheRestIsForLater() throws IOException {
        exchange.faults(FaultPlan.always(Fault.retryAfter(429, 60)).below("/recordgbx"));

        CliRun run = download("--track-id", "1001", "--max-runtime", "500ms", "--json");

        assertThat(run.code()).as(run.err()).isEqualTo(75);
        assertThat(run.json().get("status").asText()).isEqualTo("partial");
        assertThat(run.json().get("error").get("message").asText()).contains("--max-runtime is over",
                "0 of 3 listed replays are there, 0 of 1 tracks are complete; the same command goes on");
        exchange.faults(FaultPlan.NONE);
        assertThat(download("--track-id", "1001").code()).isZero();
    }

    @Test
    void eventsTellTheRunAsItHappens() throws IOException {
        exchange.faults(FaultPlan.always(Fault.status(404)).below("/recordgbx/7002"));

        CliRun run = download("--track-id", "1001", "--maps", "replay", "--json-lines");

        List<String> events = new ArrayList<>();
        run.out().lines().forEach(line -> events.add(line.replaceAll("^\\{\"e\":\"([a-z]+)\".*", "$1")));
        assertThat(events).contains("planned", "fetched", "lost", "challenge", "track", "progress")
                .endsWith("result");
        assertThat(run.out()).contains("\"e\":\"planned\",\"track\":1001,\"replays\":3,\"wanted\":3",
                "\"e\":\"lost\",\"track\":1001,\"replay\":7002,\"status\":\"gone\"",
                "\"e\":\"challenge\",\"track\":1001,\"status\":\"done\",\"file\":\"1001.Challenge.Gbx\"");
        assertThat(run.err()).doesNotContain("\r");
    }

    @Test
    void restsAreToldToPeopleAndScripts() {
        exchange.faults(FaultPlan.firstAttempts(1, Fault.retryAfter(429, 1)).below("/recordgbx/7001"));
        CliRun people = download("--track-id", "1001");
        exchange.faults(FaultPlan.firstAttempts(1, Fault.retryAfter(429, 1)).below("/recordgbx/7004"));
        CliRun scripts = download("--track-id", "1002", "--json-lines");

        assertThat(people.code()).isZero();
        assertThat(people.err()).contains("the exchange asks for rest (");
        assertThat(scripts.out()).containsPattern("\"e\":\"rest\",\"state\":\"resting\",\"restMs\":[1-9]");
    }

    @Test
    void awayFromATerminalThereAreNoCarriageReturns() {
        CliRun run = download("--track-id", "1001,1002");

        assertThat(run.err()).doesNotContain("\r").doesNotContain("\u001b");
        assertThat(download("--track-id", "1001", "--recheck", "-q").err()).isEmpty();
    }
}
