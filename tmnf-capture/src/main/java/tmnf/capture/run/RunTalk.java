package tmnf.capture.run;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameTimeoutException;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.protocol.GameLinkException;
import tmnf.tminterface.protocol.ServerMessage;

/** Waits for messages of the game within the deadlines of a run, and notices when it shall end. */
final class RunTalk {

    /** How soon an interrupt is noticed. */
    private static final Duration SLICE = Duration.ofMillis(200);

    private final GameLink link;
    private final PhaseClock clock;
    private final BooleanSupplier interrupted;
    private String last = GameLinkException.NOTHING;

    RunTalk(GameLink link, PhaseClock clock, BooleanSupplier interrupted) {
        this.link = link;
        this.clock = clock;
        this.interrupted = interrupted;
    }

    GameLink link() {
        return link;
    }

    PhaseClock clock() {
        return clock;
    }

    /** The next message; a turn is open then. */
    ServerMessage next(String awaited) throws IOException, StopException {
        return next(awaited, false);
    }

    /** The same while a frame is outstanding, or not. */
    ServerMessage next(String awaited, boolean frameOutstanding) throws IOException, StopException {
        while (true) {
            checkInterrupt();
            Duration left = clock.left();
            try {
                ServerMessage message = link.await(awaited, left.compareTo(SLICE) < 0 ? left : SLICE);
                last = message.kind().protocolName();
                if (message instanceof ServerMessage.RunStep) {
                    clock.stepCame();
                } else {
                    clock.messageCame();
                }
                return message;
            } catch (GameTimeoutException e) {
                if (clock.left().isZero()) {
                    throw clock.expired(awaited, last, frameOutstanding);
                }
            }
        }
    }

    /** The next message within that time, which the deadlines may shorten; null if none came. */
    ServerMessage nextWithin(String awaited, Duration patience, LinkTime time)
            throws IOException, StopException {
        long ends = time.nanos() + patience.toNanos();
        while (true) {
            checkInterrupt();
            long left = Math.min(ends - time.nanos(), clock.left().toNanos());
            try {
                ServerMessage message =
                        link.await(awaited, Duration.ofNanos(Math.max(0, Math.min(left, SLICE.toNanos()))));
                last = message.kind().protocolName();
                clock.messageCame();
                return message;
            } catch (GameTimeoutException e) {
                if (clock.left().isZero()) {
                    throw clock.expired(awaited, last, false);
                }
                if (time.nanos() >= ends) {
                    return null;
                }
            }
        }
    }

    void checkInterrupt() throws StopException {
        if (interrupted.getAsBoolean()) {
            throw new StopException(StopReason.INTERRUPTED, clock.phase(), "asked to stop");
        }
    }

    StopException stop(StopReason reason, String detail) {
        return new StopException(reason, clock.phase(), detail);
    }
}
