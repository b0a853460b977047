package tmnf.rl.collect;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameTimeoutException;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.state.SimStateData;
import tmnf.tminterface.state.StateFormatException;

/**
 * Takes one turn of a game after the other, each within a deadline, and looks several times a second whether
 * it shall stop. Confined to one thread.
 */
final class RaceTurns {

    /** No run step is at this time. */
    static final int NO_STEP = Integer.MIN_VALUE;
    /** The patience of the link in one call is not above this, so that stopping is noticed in between. */
    static final Duration SLICE = Duration.ofMillis(250);

    private final GameLink link;
    private final LinkTime time;
    private final StopSignal stop;
    private String last = "none";

    RaceTurns(GameLink link, LinkTime time, StopSignal stop) {
        this.link = link;
        this.time = time;
        this.stop = stop;
    }

    GameLink link() {
        return link;
    }

    LinkTime time() {
        return time;
    }

    boolean isStopped() {
        return stop.isSet();
    }

    /** Whether our plugin is there, and this switched on. */
    boolean can(Capability capability) {
        return link.capabilities().enabled().contains(capability);
    }

    /**
     * Something has to happen by then, whatever else does: our plugin opens turns for no reason, too.
     *
     * @param length from when it began
     * @param ends on the clock
     */
    record Limit(Duration length, long ends) {
    }

    /** A limit that begins now. */
    Limit within(Duration length) {
        return new Limit(length, time.nanos() + length.toNanos());
    }

    /** Acknowledges the turn, and waits for the next one. */
    ServerMessage next(String what, Limit limit, Reason late) throws IOException {
        acknowledge();
        return await(what, limit, late);
    }

    void acknowledge() throws IOException {
        try {
            link.acknowledge();
        } catch (GameTimeoutException e) {
            // Its rest goes out while the next message is awaited.
            last = last + ", acknowledged in part";
        }
    }

    /** Waits for a turn. */
    ServerMessage await(String what, Limit limit, Reason late) throws IOException {
        while (true) {
            requireGoingOn();
            long left = limit.ends() - time.nanos();
            if (left <= 0) {
                throw late(late, what, limit.length());
            }
            try {
                ServerMessage message = link.await(what,
                        left < SLICE.toNanos() ? Duration.ofNanos(left) : SLICE);
                last = message.kind().protocolName();
                return message;
            } catch (GameTimeoutException e) {
                continue; // the slice is over; what has come of a message is kept
            }
        }
    }

    /** Asks the game something that has a reply. */
    <T> T ask(String what, Duration limit, Query<T> query) throws IOException {
        long began = time.nanos();
        while (true) {
            requireGoingOn();
            try {
                return query.run();
            } catch (GameTimeoutException e) {
                if (time.nanos() - began >= limit.toNanos()) {
                    throw late(Reason.RACE_SILENT, what, limit);
                }
                continue; // the same query goes on waiting
            }
        }
    }

    /** Asks for a frame; with our plugin for one that says its time. Not in the turn of a frame. */
    void requestFrame(FrameSize size) throws IOException {
        if (can(Capability.FRAMES)) {
            link.extended().requestFrame(size.width(), size.height());
        } else {
            link.requestFrame(size.width(), size.height());
        }
    }

    /** The state of this turn. */
    byte[] state(Duration limit) throws IOException {
        return ask("the state of the race", limit, link::getSimulationState);
    }

    SimStateData wrap(byte[] bytes) throws RaceBrokenException {
        try {
            return SimStateData.wrap(bytes);
        } catch (StateFormatException e) {
            throw new RaceBrokenException(Reason.CONNECTION_LOST, "the game on port " + link.port()
                    + " sent a state that is none: " + e.getMessage(), e);
        }
    }

    void requireGoingOn() throws RaceBrokenException {
        if (stop.isSet()) {
            throw new RaceBrokenException(Reason.STOPPED, "somebody asked to stop; the last message was "
                    + last);
        }
    }

    private RaceBrokenException late(Reason reason, String what, Duration limit) {
        return broken(reason, String.format(Locale.ROOT,
                "%.1f s are over while waiting for %s; the last message was %s", limit.toNanos() / 1e9, what,
                last));
    }

    RaceBrokenException broken(Reason reason, String detail) {
        return new RaceBrokenException(reason, "the game on port " + link.port() + ": " + detail);
    }

    /** Race time of a run step, {@link #NO_STEP} for other messages. */
    static int stepTimeMs(ServerMessage message) {
        if (message instanceof ServerMessage.RunStep step) {
            return step.raceTimeMs();
        }
        return message instanceof ServerMessage.StepEx step ? step.raceTimeMs() : NO_STEP;
    }

    static boolean isFrame(ServerMessage message) {
        return message instanceof ServerMessage.Frame || message instanceof ServerMessage.FrameEx;
    }

    /** In a race: a turn without a reason of the race tells that it is over. */
    void requireRace(ServerMessage message, int atMs) throws RaceBrokenException {
        if (message instanceof ServerMessage.Heartbeat beat
                && beat.gameState() != GameState.LOCAL_RACE.value()) {
            throw broken(Reason.RACE_LEFT, "it left the race for its state " + beat.gameState() + " after "
                    + atMs + " ms");
        }
        if (message instanceof ServerMessage.Connected) {
            throw broken(Reason.CONNECTION_LOST, "it greets anew in the middle of a race");
        }
    }

    /** A call of the link that waits for a reply, and may be repeated. */
    @FunctionalInterface
    interface Query<T> {
        T run() throws IOException;
    }
}
