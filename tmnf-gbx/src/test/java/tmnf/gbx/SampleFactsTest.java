package tmnf.gbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.CheckpointTime;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.Replay;
import tmnf.gbx.model.TmText;
import tmnf.gbx.model.Vec3;

/**
 * Every fact that one of two other parsers printed of a real file equals ours: {@code samples/expected.json}.
 */
class SampleFactsTest {

    private final List<String> differences = new ArrayList<>();
    private int facts;

    @TestFactory
    List<DynamicTest> everyFactOfAPeerIsOurs() throws IOException {
        Optional<Path> samples = Samples.folder();
        assumeTrue(samples.isPresent(), "skipped: no sample files");
        JsonNode expected = new ObjectMapper().readTree(samples.get().resolve("expected.json").toFile());
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            String name = entry.getKey();
            if (name.startsWith("replays/") || name.startsWith("challenges/")) {
                Path file = samples.get().resolve(name);
                tests.add(DynamicTest.dynamicTest(
                        name, () -> new SampleFactsTest().check(file, entry.getValue())));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(74);
        return tests;
    }

    private void check(Path path, JsonNode expected) throws IOException {
        GbxFile<GbxContent> file = GbxFiles.read(path);
        container(expected.path("container"), file);
        if (file.content() instanceof Replay replay) {
            replay(expected, file.header(), replay);
        } else {
            challenge(expected, (Challenge) file.content());
        }
        assertThat(differences).isEmpty();
        assertThat(facts).isGreaterThan(10);
    }

    private void container(JsonNode expected, GbxFile<GbxContent> file) {
        same("class_id", expected.path("class_id"), String.format("0x%08X", file.header().classId()));
    }

    private void replay(JsonNode expected, GbxHeaderFacts header, Replay replay) {
        JsonNode pygbx = expected.path("pygbx");
        JsonNode ts = expected.path("gbx_ts");
        JsonNode own = expected.path("own");
        same("nickname", pygbx.path("nickname"), header.nickname());
        same("login", pygbx.path("driver_login"), header.login());
        Challenge map = replay.challenge().orElseThrow();
        peerMap(pygbx.path("map"), map);
        ownMap(own.path("map"), map);
        same("ts mapUid", ts.path("mapInfo").path("id"), header.mapUid());
        same("ts collection", ts.path("mapInfo").path("collection"), header.environment());
        same("ts author", ts.path("mapInfo").path("author"), header.author());
        same("ts nickname", ts.path("nickname"), TmText.withoutBom(header.nickname()));
        same("ts login", ts.path("login"), header.login());
        same("ts time", ts.path("time"), header.bestTimeMs());
        same("ts challengeBytes", ts.path("challengeBytes"), replay.challengeBytes().length);
        same("ts challengeSha256", ts.path("challengeSha256"), sha256(replay.challengeBytes()));
        same("own has_clip", own.path("has_clip"), replay.clip().isPresent());
        for (int i = 0; i < pygbx.path("ghosts").size(); i++) {
            pygbxGhost(pygbx.path("ghosts").get(i), replay.ghosts().get(i));
        }
        for (int i = 0; i < ts.path("ghosts").size(); i++) {
            tsGhost(ts.path("ghosts").get(i), replay.ghosts().get(i));
        }
        if (own.path("strict").asBoolean()) {
            ownGhost(own, replay.ghosts().get(0));
        }
    }

    private void pygbxGhost(JsonNode e, Ghost ghost) {
        same("race_time", e.path("race_time"), ghost.raceTimeMs());
        same("num_respawns", e.path("num_respawns"), ghost.respawns());
        same("stunts_score", e.path("stunts_score"), ghost.stuntsScore());
        same("uid", e.path("uid"), ghost.uid());
        same("login", e.path("login"), ghost.login());
        sameInts("cp_times", e.path("cp_times"), ghost.checkpointTimesMs());
        same("events_duration", e.path("events_duration"), ghost.eventsDurationMs());
        sameStrings("control_names", e.path("control_names"), ghost.inputs().controlNames());
        same("num_control_entries", e.path("num_control_entries"), ghost.inputs().size());
        entries(e.path("first_entries"), e.path("last_entries"), ghost);
        same("game_version", e.path("game_version"), ghost.program().exeVersion());
        same("exe_checksum", e.path("exe_checksum"), ghost.program().exeChecksum());
        same("os_kind", e.path("os_kind"), ghost.program().osKind());
        same("cpu_kind", e.path("cpu_kind"), ghost.program().cpuKind());
        same("race_settings_xml", e.path("race_settings_xml"), ghost.program().raceSettings());
        same("sample_period", e.path("sample_period"), ghost.samples().periodMs());
        same("num_samples", e.path("num_samples"), ghost.samples().size());
        sample(e.path("first_sample"), ghost.samples(), 0);
        sample(e.path("last_sample"), ghost.samples(), ghost.samples().size() - 1);
        Map<String, Integer> counts = new TreeMap<>();
        ghost.inputs().entries().forEach(entry -> counts.merge(entry.name(), 1, Integer::sum));
        e.path("entry_counts").properties().forEach(
                field -> same(
                        "entry_counts." + field.getKey(), field.getValue(), counts.get(field.getKey())));
    }

    private void sample(JsonNode e, GhostSamples samples, int i) {
        Vec3 position = samples.position(i);
        same("x", e.path("position").path(0), position.x());
        same("y", e.path("position").path(1), position.y());
        same("z", e.path("position").path(2), position.z());
        byte[] state = samples.state(i);
        same("angle", e.path("angle"), (state[12] & 0xFF) | (state[13] & 0xFF) << 8);
        same("axis_heading", e.path("axis_heading"), (short) ((state[14] & 0xFF) | state[15] << 8));
        same("axis_pitch", e.path("axis_pitch"), (short) ((state[16] & 0xFF) | state[17] << 8));
        same("speed", e.path("speed"), (short) ((state[18] & 0xFF) | state[19] << 8));
        same("vel_heading", e.path("vel_heading"), state[20]);
        same("vel_pitch", e.path("vel_pitch"), state[21]);
    }

    private void entries(JsonNode first, JsonNode last, Ghost ghost) {
        int n = ghost.inputs().size();
        for (int i = 0; i < first.size(); i++) {
            entry(first.get(i), ghost, i);
        }
        for (int i = 0; i < last.size(); i++) {
            entry(last.get(i), ghost, n - last.size() + i);
        }
    }

    private void entry(JsonNode e, Ghost ghost, int i) {
        same("entry name " + i, e.get(0), ghost.inputs().name(i));
        same("entry time " + i, e.get(1), ghost.inputs().timeMs(i));
        // One peer prints the unsigned low 24 bits, the other all 32.
        long value = ghost.inputs().value(i) & 0xFFFF_FFFFL;
        long shown = e.get(2).asLong();
        same("entry value " + i, e.get(2), shown == (value & 0xFF_FFFF) ? shown : value);
    }

    private void tsGhost(JsonNode e, Ghost ghost) {
        same("raceTime", e.path("raceTime"), ghost.raceTimeMs());
        same("respawns", e.path("respawns"), ghost.respawns());
        same("stuntScore", e.path("stuntScore"), ghost.stuntsScore());
        same("ghostUid", e.path("ghostUid"), ghost.uid());
        same("ghostLogin", e.path("ghostLogin"), ghost.login());
        same("ghostNickname", e.path("ghostNickname"), TmText.withoutBom(ghost.nickname()));
        sameInts("checkpointTimes", e.path("checkpointTimes"), ghost.checkpointTimesMs());
        sameInts(
                "checkpointStunts",
                e.path("checkpointStunts"),
                ghost.checkpoints().stream().mapToInt(CheckpointTime::stuntsScore).toArray());
        same("eventsDuration", e.path("eventsDuration"), ghost.eventsDurationMs());
        sameStrings("controlNames", e.path("controlNames"), ghost.inputs().controlNames());
        same("numControlEntries", e.path("numControlEntries"), ghost.inputs().size());
        entries(e.path("firstEntries"), e.path("lastEntries"), ghost);
        same("validationChallengeUid", e.path("validationChallengeUid"), ghost.validationMapUid());
        same("exeVersion", e.path("exeVersion"), ghost.program().exeVersion());
        same("exeChecksum", e.path("exeChecksum"), ghost.program().exeChecksum());
        same("osKind", e.path("osKind"), ghost.program().osKind());
        same("cpuKind", e.path("cpuKind"), ghost.program().cpuKind());
        same("raceSettings", e.path("raceSettings"), ghost.program().raceSettings());
        Vec3 trail = ghost.lightTrailColour();
        sameInts("lightTrailColor", e.path("lightTrailColor"), Float.floatToRawIntBits(trail.x()),
                Float.floatToRawIntBits(trail.y()), Float.floatToRawIntBits(trail.z()));
        same("playerModel", e.path("playerModel").path("id"), ghost.vehicle().id());
        same("playerModel", e.path("playerModel").path("collection"), ghost.vehicle().collection());
        same("playerModel", e.path("playerModel").path("author"), ghost.vehicle().author());
    }

    private void ownGhost(JsonNode own, Ghost ghost) {
        same("vehicle", own.path("vehicle"), ghost.vehicle().id());
        same("ghost_version", own.path("ghost_version"), ghost.version());
        same("validation_seed", own.path("validation_seed"), ghost.program().validationSeed());
        same("sample_version", own.path("sample_version"), ghost.samples().version());
        same("sample_size", own.path("sample_size"), ghost.samples().stateSize(0));
        same("fixed_step", own.path("fixed_step"), ghost.samples().fixedStep());
        same("samples_within_race", own.path("samples_within_race"),
                ghost.samples().sizeUntil(ghost.raceTimeMs()));
    }

    private void challenge(JsonNode expected, Challenge map) {
        peerMap(expected.path("pygbx").path("map"), map);
        ownMap(expected.path("own").path("map"), map);
        JsonNode ts = expected.path("gbx_ts");
        same("mapUid", ts.path("mapUid"), map.uid());
        same("collection", ts.path("mapInfo").path("collection"), map.environment());
        same("author", ts.path("mapInfo").path("author"), map.author());
        same("mapName", ts.path("mapName"), TmText.withoutBom(map.name()));
        same("blocks", ts.path("blocks"), map.blocks().size());
        same("decoration", ts.path("decoration").path("id"), map.mood());
        same("decoration", ts.path("decoration").path("collection"), map.decoration().collection());
        same("decoration", ts.path("decoration").path("author"), map.decoration().author());
        same("size.x", ts.path("size").path("x"), map.size().x());
        same("size.y", ts.path("size").path("y"), map.size().y());
        same("size.z", ts.path("size").path("z"), map.size().z());
        same("isLapRace", ts.path("isLapRace"), map.lapRace());
        same("nbLaps", ts.path("nbLaps"), map.laps());
        // This peer prints the stored -1, no time, as an unsigned number.
        same("bronzeTime", ts.path("bronzeTime"), Integer.toUnsignedLong(map.medals().bronzeMs()));
        same("silverTime", ts.path("silverTime"), Integer.toUnsignedLong(map.medals().silverMs()));
        same("goldTime", ts.path("goldTime"), Integer.toUnsignedLong(map.medals().goldMs()));
        same("authorTime", ts.path("authorTime"), Integer.toUnsignedLong(map.medals().authorMs()));
        same("checkpoints", ts.path("checkpoints"), map.checkpoints().size());
        same("cost", ts.path("cost"), map.cost());
        same("playerModel", ts.path("playerModel").path("id"), map.vehicle().id());
        same("playerModel", ts.path("playerModel").path("collection"), map.vehicle().collection());
        same("playerModel", ts.path("playerModel").path("author"), map.vehicle().author());
    }

    private void peerMap(JsonNode e, Challenge map) {
        same("uid", e.path("uid"), map.uid());
        same("environment", e.path("environment"), map.environment());
        same("author", e.path("author"), map.author());
        same("name", e.path("name"), map.name());
        same("mood", e.path("mood"), map.mood());
        same("decoration_env", e.path("decoration_env"), map.decoration().collection());
        same("decoration_author", e.path("decoration_author"), map.decoration().author());
        sameInts("size", e.path("size"), map.size().x(), map.size().y(), map.size().z());
        // pygbx mistakes a block with all flags set for two; see docs/formats/gbx.md.
        int misread = (int) map.blocks().stream().filter(block -> block.flags() == -1).count();
        same("num_blocks", e.path("num_blocks"), map.blocks().size() + misread);
        same("bronze", e.path("times").path("bronze"), map.medals().bronzeMs());
        same("silver", e.path("times").path("silver"), map.medals().silverMs());
        same("gold", e.path("times").path("gold"), map.medals().goldMs());
        same("author time", e.path("times").path("author"), map.medals().authorMs());
    }

    private void ownMap(JsonNode e, Challenge map) {
        same("own name", e.path("name"), map.name());
        same("map_kind", e.path("map_kind"), map.kind());
        map.mapType().ifPresent(type -> same("play_mode", e.path("play_mode"), type.ordinal()));
        same("lap_race", e.path("lap_race"), map.lapRace());
        same("checkpoint_slots", e.path("checkpoint_slots"), map.checkpoints().size());
        same("start_blocks", e.path("start_blocks"), map.blocks().stream().filter(Block::isStart).count());
        same("checkpoint_blocks", e.path("checkpoint_blocks"),
                map.blocks().stream().filter(Block::isCheckpoint).count());
        same("has_password", e.path("has_password"), map.password().isSet());
        if (e.path("intro_ms").isNumber()) {
            double ms = map.intro().orElseThrow().durationSeconds() * 1000;
            same("intro_ms", e.path("intro_ms"), Math.round(ms * 1000) / 1000.0);
        } else {
            same("has intro", e.path("intro_ms"), map.intro().isPresent() ? "intro" : null);
        }
        same("has_ingame_clips", e.path("has_ingame_clips"), map.inGameClips().isPresent());
        same("has_endrace_clips", e.path("has_endrace_clips"), map.endRaceClips().isPresent());
        same("comments", e.path("comments"), map.comments());
    }

    /** Counts a fact that the peer printed; a missing one is none. */
    private void same(String what, JsonNode expected, Object actual) {
        if (expected == null || expected.isMissingNode() || expected.isNull() && actual == null) {
            return;
        }
        facts++;
        boolean equal = expected.isNumber() && actual instanceof Number number
                ? expected.asDouble() == number.doubleValue()
                : expected.isBoolean() ? Boolean.valueOf(expected.asBoolean()).equals(actual)
                : expected.asText().equals(String.valueOf(actual));
        if (!equal) {
            differences.add(what + ": expected " + expected + " but was " + actual);
        }
    }

    private void sameInts(String what, JsonNode expected, int... actual) {
        if (expected.isArray()) {
            same(what + " length", new ObjectMapper().valueToTree(expected.size()), actual.length);
            for (int i = 0; i < Math.min(actual.length, expected.size()); i++) {
                same(what + i, expected.get(i), actual[i]);
            }
        }
    }

    private void sameStrings(String what, JsonNode expected, List<String> actual) {
        if (expected.isArray()) {
            List<String> texts = new ArrayList<>();
            expected.forEach(node -> texts.add(node.asText()));
            facts++;
            if (!texts.equals(actual)) {
                differences.add(what + ": expected " + texts + " but was " + actual);
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
