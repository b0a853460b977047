package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Drops the tracks of a list with a replay that respawns.
 *
 * <p>Each track is one task; its replays are read one after the other in the order of capture, up to the
 * first that respawns. What a track becomes, first match first:
 * <ol>
 * <li>no folder, or (default style) none with replays: kept unless {@code onlyWithReplays};
 * <li>a replay respawns: dropped;
 * <li>a replay is unreadable: dropped under {@link ParseErrorPolicy#DROP};
 * <li>all replays are unreadable: kept under {@link ParseErrorPolicy#KEEP}; under {@link
 * ParseErrorPolicy#IGNORE} the track counts as one without replays, so it is kept unless {@code
 * onlyWithReplays};
 * <li>otherwise kept.
 * </ol>
 * Unreadable is a damaged or foreign file, one without a ghost, a folder with a replay's name and a folder
 * that cannot be listed. In upstream style only regular files count as replays, and an empty folder is a
 * clean track.
 *
 * <p>Thread-safe; every run has its own threads.
 */
public final class NoRespawnFilter {

    private final NoRespawnConfig config;
    private final ReplaySource source;
    private final RespawnRule rule;

    public NoRespawnFilter(NoRespawnConfig config, ReplaySource source) {
        this.config = config;
        this.source = source;
        this.rule = new RespawnRule(config.style(), config.events());
    }

    /**
     * Judges the tracks and writes the outputs. A missing replays directory means that no track has replays.
     *
     * @param cancelled asked between replays; once true the run ends early and writes nothing
     * @throws UnreadableInputException under {@link ParseErrorPolicy#FAIL}, for the first unreadable file
     */
    public FilterOutcome run(
            TrackList list, FilterOutputs outputs, FilterListener listener, BooleanSupplier cancelled)
            throws IOException {
        Map<String, Path> folders = folders();
        return new FilterRun(list, config.workers(), config.onParseError(), outputs, listener, cancelled)
                .run(folders.size(), track -> judge(track, folders.get(track), cancelled));
    }

    private Map<String, Path> folders() throws IOException {
        Map<String, Path> folders = new HashMap<>();
        if (!Files.isDirectory(config.replaysDir())) {
            return folders;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(config.replaysDir())) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    folders.put(FileNames.text(entry), entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return folders;
    }

    /** @param folder null when the track has none */
    private NoRespawnJudgement judge(String track, Path folder, BooleanSupplier cancelled) {
        NoRespawnJudgement.Tally tally = new NoRespawnJudgement.Tally();
        boolean withoutReplays = !config.onlyWithReplays();
        if (folder == null) {
            return tally.judgement(track, withoutReplays, Reason.NO_REPLAYS, 0);
        }
        List<Path> replays;
        try {
            replays = replays(folder);
        } catch (IOException e) {
            tally.addUnreadable(unreadable(folder,
                    "the folder cannot be listed: " + Failures.why(folder, e)));
            return decide(track, tally, 0);
        }
        if (replays.isEmpty()) {
            boolean kept = withoutReplays || config.style() == FilterStyle.UPSTREAM;
            return tally.judgement(track, kept, Reason.EMPTY_FOLDER, 0);
        }
        int limit = config.top() == 0 ? replays.size() : Math.min(config.top(), replays.size());
        for (Path replay : replays.subList(0, limit)) {
            if (cancelled.getAsBoolean() || tally.respawns() && !config.listClean()) {
                break;
            }
            judge(replay, tally);
        }
        return decide(track, tally, replays.size());
    }

    private void judge(Path replay, NoRespawnJudgement.Tally tally) {
        String name = FileNames.text(replay);
        try {
            if (!Files.isRegularFile(replay)) {
                throw new IOException(
                        Files.isDirectory(replay) ? "it is a folder" : "it is not a regular file");
            }
            Optional<RespawnVerdict> verdict = rule.judge(source.read(replay));
            if (verdict.isEmpty()) {
                throw new IOException("the replay holds no ghost");
            }
            tally.add(name, verdict.get());
            if (config.listClean() && !verdict.get().respawns()) {
                tally.clean.add(name);
            }
        } catch (IOException | RuntimeException e) {
            // The border of the job "one replay": whatever goes wrong here becomes part of the judgement.
            tally.addUnreadable(unreadable(replay, Failures.why(replay, e)));
        }
    }

    private NoRespawnJudgement decide(String track, NoRespawnJudgement.Tally tally, int replays) {
        if (tally.respawns()) {
            return tally.judgement(track, false, Reason.RESPAWN, replays);
        }
        if (tally.anyUnreadable() && config.onParseError() == ParseErrorPolicy.DROP) {
            return tally.judgement(track, false, Reason.UNREADABLE, replays);
        }
        if (tally.nothingReadable()) {
            boolean kept = config.onParseError() == ParseErrorPolicy.KEEP || !config.onlyWithReplays();
            return tally.judgement(track, kept, Reason.UNREADABLE, replays);
        }
        Reason reason = tally.nothingHasInputs() ? Reason.NO_INPUTS : Reason.CLEAN;
        return tally.judgement(track, true, reason, replays);
    }

    private UnreadableFile unreadable(Path file, String why) {
        return new UnreadableFile(config.replaysDir().relativize(file), why);
    }

    private List<Path> replays(Path folder) throws IOException {
        List<Path> replays = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                boolean wanted = ReplayFiles.isReplayName(entry.getFileName().toString());
                if (wanted && (config.style() == FilterStyle.DEFAULT || Files.isRegularFile(entry))) {
                    replays.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        replays.sort((a, b) -> ReplayFiles.CAPTURE_ORDER.compare(
                a.getFileName().toString(), b.getFileName().toString()));
        return replays;
    }
}
