package tmnf.gbx.filter;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What {@link MapTypeFilter} decided about one track. Empty strings stand for what was not found out.
 *
 * @param file the challenge file, relative to the tracks directory
 * @param mapType label of the play mode
 * @param introMs length of the intro, 0: none, {@link #UNKNOWN_INTRO}: not looked at or not readable
 */
public record MapTypeJudgement(
        String track,
        boolean kept,
        Reason reason,
        String file,
        String environment,
        String mapType,
        int introMs,
        List<UnreadableFile> unreadable) implements TrackJudgement {

    public static final int UNKNOWN_INTRO = -1;

    public MapTypeJudgement {
        Objects.requireNonNull(track);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(file);
        Objects.requireNonNull(environment);
        Objects.requireNonNull(mapType);
        unreadable = List.copyOf(unreadable);
    }

    @Override
    public int unreadableCount() {
        return unreadable.size();
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = TrackJudgement.commonFacts(this);
        facts.put("file", file.isEmpty() ? null : file);
        facts.put("environment", environment.isEmpty() ? null : environment);
        facts.put("mapType", mapType.isEmpty() ? null : mapType);
        facts.put("introDurationMs", introMs == UNKNOWN_INTRO ? null : introMs);
        facts.put("unreadable", unreadable.size());
        return facts;
    }
}
