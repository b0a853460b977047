package tmnf.tminterface.link;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who talks with a plugin: one client at a time, perhaps one more that waits for the other's turn to end, and
 * whether the client still has to be greeted with a connect turn. A client that goes takes what it set with
 * it, as far as the plugin forgets that.
 */
final class PluginClients {

    private final WireAcceptor acceptor;
    private final PluginServerSettings settings;
    private final LinkTime time;
    private final PluginExecution execution;
    private final Consumer<String> log;

    private PluginClient client; // null: none
    private PluginClient waiting; // null: nobody connected during somebody else's turn
    private boolean greetingDue;

    PluginClients(WireAcceptor acceptor, PluginServerSettings settings, LinkTime time,
            PluginExecution execution, Consumer<String> log) {
        this.acceptor = acceptor;
        this.settings = settings;
        this.time = time;
        this.execution = execution;
        this.log = log;
    }

    /** Null: nobody is connected. */
    PluginClient client() {
        return client;
    }

    /** Whether there is one that had its connect turn. */
    boolean isGreeted() {
        return client != null && !greetingDue;
    }

    /** Whether the connect turn is due; it is not any more then. */
    boolean takeGreeting() {
        if (client == null || !greetingDue) {
            return false;
        }
        greetingDue = false;
        return true;
    }

    /** Between turns: whoever waits, or has connected, takes the place of the client. */
    void takeNew() throws IOException {
        Optional<PluginClient> fresh = waiting == null ? acceptor.accept().map(this::connected)
                : Optional.of(waiting);
        if (fresh.isPresent()) {
            adopt(fresh.get());
        }
    }

    /** The same, where it must not fail. */
    void takeNewIfPossible() {
        try {
            takeNew();
        } catch (IOException e) {
            logDeafness(e);
        }
    }

    /**
     * In a turn: lets the newest one who has connected wait for the turn's end, instead of an earlier one;
     * whether somebody waits now. To be called again and again, or nobody gets that far.
     */
    boolean acceptWaiting() {
        try {
            Optional<Wire> fresh = acceptor.accept();
            if (fresh.isPresent()) {
                if (waiting != null) {
                    waiting.close();
                }
                waiting = connected(fresh.get());
            }
        } catch (IOException e) {
            logDeafness(e);
        }
        return waiting != null;
    }

    /** In a turn: the one that {@link #acceptWaiting waits} takes it over. */
    void takeOver() {
        adopt(waiting);
    }

    void drop(String why) {
        if (client != null) {
            client.close();
            log.accept("Client disconnected " + why);
        }
        client = null;
        greetingDue = false;
        if (settings.isExtended()) {
            execution.forgetAll();
        } else {
            execution.forgetSome();
        }
    }

    /** Drops all, and listens no more. */
    void close() {
        if (client != null) {
            client.close();
            client = null;
        }
        if (waiting != null) {
            waiting.close();
            waiting = null;
        }
        acceptor.close();
    }

    private PluginClient connected(Wire wire) {
        return new PluginClient(wire, time, settings);
    }

    private void adopt(PluginClient fresh) {
        if (client != null) {
            client.close();
            log.accept("client replaced by another");
            if (settings.isExtended()) {
                execution.forgetAll();
            }
        }
        waiting = null;
        client = fresh;
        greetingDue = true;
        log.accept("client connected");
    }

    private void logDeafness(IOException failure) {
        log.accept("nobody can connect: " + failure.getMessage());
    }
}
