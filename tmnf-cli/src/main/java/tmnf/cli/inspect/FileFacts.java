package tmnf.cli.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import tmnf.cli.files.Digests;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.GbxWarning;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.MediaClip;
import tmnf.gbx.model.RaceTimes;
import tmnf.gbx.model.Replay;
import tmnf.gbx.model.TmText;
import tmnf.gbx.model.Vec3;

/**
 * The JSON object of one file: always the same keys in the same order, {@code null} for what the file does
 * not say. The list of keys is public; docs/formats/gbx.md describes them.
 */
final class FileFacts {

    private final Map<String, Object> facts = new LinkedHashMap<>();

    private FileFacts(Path file, Path absolute, GbxHeaderFacts header) {
        facts.put("file", file.toString());
        facts.put("absolute", absolute.toString());
        facts.put("kind", header.kind().label());
        facts.put("classId", String.format("0x%08X", header.classId()));
        facts.put("game", header.game().title());
        facts.put("gameVersion", text(header.exeVersion()));
    }

    /** A file whose header alone was read. */
    static Map<String, Object> ofHeader(
            Path file, Path absolute, GbxHeaderFacts header, List<GbxWarning> warnings) {
        FileFacts object = new FileFacts(file, absolute, header);
        object.header(header);
        object.warnings(warnings);
        return object.facts;
    }

    /** A file that was refused: what its header says, and why. */
    static Map<String, Object> refused(Path file, Path absolute, GbxFormatException refusal) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", file.toString());
        object.put("error", refusal.detail());
        object.put("reason", refusal.reason().name());
        if (refusal.header().classId() != 0) {
            FileFacts known = new FileFacts(file, absolute, refusal.header());
            known.header(refusal.header());
            known.facts.remove("file");
            known.facts.values().removeIf(value -> value == null);
            object.putAll(known.facts);
        }
        return object;
    }

    /** A file that could not be opened. */
    static Map<String, Object> unreadable(Path file, String why) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", file.toString());
        object.put("error", why);
        object.put("reason", "UNREADABLE");
        return object;
    }

    /** A file that was read; {@code inputs} adds the tape. */
    static Map<String, Object> of(
            Path file, Path absolute, GbxFile<? extends GbxContent> read, boolean inputs) {
        FileFacts object = new FileFacts(file, absolute, read.header());
        GbxContent content = read.content();
        Optional<Replay> replay =
                Optional.of(content).filter(Replay.class::isInstance).map(Replay.class::cast);
        Optional<Challenge> challenge = content instanceof Challenge c ? Optional.of(c)
                : replay.flatMap(Replay::challenge);
        Optional<Ghost> ghost = content instanceof Ghost g ? Optional.of(g)
                : replay.flatMap(Replay::bestGhost);
        ghost.map(g -> text(g.program().exeVersion())).ifPresent(v -> object.facts.put("gameVersion", v));
        object.challenge(read.header(), challenge, content instanceof MediaClip clip ? clip : null);
        int ghosts = replay.map(r -> r.ghosts().size()).orElse(ghost.isPresent() ? 1 : 0);
        object.ghost(read.header(), ghost, ghosts);
        object.inputs(ghost.map(Ghost::inputs).orElse(InputTape.EMPTY), ghost.isPresent(), inputs);
        object.samples(ghost.map(Ghost::samples).orElse(GhostSamples.EMPTY));
        object.embedded(replay.map(Replay::challengeBytes).orElse(new byte[0]));
        object.warnings(read.warnings());
        return object.facts;
    }

    private void header(GbxHeaderFacts header) {
        facts.put("mapUid", text(header.mapUid()));
        facts.put("mapName", text(TmText.withoutBom(header.mapName())));
        facts.put("environment", text(header.environment()));
        facts.put("mapType", text(header.mapType()));
        facts.put("mood", text(header.mood()));
        facts.put("author", text(header.author()));
        facts.put("authorTimeMs", time(header.authorTimeMs()));
        facts.put("laps", header.laps() == 0 ? null : header.laps());
        facts.put("playerLogin", text(header.login()));
        facts.put("playerNickname", text(TmText.withoutBom(header.nickname())));
        facts.put("raceTimeMs", time(header.bestTimeMs()));
        facts.put("respawns", count(header.respawns()));
        facts.put("stuntsScore", count(header.stuntsScore()));
    }

    private void challenge(GbxHeaderFacts header, Optional<Challenge> challenge, MediaClip clip) {
        facts.put("mapUid", challenge.map(Challenge::uid).orElse(text(header.mapUid())));
        facts.put("mapName", challenge.map(c -> TmText.withoutBom(c.name())).orElse(text(header.mapName())));
        facts.put("environment", challenge.map(Challenge::environment).orElse(text(header.environment())));
        facts.put("mapType", challenge.flatMap(Challenge::mapType).map(MapType::label)
                .orElse(text(header.mapType())));
        facts.put("mood", challenge.map(Challenge::mood).orElse(text(header.mood())));
        facts.put("author", challenge.map(Challenge::author).orElse(text(header.author())));
        facts.put("authorTimeMs", time(challenge.map(c -> c.medals().authorMs()).orElse(RaceTimes.NONE)));
        facts.put("cost", challenge.map(Challenge::cost).orElse(null));
        facts.put("blocks", challenge.map(c -> c.blocks().size()).orElse(null));
        facts.put("checkpoints", challenge.map(c -> c.checkpoints().size()).orElse(null));
        facts.put("laps", challenge.map(Challenge::laps).orElse(null));
        facts.put("lapRace", challenge.map(Challenge::lapRace).orElse(null));
        Optional<MediaClip> intro = challenge.flatMap(Challenge::intro).or(() -> Optional.ofNullable(clip));
        facts.put("introDurationMs", intro.map(c -> milliseconds(c.durationSeconds())).orElse(null));
        facts.put("introCameraDurationMs", intro.map(MediaClip::cameraDurationSeconds)
                .filter(OptionalDouble::isPresent).map(s -> milliseconds(s.getAsDouble())).orElse(null));
        facts.put("introKnown", challenge.map(Challenge::clipsKnown).orElse(null));
    }

    private static Double milliseconds(double seconds) {
        return Math.round(seconds * 1e6) / 1e3;
    }

    private void ghost(GbxHeaderFacts header, Optional<Ghost> ghost, int ghosts) {
        facts.put("ghosts", ghosts);
        facts.put("playerLogin", ghost.map(g -> text(g.login())).orElse(text(header.login())));
        facts.put("playerNickname", ghost.map(g -> text(TmText.withoutBom(g.nickname())))
                .orElse(text(TmText.withoutBom(header.nickname()))));
        facts.put("raceTimeMs", time(ghost.map(Ghost::raceTimeMs).orElse(RaceTimes.NONE)));
        facts.put("respawns", ghost.map(g -> count(g.respawns())).orElse(null));
        facts.put("stuntsScore", ghost.map(Ghost::stuntsScore).orElse(null));
        facts.put("checkpointTimesMs", ghost.map(Ghost::checkpointTimesMs).orElse(null));
    }

    private void inputs(InputTape tape, boolean ghost, boolean whole) {
        facts.put("controlNames", ghost ? tape.controlNames() : null);
        facts.put("controlEntries", ghost ? tape.size() : null);
        if (whole) {
            List<List<Object>> entries = new ArrayList<>(tape.size());
            for (ControlEntry entry : tape.entries()) {
                entries.add(List.of(entry.name(), entry.timeMs(), Integer.toUnsignedLong(entry.value())));
            }
            facts.put("inputs", entries);
            facts.put("inputShiftMs", tape.shiftMs());
        }
    }

    private void samples(GhostSamples samples) {
        boolean any = !samples.isEmpty();
        facts.put("samplePeriodMs", any ? samples.periodMs() : null);
        facts.put("samples", any ? samples.size() : null);
        facts.put("firstPosition", any ? position(samples.position(0)) : null);
        facts.put("lastPosition", any ? position(samples.position(samples.size() - 1)) : null);
    }

    /** Exact single-precision values, so that they compare equal to what other parsers print. */
    private static List<Double> position(Vec3 position) {
        return List.of((double) position.x(), (double) position.y(), (double) position.z());
    }

    private void embedded(byte[] map) {
        boolean any = map.length > 0;
        facts.put("embeddedMapBytes", any ? map.length : null);
        facts.put("embeddedMapSha256", any ? Digests.sha256(map) : null);
    }

    private void warnings(List<GbxWarning> warnings) {
        facts.put("warnings", warnings.stream().map(GbxWarning::toString).toList());
    }

    private static String text(String value) {
        return value.isEmpty() ? null : value;
    }

    private static Integer time(int ms) {
        return ms == RaceTimes.NONE ? null : ms;
    }

    private static Integer count(int value) {
        return value < 0 ? null : value;
    }
}
