package tmnf.exchange.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests from the server: counts them, asks what goes wrong, answers. Thread-safe. */
final class SiteHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SiteHandler.class);

    private final Site site;
    private final RequestLog requests;
    private final Pauses pauses;
    private final AnswerWriter writer;
    private final Duration latency;
    private volatile FaultPlan faults;

    SiteHandler(Site site, RequestLog requests, Pauses pauses, EmbeddedConfig config) {
        this.site = site;
        this.requests = requests;
        this.pauses = pauses;
        this.writer = new AnswerWriter(pauses);
        this.latency = config.latency();
        this.faults = config.faults();
    }

    void faults(FaultPlan plan) {
        faults = plan;
    }

    @Override
    public void handle(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        RequestLog.Entry entry = requests.began(exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(), query == null ? "" : query,
                exchange.getRequestHeaders());
        SiteRequest request = entry.request();
        try (exchange; entry) {
            if (!pauses.ended()) {
                pauses.pause(latency);
                Answer answer = faults.faultOf(request).answer(request, () -> site.answer(request));
                writer.send(exchange, answer, entry);
            }
        } catch (IOException e) {
            entry.failed();
            LOG.debug("{} {} was not answered: {}", request.method(), request.path(), e.toString());
        } catch (RuntimeException e) {
            entry.failed();
            LOG.error("{} {} was not answered", request.method(), request.path(), e);
        }
    }
}
