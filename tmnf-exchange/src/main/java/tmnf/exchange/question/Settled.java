package tmnf.exchange.question;

import java.util.Objects;

/**
 * A question that was asked.
 *
 * @param question its name, for scripts
 * @param request what was sent; empty when there was nothing to ask about
 * @param status of the answer, 0 when nothing was sent or nothing came
 * @param answer what came, in words
 */
public record Settled(String question, String request, int status, String answer, Verdict verdict) {

    public Settled {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(verdict, "verdict");
    }
}
