package tmnf.cli.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tmnf download} of replays and maps. */
class DownloadCommandTest extends DownloadTestBase {

    private static final String[] MANUAL = {"--track-ids", "maps/track_ids.txt", "--replays-dir",
        "./maps/replays", "--tracks-dir", "./maps/tracks", "--extract-tracks-from-replays", "--workers", "64",
        "--api-workers", "64"};

    private CliRun manual() throws IOException {
        write("maps/track_ids.txt", "1001\n1002\n");
        return download(MANUAL);
    }

    private byte[] served(int replay) throws IOException {
        try (var files = Files.walk(site)) {
            return Files.readAllBytes(files.filter(file -> file.endsWith(replay + ".replay.gbx"))
                    .findFirst().orElseThrow());
        }
    }

    @Test
    void twoVsShowEachRequest() {
        CliRun run = download("--track-id", "1002", "-vv");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).containsPattern("GET http://\\S+/recordgbx/7004: 200, \\d+ ms to its headers");
    }

    @Test
    void theSecondCommandOfTheManualWorks() throws IOException {
        CliRun run = manual();

        assertThat(run.code()).as(run.err()).isZero();
        List<String> replays = gameFiles("maps/replays");
        assertThat(replays).hasSize(5)
                .allMatch(name -> name.matches("100[12]/pos[1-3]_\\w+_\\d+ms.replay.gbx"))
                .anyMatch(name -> name.startsWith("1001/pos2_Bob_"))
                .anyMatch(name -> name.startsWith("1001/pos3_Cem_9_"));
        assertThat(Files.readAllBytes(cwd.resolve("maps/replays").resolve(replays.get(0))))
                .isEqualTo(served(7001));
        assertThat(gameFiles("maps/tracks")).containsExactly("1001.Challenge.Gbx", "1002.Challenge.Gbx");
        assertThat(Files.readAllBytes(cwd.resolve("maps/tracks/1001.Challenge.Gbx")))
                .isEqualTo(Files.readAllBytes(site.resolve("tracks/1001.Challenge.Gbx")));
        assertThat(Files.readString(cwd.resolve("maps/replays/.replay_progress"))).isEqualTo("2");
        assertThat(files().keySet()).noneMatch(name -> name.endsWith(".part"));
        assertThat(run.out()).containsPattern("replays +5 +5 +5 +0 +0").containsPattern("maps +2 +2 +2");
        assertThat(run.err())
                .contains("Next: tmnf filter no-respawn --input maps/track_ids.txt -r ./maps/replays");
        assertThat(exchange.requests().below("/trackgbx")).isZero();
    }

    @Test
    void theOtherNumbersOfWorkersOfTheManualWorkToo() throws IOException {
        write("maps/track_ids.txt", "1001\r\n\r\n# best\r\n1002\r\n1001\r\n");

        CliRun run = download("--track-ids", "maps/track_ids.txt", "--replays-dir", "./maps/replays",
                "--tracks-dir", "./maps/tracks", "--extract-tracks-from-replays", "--workers", "256",
                "--api-workers", "32");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(gameFiles("maps/replays")).hasSize(5);
        assertThat(run.err()).contains("1 track id of maps/track_ids.txt stood there before");
    }

    @Test
    void theSecondRunAsksForNothing() throws IOException {
        manual();
        Map<String, Long> before = files();
        exchange.requests().clear();

        CliRun again = manual();

        assertThat(again.code()).isZero();
        assertThat(exchange.requests().total()).isZero();
        assertThat(again.out()).startsWith("Nothing to do: 2 tracks complete, 5 replays in ");
        assertThat(files().keySet()).isEqualTo(before.keySet());
    }

    @Test
    void singleTracksGoWhereThePythonToolPutThem() throws IOException {
        assertThat(download("--track-id", "1002,1001", "--track-id", "1002").code()).isZero();

        assertThat(gameFiles("replays_tmnf")).hasSize(5);
        assertThat(files().keySet()).noneMatch(name -> name.startsWith("tracks_tmnf"));
    }

    @Test
    void outputDirAndReplaysDirMeanTheSame() throws IOException {
        assertThat(download("--track-id", "1002", "--output-dir", "a").code()).isZero();
        assertThat(download("--track-id", "1002", "--replays-dir", "b", "--output-dir", "./b").code())
                .isZero();

        assertThat(gameFiles("a")).hasSize(2);
        assertThat(gameFiles("b")).hasSize(2);
        assertThat(download("--track-id", "1002", "--replays-dir", "b", "--output-dir", "c").code())
                .isEqualTo(2);
    }

    @Test
    void filtersSaveDownloads() throws IOException {
        assertThat(download("--track-id", "1001", "--top", "1", "-r", "top").code()).isZero();
        assertThat(download("--track-id", "1001", "--no-respawns", "-r", "clean").code()).isZero();
        assertThat(download("--track-id", "1001", "--offset", "1", "--replays-per-track", "1", "-r", "second")
                .code()).isZero();

        assertThat(gameFiles("top")).singleElement().asString().startsWith("1001/pos1_anna_");
        assertThat(gameFiles("clean")).hasSize(2).noneMatch(name -> name.contains("Bob"));
        assertThat(gameFiles("second")).singleElement().asString().startsWith("1001/pos2_Bob_");
        assertThat(exchange.requests().below("/recordgbx")).isEqualTo(4);
        assertThat(exchange.requests().recorded())
                .filteredOn(request -> request.path().equals("/api/replays"))
                .allMatch(request -> request.query().contains("best=1"));
    }

    @Test
    void mapsComeFromTheSiteWhenAsked() throws IOException {
        assertThat(download("--track-id", "1001", "--download-tracks").code()).isZero();

        assertThat(gameFiles("tracks_tmnf")).containsExactly("1001.Challenge.Gbx");
        assertThat(exchange.requests().of("/trackgbx/1001")).isEqualTo(1);
    }

    @Test
    void aPopularListIsDownloadedWhenAsked() throws IOException {
        CliRun run = download("--list-popular", "--order", "awards", "--max-tracks", "2", "-o", "ids.txt",
                "--download-replays", "--extract-tracks-from-replays", "--replays-dir", "r", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(gameFiles("r")).hasSize(5);
        JsonNode result = run.json().get("result");
        assertThat(result.get("list").get("tracks").asInt()).isEqualTo(2);
        assertThat(result.get("replays").get("fetched").asInt()).isEqualTo(5);
        assertThat(run.json().get("next").get(0).asText())
                .isEqualTo("tmnf filter no-respawn --input ids.txt --output ids_no_respawn.txt -r r");
    }

    /** What drivers were counted from is what is downloaded. */
    @ParameterizedTest
    @CsvSource({"--best, 2", "--best --dry-run, 2", "--no-best, 4"})
    void theSiteIsAskedOnceForTheReplaysOfEachTrack(String options, int questions) {
        CliRun run = download(Stream.concat(Stream.of("--list-popular", "--order", "awards",
                "--min-replays", "2",
                "--download-replays"), Stream.of(options.split(" "))).toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(exchange.requests().of("/api/replays")).isEqualTo(questions);
        assertThat(exchange.requests().below("/recordgbx")).isEqualTo(options.contains("dry-run") ? 0 : 5);
    }

    @Test
    void onlyMapsOfAPopularListAreDownloadedWhenAsked() throws IOException {
        assertThat(download("--list-popular", "--download-tracks", "-t", "t").code()).isZero();

        assertThat(gameFiles("t")).hasSize(3);
        assertThat(exchange.requests().of("/api/replays")).isZero();
        assertThat(exchange.requests().below("/recordgbx")).isZero();
    }

    @Test
    void aPopularListTakesTwentyReplaysATrack() {
        download("--list-popular", "--download-replays");
        CliRun all = download("--list-popular", "--download-replays", "-r", "x");

        assertThat(all.err()).contains("up to 20 replays each");
        assertThat(download("--track-id", "1001", "-r", "y").err()).contains("up to 50 replays each");
        assertThat(download("--list-popular", "--download-replays", "--top", "7", "-r", "z").err())
                .contains("up to 7 replays each");
    }

    @Test
    void theStrongestModeHoldsAndTheOthersAreNamed() {
        CliRun run = download("--list-popular", "--track-id", "1001", "--track-ids", "none.txt", "--dry-run");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("--track-id does not count beside --list-popular",
                "--track-ids does not count beside --list-popular");
    }

    @Test
    void jsonTellsCountsAndPlaces() throws IOException {
        write("ids.txt", "1001\n1003\n");

        CliRun run = download("--track-ids", "ids.txt", "--no-respawns", "--json");

        JsonNode result = run.json().get("result");
        assertThat(run.code()).isZero();
        assertThat(run.json().get("command").asText()).isEqualTo("download");
        assertThat(result.get("status").asText()).isEqualTo("complete");
        assertThat(result.get("tracks").toString())
                .isEqualTo("{\"total\":2,\"settled\":2,\"gone\":1,\"failed\":0}");
        assertThat(result.get("replays").get("planned").asInt()).isEqualTo(2);
        assertThat(result.get("replays").get("excluded").get("respawns").asInt()).isEqualTo(1);
        assertThat(result.get("progress").asInt()).isEqualTo(2);
        assertThat(result.get("requests").asLong()).isEqualTo(exchange.requests().total());
        assertThat(result.get("bytes").asLong()).isPositive();
        assertThat(result.get("failures")).isEmpty();
        assertThat(result.get("replaysDir").asText()).isEqualTo("replays_tmnf");
        assertThat(result.get("absolute").get("replaysDir").asText())
                .isEqualTo(cwd.resolve("replays_tmnf").toString());
        assertThat(run.json().get("warnings").toString()).contains("TRACKS_GONE");
    }

    @Test
    void aListComesThroughStdin() throws IOException {
        stdin = "1002\n";

        CliRun run = download("--track-ids", "-");

        assertThat(run.code()).isZero();
        assertThat(gameFiles("replays_tmnf")).hasSize(2);
        assertThat(run.err()).contains("Next: tmnf inspect replays_tmnf");
    }

    @Test
    void aDryRunShowsThePlanAndWritesNothing() throws IOException {
        CliRun run = download("--track-id", "1001,1003", "--no-respawns", "--maps", "auto", "--dry-run");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().toList()).hasSize(6)
                .anyMatch(line -> line.matches("1001  fetch  replay 7001  pos1_anna_\\d+ms.replay.gbx"))
                .anyMatch(line -> line.matches("1001  leave  replay 7002  respawns"))
                .contains("1001  fetch  map  1001.Challenge.Gbx", "1003  no such track, or no replay of it",
                        "Would fetch 2 replays and bring 1 map of 2 tracks; 0 there already; "
                        + "nothing written");
        assertThat(cwd).isEmptyDirectory();
        assertThat(exchange.requests().below("/recordgbx")).isZero();
    }

    @Test
    void aDryRunKnowsWhatIsThere() throws IOException {
        download("--track-id", "1001", "--top", "1");
        Map<String, Long> before = files();

        JsonNode result = download("--track-id", "1001", "--dry-run", "--json").json().get("result");

        assertThat(result.get("dryRun").asBoolean()).isTrue();
        assertThat(result.get("replays").get("present").asInt()).isEqualTo(1);
        assertThat(result.get("replays").get("wanted").asInt()).isEqualTo(2);
        JsonNode first = result.get("plan").get(0).get("replays").get(0);
        assertThat(first.get("action").asText()).isEqualTo("there");
        assertThat(first.get("replay").asInt()).isEqualTo(7001);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void theUserAgentNamesTheToolOrWhatTheUserSays() {
        download("--track-id", "1001");
        assertThat(exchange.requests().recorded()).allMatch(request ->
                request.header("User-Agent").startsWith("tmnf/"));
        exchange.requests().clear();

        download("--track-id", "1002", "--user-agent", "me (me@example.org)");
        assertThat(exchange.requests().recorded()).isNotEmpty().allMatch(request ->
                request.header("User-Agent").equals("me (me@example.org)"));
    }
}
