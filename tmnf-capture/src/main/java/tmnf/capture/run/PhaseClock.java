package tmnf.capture.run;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import tmnf.capture.plan.PhaseDeadlines;
import tmnf.tminterface.link.LinkTime;

/**
 * Which phase a run is in, since when, and until when it may be. The race has no end of its own: there the time
 * since the last message and since the last run step counts. Confined to the run's thread.
 */
final class PhaseClock {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LinkTime time;
    private final PhaseDeadlines deadlines;
    private final long runEnds;
    private final Map<CapturePhase, Long> spent = new EnumMap<>(CapturePhase.class);
    private CapturePhase phase = CapturePhase.CONNECT;
    private long phaseBegan;
    private long lastMessage;
    private long lastStep;

    PhaseClock(LinkTime time, PhaseDeadlines deadlines, Duration wholeRun) {
        this.time = time;
        this.deadlines = deadlines;
        this.phaseBegan = time.nanos();
        this.lastMessage = phaseBegan;
        this.lastStep = phaseBegan;
        this.runEnds = phaseBegan + wholeRun.toNanos();
    }

    CapturePhase phase() {
        return phase;
    }

    void enter(CapturePhase next) {
        long now = time.nanos();
        spent.merge(phase, now - phaseBegan, Long::sum);
        phase = next;
        phaseBegan = now;
        lastMessage = now;
        lastStep = now;
    }

    void messageCame() {
        lastMessage = time.nanos();
    }

    void stepCame() {
        lastMessage = time.nanos();
        lastStep = lastMessage;
    }

    /** Wall time since the phase began. */
    Duration inPhase() {
        return Duration.ofNanos(time.nanos() - phaseBegan);
    }

    /** How long may still be waited for the next message. */
    Duration left() {
        long end = Math.min(runEnds, phaseEnds());
        return Duration.ofNanos(Math.max(0, end - time.nanos()));
    }

    /** How long the whole run may still take. */
    Duration leftOfRun() {
        return Duration.ofNanos(Math.max(0, runEnds - time.nanos()));
    }

    private long phaseEnds() {
        return switch (phase) {
            case CONNECT -> phaseBegan + deadlines.connect().toNanos();
            case MENU -> phaseBegan + deadlines.menu().toNanos();
            case MAP_LOAD -> phaseBegan + deadlines.mapLoad().toNanos();
            case COUNTDOWN -> phaseBegan + deadlines.countdown().toNanos();
            case DRAIN -> phaseBegan + deadlines.drain().toNanos();
            case RACE -> Math.min(lastMessage + deadlines.raceMessage().toNanos(),
                    lastStep + deadlines.raceStep().toNanos());
        };
    }

    /** The phase, or the run, has taken too long. */
    StopException expired(String awaited, String lastText, boolean frameOutstanding) {
        if (time.nanos() >= runEnds) {
            return new StopException(StopReason.TOO_LONG, phase, "the run took more than "
                    + seconds(Duration.ofNanos(runEnds - phaseBegan)) + " from here, waiting for " + awaited);
        }
        Duration waited = phase == CapturePhase.RACE ? Duration.ofNanos(time.nanos() - lastMessage) : inPhase();
        return new StopException(reason(frameOutstanding), phase, "no " + awaited + " for " + seconds(waited)
                + "; the last message was " + lastText);
    }

    private StopReason reason(boolean frameOutstanding) {
        return switch (phase) {
            case CONNECT -> StopReason.UNREACHABLE;
            case MENU -> StopReason.NO_TURN;
            case MAP_LOAD -> StopReason.NEEDS_ENTER;
            case COUNTDOWN -> StopReason.NO_START;
            case RACE -> frameOutstanding ? StopReason.FRAME_MISSING : StopReason.RACE_SILENT;
            case DRAIN -> StopReason.CONNECTION_LOST;
        };
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / NANOS_PER_SECOND);
    }

    /** Wall time of each phase so far. */
    Map<CapturePhase, Long> millis() {
        Map<CapturePhase, Long> millis = new EnumMap<>(CapturePhase.class);
        spent.forEach((each, nanos) -> millis.put(each, nanos / NANOS_PER_MILLI));
        millis.merge(phase, (time.nanos() - phaseBegan) / NANOS_PER_MILLI, Long::sum);
        return millis;
    }
}
