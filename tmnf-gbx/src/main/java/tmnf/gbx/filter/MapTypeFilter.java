package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.MapType;

/**
 * Drops the tracks of a list whose challenge cannot be captured well.
 *
 * <p>Default style: a track stays when its environment and play mode are accepted ones and its intro, if a
 * longest one is given, is not longer. Environment and play mode come from the file's header, and from the
 * body where the header lacks them; the intro is in the body. Unreadable is a damaged or foreign file, one
 * without an environment or a play mode, and a track's folder that cannot be listed: the track is dropped
 * under {@link ParseErrorPolicy#DROP}, counts as one without a challenge under {@link
 * ParseErrorPolicy#IGNORE}, and is kept under {@link ParseErrorPolicy#KEEP}. An intro that cannot be read
 * drops the track under {@link ParseErrorPolicy#DROP} and is overlooked otherwise. Both are listed.
 *
 * <p>Upstream style: a track is dropped when the body's environment is neither empty nor, exactly as spelled,
 * one of {@link Environments#STANDARD}.
 *
 * <p>Thread-safe; every run has its own threads.
 */
public final class MapTypeFilter {

    private final MapTypeConfig config;
    private final ChallengeSource source;
    private final Environments accepted;

    public MapTypeFilter(MapTypeConfig config, ChallengeSource source) {
        this.config = config;
        this.source = source;
        this.accepted = new Environments(config.environments());
    }

    /**
     * Judges the tracks and writes the outputs. A missing tracks directory means that no track has a
     * challenge.
     *
     * @param cancelled asked between tracks; once true the run ends early and writes nothing
     * @throws UnreadableInputException under {@link ParseErrorPolicy#FAIL}, for the first unreadable file
     */
    public FilterOutcome run(
            TrackList list, FilterOutputs outputs, FilterListener listener, BooleanSupplier cancelled)
            throws IOException {
        ChallengeFiles files = ChallengeFiles.list(config.tracksDir());
        return new FilterRun(list, config.workers(), config.onParseError(), outputs, listener, cancelled)
                .run(0, track -> judge(track, files));
    }

    private MapTypeJudgement judge(String track, ChallengeFiles files) {
        Optional<Path> found;
        try {
            found = files.find(track);
        } catch (IOException e) {
            return unreadable(track, FileNames.child(config.tracksDir(), track), e);
        }
        return found.map(file -> judgeFile(track, file))
                .orElseGet(() -> new MapTypeJudgement(track, !config.onlyWithMaps(), Reason.NO_MAP, "", "",
                        "", MapTypeJudgement.UNKNOWN_INTRO, List.of()));
    }

    private MapTypeJudgement judgeFile(String track, Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new IOException(
                        Files.isDirectory(file) ? "it is a folder" : "it is not a regular file");
            }
            return config.style() == FilterStyle.UPSTREAM ? judgeUpstream(track, file) : judge(track, file);
        } catch (IOException | RuntimeException e) {
            // The border of the job "one challenge": whatever goes wrong here becomes part of the judgement.
            return unreadable(track, file, e);
        }
    }

    private MapTypeJudgement unreadable(String track, Path file, Exception e) {
        return new MapTypeJudgement(track, keptUnreadable(), Reason.UNREADABLE, name(file), "", "",
                MapTypeJudgement.UNKNOWN_INTRO, List.of(unreadable(file, Failures.why(file, e))));
    }

    private UnreadableFile unreadable(Path file, String why) {
        return new UnreadableFile(config.tracksDir().relativize(file), why);
    }

    private String name(Path file) {
        return config.tracksDir().relativize(file).toString();
    }

    private boolean keptUnreadable() {
        return switch (config.onParseError()) {
            case KEEP -> true;
            case IGNORE -> !config.onlyWithMaps();
            case DROP, FAIL -> false;
        };
    }

    private MapTypeJudgement judgeUpstream(String track, Path file) throws IOException {
        String environment = source.challenge(file).environment();
        boolean kept = environment.isEmpty() || Environments.STANDARD.contains(environment);
        return new MapTypeJudgement(track, kept, kept ? Reason.STANDARD : Reason.ENVIRONMENT, name(file),
                environment, "", MapTypeJudgement.UNKNOWN_INTRO, List.of());
    }

    private MapTypeJudgement judge(String track, Path file) throws IOException {
        Facts facts = facts(file);
        Verdict verdict = verdict(file, facts);
        return new MapTypeJudgement(track, verdict.kept(), verdict.reason(), name(file), facts.environment(),
                facts.type().label(), verdict.introMs(), verdict.unreadable());
    }

    private Verdict verdict(Path file, Facts facts) throws IOException {
        if (!accepted.contains(facts.environment())) {
            return Verdict.of(false, Reason.ENVIRONMENT);
        }
        if (!config.mapTypes().contains(facts.type())) {
            return Verdict.of(false, Reason.MAP_TYPE);
        }
        if (config.maxIntroMs() == MapTypeConfig.ANY_INTRO) {
            return Verdict.of(true, Reason.STANDARD);
        }
        Challenge challenge = facts.body() == null ? source.challenge(file) : facts.body();
        if (!challenge.clipsKnown()) {
            boolean kept = config.onParseError() != ParseErrorPolicy.DROP;
            UnreadableFile intro = unreadable(file, "the length of its intro cannot be read");
            return new Verdict(kept, Reason.UNKNOWN_INTRO, MapTypeJudgement.UNKNOWN_INTRO, List.of(intro));
        }
        int intro = challenge.introDurationMs().orElse(0);
        boolean kept = intro <= config.maxIntroMs();
        return new Verdict(kept, kept ? Reason.STANDARD : Reason.LONG_INTRO, intro, List.of());
    }

    private Facts facts(Path file) throws IOException {
        GbxHeaderFacts header = source.header(file);
        if (header.kind() != GbxHeaderFacts.Kind.CHALLENGE && header.kind() != GbxHeaderFacts.Kind.UNKNOWN) {
            throw new IOException("it is a " + header.kind().label() + ", no challenge");
        }
        if (!header.game().readable()) {
            throw new IOException("it was written by " + header.game().title());
        }
        Optional<MapType> type = MapType.ofLabel(header.mapType());
        if (!header.environment().isEmpty() && type.isPresent()) {
            return new Facts(header.environment(), type.get(), null);
        }
        Challenge body = source.challenge(file);
        if (body.environment().isEmpty()) {
            throw new IOException("it names no environment");
        }
        MapType bodyType = body.mapType()
                .orElseThrow(() -> new IOException("it has no play mode that the game knows"));
        return new Facts(body.environment(), bodyType, body);
    }

    /** @param body null unless it was needed */
    private record Facts(String environment, MapType type, Challenge body) {}

    private record Verdict(boolean kept, Reason reason, int introMs, List<UnreadableFile> unreadable) {

        static Verdict of(boolean kept, Reason reason) {
            return new Verdict(kept, reason, MapTypeJudgement.UNKNOWN_INTRO, List.of());
        }
    }
}
