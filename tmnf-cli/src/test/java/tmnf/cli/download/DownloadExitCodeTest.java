package tmnf.cli.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.exchange.embedded.Answer;
import tmnf.exchange.embedded.Fault;
import tmnf.exchange.embedded.FaultPlan;

/** How {@code tmnf download} ends when the site or the disk is not as it should be, and what is left then. */
class DownloadExitCodeTest extends DownloadTestBase {

    private static final Path FULL = Path.of("/dev/full");
    private static final String JOURNAL = "replays_tmnf/.tmnf_download.jsonl";

    private String progress() throws IOException {
        return Files.readString(cwd.resolve("replays_tmnf/.replay_progress"));
    }

    /** Only lists have a mark. */
    private String list(String... ids) throws IOException {
        Files.write(cwd.resolve("list.txt"), List.of(ids));
        return "list.txt";
    }

    private static FaultPlan lists(int track, Fault fault) {
        return request -> request.path().equals("/api/replays")
                && request.query().contains("trackId=" + track + "&") ? fault : Fault.NONE;
    }

    @Test
    void aSiteThatSendsTheSamePageAgainEndsTheListWith3() throws IOException {
        AtomicReference<Answer> first = new AtomicReference<>();
        exchange.faults(FaultPlan.always((request, honest) -> {
            first.compareAndSet(null, honest.get());
            return first.get();
        }).below("/api/tracks"));

        CliRun run = download("--list-popular", "--order", "awards", "--per-page", "2", "-o", "ids.txt");

        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("same page");
        assertThat(cwd.resolve("ids.txt")).hasContent("1001\n1002\n");
        assertThat(exchange.requests().total()).isEqualTo(2);
    }

    @Test
    void aRestOfADayEndsTheRunWith75AndTheSameCommandGoesOn() throws IOException {
        exchange.faults(FaultPlan.always(Fault.retryAfter(429, 86_400)).below("/recordgbx/7003"));

        String list = list("1001");

        CliRun run = download("--track-ids", list, "--workers", "1");

        assertThat(run.code()).as(run.err()).isEqualTo(75);
        assertThat(run.err()).contains("asks to come back in 24 h", "2 of 3 listed replays are there");
        assertThat(progress()).isEqualTo("0");
        exchange.faults(FaultPlan.NONE);
        exchange.requests().clear();
        assertThat(download("--track-ids", list).code()).isZero();
        assertThat(gameFiles("replays_tmnf")).hasSize(3);
        assertThat(exchange.requests().below("/recordgbx")).isEqualTo(1);
        assertThat(progress()).isEqualTo("1");
    }

    @Test
    void aListThatFailsForEverCostsItsTrackAloneAndEndsTheRunWith3() throws IOException {
        exchange.faults(lists(1001, Fault.status(500)));

        CliRun run = download("--track-ids", list("1001", "1002"), "--retries", "0", "--json");

        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(gameFiles("replays_tmnf")).hasSize(2).allMatch(name -> name.startsWith("1002/"));
        assertThat(run.json().get("result").get("failures")).singleElement().satisfies(failure -> {
            assertThat(failure.get("track").asInt()).isEqualTo(1001);
            assertThat(failure.get("why").asText()).contains("500");
        });
        assertThat(progress()).isEqualTo("0");
    }

    @Test
    void aQuestionThatTheSiteDoesNotKnowEndsTheRunWith69AndItsWords() {
        byte[] problem = ("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                + "\"detail\":\"Specified field 'Validated' does not exist\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.faults(lists(1001, (request, honest) ->
                Answer.of(400, "application/problem+json", problem)));

        CliRun run = download("--track-id", "1001");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("Specified field 'Validated' does not exist");
        assertThat(exchange.requests().of("/api/replays")).as("not repeated").isEqualTo(1);
    }

    @Test
    void namesNeedNoFixAfterADownload() throws IOException {
        String row = "{\"ReplayId\":%d,\"ReplayTime\":5,\"User\":{\"UserId\":%<d,\"Name\":\"%s\"}}";
        String rows = String.join(",", String.format(row, 7001, "\\ud83d\\ude97 $f00$oN\u00e4me. "),
                String.format(row, 7002, "\\ud83d\u65e5\\u0000\\n"), String.format(row, 7003, "../../CON"));
        byte[] list = ("{\"More\":false,\"Results\":[" + rows + "]}").getBytes(StandardCharsets.UTF_8);
        exchange.faults(lists(1001, (request, honest) -> Answer.of(200, "application/json", list)));
        assertThat(download("--track-id", "1001").code()).isZero();
        List<String> names = gameFiles("replays_tmnf");

        CliRun run = tmnf("fix-names", "--replays-dir", "replays_tmnf");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Renamed: 0, Conflicts: 0");
        assertThat(gameFiles("replays_tmnf")).isEqualTo(names).containsExactly(
                "1001/pos1_Name_5ms.replay.gbx", "1001/pos2_unknown_5ms.replay.gbx",
                "1001/pos3_CON_5ms.replay.gbx");
    }

    @Test
    void aFullDiskEndsTheRunWith1AndTheNameOfTheFile() throws IOException {
        assumeThat(Files.exists(FULL)).as("a device that is always full").isTrue();
        download("--track-id", "1001", "--top", "1");
        String name = download("--track-id", "1001", "--dry-run", "--json").json().get("result").get("plan")
                .get(0).get("replays").get(1).get("file").asText();
        Path part = cwd.resolve("replays_tmnf/1001/." + name + ".part");
        Files.createSymbolicLink(part, FULL);

        CliRun run = download("--track-id", "1001", "--workers", "1");

        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("1001/" + name)
                .doesNotContain("this is a bug").doesNotContain("\tat ");
        assertThat(part).doesNotExist();
        assertThat(download("--track-id", "1001").code()).isZero();
        assertThat(gameFiles("replays_tmnf")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"--replays-dir", "--tracks-dir"})
    void aFolderThatCannotBeWrittenEndsTheRunWith1BeforeAnyRequest(String option) throws IOException {
        Path folder = Files.createDirectory(cwd.resolve("sealed"));
        assumeThat(folder.toFile().setWritable(false) && !Files.isWritable(folder))
                .as("a user from whom a folder can be kept").isTrue();

        CliRun run = download("--track-id", "1001", "--maps", "auto", option, "sealed");

        assertThat(folder.toFile().setWritable(true)).isTrue();
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("sealed").doesNotContain("this is a bug");
        assertThat(exchange.requests().total()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "<<<<<<< mine | line 2",
        "{\"e\":\"journal\",\"t\":1,\"v\":99} | newer program"})
    void aJournalThatCannotBeReadEndsTheRunWith1AndIsNotTouched(String line, String words)
            throws IOException {
        download("--track-id", "1002");
        List<String> lines = new ArrayList<>(Files.readAllLines(cwd.resolve(JOURNAL)));
        lines.add(1, line);
        Files.write(cwd.resolve(JOURNAL), lines);
        exchange.requests().clear();

        CliRun run = download("--track-id", "1002,1001");

        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains(JOURNAL, words).doesNotContain("this is a bug");
        assertThat(Files.readAllLines(cwd.resolve(JOURNAL))).isEqualTo(lines);
        assertThat(exchange.requests().total()).isZero();
    }

    @Test
    void aJournalWhoseLastLineIsTornGoesOn() throws IOException {
        download("--track-id", "1002");
        exchange.requests().clear();
        Files.writeString(cwd.resolve(JOURNAL), "{\"e\":\"done\",\"tra", StandardOpenOption.APPEND);

        assertThat(download("--track-id", "1002,1001").code()).isZero();

        assertThat(exchange.requests().below("/recordgbx")).isEqualTo(3);
        assertThat(gameFiles("replays_tmnf")).hasSize(5);
    }
}
