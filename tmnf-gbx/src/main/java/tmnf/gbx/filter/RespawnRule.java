package tmnf.gbx.filter;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        int[] times = style == FilterStyle.UPSTREAM
                ? entriesMs(ghost.inputs())
                : ghost.pressesInRaceMs(this::meansRespawn);
        boolean counted = style == FilterStyle.DEFAULT && ghost.respawns() > 0;
        RespawnVerdict.Kind kind = times.length > 0 || counted
                ? RespawnVerdict.Kind.RESPAWNS
                : ghost.inputs().isEmpty() ? RespawnVerdict.Kind.NO_INPUTS : RespawnVerdict.Kind.CLEAN;
        int first = Arrays.stream(times).min().orElse(RaceTimes.NONE);
        return new RespawnVerdict(kind, first, times.length, Math.max(ghost.respawns(), Ghost.UNKNOWN));
    }

    /** Upstream's view: presses and releases, whenever they were. */
    private int[] entriesMs(InputTape tape) {
        if (tape.controlNames().stream().noneMatch(this::meansRespawn)) {
            return new int[0];
        }
        int shift = tape.shiftMs();
        return IntStream.range(0, tape.size())
                .filter(i -> meansRespawn(tape.name(i)))
                .map(i -> tape.timeMs(i) - shift)
                .toArray();
    }

    private boolean meansRespawn(String name) {
        return events.contains(normal(name));
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
