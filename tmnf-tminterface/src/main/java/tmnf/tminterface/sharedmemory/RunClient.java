package tmnf.tminterface.sharedmemory;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a client until it is deregistered. */
public final class RunClient {

    private static final long LOOK_MILLIS = 1000;

    private RunClient() {}

    /** With the first game; see {@link #run(Client, TMInterface)}. */
    public static Optional<Exception> run(Client client) {
        return run(client, TMInterface.DEFAULT_SERVER_NAME, TMInterface.DEFAULT_SERVER_SIZE);
    }

    /** With the game that has a mapping of that name and size; see {@link #run(Client, TMInterface)}. */
    public static Optional<Exception> run(Client client, String serverName, int bufferSize) {
        return run(client, new TMInterface(serverName, bufferSize));
    }

    /**
     * Registers the client and waits, as long as it may take, until it is deregistered in any way. An
     * interrupt of the calling thread deregisters it; the interrupt stays set. So does the end of the program
     * by a signal, as with Ctrl+C: otherwise the game would wait for a client that is gone.
     *
     * @return what failed, as the client was told; empty when it ended without a failure
     * @throws IllegalStateException when a client of that interface is at work already
     */
    public static Optional<Exception> run(Client client, TMInterface iface) {
        if (!iface.register(client)) {
            throw new IllegalStateException("a client is registered with " + iface.serverName()
                    + " already. Close it first.");
        }
        Thread goodbye = new Thread(iface::close, "tmnf-client-end-" + iface.serverName());
        Runtime.getRuntime().addShutdownHook(goodbye);
        try {
            awaitEnd(iface);
        } finally {
            forget(goodbye);
        }
        return iface.failure();
    }

    private static void awaitEnd(TMInterface iface) {
        boolean interrupted = false;
        try {
            while (!iface.awaitEnd(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                // The client's own waits have deadlines; this one only asks whether it is over.
                continue;
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        iface.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread goodbye) {
        try {
            Runtime.getRuntime().removeShutdownHook(goodbye);
        } catch (IllegalStateException e) {
            // The program is ending: the hook is at work or done, and that is all right.
        }
    }
}
