package tmnf.tminterface.sharedmemory;

import java.util.concurrent.TimeUnit;

/** Runs a client until it is deregistered. */
public final class RunClient {

    private static final long LOOK_MILLIS = 1000;

    private RunClient() {}

    /** With the first game. */
    public static void run(Client client) {
        run(client, TMInterface.DEFAULT_SERVER_NAME, TMInterface.DEFAULT_SERVER_SIZE);
    }

    /** With the game that has a mapping of that name and size. */
    public static void run(Client client, String serverName, int bufferSize) {
        run(client, new TMInterface(serverName, bufferSize));
    }

    /**
     * Registers the client and waits, as long as it may take, until it is deregistered in any way. An
     * interrupt of the calling thread deregisters it; the interrupt stays set.
     *
     * @throws IllegalStateException when a client of that interface is at work already
     */
    public static void run(Client client, TMInterface iface) {
        if (!iface.register(client)) {
            throw new IllegalStateException("a client is registered with " + iface.serverName()
                    + " already. Close it first.");
        }
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
}
