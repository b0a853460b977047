package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.line.NpyFiles;

/**
 * The main job on real files, through the launcher: replays laid out as the download step does are filtered,
 * renamed and turned into scripts, reference lines and maps; the result is held against what other parsers
 * say of the files.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher there is tmnf.cmd")
@Timeout(180)
class MainJobTest {

    @TempDir
    Path folder;
    private final ObjectMapper json = new ObjectMapper();
    private Distribution tmnf;
    private JsonNode expected;
    /** Track id to the sample that was laid out as its replay; one track a replay. */
    private final Map<String, String> tracks = new LinkedHashMap<>();

    @Test
    void realReplaysBecomeFilteredTracksScriptsLinesAndMaps() throws IOException, InterruptedException {
        Optional<Path> samples = sampleFolder();
        assumeTrue(samples.isPresent(), "skipped: no sample files");
        expected = json.readTree(samples.get().resolve("expected.json").toFile());
        layOut(samples.get());
        tmnf = Distribution.in(folder);

        run(0, "filter", "no-respawn", "--workers", "2", "-r", "maps/replays");
        run(0, "filter", "maptype", "--input", "maps/track_ids_no_respawn.txt", "--output",
                "maps/track_ids_standard.txt", "--tracks-dir", "maps/tracks", "--jobs", "2");
        run(0, "fix-names", "--dry-run");
        run(0, "fix-names");
        run(0, "script", "maps/replays", "-o", "scripts");
        JsonNode lines = run(3, "vcp", "maps/replays", "--vcp-dir", "maps/vcp");
        run(0, "extract-map", "maps/replays", "-o", "maps/extracted");

        checkMaps();
        checkNoRespawn();
        checkMapType();
        checkNames();
        checkScripts();
        checkLines(lines);
    }

    private static Optional<Path> sampleFolder() {
        String configured = System.getenv("TMNF_SAMPLES");
        Path folder = configured == null || configured.isEmpty()
                ? CliTestBase.projectRoot().resolveSibling("shared").resolve("samples") : Path.of(configured);
        return Optional.of(folder).filter(Files::isDirectory);
    }

    /** One track for each Forever-era replay, named as the exchange's users are, and its map beside. */
    private void layOut(Path samples) throws IOException {
        int id = 1_000_000;
        List<String> ids = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            boolean forever = entry.getValue().path("own").path("strict").asBoolean();
            if (entry.getKey().startsWith("replays/") && forever) {
                String track = Integer.toString(++id);
                ids.add(track);
                tracks.put(track, entry.getKey());
                Path replay = folder.resolve("maps/replays/" + track + "/pos1_J\u00fcrgen K_"
                        + ghost(track).path("race_time").asInt() + "ms.replay.gbx");
                Files.createDirectories(replay.getParent());
                Files.copy(samples.resolve(entry.getKey()), replay, StandardCopyOption.COPY_ATTRIBUTES);
                Path maps = Files.createDirectories(folder.resolve("maps/tracks"));
                Files.write(maps.resolve(track + ".Challenge.Gbx"),
                        GbxFiles.readReplay(replay).content().challengeBytes());
            }
        }
        assertThat(ids).hasSizeGreaterThanOrEqualTo(16);
        Files.writeString(folder.resolve("maps/track_ids.txt"), String.join("\n", ids) + "\n");
    }

    private JsonNode ghost(String track) {
        return expected.path(tracks.get(track)).path("pygbx").path("ghosts").path(0);
    }

    private JsonNode run(int code, String... args) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--json");
        Distribution.Launched launched = tmnf.launch(all.toArray(new String[0]));
        assertThat(launched.code())
                .as(String.join(" ", args) + launched.out() + launched.err())
                .isEqualTo(code);
        return json.readTree(launched.out()).path("result");
    }

    private void checkMaps() throws IOException {
        for (String track : tracks.keySet()) {
            Path map = folder.resolve("maps/extracted/" + track + ".Challenge.Gbx");
            JsonNode peers = expected.path(tracks.get(track));
            assertThat(Files.size(map)).isEqualTo(peers.path("gbx_ts").path("challengeBytes").asLong());
            assertThat(GbxFiles.readChallenge(map).content().uid())
                    .isEqualTo(peers.path("pygbx").path("map").path("uid").asText());
        }
    }

    /** The game's own counter and the presses on the tape agree on all samples. */
    private void checkNoRespawn() throws IOException {
        List<String> clean = tracks.keySet().stream()
                .filter(track -> ghost(track).path("num_respawns").asInt() == 0).toList();

        assertThat(Files.readAllLines(folder.resolve("maps/track_ids_no_respawn.txt"))).isEqualTo(clean);
        assertThat(clean.size()).isLessThan(tracks.size());
    }

    private void checkMapType() throws IOException {
        List<String> races = Files.readAllLines(folder.resolve("maps/track_ids_no_respawn.txt")).stream()
                .filter(track -> expected.path(tracks.get(track)).at("/own/map/play_mode").asInt() == 0)
                .toList();

        assertThat(Files.readAllLines(folder.resolve("maps/track_ids_standard.txt"))).isEqualTo(races);
        assertThat(races).isNotEmpty();
    }

    private void checkNames() throws IOException {
        for (Path replay : files(folder.resolve("maps/replays"), ".gbx")) {
            assertThat(replay.getFileName().toString()).matches("pos1_Jurgen_K_\\d+ms\\.replay\\.gbx");
        }
    }

    private void checkScripts() throws IOException {
        List<Path> scripts = files(folder.resolve("scripts"), ".txt");
        assertThat(scripts).hasSameSizeAs(tracks.keySet());
        for (Path script : scripts) {
            String track = script.getParent().getFileName().toString();
            String text = Files.readString(script);
            JsonNode counts = ghost(track).path("entry_counts");
            assertThat(text).startsWith("# ");
            assertThat(text.contains(" steer ")).as(script.toString()).isEqualTo(counts.has("Steer"));
            assertThat(text.contains(" gas ")).as(script.toString()).isEqualTo(counts.has("Gas"));
            assertThat(text.contains("press up")).as(script.toString()).isEqualTo(counts.has("Accelerate"));
        }
    }

    private void checkLines(JsonNode result) throws IOException {
        int lines = 0;
        for (String track : tracks.keySet()) {
            Path line = folder.resolve("maps/vcp/" + track + "_0.5m_cl.npy");
            boolean respawns = ghost(track).path("num_respawns").asInt() > 0;
            if (respawns) {
                assertThat(line).doesNotExist();
            } else if (Files.exists(line)) {
                lines++;
                double length = expected.path(tracks.get(track)).path("own").path("path_length_m").asDouble();
                assertThat(NpyFiles.read(line).size())
                        .as(track)
                        .isCloseTo((int) (length / 0.5), within(length));
            }
        }
        assertThat(lines).as(result.toString()).isGreaterThanOrEqualTo(12);
    }

    /** Two per cent: curves are longer than chords, and the line ends at the finish, not at a sample. */
    private static Offset<Integer> within(double length) {
        return Offset.offset((int) (length / 0.5 * 0.02) + 10);
    }

    private static List<Path> files(Path root, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        }
    }
}
