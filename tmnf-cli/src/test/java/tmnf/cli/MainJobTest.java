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
import tmnf.gbx.Samples;
import tmnf.gbx.line.NpyFiles;

/**
 * The main job on real files, through the launcher: an exchange of our own serves them; they are listed,
 * downloaded with their maps, filtered, renamed where needed and turned into scripts, reference lines and
 * maps; the result is held against what other parsers say of the files.
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
        Optional<Path> samples = Samples.folder();
        assumeTrue(samples.isPresent(), "skipped: no sample files");
        expected = json.readTree(samples.get().resolve("expected.json").toFile());
        layOut(samples.get());
        tmnf = Distribution.in(folder);
        try (Distribution.Running exchange = tmnf.start("sim", "exchange", "--port", "0", "--data",
                "exchange")) {
            download(exchange.firstLine().replaceFirst(".*(http://\\S+).*", "$1"));
        }

        checkReplays(samples.get());
        run(0, "filter", "no-respawn", "--workers", "2", "-r", "maps/replays");
        run(0, "filter", "maptype", "--input", "maps/track_ids_no_respawn.txt", "--output",
                "maps/track_ids_standard.txt", "--tracks-dir", "maps/tracks", "--jobs", "2");
        run(0, "fix-names", "--dry-run");
        JsonNode fixed = run(0, "fix-names");
        run(0, "script", "maps/replays", "-o", "scripts");
        JsonNode lines = run(3, "vcp", "maps/replays", "--vcp-dir", "maps/vcp");
        run(0, "extract-map", "maps/replays", "-o", "maps/extracted");

        checkMaps();
        checkNoRespawn();
        checkMapType();
        checkNames(fixed);
        checkScripts();
        checkLines(lines);
    }

    /** The commands of the documentation the user starts from, word for word but for the address. */
    private void download(String url) throws IOException, InterruptedException {
        run(0, "download", "--list-popular", "--output", "maps/track_ids.txt", "--per-page", "1000",
                "--base-url", url);
        JsonNode result = run(0, "download", "--track-ids", "maps/track_ids.txt", "--replays-dir",
                "./maps/replays", "--tracks-dir", "./maps/tracks", "--extract-tracks-from-replays",
                "--workers", "64", "--api-workers", "64", "--base-url", url);
        JsonNode again = run(0, "download", "--track-ids", "maps/track_ids.txt", "--replays-dir",
                "./maps/replays", "--tracks-dir", "./maps/tracks", "--extract-tracks-from-replays",
                "--base-url", url);

        assertThat(result.at("/replays/fetched").asInt()).isEqualTo(tracks.size());
        assertThat(result.at("/maps/written").asInt()).isEqualTo(tracks.size());
        assertThat(again.path("requests").asInt()).isZero();
    }

    private void checkReplays(Path samples) throws IOException {
        assertThat(Files.readAllLines(folder.resolve("maps/track_ids.txt")))
                .containsExactlyInAnyOrderElementsOf(tracks.keySet());
        assertThat(folder.resolve("maps/replays/.replay_progress")).hasContent(tracks.size() + "");
        for (Map.Entry<String, String> track : tracks.entrySet()) {
            List<Path> replays = files(folder.resolve("maps/replays").resolve(track.getKey()), "");
            Path replay = replays.get(replays.size() - 1);
            assertThat(replay).hasSameBinaryContentAs(samples.resolve(track.getValue()));
        }
    }

    /** One track for each Forever-era replay. */
    private void layOut(Path samples) throws IOException {
        int id = 1_000_000;
        List<String> ids = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            boolean forever = entry.getValue().path("own").path("strict").asBoolean();
            if (entry.getKey().startsWith("replays/") && forever) {
                String track = Integer.toString(++id);
                ids.add(track);
                tracks.put(track, entry.getKey());
                Path replay = folder.resolve("exchange/replays/" + track + "/1.replay.gbx");
                Files.createDirectories(replay.getParent());
                Files.copy(samples.resolve(entry.getKey()), replay, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        assertThat(ids).hasSizeGreaterThanOrEqualTo(16);
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
            Path map = folder.resolve("maps/tracks/" + track + ".Challenge.Gbx");
            assertThat(folder.resolve("maps/extracted/" + track + ".Challenge.Gbx"))
                    .hasSameBinaryContentAs(map);
            JsonNode peers = expected.path(tracks.get(track));
            assertThat(Files.size(map)).isEqualTo(peers.path("gbx_ts").path("challengeBytes").asLong());
            assertThat(GbxFiles.readChallenge(map).content().uid())
                    .isEqualTo(peers.path("pygbx").path("map").path("uid").asText());
        }
    }

    /** The game's own counter and the presses on the tape agree on all samples. */
    private void checkNoRespawn() throws IOException {
        List<String> clean = Files.readAllLines(folder.resolve("maps/track_ids.txt")).stream()
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

    /** What the download writes needs no fixing. */
    private void checkNames(JsonNode fixed) throws IOException {
        assertThat(fixed.path("planned").asInt(-1)).isZero();
        for (Path replay : files(folder.resolve("maps/replays"), ".gbx")) {
            assertThat(replay.getFileName().toString()).matches("pos1_[A-Za-z0-9._-]+_\\d+ms\\.replay\\.gbx");
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
