package tmnf.gbx.filter;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.RaceTimes;
import tmnf.gbx.model.Replay;

/**
 * Decides whether a replay respawns, which makes it unfit for capture. A replay respawns when its best ghost
 * does.
 *
 * <ul>
 * <li>{@link FilterStyle#DEFAULT}: the best ghost is the finished one with the shortest race time, else the
 * first. It respawns when a respawn press (value not 0) lies at 0 &lt;= t &lt; race time, the tape's shift
 * undone, or when the game's own counter is above 0. Releases and presses during the countdown do not count.
 * A race that was not finished has no upper bound.
 * <li>{@link FilterStyle#UPSTREAM}: the best ghost is the one with the smallest last checkpoint time, where
 * none counts as 0 and wins. It respawns when any entry of its tape has a name in question: press or release,
 * at any time.
 * </ul>
 *
 * <p>Control names are compared without regard to case and surrounding blanks. Thread-safe.
 */
public final class RespawnRule {

    /** Control names that mean a respawn. */
    public static final List<String> DEFAULT_EVENTS = List.of("respawn", "enter");

    private final FilterStyle style;
    private final Set<String> events;

    public RespawnRule(FilterStyle style, Collection<String> events) {
        this.style = Objects.requireNonNull(style);
        this.events = events.stream().map(RespawnRule::normal).collect(Collectors.toUnmodifiableSet());
    }

    /** The verdict on the replay's best ghost; empty when it holds no ghost. */
    public Optional<RespawnVerdict> judge(Replay replay) {
        boolean upstream = style == FilterStyle.UPSTREAM;
        Optional<Ghost> best = upstream ? replay.bestGhostUpstream() : replay.bestGhost();
        return best.map(this::judge);
    }

    /** The verdict on one drive. */
    public RespawnVerdict judge(Ghost ghost) {
        InputTape tape = ghost.inputs();
        boolean[] wanted = wantedNames(tape);
        int shift = wanted == null ? 0 : tape.shiftMs();
        int first = RaceTimes.NONE;
        int presses = 0;
        for (int i = 0; wanted != null && i < tape.size(); i++) {
            int time = tape.timeMs(i) - shift;
            if (wanted[tape.nameIndex(i)] && counts(ghost, tape.value(i), time)) {
                first = presses == 0 ? time : Math.min(first, time);
                presses++;
            }
        }
        boolean counted = style == FilterStyle.DEFAULT && ghost.respawns() > 0;
        RespawnVerdict.Kind kind = presses > 0 || counted
                ? RespawnVerdict.Kind.RESPAWNS
                : tape.isEmpty() ? RespawnVerdict.Kind.NO_INPUTS : RespawnVerdict.Kind.CLEAN;
        return new RespawnVerdict(kind, first, presses, Math.max(ghost.respawns(), Ghost.UNKNOWN));
    }

    private boolean counts(Ghost ghost, int value, int time) {
        if (style == FilterStyle.UPSTREAM) {
            return true;
        }
        return value != 0 && time >= 0 && (!ghost.finished() || time < ghost.raceTimeMs());
    }

    /** Which of the tape's names mean a respawn; null when none does. */
    private boolean[] wantedNames(InputTape tape) {
        List<String> names = tape.controlNames();
        boolean[] wanted = new boolean[names.size()];
        boolean any = false;
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = events.contains(normal(names.get(i)));
            any |= wanted[i];
        }
        return any ? wanted : null;
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
