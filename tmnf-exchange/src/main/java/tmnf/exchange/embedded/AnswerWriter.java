package tmnf.exchange.embedded;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** Sends answers, or as much of them as a fault leaves. Thread-safe. */
final class AnswerWriter {

    private final Pauses pauses;

    AnswerWriter(Pauses pauses) {
        this.pauses = pauses;
    }

    /** Sends an answer and ends the exchange; the entry is told just before the last bytes go out. */
    void send(HttpExchange exchange, Answer answer, RequestLog.Entry entry) throws IOException {
        pauses.pause(answer.delay());
        if (answer.delivery().equals(Answer.Delivery.DROPPED)) {
            entry.ends(0, false);
            exchange.close(); // before the status: closes the connection
            return;
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body();
        if (exchange.getRequestMethod().equals("HEAD")) {
            entry.ends(0, false);
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(answer.status(), -1);
        } else if (body.length == 0) {
            entry.ends(0, answer.isWhole());
            exchange.sendResponseHeaders(answer.status(), -1); // 0 would mean chunks of unknown number
        } else {
            exchange.sendResponseHeaders(answer.status(), body.length);
            body(exchange.getResponseBody(), answer, entry);
            exchange.close(); // of an incomplete body: closes the connection
        }
    }

    private void body(OutputStream out, Answer answer, RequestLog.Entry entry) throws IOException {
        Answer.Delivery delivery = answer.delivery();
        int length = (int) (delivery.sent() < 0 ? answer.body().length : delivery.sent());
        int piece = delivery.piece() > 0 ? delivery.piece() : Math.max(1, length);
        int at = 0;
        while (length - at > piece) {
            out.write(answer.body(), at, piece);
            out.flush();
            at += piece;
            pauses.pause(delivery.pause());
        }
        entry.ends(length, answer.isWhole());
        out.write(answer.body(), at, length - at);
    }
}
