package tmnf.exchange.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

/**
 * Sends one GET at a time per caller. Every request that goes out has a permit of the budget, also the ones
 * that follow a redirect, and the budget learns how each ended; each is traced. Thread-safe.
 */
public final class HttpTransport implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);
    private static final int MOST_REDIRECTS = 5;
    private static final long MOST_LIST_BYTES = 32L << 20;

    private final ExchangeConfig config;
    private final HostBudget budget;
    private final HttpUrl site;
    private final OkHttpClient lists;
    private final OkHttpClient files;
    private final Headers listHeaders;
    private final Headers fileHeaders;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet(); // on their way
    private final Repeats repeats = new Repeats();
    private final LongAdder bytes = new LongAdder();
    private volatile boolean stopped;

    /** A transport for the site of a configuration. */
    public HttpTransport(ExchangeConfig config, HostBudget budget) {
        this.config = config;
        this.budget = Objects.requireNonNull(budget, "budget");
        this.site = HttpUrl.get(config.baseUrl().toString()).newBuilder().query(null).fragment(null).build();
        OkHttpClient common = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(config.maxInFlight(), KEEP_ALIVE.toMillis(),
                        TimeUnit.MILLISECONDS))
                .followRedirects(false) // each redirect is a request of its own for the budget
                .followSslRedirects(false)
                .addNetworkInterceptor(repeats)
                .build();
        this.lists = withTimeout(common, config.listTimeout());
        this.files = withTimeout(common, config.fileTimeout());
        this.listHeaders = Headers.of("User-Agent", config.userAgent(), "Accept", "application/json",
                "Accept-Encoding", "gzip");
        this.fileHeaders = Headers.of("User-Agent", config.userAgent(), "Accept", "*/*",
                "Accept-Encoding", "identity"); // keeps the length, which shows a cut answer
    }

    private static OkHttpClient withTimeout(OkHttpClient client, Duration timeout) {
        return client.newBuilder()
                .connectTimeout(shorter(CONNECT_TIMEOUT, timeout))
                .readTimeout(shorter(READ_TIMEOUT, timeout))
                .writeTimeout(shorter(READ_TIMEOUT, timeout))
                .callTimeout(timeout)
                .build();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /**
     * One attempt. Waits for the budget, sends, reads. An interrupt ends it with an {@link
     * InterruptedException}, or with STOPPED and the flag set where it was noticed while reading.
     *
     * @param path of the site, such as {@code /api/tracks}
     * @param query names and values, in order; values are encoded here
     */
    public <T> T get(String path, List<Map.Entry<String, String>> query, RequestKind kind,
            BodyReader<T> reader) throws IOException, InterruptedException {
        HttpUrl url = address(path, query);
        for (int redirects = 0;; redirects++) {
            Exchange exchange = new Exchange(url, path, kind);
            try (HostBudget.Permit permit = budget.acquire(kind, url.toString())) {
                T result = exchange.run(permit, "GET", response -> exchange.answer(response, reader));
                if (exchange.redirect == null) {
                    return result;
                }
            }
            if (redirects == MOST_REDIRECTS) {
                throw AnswerStatus.badRedirect(kind, path, "more than " + MOST_REDIRECTS + " times in a row");
            }
            url = exchange.redirect;
        }
    }

    /**
     * One attempt at a question about the site itself: whatever it answers is handed out, also an error or a
     * redirect, unless it turns us away or asks for rest.
     */
    public RawAnswer ask(RawQuestion question) throws IOException, InterruptedException {
        String path = question.path();
        HttpUrl url = address(path, question.query());
        // The headers of a file are asked for as a download asks.
        RequestKind kind = question.method() == RawQuestion.Method.HEAD ? RequestKind.FILE : RequestKind.LIST;
        try (HostBudget.Permit permit = budget.acquire(kind, url.toString())) {
            Exchange exchange = new Exchange(url, path, kind);
            return exchange.run(permit, question.method().name(), exchange::raw);
        }
    }

    private HttpUrl address(String path, List<Map.Entry<String, String>> query) {
        HttpUrl.Builder url = site.newBuilder()
                .addPathSegments(path.startsWith("/") ? path.substring(1) : path);
        for (Map.Entry<String, String> parameter : query) {
            url.addQueryParameter(parameter.getKey(), parameter.getValue());
        }
        return url.build();
    }

    /** What went over the network; bytes are those of bodies, as they came. */
    public ExchangeClient.Traffic traffic() {
        return new ExchangeClient.Traffic(repeats.sent(), bytes.sum());
    }

    /** Ends the requests in flight; they fail with STOPPED. */
    public void stop() {
        stopped = true;
        budget.stop();
        calls.forEach(Call::cancel);
    }

    @Override
    public void close() {
        stop();
        lists.connectionPool().evictAll(); // the same for lists and files
        lists.dispatcher().executorService().shutdown();
    }

    /** What is made of an answer. */
    @FunctionalInterface
    private interface Handling<T> {
        T of(Response response) throws IOException;
    }

    /** One request and its answer. */
    private final class Exchange {

        private final HttpUrl url;
        private final String path;
        private final RequestKind kind;
        private HttpUrl redirect; // null: the answer came

        Exchange(HttpUrl url, String path, RequestKind kind) {
            this.url = url;
            this.path = path;
            this.kind = kind;
        }

        /** Returns what was made of the answer, nothing when the site sent us elsewhere. */
        <T> T run(HostBudget.Permit permit, String method, Handling<T> handling)
                throws IOException, InterruptedException {
            OkHttpClient client = kind == RequestKind.LIST ? lists : files;
            Request request = new Request.Builder().url(url).method(method, null)
                    .headers(kind == RequestKind.LIST ? listHeaders : fileHeaders)
                    .tag(Repeats.Sends.class, new Repeats.Sends()).build();
            Call call = client.newCall(request);
            calls.add(call);
            try (Response response = send(call)) {
                long firstByte = response.receivedResponseAtMillis() - response.sentRequestAtMillis();
                LOG.trace("{} {}: {}, {} ms to its headers", method, url, response.code(), firstByte);
                T result = handling.of(response);
                permit.succeeded(TimeUnit.MILLISECONDS.toNanos(Math.max(0, firstByte)));
                return result;
            } catch (ExchangeException e) {
                permit.failed(e);
                throw e;
            } finally {
                calls.remove(call);
            }
        }

        private Response send(Call call) throws ExchangeException, InterruptedException {
            if (stopped) {
                call.cancel(); // stop() may have missed it
            }
            try {
                return call.execute();
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("waiting for the answer to " + path);
                }
                LOG.trace("{} {}: {}", call.request().method(), url, e.toString());
                throw trouble().of(Repeats.unwrap(e));
            }
        }

        private <T> T answer(Response response, BodyReader<T> reader) throws IOException {
            if (response.isSuccessful()) {
                long most = kind == RequestKind.LIST ? MOST_LIST_BYTES : config.maxFileBytes();
                AnswerBody body = new AnswerBody(response, path, most, trouble());
                try (InputStream stream = body.stream()) {
                    return reader.read(stream, body.length());
                } finally {
                    bytes.add(body.received());
                }
            }
            if (response.isRedirect()) {
                redirect = AnswerStatus.target(kind, path, url, response.header("Location"));
                return null;
            }
            throw AnswerStatus.failure(kind, path, response, budget.time().now());
        }

        private RawAnswer raw(Response response) throws IOException {
            Kind failure = AnswerStatus.kind(kind, response.code());
            if (!response.isSuccessful() && (failure == Kind.BLOCKED || failure == Kind.TRANSIENT)) {
                throw AnswerStatus.failure(kind, path, response, budget.time().now());
            }
            if (response.request().method().equals(RawQuestion.Method.HEAD.name())) {
                return RawAnswer.of(response, new byte[0]); // its headers speak of a body that does not come
            }
            AnswerBody body = new AnswerBody(response, path, RawAnswer.MOST_BYTES, trouble());
            try (InputStream stream = body.stream()) {
                RawAnswer answer = RawAnswer.of(response, stream.readAllBytes());
                if (response.isSuccessful() && answer.isWebPage()) {
                    throw new ExchangeException(Kind.BLOCKED, response.code(), path,
                            "the answer to " + path + " is a web page: " + answer.start());
                }
                return answer;
            } finally {
                bytes.add(body.received());
            }
        }

        private NetworkTrouble trouble() {
            Duration deadline = kind == RequestKind.LIST ? config.listTimeout() : config.fileTimeout();
            return new NetworkTrouble(path, url.host(), deadline, () -> stopped);
        }
    }
}
