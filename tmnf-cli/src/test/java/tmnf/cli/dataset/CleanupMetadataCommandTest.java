package tmnf.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import tmnf.capture.dataset.WriterOptions;
import tmnf.capture.plan.Shard;
import tmnf.capture.write.CaptureStore;
import tmnf.cli.env.Environment;

class CleanupMetadataCommandTest extends DatasetTestBase {

    private static final String ALICE = "maps/img/1000001/pos1_alice_400ms.replay";
    private static final String BOB = "maps/img/1000002/pos1_bob_400ms.replay";

    /** Five frames each; one of alice's snapshots is broken, and all of bob's. */
    @BeforeEach
    void damagedDataset() throws IOException {
        Path alice = capture(ALICE, 10, 400, WriterOptions.LOOSE);
        Path bob = capture(BOB, 10, 400, WriterOptions.PACKED);
        damage(alice.resolve("manifest.json"), "\"gear_and_wheels\"", "\"lost\"");
        Path manifest = bob.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"is_freewheeling\"", "\"lost\""));
    }

    private Map<String, Integer> tree() throws IOException {
        Map<String, Integer> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(cwd)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.put(shown(cwd.relativize(file)), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return tree;
    }

    @ParameterizedTest
    @CsvSource({"cleanup", "cleanup metadata", "cleanup metadata --apply -n -y"})
    void reportsAndChangesNothing(String line) throws IOException {
        Map<String, Integer> before = tree();

        CliRun run = tmnf(line.split(" "));

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("""
                Scanned 2 replays, 10 entries
                Bad entries: 6 (in 2 replays)
                  6: its snapshot makes no observation

                Run with --apply to remove bad samples and empty dirs.
                """);
        assertThat(run.err()).contains("Next: tmnf cleanup metadata --data-dir maps/img --apply");
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void removesAndSaysWhat() {
        CliRun run = tmnf("cleanup", "metadata", "--apply", "--yes");

        assertThat(run.code()).isZero();
        assertThat(run.out()).endsWith("""
                  Removed empty replay 1000002/pos1_bob_400ms.replay
                  Removed empty track 1000002

                Done: 6 files deleted, 1 replays removed, 1 tracks removed.
                """);
        assertThat(run.err()).contains("Next: tmnf inspect --check maps/img");
        assertThat(cwd.resolve("maps/img/1000002")).doesNotExist();
        assertThat(cwd.resolve(ALICE).resolve("frame_00000_0ms.jpeg")).doesNotExist();
        CliRun again = tmnf("cleanup", "metadata", "--apply");
        assertThat(again.code()).isZero();
        assertThat(again.out()).isEqualTo(
                "Scanned 1 replays, 4 entries\nBad entries: 0 (in 0 replays)\nNo bad samples. Nothing to "
                    + "do.\n");
    }

    @Test
    void asksOnATerminalAndTakesNoForAnAnswer() throws IOException {
        Map<String, Integer> before = tree();
        terminals.addAll(Arrays.asList(Environment.Stream.values()));
        stdin = "n\n";

        CliRun declined = tmnf("cleanup", "--apply");

        assertThat(declined.code()).isEqualTo(1);
        assertThat(declined.err()).contains("Remove 6 bad entries from 2 replays? [y/N] ");
        assertThat(tree()).isEqualTo(before);
        stdin = "y\n";
        assertThat(tmnf("cleanup", "--apply").code()).isZero();
        assertThat(tree()).isNotEqualTo(before);
    }

    @Test
    void refusesToRemoveWhenNobodyCanBeAsked() throws IOException {
        Map<String, Integer> before = tree();

        CliRun run = tmnf("cleanup", "--apply");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Remove 6 bad entries from 2 replays?", "--yes");
        assertThat(tree()).isEqualTo(before);
    }

    @Test
    void theUpstreamStylePrintsWhatThePythonToolPrints() {
        CliRun run = tmnf("cleanup", "--style", "upstream");

        assertThat(run.out()).isEqualTo("""
                Scanned 2 replays, 10 entries
                Bad entries: 0 (in 0 replays)
                No bad samples. Nothing to do.
                """);
    }

    @Test
    void jsonHasWhatWasFoundAndDone() {
        JsonNode found = tmnf("cleanup", "--json").json().get("result");
        assertThat(found.get("badEntries").asInt()).isEqualTo(6);
        assertThat(found.get("applied").asBoolean()).isFalse();
        assertThat(found.get("reasons").get("SNAPSHOT_BAD").asInt()).isEqualTo(6);
        assertThat(found.get("findings").get(1).get("replay").asText()).isEqualTo("pos1_bob_400ms.replay");

        JsonNode done = tmnf("cleanup", "--json", "--apply", "-y").json().get("result");
        assertThat(done.get("applied").asBoolean()).isTrue();
        assertThat(done.get("filesRemoved").asInt()).isEqualTo(6);
        assertThat(done.get("tracksRemoved").get(0).asText()).isEqualTo("1000002");
    }

    @Test
    void writesAReport() throws IOException {
        assertThat(tmnf("cleanup", "--report", "bad.csv").code()).isZero();

        assertThat(cwd.resolve("bad.csv")).hasContent("""
                track,replay,entries,bad,reasons,orphans,unreadable
                1000001,pos1_alice_400ms.replay,5,1,snapshot-bad=1,0,
                1000002,pos1_bob_400ms.replay,5,5,snapshot-bad=5,0,""");
        assertThat(tmnf("cleanup", "--report", "bad.txt").code()).isEqualTo(2);
    }

    @Test
    void movesToAQuarantineOutsideTheDataset() {
        assertThat(tmnf("cleanup", "--quarantine", "maps/img/bad").code()).isEqualTo(2);

        CliRun run = tmnf("cleanup", "--apply", "-y", "--quarantine", "bad");

        assertThat(run.out()).contains("Done: 6 files moved");
        assertThat(cwd.resolve("bad/1000001/pos1_alice_400ms.replay/frame_00000_0ms.jpeg")).exists();
        assertThat(cwd.resolve("bad/1000002/pos1_bob_400ms.replay/manifest.json")).exists();
    }

    @Test
    void takesTheNumberOfZonesFromTheTraining() throws IOException {
        write("rl.yaml", "state:\n  n_zone_centers_in_inputs: 60\n");
        write("wrong.yaml", "state:\n  n_zone_centers_in_inputs: 0\n");

        assertThat(tmnf("cleanup", "--rl-config-path", "rl.yaml").code()).isZero();
        assertThat(tmnf("cleanup", "--rl-config", "wrong.yaml").code()).isEqualTo(2);
        assertThat(tmnf("cleanup", "--rl-config", "none.yaml").code()).isEqualTo(4);
    }

    @Test
    void doesNotDisturbACapture() throws IOException {
        try (CaptureStore store = CaptureStore.open(cwd.resolve("maps/img"), Shard.ALL)) {
            assertThat(store.root()).exists();

            CliRun run = tmnf("cleanup", "--apply", "-y");

            assertThat(run.code()).isEqualTo(5);
            assertThat(cwd.resolve(BOB)).exists();
        }
    }

    @Test
    void namesManifestsThatCannotBeReadAndLeavesThemAlone() throws IOException {
        Files.writeString(cwd.resolve(BOB).resolve("manifest.json"), "{");

        CliRun run = tmnf("cleanup", "--apply", "-y");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("manifest.json");
        assertThat(cwd.resolve(BOB).resolve("manifest.json")).hasContent("{");
        assertThat(tmnf("cleanup", "--data-dir", "maps/imgs").code()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "--data-dir         | maps/img", "--rl-config | -", "--rl-config-path | -", "--apply | -",
        "-n                 | false", "--style | default", "--quarantine | -", "--report | -", "-j | 0"})
    void hasTheOptionsOfTheManual(String name, String value) {
        OptionSpec option = new CommandLine(new CleanupMetadataCommand()).getCommandSpec().findOption(name);
        assertThat(option).as(name).isNotNull();
        assertThat(option.defaultValue()).as(name).isEqualTo(value);
    }
}
