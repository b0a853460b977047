package tmnf.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.gbx.synthetic.SyntheticReplays;

class BackfillActionsCommandTest extends DatasetTestBase {

    private static final String[] COMMAND = {"backfill-actions", "--data-dir", "img", "--replays-dir",
            "replays"};

    @BeforeEach
    void oldCaptures() throws IOException {
        SyntheticReplays track = SyntheticReplays.track("x", 1, SyntheticReplays.Options.DEFAULT);
        Path folder = Files.createDirectories(cwd.resolve("replays/t"));
        Files.write(folder.resolve("a.replay.gbx"),
                track.replayFile(track.drive(0, 30, new SyntheticReplays.Driver("a", "A", false))));
        Files.writeString(folder.resolve("c.replay.gbx"), "no GBX");
        for (String name : new String[] {"a.replay", "b.replay", "c.replay"}) {
            write("img/t/" + name + "/manifest.json", "{\"entries\": [{\"file\": \"x.jpeg\", \"step\": 0, "
                    + "\"time_ms\": 1000}], \"meta\": [{\"time_ms\": 1000}], \"own\": 1}");
        }
    }

    private CliRun backfill(String... more) {
        String[] all = Arrays.copyOf(COMMAND, COMMAND.length + more.length);
        System.arraycopy(more, 0, all, COMMAND.length, more.length);
        return tmnf(all);
    }

    private JsonNode manifest() throws IOException {
        return new ObjectMapper().readTree(cwd.resolve("img/t/a.replay/manifest.json").toFile());
    }

    @Test
    void fillsInWhatItCanAndSaysTheRest() throws IOException {
        CliRun run = backfill();

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).isEqualTo("Done: 1 updated, 1 no GBX, 0 no inputs, 1 errors\n");
        assertThat(run.err()).contains("no replay t/b.replay.gbx", "c.replay.gbx",
                "Next: tmnf inspect --check img");
        assertThat(manifest().get("entries").get(0).get("action_idx").asInt())
                .isEqualTo(manifest().get("actions").get(100).asInt());
        assertThat(manifest().get("own").asInt()).isEqualTo(1);
        assertThat(manifest().get("meta")).hasSize(1);
    }

    @Test
    void changesNothingInADryRun() throws IOException {
        CliRun run = backfill("--dry-run", "--step-ms", "50", "--style", "upstream");

        assertThat(run.out()).startsWith("Done: 1 updated");
        assertThat(run.err()).contains("Next: tmnf backfill-actions --data-dir img --replays-dir replays "
                + "--step-ms 50 --style upstream");
        assertThat(manifest().has("actions")).isFalse();
    }

    @Test
    void jsonListsWhatCouldNotBeDone() {
        JsonNode result = backfill("--json").json().get("result");

        assertThat(result.get("updated").asInt()).isEqualTo(1);
        assertThat(result.get("problems").get(0).get("what").asText()).isEqualTo("NO_REPLAY");
        assertThat(result.get("problems").get(1).get("replay").asText()).isEqualTo("c.replay");
    }

    @Test
    void refusesStepsThatAreNoTicks() {
        assertThat(backfill("--step-ms", "15").code()).isEqualTo(2);
        assertThat(backfill("--input-time-offset-ms", "-5").code()).isEqualTo(2);
        assertThat(backfill("--input-time-offset-ms", "-10").code()).isEqualTo(3);
        assertThat(tmnf("backfill-actions", "--data-dir", "img").code()).isEqualTo(2);
        assertThat(tmnf("backfill-actions", "--data-dir", "none", "--replays-dir",
                "replays").code()).isEqualTo(4);
    }
}
