package tmnf.exchange.download;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tmnf.exchange.download.ReplayEntry.Status;

/**
 * Puts a new plan in the place of an old one. What is on disk stays known under its name, and what is gone
 * stays gone; all else is as the new plan says. No two replays of a track get the same name, whatever its
 * case, also not that of a replay which only the old plan named. Pure.
 */
final class PlanMerge {

    private static final String EXTENSION = ".replay.gbx";
    /** What a name has to be told apart by. */
    private static final int MAX_TEXT = 300;

    private final TrackRecord old;
    private final Map<Long, ReplayEntry> known = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private PlanMerge(TrackRecord old) {
        this.old = old;
        old.kept().forEach(entry -> known.put(entry.id(), entry));
        old.replays().forEach(entry -> known.put(entry.id(), entry));
        known.values().stream().filter(entry -> entry.status() == Status.DONE)
                .forEach(entry -> taken.add(entry.file().toLowerCase(Locale.ROOT)));
    }

    static TrackRecord of(TrackRecord old, TrackPlan plan) {
        return new PlanMerge(old).merge(plan);
    }

    private TrackRecord merge(TrackPlan plan) {
        Map<Long, ReplayEntry> replays = new LinkedHashMap<>();
        for (ReplayEntry planned : plan.replays()) {
            replays.computeIfAbsent(planned.id(), id -> merged(planned));
        }
        List<ReplayEntry> kept = new ArrayList<>();
        for (ReplayEntry entry : known.values()) {
            if (entry.status() == Status.DONE && !replays.containsKey(entry.id())) {
                kept.add(entry);
            }
        }
        kept.sort((a, b) -> Long.compare(a.id(), b.id()));
        Instant trackAt = plan.trackAt().equals(TrackRecord.NO_TIME)
                ? TrackRecord.NO_TIME
                : plan.trackAt().truncatedTo(ChronoUnit.MILLIS);
        // What was tried in vain was another version of the track.
        ChallengeEntry challenge = old.uid().equals(cut(plan.uid()))
                ? old.challenge()
                : old.challenge().withTried(Set.of());
        return new TrackRecord(plan.trackId(), TrackRecord.State.LISTED, cut(plan.uid()), trackAt, plan.key(),
                List.copyOf(replays.values()), kept, challenge, "");
    }

    private ReplayEntry merged(ReplayEntry planned) {
        ReplayEntry before = known.get(planned.id());
        if (before != null && before.status() == Status.DONE) {
            return before;
        }
        String name = planned.file();
        while (!taken.add(name.toLowerCase(Locale.ROOT))) {
            name = withId(name, planned.id());
        }
        ReplayEntry entry =
                ReplayEntry.wanted(planned.id(), planned.rank(), name, cut(planned.user()), planned.timeMs());
        return before != null && before.status() == Status.GONE ? entry.gone(before.note()) : entry;
    }

    private static String withId(String name, long id) {
        int end = name.endsWith(EXTENSION) ? name.length() - EXTENSION.length() : name.length();
        return name.substring(0, end) + "-" + id + name.substring(end);
    }

    /** A text that came from the site, no longer than anything needs. */
    static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
