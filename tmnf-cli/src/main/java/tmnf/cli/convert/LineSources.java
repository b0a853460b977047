package tmnf.cli.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.cli.command.CommandContext;
import tmnf.cli.files.Digests;
import tmnf.cli.info.BuildInfo;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.filter.ReplayFiles;
import tmnf.gbx.line.LineException;
import tmnf.gbx.line.LineOptions;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.line.ReferenceLines;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;

/** Sorts replays by track and finds for each track the replay that its line follows. */
final class LineSources {

    /** A replay with the time that its ghost is ranked by; unfinished ones come last. */
    private record Candidate(ReplayFile file, int raceTimeMs) {}

    /** The replays of one track, those that could be read. */
    record Track(String name, List<ReplayFile> replays) {
        Path place() {
            return replays.get(0).path();
        }
    }

    /** What a track's line was made from. */
    record Found(ReplayFile replay, String sha256, String mapUid, Ghost ghost, ReferenceLine line) {

        /** What to keep beside the line; the same inputs give the same text. */
        Map<String, Object> provenance(Path file, byte[] content, LineOptions.Style style, double distance,
                boolean mend) {
            Map<String, Object> papers = new LinkedHashMap<>();
            papers.put("schema", 1);
            papers.put("line", file.getFileName().toString());
            papers.put("lineSha256", Digests.sha256(content));
            papers.put("points", line.size());
            papers.put("lengthMetres", Math.rint(line.lengthMetres() * 1000) / 1000);
            papers.put("distanceMetres", distance);
            papers.put("algorithm", style.label());
            papers.put("mended", mend);
            papers.put("replay", replay.path().toString());
            papers.put("replaySha256", sha256);
            papers.put("mapUid", mapUid);
            papers.put("playerLogin", ghost.login());
            papers.put("raceTimeMs", ghost.raceTimeMs());
            papers.put("tool", "tmnf " + BuildInfo.load().version());
            return papers;
        }
    }

    private final CommandContext context;
    private final ReplayBatch batch;
    private final LineOptions options;
    private final boolean firstOnly;

    LineSources(CommandContext context, ReplayBatch batch, LineOptions options, boolean firstOnly) {
        this.context = context;
        this.batch = batch;
        this.options = options;
        this.firstOnly = firstOnly;
    }

    /**
     * Groups replays: by track folder, else by the map they were driven on. Unreadable ones become failures.
     */
    List<Track> tracks(List<ReplayFile> replays) throws IOException {
        Map<String, List<Candidate>> groups = new LinkedHashMap<>();
        batch.each("Reading replays", replays, ReplayFile::path, replay -> {
            Path resolved = context.resolve(replay.path());
            GbxFile<Replay> file = GbxFiles.readReplay(resolved, GbxReadOptions.INPUTS);
            Optional<String> track = replay.track(resolved);
            String uid = file.header().mapUid();
            String key = track.map(name -> "folder " + resolved.getParent())
                    .orElse(uid.isEmpty() ? "file " + resolved : "map " + uid);
            Ghost ghost = ReferenceLines.ghost(file.content(), options.style());
            int rank = ghost.raceTimeMs() > 0 ? ghost.raceTimeMs() : Integer.MAX_VALUE;
            groups.computeIfAbsent(key, any -> new ArrayList<>()).add(new Candidate(replay, rank));
        });
        List<Track> tracks = new ArrayList<>();
        for (List<Candidate> group : groups.values()) {
            group.sort(order());
            ReplayFile first = group.get(0).file();
            tracks.add(new Track(first.track(context.resolve(first.path())).orElse(first.stem()),
                    group.stream().map(Candidate::file).toList()));
        }
        return tracks;
    }

    private Comparator<Candidate> order() {
        Comparator<Candidate> byName = Comparator.comparing(
                candidate -> candidate.file().path().getFileName().toString(), ReplayFiles.CAPTURE_ORDER);
        return firstOnly ? byName : Comparator.comparingInt(Candidate::raceTimeMs).thenComparing(byName);
    }

    /** The line of the best replay that gives one; with {@code first} only the first replay is asked. */
    Found find(Track track) throws IOException {
        LineException refusal = null;
        for (ReplayFile replay : firstOnly ? track.replays().subList(0, 1) : track.replays()) {
            try {
                return line(replay);
            } catch (LineException e) {
                if (refusal == null) {
                    refusal = e;
                } else {
                    refusal.addSuppressed(e);
                }
                if (!firstOnly && track.replays().size() > 1) {
                    context.warn(e.reason().name(), replay.path() + ": passed over: " + e.getMessage());
                }
            }
        }
        throw new LineException(refusal.reason(), refusal.getMessage() + hint(refusal));
    }

    private String hint(LineException refusal) {
        boolean mendable = refusal.reason() == LineException.Reason.RESPAWNS
                || refusal.reason() == LineException.Reason.JUMP;
        return mendable ? "; take another replay of the track, or give --mend" : "";
    }

    private Found line(ReplayFile replay) throws IOException {
        Path resolved = context.resolve(replay.path());
        GbxReadOptions whole =
                new GbxReadOptions(GbxReadOptions.FULL.limits(), GbxReadOptions.Samples.NOW, false);
        byte[] bytes = GbxFiles.bytes(resolved, whole.limits());
        GbxFile<Replay> file = GbxFiles.readReplay(replay.path().toString(), bytes, whole);
        Ghost ghost = ReferenceLines.ghost(file.content(), options.style());
        ReferenceLine line = ReferenceLines.of(ghost, options);
        return new Found(replay, Digests.sha256(bytes), file.header().mapUid(), ghost, line);
    }
}
