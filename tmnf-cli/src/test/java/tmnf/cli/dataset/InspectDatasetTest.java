package tmnf.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.capture.dataset.WriterOptions;

class InspectDatasetTest extends DatasetTestBase {

    private static final String ALICE = "maps/img/1000001/pos1_alice_2000ms.replay";
    private static final String BOB = "maps/img/1000002/pos1_bob_1000ms.replay";

    @BeforeEach
    void dataset() throws IOException {
        capture(ALICE, 20, 2000, WriterOptions.LOOSE);
        capture(BOB, 20, 1000, WriterOptions.PACKED);
    }

    @Test
    void summarisesADataset() throws IOException {
        Files.createDirectories(cwd.resolve("maps/img/.capture/quarantine/1000002/x"));
        write("maps/img/.capture/quarantine/1000002/x/reason.json", "{}");
        write("maps/img/1000003/old/manifest.json", "[]");

        CliRun run = tmnf("inspect", "maps/img");

        assertThat(run.code()).isZero();
        assertThat(run.out().replaceAll("[0-9.]+ MB", "MB")).isEqualTo("""
                maps/img: 3 replays of 3 tracks
                  frames       62, MB
                  race time    0:03 min
                  size         64x64 (2), unknown (1)
                  colour       grey
                  fps          20 (2), unknown (1)
                  complete     2, and 1 of other tools
                  packed       1
                  quarantined  1
                """);
        assertThat(run.err()).contains("Next: tmnf inspect --check maps/img");
    }

    @ParameterizedTest
    @CsvSource({"maps/img, 2, 62", "maps/img/1000001, 1, 41", BOB + ", 1, 21"})
    void findsNothingWrongWithWhatWasCaptured(String operand, int replays, int frames) {
        CliRun run = tmnf("inspect", "--check", operand);

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("Checked " + replays + " replays: nothing is wrong");
        JsonNode json = tmnf("inspect", "--check", "--json", operand).json().get("result");
        assertThat(json.get("datasets").get(0).get("frames").asInt()).isEqualTo(frames);
        assertThat(json.get("captures")).hasSize(replays);
        assertThat(json.get("captures").get(0).get("errors").asInt()).isZero();
        assertThat(json.get("checked").asInt()).isEqualTo(replays);
    }

    @Test
    void endsWithSixWhenSomethingIsWrong() throws IOException {
        Path alice = cwd.resolve(ALICE);
        damage(alice.resolve("manifest.json"), "\"time_ms\": 50,", "\"time_ms\": 60,");
        Files.delete(alice.resolve("frame_00002_100ms.jpeg"));

        CliRun run = tmnf("inspect", "--check", "maps/img");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.out()).contains("1000001/pos1_alice_2000ms.replay\n",
                "  label: entry 1: frame_00001_50ms.jpeg is not the name of step 1 at 60 ms\n",
                "  frame: frame_00002_100ms.jpeg: is missing\n", " errors in 1")
                .doesNotContain("pos1_bob");
        JsonNode json = tmnf("inspect", "--check", "--json", "maps/img").json();
        assertThat(json.get("exitCode").asInt()).isEqualTo(6);
        assertThat(json.get("result").get("withErrors").asInt()).isEqualTo(1);
        assertThat(json.get("result").get("captures").get(0).get("findings").toString()).contains("is "
                + "missing");
    }

    @Test
    void namesCapturesOfOldToolsWhoseLabelsCannotBeRight() throws IOException {
        write("old/924307/x/manifest.json", """
                [{"file": "frame_00000_0ms.jpeg", "step": 0, "time_ms": 0},
                 {"file": "frame_00001_15ms.jpeg", "step": 1, "time_ms": 15}]""");
        write("old/924307/x/metadata.json", "{\"fps\": 64.0, \"race_time_ms\": 30000}");

        CliRun run = tmnf("inspect", "--check", "old");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.out()).contains("old labels: 1 labels, such as 15 ms, are no ticks of the game",
                "old labels: 2 frames, but 64.0 fps and a race of 30000 ms make 1869");
        assertThat(run.err()).contains("Next: tmnf capture --overwrite");
    }

    @Test
    void checksTheFloatInputsWithoutADataset() {
        CliRun run = tmnf("inspect", "--check");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("PASS: vec.shape, dtype, temporal, segments OK\n");
        assertThat(tmnf("inspect").code()).isEqualTo(2);
    }

    @Test
    void drawsAContactSheet() throws IOException {
        assertThat(tmnf("inspect", "--contact-sheet", "one.png", ALICE).code()).isZero();
        assertThat(tmnf("inspect", "--contact-sheet", "all.png", "maps/img").code()).isZero();

        BufferedImage one = ImageIO.read(cwd.resolve("one.png").toFile());
        BufferedImage all = ImageIO.read(cwd.resolve("all.png").toFile());
        assertThat(one.getWidth()).isEqualTo(all.getWidth());
        assertThat(one.getHeight()).as("with the way of the car").isGreaterThan(all.getHeight());
        // The bright bar of the first frame stands at its left edge, and one cell is 160 pixels wide.
        assertThat(one.getRGB(8 + 2, 64 + 40) & 0xFF).isGreaterThan(200);
        assertThat(one.getRGB(8 + 80, 64 + 40) & 0xFF).isLessThan(120);
    }

    @Test
    void refusesWhatDoesNotFitTogether() throws IOException {
        write("x.gbx", "no GBX");

        assertThat(tmnf("inspect", "maps/img", "x.gbx").code()).isEqualTo(2);
        assertThat(tmnf("inspect", "--contact-sheet", "x.png", "x.gbx").code()).isEqualTo(2);
        assertThat(tmnf("inspect", "--trajectory", "x.png", "maps/img").code()).isEqualTo(2);
        Files.createDirectories(cwd.resolve("empty/.capture"));
        assertThat(tmnf("inspect", "--check", "empty").code()).isEqualTo(4);
    }
}
