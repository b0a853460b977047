package tmnf.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.cli.CliTestBase;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.state.SimStateData;

class InspectStateTest extends CliTestBase {

    private SimStateData state;

    @BeforeEach
    void saveAState() throws IOException {
        state = SimStateData.blank(3, 2);
        state.setRaceTimeMs(12_340);
        state.setPosition(new Vec3(100.5f, 9.25f, 700));
        state.checkpointData().setCpTimeMs(0, 5_000);
        state.wheel(2).realTimeState().setContactMaterialId(16);
        Files.write(cwd.resolve("start.bin"), state.toBytes());
    }

    @Test
    void textShowsEveryFieldWithItsPlace() {
        CliRun run = tmnf("inspect", "start.bin");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).contains("start.bin: simulation state of 8416 bytes")
                .anyMatch(line -> line.matches("  raceTimeMs +12340"))
                .anyMatch(line -> line.matches("  checkpointsPassed +1"))
                .anyMatch(line -> line.matches(
                        " +724  dyna\\.currentState\\.position +float32\\[3\\] +.100\\.5, .*"))
                .anyMatch(line -> line.matches(
                        " +5640  wheels\\[2\\]\\.realTimeState\\.contactMaterialId .* 16"));
    }

    @Test
    void jsonHoldsTheFieldsAndWhatIsDerivedFromThem() {
        CliRun run = tmnf("inspect", "--json", "start.bin");

        assertThat(run.code()).isZero();
        JsonNode file = run.json().at("/result/files/0");
        assertThat(file.path("kind").asText()).isEqualTo("simulation state");
        assertThat(file.path("bytes").asInt()).isEqualTo(8416);
        assertThat(file.at("/derived/raceTimeMs").asInt()).isEqualTo(12_340);
        assertThat(file.at("/fields/dyna/currentState/position/1").asDouble()).isEqualTo(9.25);
        assertThat(file.at("/fields/checkpointData/cpTimes/0/time").asInt()).isEqualTo(5_000);
        assertThat(file.at("/fields/wheels/2/realTimeState/contactMaterialId").asInt()).isEqualTo(16);
        assertThat(file.at("/fields/plugSolid").asText()).isEqualTo("00".repeat(68));
    }

    @Test
    void headerModeAndOtherNamesShowStatesToo() throws IOException {
        Files.write(cwd.resolve("saved.state"), state.toBytes());

        assertThat(tmnf("inspect", "--header", "start.bin").out()).contains("start.bin: simulation state");
        assertThat(tmnf("inspect", "saved.state").out()).contains("saved.state: simulation state");
    }

    @Test
    void aFolderIsSearchedForStatesToo() throws IOException {
        Path saved = Files.createDirectories(cwd.resolve("saved").resolve("début"));
        Files.write(saved.resolve("one.BIN"), state.toBytes());
        Files.write(saved.resolve("firmware.bin"), new byte[9000]);
        Files.write(saved.resolve("short.bin"), new byte[20]);
        Files.write(saved.resolve("unnamed.state"), state.toBytes());
        Files.createDirectories(saved.resolve("folder.bin"));

        CliRun run = tmnf("inspect", "--json", "saved");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/result/files")).hasSize(1);
        assertThat(run.json().at("/result/files/0/file").asText())
                .isEqualTo(Path.of("saved", "début", "one.BIN").toString());
        assertThat(run.json().at("/result/files/0/kind").asText()).isEqualTo("simulation state");
    }

    @Test
    void aCutStateIsRefusedWithTheLengthItShouldHave() throws IOException {
        Files.write(cwd.resolve("cut.bin"), Arrays.copyOf(state.toBytes(), 8400));
        Files.write(cwd.resolve("short.BIN"), new byte[20]);

        CliRun run = tmnf("inspect", "--json", "cut.bin", "short.BIN", "start.bin");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.json().at("/result/files/0/reason").asText()).isEqualTo("STATE_FORMAT");
        assertThat(run.json().at("/result/files/0/error").asText())
                .contains("neither a GBX file nor a simulation state", "has 8400 bytes", "which make 8416");
        assertThat(run.json().at("/result/files/1/error").asText()).contains("8356 + 4 x checkpoints");
        assertThat(run.json().at("/result/refused").asInt()).isEqualTo(2);
        assertThat(tmnf("inspect", "cut.bin").out()).contains("cut.bin: refused");
        assertThat(tmnf("inspect", "--header", "cut.bin").out()).contains("cut.bin: refused");
    }

    @Test
    void otherFilesAreRefusedAsBefore() throws IOException {
        byte[] page = new byte[9000];
        Arrays.fill(page, (byte) ' ');
        byte[] start = "<!DOCTYPE html>".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, page, 0, start.length);
        Files.write(cwd.resolve("page.gbx"), page);

        assertThat(tmnf("inspect", "page.gbx").out()).contains("page.gbx: refused", "web page");
    }
}
