package tmnf.gbx.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a filter decided about one track, and why. */
public sealed interface TrackJudgement permits NoRespawnJudgement, MapTypeJudgement {

    /** The most unreadable files that one judgement lists; {@link #unreadableCount} counts them all. */
    int MAX_LISTED = 100;

    String track();

    boolean kept();

    Reason reason();

    /** Files of the track that could not be read, the first {@value #MAX_LISTED}. */
    List<UnreadableFile> unreadable();

    int unreadableCount();

    /**
     * The judgement as a row of a report: names in camel case, values strings, numbers, booleans or null, in
     * the same order for every judgement of a kind. {@link #unreadable} is not among them.
     */
    Map<String, Object> facts();

    /** The facts that every judgement has. */
    static Map<String, Object> commonFacts(TrackJudgement judgement) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("track", judgement.track());
        facts.put("kept", judgement.kept());
        facts.put("reason", judgement.reason().toString());
        return facts;
    }
}
