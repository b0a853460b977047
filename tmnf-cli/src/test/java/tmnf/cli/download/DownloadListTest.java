package tmnf.cli.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.exchange.embedded.Answer;
import tmnf.exchange.embedded.Fault;
import tmnf.exchange.embedded.FaultPlan;

/** {@code tmnf download --list-popular}, and {@code --track-name}, which lists too. */
class DownloadListTest extends DownloadTestBase {

    private String list(String name) throws IOException {
        return Files.readString(cwd.resolve(name));
    }

    @Test
    void theFirstCommandOfTheManualWorks() throws IOException {
        CliRun run = download("--list-popular", "--output", "maps/track_ids.txt", "--per-page", "1000");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(list("maps/track_ids.txt").lines()).containsExactlyInAnyOrder("1001", "1002", "1003");
        assertThat(run.out()).startsWith("Listed 3 tracks of 1 page by activity: ");
        assertThat(run.err()).contains("Next: tmnf download --track-ids maps/track_ids.txt"
                + " --replays-dir replays_tmnf --tracks-dir tracks_tmnf"
                + " --extract-tracks-from-replays --base-url " + exchange.url());
        assertThat(exchange.requests().below("/recordgbx")).isZero();
        assertThat(exchange.requests().recorded().get(0).query()).contains("count=1000", "order1=10");
    }

    @Test
    void withoutPlacesTheListGoesWhereThePythonToolPutIt() throws IOException {
        assertThat(download("--list-popular", "--order", "awards").code()).isZero();

        assertThat(list("popular_track_ids_tmnf.txt")).isEqualTo("1001\n1002\n1003\n");
    }

    @ParameterizedTest
    @CsvSource({"awards, 6", "activity, 10", "uploaded, 2", "comments, 8", "value, 20", "downloads, 18",
        "name, 11", "length, 39", "ACTIVITY, 10"})
    void ordersHaveTheNumbersOfTheSite(String order, int code) {
        assertThat(download("--list-popular", "--order", order).code()).isZero();

        assertThat(exchange.requests().recorded().get(0).query()).contains("order1=" + code + "&");
    }

    @Test
    void anOrderByNumberAndAllOrdersInTurn() {
        assertThat(download("--list-popular", "--order-code", "5").code()).isZero();
        assertThat(exchange.requests().recorded().get(0).query()).contains("order1=5&");
        exchange.requests().clear();

        assertThat(download("--list-popular", "--order", "all").code()).isZero();
        assertThat(exchange.requests().recorded()).extracting(request -> request.query()
                .replaceAll(".*order1=([0-9]+).*", "$1")).containsExactlyInAnyOrder("6", "10", "2");
    }

    @Test
    void filtersShortenTheListAndAreCounted() throws IOException {
        CliRun run = download("--list-popular", "--order", "awards", "--min-awards", "15", "--json");

        assertThat(list("popular_track_ids_tmnf.txt")).isEqualTo("1001\n1002\n");
        JsonNode listed = run.json().get("result").get("list");
        assertThat(listed.get("tracks").asInt()).isEqualTo(2);
        assertThat(listed.get("status").asText()).isEqualTo("complete");
        assertThat(listed.get("written").asBoolean()).isTrue();
        assertThat(run.json().get("result").get("absolute").get("trackIds").asText())
                .isEqualTo(cwd.resolve("popular_track_ids_tmnf.txt").toString());

        download("--list-popular", "--order", "awards", "--max-tracks", "1", "--output", "one.txt");
        assertThat(list("one.txt")).isEqualTo("1001\n");
        download("--list-popular", "--order", "awards", "--min-replays", "3", "--output", "three.txt");
        assertThat(list("three.txt")).isEqualTo("1001\n");
        download("--list-popular", "--order", "awards", "--pages", "1", "--per-page", "2", "-o", "two.txt");
        assertThat(list("two.txt")).isEqualTo("1001\n1002\n");
    }

    @Test
    void filtersOfTheSiteAreSent() {
        download("--list-popular", "--tag", "fullspeed,10", "--exclude-tag", "lol", "--primary-type", "race",
                "--difficulty", "expert,Lunatic", "--mood", "day", "--environment", "stadium",
                "--vehicle", "bay,stadium", "--author", "uli", "--author-time-min", "20",
                "--author-time-max", "1m30s", "--uploaded-after", "2009-02-20",
                "--uploaded-before", "2030-01-01T10:00:00");

        assertThat(exchange.requests().recorded().get(0).query()).contains("tag=5&", "tag=10&", "etag=6&",
                "primarytype=0&", "difficulty=2%2C3&", "mood=1&", "environment=7&", "vehicle=6%2C7&",
                "author=uli&", "authortimemin=20000&", "authortimemax=90000&",
                "uploadedafter=2009-02-20T00%3A00%3A00&", "uploadedbefore=2030-01-01T10%3A00%3A00&",
                "inunlimiter=0");
        exchange.requests().clear();
        download("--list-popular", "--include-unlimiter");
        assertThat(exchange.requests().recorded().get(0).query()).doesNotContain("inunlimiter");
    }

    @Test
    void savesWhatTheSiteSays() throws IOException {
        assertThat(download("--list-popular", "--order", "awards", "--save-json", "rows.json").code())
                .isZero();

        JsonNode rows = new ObjectMapper().readTree(cwd.resolve("rows.json").toFile());
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).get("TrackName").asText()).isEqualTo("$f00Alpha$fff Run");
    }

    @Test
    void aDryRunPrintsTheIdsAndWritesNothing() throws IOException {
        CliRun run = download("--list-popular", "--order", "awards", "--dry-run");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("1001\n1002\n1003\n");
        assertThat(run.err()).contains("nothing written");
        assertThat(files()).isEmpty();
        assertThat(download("--list-popular", "-n", "--json").json().get("result").get("ids")).hasSize(3);
    }

    @Test
    void whenNoTrackFitsNothingIsWritten() throws IOException {
        CliRun run = download("--list-popular", "--min-awards", "1000");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("no track fits");
        assertThat(files()).isEmpty();
    }

    @Test
    void aPageThatFailsForGoodLeavesAPartialListThatTheNextRunCompletes() throws IOException {
        exchange.faults(request -> request.query().contains("after=") ? Fault.status(500) : Fault.NONE);
        CliRun partial = download("--list-popular", "--order", "awards", "--per-page", "2", "--retries", "0");

        assertThat(partial.code()).isEqualTo(3);
        assertThat(list("popular_track_ids_tmnf.txt")).isEqualTo("1001\n1002\n");
        assertThat(partial.err()).contains("2 tracks so far, the same command goes on");

        exchange.faults(FaultPlan.NONE);
        exchange.requests().clear();
        CliRun rest = download("--list-popular", "--order", "awards", "--per-page", "2");

        assertThat(rest.code()).isZero();
        assertThat(list("popular_track_ids_tmnf.txt")).isEqualTo("1001\n1002\n1003\n");
        assertThat(rest.err()).contains("Going on behind the 2 tracks that an earlier run listed");
        assertThat(exchange.requests().total()).isEqualTo(1);
    }

    @Test
    void peopleAreToldWhyTheListIsNotCompleteThoughItsTracksWereDownloaded() throws IOException {
        exchange.faults(request -> request.query().contains("after=") ? Fault.status(500) : Fault.NONE);

        CliRun run = download("--list-popular", "--per-page", "2", "--retries", "0", "-o", "ids.txt",
                "--download-replays");

        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(gameFiles("replays_tmnf")).isNotEmpty();
        assertThat(run.err()).contains("the site answers 500; 2 tracks so far, the same command goes on");
    }

    @Test
    void aSiteThatDoesNotKnowTheQuestionIsUnusable() throws IOException {
        CliRun run = tmnf("download", "--list-popular", "--base-url", exchange.url() + "/elsewhere");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("check --base-url");
        assertThat(tmnf("download", "--list-popular", "--json", "--base-url", exchange.url() + "/elsewhere")
                .json().get("error").get("code").asText()).isEqualTo("API_CHANGED");
        assertThat(files().keySet()).noneMatch(name -> name.endsWith(".txt"));
    }

    @Test
    void theListDoesNotGoToStdoutNorIntoAFolder() throws IOException {
        Files.createDirectory(cwd.resolve("folder"));

        assertThat(download("--list-popular", "--output", "-").code()).isEqualTo(2);
        assertThat(download("--list-popular", "--output", "folder").err())
                .contains("--output folder is a folder");
        assertThat(download("--list-popular", "--output", "a", "--save-json", "a").code()).isEqualTo(2);
        assertThat(exchange.requests().total()).isZero();
    }

    @Test
    void aNameIsFoundWhenItIsExactOrTheOnlyHit() {
        assertThat(download("--track-name", "alpha", "--dry-run", "--json").json().get("result").get("plan"))
                .singleElement().satisfies(plan -> assertThat(plan.get("track").asInt()).isEqualTo(1002));
        assertThat(download("--track-name", "pha", "--dry-run").code()).isEqualTo(2);
        assertThat(download("--track-name", "Alpha Run", "--dry-run").code()).isZero();
        assertThat(download("--track-name", "run", "--dry-run", "--json").json().get("result").get("plan"))
                .singleElement().satisfies(plan -> assertThat(plan.get("track").asInt()).isEqualTo(1001));
    }

    @Test
    void ofSeveralHitsTheCandidatesAreShownUnlessAllAreWanted() {
        CliRun ambiguous = download("--track-name", "lph");
        CliRun all = download("--track-name", "lph", "--all-matches", "--dry-run", "--json");

        assertThat(ambiguous.code()).isEqualTo(2);
        assertThat(ambiguous.err()).contains("2 tracks have a name with 'lph': ", "1001 (Alpha Run by uli)",
                "1002 (Alpha by ute)", "--all-matches");
        assertThat(all.json().get("result").get("plan")).hasSize(2);
    }

    @Test
    void tracksOfOtherNamesAreLeftOutWhenTheSiteIgnoresTheName() {
        exchange.faults(request -> request.path().equals("/api/tracks") ? (asked, honest) ->
                Answer.of(200, "application/json", """
                        {"More":true,"Results":[{"TrackId":1001,"TrackName":"$f00Al$zpha $oRun"},
                        {"TrackId":1002,"TrackName":"Alpha"},{"TrackId":1003,"TrackName":"Beta"}]}"""
                        .getBytes(StandardCharsets.UTF_8)) : Fault.NONE);

        CliRun all = download("--track-name", "ALPHA", "--all-matches", "--dry-run", "--json");
        CliRun one = download("--track-name", "alpha run", "--dry-run", "--json");
        exchange.requests().clear();
        CliRun none = download("--track-name", "nobody", "--all-matches");

        assertThat(all.json().get("result").get("plan")).extracting(plan -> plan.get("track").asInt())
                .containsExactly(1001, 1002);
        assertThat(one.json().get("result").get("plan")).extracting(plan -> plan.get("track").asInt())
                .containsExactly(1001);
        assertThat(none.code()).isEqualTo(4);
        assertThat(exchange.requests().total()).as("a page without a hit ends it").isEqualTo(1);
    }

    @Test
    void aNameThatNoTrackHasIsMissingInput() {
        CliRun run = download("--track-name", "nobody");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("no track on the exchange has 'nobody' in its name");
        assertThat(download("--track-name", " ").code()).isEqualTo(2);
    }
}
