package tmnf.cli.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import tmnf.exchange.embedded.Fault;
import tmnf.exchange.embedded.FaultPlan;

/** {@code tmnf download status} and {@code tmnf download verify}. */
class DownloadStatusTest extends DownloadTestBase {

    private Path replay(int track, int rank) throws IOException {
        try (Stream<Path> files = Files.list(cwd.resolve("replays_tmnf/" + track))) {
            return files.filter(file -> file.getFileName().toString().startsWith("pos" + rank + "_"))
                    .findFirst().orElseThrow();
        }
    }

    private void downloadWithOneFailure() {
        exchange.faults(FaultPlan.always(Fault.status(500)).below("/recordgbx/7002"));
        download("--track-id", "1001,1003", "--retries", "0", "--maps", "auto");
        exchange.requests().clear();
    }

    @Test
    void saysWhatIsThereMissingAndFailedAndWhy() throws IOException {
        downloadWithOneFailure();
        Files.delete(replay(1001, 3));
        write("ids.txt", "1001\n1002\n1003\n");
        Map<String, Long> before = files();

        CliRun run = offline("status", "--track-ids", "ids.txt");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().toList())
                .contains("tracks   3: 0 complete, 1 gone, 1 not listed yet")
                .anyMatch(line -> line.startsWith("replays  3: 1 there, 1 missing, 1 failed, "))
                .contains("maps     1: 1 there", "mark     0 tracks complete from the start of the list")
                .anyMatch(line -> line.startsWith("last run partial, last sign 20"))
                .anyMatch(line -> line.startsWith("failed 1: ") && line.contains("500"));
        assertThat(files()).isEqualTo(before);
        assertThat(exchange.requests().total()).isZero();
    }

    @Test
    void verboseNamesEveryTrack() {
        downloadWithOneFailure();

        CliRun run = offline("status", "-v");

        assertThat(run.out()).contains("1001  2 of 3 replays there\n", "  replay 7002 failed: ",
                "1003  gone: ");
    }

    @Test
    void jsonHasTracksAndTotals() {
        downloadWithOneFailure();

        JsonNode result = offline("status", "--json").json().get("result");

        assertThat(result.get("totals").get("done").asInt()).isEqualTo(2);
        assertThat(result.get("totals").get("failed").asInt()).isEqualTo(1);
        assertThat(result.get("tracks")).hasSize(2);
        assertThat(result.get("tracks").get(0).get("lost").get(0).get("id").asInt()).isEqualTo(7002);
        assertThat(result.get("lastRun").get("status").asText()).isEqualTo("partial");
        assertThat(result.get("tracks").get(0).get("state").asText()).isEqualTo("listed");
        assertThat(result.get("tracks").get(0).get("challenge").get("status").asText()).isEqualTo("done");
        assertThat(result.get("tracks").get(0).get("lost").get(0).get("status").asText()).isEqualTo("failed");
        assertThat(result.get("absolute").get("replaysDir").asText())
                .isEqualTo(cwd.resolve("replays_tmnf").toString());
    }

    @Test
    void aFolderWithoutADownloadIsMissingInput() throws IOException {
        assertThat(offline("status", "-r", "nowhere").code()).isEqualTo(4);
        Files.createDirectory(cwd.resolve("empty"));

        CliRun run = offline("status", "-r", "empty");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("no download in empty", "it has no journal");
        assertThat(offline("verify", "-r", "nowhere").code()).isEqualTo(4);
    }

    @Test
    void saysThatMapsAreNotWhereTheyAreLookedFor() {
        download("--track-id", "1001,1002", "--maps", "auto", "--tracks-dir", "maps here");

        CliRun elsewhere = offline("status");
        CliRun run = offline("status", "--tracks-dir", "maps here");

        assertThat(elsewhere.out()).contains("maps     2: 0 there, 2 missing");
        assertThat(elsewhere.err()).contains("tracks_tmnf, which does not exist", "--tracks-dir");
        assertThat(run.out()).contains("maps     2: 2 there\n");
        assertThat(run.err()).doesNotContain("does not exist");
    }

    @Test
    void aCheckOfNothingIsMissingInput() throws IOException {
        Files.createDirectory(cwd.resolve("empty"));
        download("--track-id", "1001", "--top", "1");

        CliRun nothing = offline("verify", "-r", "empty");
        CliRun noMaps = offline("verify", "-t", "nowhere");

        assertThat(nothing.code()).isEqualTo(4);
        assertThat(nothing.err()).contains("no replay in empty and no map in tracks_tmnf");
        assertThat(noMaps.code()).isEqualTo(4);
        assertThat(noMaps.err()).contains("no such folder: nowhere");
        assertThat(offline("verify").code()).isZero();
    }

    @Test
    void wholeFilesPassTheCheck() throws IOException {
        download("--track-id", "1001,1002", "--maps", "auto");
        Map<String, Long> before = files();

        CliRun run = offline("verify");
        CliRun full = offline("verify", "--full", "--json");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).startsWith("Checked 5 replays and 2 maps, ").contains("all as they should be");
        assertThat(full.code()).isZero();
        assertThat(full.json().get("result").get("replays").asInt()).isEqualTo(5);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatIsWrongIsNamed() throws IOException {
        download("--track-id", "1001,1002", "--maps", "auto");
        Path missing = replay(1001, 1);
        Files.delete(missing);
        Path changed = replay(1001, 2);
        byte[] bytes = Files.readAllBytes(changed);
        bytes[bytes.length - 1] ^= 1;
        Files.write(changed, bytes);
        Path cut = replay(1002, 1);
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 100));

        CliRun run = offline("verify");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.out()).contains("missing: " + shown(cwd.relativize(missing)),
                "other-content: " + shown(cwd.relativize(changed)),
                "other-size: " + shown(cwd.relativize(cut)));
        assertThat(run.err()).contains("3 files not as they should be", "--requeue");
        JsonNode found = offline("verify", "--json").json().get("result").get("found");
        assertThat(found).hasSize(3);
        assertThat(found.get(0).get("track").asInt()).isEqualTo(1001);
        assertThat(found).extracting(one -> one.get("finding").asText())
                .containsExactlyInAnyOrder("missing", "other-content", "other-size");
    }

    @Test
    void filesWithoutAWayToThemAreNamedInFull() {
        Path base = cwd.toAbsolutePath();
        Path elsewhere = Path.of("relative"); // has another root, as a path on another drive has

        assertThat(DownloadVerifyCommand.shown(base, base.resolve("a/b"))).isEqualTo(Path.of("a/b"));
        assertThat(DownloadVerifyCommand.shown(base, elsewhere)).isEqualTo(elsewhere);
    }

    @Test
    void badFilesAreFetchedAgainWhenAsked() throws IOException {
        download("--track-id", "1001,1002");
        Files.delete(replay(1001, 1));
        Path cut = replay(1002, 2);
        Files.write(cut, new byte[10]);

        CliRun run = offline("verify", "--requeue");
        exchange.requests().clear();

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).contains("the next download fetches 2 of them again");
        assertThat(download("--track-id", "1001,1002").code()).isZero();
        assertThat(exchange.requests().below("/recordgbx")).isEqualTo(2);
        assertThat(offline("verify").code()).isZero();
    }

    @Test
    void filesThatNoDownloadKnowsAreCounted() throws IOException {
        download("--track-id", "1001");
        Files.copy(replay(1001, 1), cwd.resolve("replays_tmnf/1001/mine.replay.gbx"));

        CliRun run = offline("verify");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("1 file that no download knows; -v names them");
        assertThat(offline("verify", "-v").out()).contains("mine.replay.gbx");
    }
}
