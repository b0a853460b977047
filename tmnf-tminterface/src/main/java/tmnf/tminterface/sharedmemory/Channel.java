package tmnf.tminterface.sharedmemory;

import java.io.IOException;

/**
 * The client's calls. A call may be made only in a turn, that is while the game waits for the answer to a
 * call of its own. Confined to the client's thread.
 */
final class Channel {

    /** Takes the result out of the slot before it is cleared. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Slot slot) throws IOException;
    }

    private final Slot slot;
    private final Ticker ticker;
    private final AdaptiveWait wait;
    private final int timeoutMillis;
    private boolean inTurn;
    private boolean lost;
    private long lastExchange;
    // Sent, but its response was not waited for yet; null when there is none.
    private MessageType pending;
    private int pendingTimeoutMillis;

    Channel(SharedMapping mapping, Ticker ticker, int timeoutMillis) {
        this.slot = new Slot(mapping);
        this.ticker = ticker;
        this.wait = new AdaptiveWait(ticker);
        this.timeoutMillis = timeoutMillis;
    }

    Slot slot() {
        return slot;
    }

    void openTurn() {
        inTurn = true;
        lastExchange = ticker.nanoTime();
    }

    void closeTurn() {
        inTurn = false;
    }

    boolean inTurn() {
        return inTurn;
    }

    /** Whether a call got no response: the game no longer listens to us. */
    boolean isLost() {
        return lost;
    }

    /** Milliseconds since the game called or last answered. */
    long silentMillis() {
        return (ticker.nanoTime() - lastExchange) / 1_000_000;
    }

    void call(Message message) throws IOException {
        call(message, ignored -> null);
    }

    <T> T call(Message message, Reader<T> reader) throws IOException {
        send(message);
        return receive(reader);
    }

    /** Registration: the one call outside a turn. */
    void register(int registerTimeoutMillis) throws IOException {
        slot.publish(new Message(MessageType.C_REGISTER));
        pending = MessageType.C_REGISTER;
        pendingTimeoutMillis = registerTimeoutMillis;
        finish();
    }

    /** Sends a call whose response {@link #finish} or the next call waits for. */
    void send(Message message) throws IOException {
        if (!inTurn) {
            throw new IllegalStateException(message.type() + " outside a turn: the game runs and reads"
                    + " nothing. Call from within a callback.");
        }
        finish();
        slot.publish(message);
        pending = message.type();
        pendingTimeoutMillis = timeoutMillis;
    }

    /** Waits for the response to what was sent, if there is one left. */
    void finish() throws IOException {
        receive(ignored -> null);
    }

    /** Waits for the response to what was sent, whatever it is: the client goes away. */
    void settle() {
        try {
            finish();
        } catch (IOException e) {
            // Nobody is left to tell; what the game thinks of the call does not matter any more.
            pending = null;
        }
    }

    private <T> T receive(Reader<T> reader) throws IOException {
        if (pending == null) {
            return null;
        }
        MessageType call = pending;
        pending = null;
        wait.begin();
        while (!slot.holds(MessageType.S_RESPONSE)) {
            if (wait.isOver(pendingTimeoutMillis)) {
                lost = true;
                if (slot.holds(call)) {
                    slot.clear();
                }
                throw new CallTimeoutException(call, pendingTimeoutMillis);
            }
            wait.pause();
        }
        lastExchange = ticker.nanoTime();
        try {
            int error = slot.error();
            if (error != ErrorCode.NONE.code()) {
                throw new ServerException(call, error);
            }
            return reader.read(slot);
        } finally {
            slot.clear();
        }
    }
}
