package tmnf.capture.run;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import tmnf.capture.plan.PhaseDeadlines;
import tmnf.tminterface.link.LinkTime;

/**
 * The watchdog of one run: which limit comes first, on a clock that only goes forward. In the race the limits
 * count from the last message and the last run step, in the other phases from the beginning of the phase; the
 * limit of the whole run counts everywhere. Where the game goes by slower than its own time, countdown and
 * race have that much more. Confined to the thread of the run.
 */
public final class CaptureDeadlines {

    private static final long NANOS_PER_MILLI = 1_000_000;
    /** Far from where sums of nanoseconds overflow. */
    private static final double LONGEST_NANOS = 1e18;

    private final PhaseDeadlines limits;
    private final double slowness;
    private final Duration whole;
    private final LinkTime time;
    private final Map<CapturePhase, Long> spent = new EnumMap<>(CapturePhase.class);
    private final long began;
    private CapturePhase phase = CapturePhase.CONNECT;
    private long phaseBegan;
    private long messageAt;
    private long stepAt;

    /**
     * Begins with the phase CONNECT.
     *
     * @param limits of each phase
     * @param raceTimeMs of the race, for the limit of the whole run
     * @param speed of the game, for the limits of race and countdown, too
     * @param frames that are due, for the same limit
     */
    public CaptureDeadlines(PhaseDeadlines limits, int raceTimeMs, double speed, int frames,
            LinkTime time) {
        this.limits = limits;
        this.slowness = Math.max(1, 1 / speed);
        this.whole = limits.run(raceTimeMs, speed, frames);
        this.time = time;
        this.began = time.nanos();
        this.phaseBegan = began;
        this.messageAt = began;
        this.stepAt = began;
    }

    /**
     * A limit.
     *
     * @param ofTheRun whether it is that of the whole run
     * @param length all of it
     * @param leftNanos how much of it is left; 0 or less when it is over
     */
    public record Limit(boolean ofTheRun, Duration length, long leftNanos) {
    }

    /** Another phase begins. */
    public void enter(CapturePhase next) {
        long now = time.nanos();
        spent.merge(phase, now - phaseBegan, Long::sum);
        phase = next;
        phaseBegan = now;
        messageAt = now;
        stepAt = now;
    }

    /** The phase that is on. */
    public CapturePhase phase() {
        return phase;
    }

    /** The race is alive. */
    public void messageCame(boolean step) {
        messageAt = time.nanos();
        stepAt = step ? messageAt : stepAt;
    }

    /** We held the game ourselves: nothing was to be expected of it meanwhile. */
    public void held() {
        messageAt = time.nanos();
        stepAt = messageAt;
    }

    /** The limit that ends first. */
    public Limit nearest() {
        Limit run = limit(true, whole, began);
        Limit own = switch (phase) {
            case CONNECT -> limit(false, limits.connect(), phaseBegan);
            case MENU -> limit(false, limits.menu(), phaseBegan);
            case MAP_LOAD -> limit(false, limits.mapLoad(), phaseBegan);
            case COUNTDOWN -> limit(false, slowed(limits.countdown()), phaseBegan);
            case DRAIN -> limit(false, limits.drain(), phaseBegan);
            case RACE -> {
                Limit message = limit(false, slowed(limits.raceMessage()), messageAt);
                Limit step = limit(false, slowed(limits.raceStep()), stepAt);
                yield step.leftNanos < message.leftNanos ? step : message;
            }
        };
        // After the run's own end there is still time to leave the game in order.
        return phase == CapturePhase.DRAIN || own.leftNanos < run.leftNanos ? own : run;
    }

    private Duration slowed(Duration length) {
        return Duration.ofNanos((long) Math.min(length.toNanos() * slowness, LONGEST_NANOS));
    }

    private Limit limit(boolean ofTheRun, Duration length, long since) {
        return new Limit(ofTheRun, length, since + length.toNanos() - time.nanos());
    }

    /** What is left of the whole run. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, began + whole.toNanos() - time.nanos()));
    }

    /** Wall time of each phase so far, ms. */
    public Map<CapturePhase, Long> millis() {
        Map<CapturePhase, Long> millis = new EnumMap<>(CapturePhase.class);
        spent.forEach((which, nanos) -> millis.put(which, nanos / NANOS_PER_MILLI));
        millis.merge(phase, (time.nanos() - phaseBegan) / NANOS_PER_MILLI, Long::sum);
        return millis;
    }
}
