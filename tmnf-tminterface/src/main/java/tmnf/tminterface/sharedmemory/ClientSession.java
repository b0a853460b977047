package tmnf.tminterface.sharedmemory;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One client from opening the mapping to its end. {@link #run} is the whole life of the client's thread; it
 * owns the mapping. Other threads only ask it to end.
 */
final class ClientSession implements Runnable {

    private static final long OPEN_AGAIN_NANOS = 1_000_000_000;
    private static final int SLOT_FREE_MILLIS = 1000;

    private final TMInterface iface;
    private final Client client;
    private final MappingOpener opener;
    private final ClientOptions options;
    private final Ticker ticker;
    private final AdaptiveWait silence;
    // When the answer was given that the game has not taken yet; null when there is none.
    private AdaptiveWait untaken;
    // Null before the mapping is open and once it is closed.
    private Channel channel;
    private volatile Thread owner;
    private volatile int serverTimeoutMillis;
    private volatile boolean ending;
    private volatile boolean registered;
    private volatile boolean running = true;
    // Null until the client was lost.
    private volatile String lossReason;
    // Null until something failed; the first failure stays.
    private volatile Exception failure;

    ClientSession(TMInterface iface, Client client, MappingOpener opener, ClientOptions options,
            Ticker ticker) {
        this.iface = iface;
        this.client = client;
        this.opener = opener;
        this.options = options;
        this.ticker = ticker;
        this.silence = new AdaptiveWait(ticker);
        this.serverTimeoutMillis = options.serverTimeoutMillis();
    }

    boolean running() {
        return running;
    }

    boolean registered() {
        return registered;
    }

    Optional<String> lossReason() {
        return Optional.ofNullable(lossReason);
    }

    Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    void setServerTimeoutMillis(int millis) {
        serverTimeoutMillis = millis;
    }

    /** The channel, for a call of the thread that may make one. */
    Channel channel() {
        if (Thread.currentThread() != owner || channel == null) {
            throw new IllegalStateException("TMInterface calls belong to callbacks of a registered client;"
                    + " this is thread " + Thread.currentThread().getName() + ". Call from a callback.");
        }
        return channel;
    }

    @Override
    public void run() {
        owner = Thread.currentThread();
        try (SharedMapping mapping = open()) {
            // Without a mapping the client was closed before the game appeared.
            if (mapping != null) {
                channel = new Channel(mapping, ticker, options.responseTimeoutMillis());
                channel.register(options.registerTimeoutMillis());
                registered = true;
                silence.begin();
                try {
                    serve();
                } finally {
                    letGo();
                }
            }
        } catch (IOException | RuntimeException e) {
            tell(e);
        } finally {
            channel = null;
            registered = false;
            running = false;
        }
    }

    private SharedMapping open() throws IOException {
        AdaptiveWait wait = new AdaptiveWait(ticker);
        while (!ending()) {
            Optional<SharedMapping> mapping = opener.tryOpen();
            if (mapping.isPresent()) {
                return mapping.get();
            }
            if (wait.isOver(options.connectTimeoutMillis())) {
                throw new IOException("no mapping of a game after " + options.connectTimeoutMillis()
                        + " ms. Start the game with TMInterface 1.4.3 or older, or check the server's name.");
            }
            ticker.park(OPEN_AGAIN_NANOS);
        }
        return null;
    }

    private void serve() {
        while (registered) {
            if (ending()) {
                deregister();
            } else {
                poll();
            }
        }
    }

    /** Lets the game go on when an error, or an exception of the callbacks about one, ends this thread. */
    private void letGo() {
        if (registered) {
            channel.closeTurn();
            deregister();
        }
    }

    /** Looks into the slot once. */
    private void poll() {
        int id = channel.slot().type();
        Optional<MessageType> type = MessageType.of(id);
        if (type.isPresent() && type.get().isServerCall()) {
            untaken = null;
            turn(type.get());
            silence.begin();
            return;
        }
        // The game clears what it has taken, or writes its next call over it.
        if (id != MessageType.C_PROCESSED_CALL.id()) {
            untaken = null;
        } else if (untaken != null && untaken.isOver(options.responseTimeoutMillis())) {
            lose("the game did not take an answer within " + options.responseTimeoutMillis() + " ms");
            return;
        }
        if (options.silenceTimeoutMillis() >= 0 && silence.isOver(options.silenceTimeoutMillis())) {
            lose("the game made no call for " + options.silenceTimeoutMillis() + " ms");
            return;
        }
        silence.pause();
    }

    private void turn(MessageType type) {
        if (type == MessageType.S_SHUTDOWN) {
            deregister();
            client.onShutdown(iface);
            return;
        }
        channel.openTurn();
        Message answer = null;
        Exception reason = null;
        try {
            answer = ServerCalls.answer(type, channel.slot(), client, iface);
            channel.finish();
        } catch (IOException | RuntimeException e) {
            reason = e;
        }
        channel.closeTurn();
        if (reason != null) {
            fail(reason);
        } else if (registered) {
            reply(type, answer);
        }
    }

    private void reply(MessageType type, Message answer) {
        int timeout = serverTimeoutMillis;
        if (timeout >= 0 && channel.silentMillis() > timeout) {
            lose("the callback of " + type + " took " + channel.silentMillis()
                    + " ms, but the game waits " + timeout + " ms only");
            return;
        }
        channel.slot().publish(answer);
        untaken = new AdaptiveWait(ticker);
    }

    /** Tells the client about a failure after having let the game go. */
    private void fail(Exception reason) {
        tell(reason);
        if (!registered) {
            return;
        }
        if (channel.isLost()) {
            lose(reason.getMessage());
        } else {
            deregister();
        }
    }

    private void tell(Exception reason) {
        if (failure == null) {
            failure = reason;
        }
        client.onClientException(iface, reason);
    }

    private void lose(String reason) {
        lossReason = reason;
        registered = false;
        client.onDeregistered(iface);
    }

    /** Takes the client out of the game. Called by its own thread only. */
    private void deregister() {
        registered = false;
        channel.settle();
        awaitFreeSlot();
        channel.slot().publish(new Message(MessageType.C_DEREGISTER).writeInt32(0));
        client.onDeregistered(iface);
    }

    /** An answer must not be overwritten before it is taken; a call of the game may be: it is answered so. */
    private void awaitFreeSlot() {
        AdaptiveWait wait = new AdaptiveWait(ticker);
        while (channel.slot().holds(MessageType.C_PROCESSED_CALL) && !wait.isOver(SLOT_FREE_MILLIS)) {
            wait.pause();
        }
    }

    private boolean ending() {
        // An interrupt asks for the end too: it would make every later park return at once.
        if (Thread.interrupted()) {
            ending = true;
        }
        return ending;
    }

    /** Asks for the end; from within a callback the client is deregistered at once. */
    void end() {
        ending = true;
        if (Thread.currentThread() == owner) {
            if (registered && channel.inTurn()) {
                channel.closeTurn();
                deregister();
            }
        } else if (owner != null) {
            LockSupport.unpark(owner);
        }
    }

    boolean isOwn(Thread thread) {
        return thread == owner;
    }
}
