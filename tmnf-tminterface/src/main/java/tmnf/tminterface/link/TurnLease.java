package tmnf.tminterface.link;

import java.time.Duration;
import java.util.Optional;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.SetTimeout;

/**
 * How long the plugin still waits for us. It counts from when its wait began, and a new answer time counts
 * from there too, at once.
 */
final class TurnLease {

    private static final long MAX_MILLIS = 0xFFFF_FFFFL;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private long answerMillis;
    private long currentMillis;
    private boolean renewed;
    private boolean inTurn;
    private long began;
    private boolean oldTurn;
    private long oldTurnEnds;

    TurnLease() {
        connected();
    }

    void connected() {
        answerMillis = PluginSettings.DEFAULTS.answerTime().toMillis();
        currentMillis = answerMillis;
        renewed = false;
        inTurn = false;
    }

    void disconnected(long now) {
        oldTurnEnds = now + longestOldTurnMillis(now) * NANOS_PER_MILLI;
        oldTurn = true;
        connected();
    }

    /** From when an open turn may block the game after we went, at most. */
    long longestOldTurnMillis(long now) {
        long open = inTurn ? Math.max(0, currentMillis - millis(now - began)) : currentMillis;
        return oldTurn ? Math.max(open, millis(oldTurnEnds - now)) : open;
    }

    /** The answer time that was set explicitly. */
    void answerTime(long millis) {
        answerMillis = millis;
        currentMillis = millis;
        renewed = false;
    }

    long answerTimeMillis() {
        return answerMillis;
    }

    /**
     * A turn began. After one with a renewed lease, the answer time has to be set back; never to less than
     * what the new turn took already, or the plugin would drop us.
     */
    Optional<ClientMessage> turnBegan(long at, long now) {
        began = at;
        inTurn = true;
        oldTurn = false;
        if (!renewed) {
            return Optional.empty();
        }
        long age = millis(now - at);
        boolean late = age > answerMillis / 2;
        currentMillis = Math.min(MAX_MILLIS, late ? age + answerMillis : answerMillis);
        renewed = late;
        return Optional.of(new SetTimeout(currentMillis));
    }

    void turnEnded() {
        inTurn = false;
    }

    /** Nanoseconds. */
    long age(long now) {
        return now - began;
    }

    /** Nanoseconds until less than two thirds of the margin are left: when to renew; from 0 down: now. */
    long due(long now, Duration margin) {
        long left = currentMillis * NANOS_PER_MILLI - age(now);
        return left - 2 * (margin.toNanos() / 3);
    }

    /** The message that lets the plugin wait for the margin from now on. */
    SetTimeout renewal(long now, Duration margin) {
        Calls.requireAnswerTime(margin.toMillis());
        currentMillis = Math.min(MAX_MILLIS, millis(age(now)) + margin.toMillis());
        renewed = true;
        return new SetTimeout(currentMillis);
    }

    /** Rounded up: a lease is never shorter than it was meant. */
    private static long millis(long nanos) {
        return (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }
}
