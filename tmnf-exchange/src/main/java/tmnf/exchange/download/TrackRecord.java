package tmnf.exchange.download;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of one track: its plan, what became of it, and its challenge. Immutable.
 *
 * @param state how far the track is
 * @param uid of its challenge as the site says, empty when unknown
 * @param trackAt the track version of the plan, {@code Track.UNKNOWN_TIME} when unknown
 * @param replays the plan, by rank
 * @param kept replays on disk that an earlier plan named and the present one does not
 * @param note why there is nothing, or why the list could not be had
 */
public record TrackRecord(long id, State state, String uid, Instant trackAt, PlanKey key,
        List<ReplayEntry> replays, List<ReplayEntry> kept, ChallengeEntry challenge, String note) {

    /** How far a track is. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum State {
        /** Nothing is known of it. */
        NEW,
        /** It has a plan. */
        LISTED,
        /** The site has no such track, or no replay of it. */
        GONE,
        /** Another tool downloaded it, and its folder has a whole replay: taken as it is. */
        LEGACY,
        /** Its replays could not be listed in the last run. */
        FAILED
    }

    static final Instant NO_TIME = Instant.MIN;
    static final PlanKey NO_KEY = new PlanKey("", 0, 0, false);

    public TrackRecord {
        Objects.requireNonNull(state, "state");
        replays = List.copyOf(replays);
        kept = List.copyOf(kept);
    }

    /** A track that nothing is known of. */
    public static TrackRecord fresh(long id) {
        return new TrackRecord(id, State.NEW, "", NO_TIME, NO_KEY, List.of(), List.of(),
                ChallengeEntry.NONE, "");
    }

    /** The replays that a run wants: the first of the plan. */
    public List<ReplayEntry> wanted(PlanKey run) {
        return replays.subList(0, Math.min(replays.size(), run.top()));
    }

    /** Whether a run has to ask the site for its replays. */
    boolean needsList(PlanKey run) {
        return switch (state) {
            case GONE, LEGACY -> false;
            case NEW, FAILED -> true;
            case LISTED -> !key.covers(run);
        };
    }

    /** Whether no replay is left to be fetched for a run. */
    public boolean isSettled(PlanKey run) {
        return !needsList(run)
                && (state != State.LISTED || wanted(run).stream().allMatch(ReplayEntry::isSettled));
    }

    /** A replay of the present plan or an earlier one. */
    Optional<ReplayEntry> find(long replay) {
        return Stream.concat(replays.stream(), kept.stream()).filter(entry -> entry.id() == replay)
                .findFirst();
    }

    /** Whether there was ever a replay of it. */
    boolean hasReplays() {
        return state == State.LEGACY || !replays.isEmpty() || !kept.isEmpty();
    }

    /** The same with one replay changed. */
    public TrackRecord with(ReplayEntry changed) {
        List<ReplayEntry> all = new ArrayList<>(replays);
        all.replaceAll(entry -> entry.id() == changed.id() ? changed : entry);
        boolean came = changed.status() == ReplayEntry.Status.DONE;
        return new TrackRecord(id, state, uid, trackAt, key, all, kept,
                came ? challenge.withNewReplay() : challenge, note);
    }

    public TrackRecord with(ChallengeEntry changed) {
        return new TrackRecord(id, state, uid, trackAt, key, replays, kept, changed, note);
    }

    public TrackRecord with(State changed, String why) {
        return new TrackRecord(id, changed, uid, trackAt, key, replays, kept, challenge, why);
    }
}
