package tmnf.exchange.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.TimeUnit;

/**
 * An exchange site of our own over a folder of replays and challenges: the API of TMNF-X with its quirks, for
 * tests, demonstrations and mirrors. Source of the behaviour: exchange note, sections 2 to 6. Thread-safe.
 */
public final class EmbeddedExchange implements Closeable {

    private static final int BACKLOG = 1_024;
    private static final int MOST_IDLE_CONNECTIONS = 4_096;
    private static final long DRAIN_MILLIS = 400;
    private static final long JOIN_MILLIS = 400;

    static {
        // The server reads these once, when its classes are loaded. Without TCP_NODELAY the body, which it
        // writes after the headers, waits for the client's delayed acknowledgement: 40 ms an answer. Above
        // its bound of idle connections it closes each one after its answer; clients keep hundreds.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxIdleConnections", Integer.toString(MOST_IDLE_CONNECTIONS));
    }

    private final ExchangeData data;
    private final RequestLog requests;
    private final Pauses pauses = new Pauses();
    private final SiteHandler handler;
    private final ServerThreads threads;
    private final HttpServer server;
    private final URI url;

    private EmbeddedExchange(EmbeddedConfig config) throws IOException {
        data = config.data();
        requests = new RequestLog(config.recording());
        countAttempts(config.faults());
        handler = new SiteHandler(new Site(data, config.pageCap()), requests, pauses, config);
        InetAddress host = InetAddress.getByName(config.host());
        server = HttpServer.create(new InetSocketAddress(host, config.port()), BACKLOG);
        threads = new ServerThreads(config.threads());
        server.setExecutor(threads);
        server.createContext("/", handler);
        url = url(server.getAddress(), config.host());
    }

    /**
     * Starts an exchange; it answers when this returns.
     *
     * @throws java.net.BindException when the port is taken, or the address is not ours
     * @throws java.net.UnknownHostException when the host has no address
     */
    public static EmbeddedExchange start(EmbeddedConfig config) throws IOException {
        EmbeddedExchange exchange = new EmbeddedExchange(config);
        exchange.server.start();
        return exchange;
    }

    /** Its address, to be used as base URL: without a path. */
    public URI url() {
        return url;
    }

    public ExchangeData data() {
        return data;
    }

    public RequestLog requests() {
        return requests;
    }

    /** Changes what goes wrong from now on. */
    public void faults(FaultPlan plan) {
        countAttempts(plan);
        handler.faults(plan);
    }

    /** Only faults ask how often a path was asked for: a mirror that runs for months need not remember. */
    private void countAttempts(FaultPlan plan) {
        if (plan != FaultPlan.NONE) {
            requests.countPaths();
        }
    }

    /**
     * Ends waits, lets answers in progress go out for a moment, closes the connections, joins the threads.
     */
    @Override
    public void close() {
        pauses.end();
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        try {
            while (threads.getActiveCount() > 0 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        threads.shutdown();
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(JOIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether all threads that answer have ended after {@link #close}. */
    boolean hasEnded() {
        return threads.isTerminated();
    }

    private static URI url(InetSocketAddress address, String host) {
        // Nobody can connect to "all addresses"; this machine is one of them.
        String reachable = address.getAddress().isAnyLocalAddress() ? EmbeddedConfig.LOOPBACK : host;
        try {
            return new URI("http", null, reachable, address.getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no host name: " + host, e);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
