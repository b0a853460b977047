package tmnf.cli.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.Progress;
import tmnf.cli.command.RuntimeLimit;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.question.OpenQuestions;
import tmnf.exchange.question.Settled;
import tmnf.exchange.question.Verdict;

/** Asks an exchange what nobody documents about it, slowly, and makes a finding of each answer. */
final class ExchangeChecks {

    /** Name of the check that the site answers. */
    static final String EXCHANGE = "exchange";

    private static final double RATE = 1;
    private static final Duration ALL = Duration.ofMinutes(3);
    private static final String REPORT = "the downloads do not suppose this: attach what tmnf doctor"
            + " --exchange --json prints to an issue";
    private static final String AGAIN = "try again later; if this one question never gets an answer while the"
            + " others do, attach what tmnf doctor --exchange --json prints to an issue";

    private final CommandContext context;
    private final ExchangeConfig config;
    private final List<Settled> settled = new ArrayList<>();

    /** With one request at a time, none repeated; for a site on another machine one a second. */
    ExchangeChecks(CommandContext context, ExchangeConfig config) {
        this.context = context;
        this.config = config.withMaxRate(config.maxRate() == 0 ? 0 : Math.min(RATE, config.maxRate()))
                .withBurst(1).withMaxInFlight(1).withRetries(0);
    }

    List<Finding> run() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try (ExchangeClient client = new ExchangeClient(config);
                RuntimeLimit limit = new RuntimeLimit(ALL, client::stop)) {
            CommandContext.Registration stop = context.onInterrupt(client::stop);
            try {
                findings.add(ask(client, limit));
            } finally {
                stop.close();
            }
        }
        settled.forEach(answer -> findings.add(finding(answer)));
        return findings;
    }

    private Finding ask(ExchangeClient client, RuntimeLimit limit) throws IOException, InterruptedException {
        try (Progress progress = context.progress("Asking the exchange", 0)) {
            new OpenQuestions(client, answer -> {
                settled.add(answer);
                progress.advance(1);
            }).ask();
            long requests = client.traffic().requests();
            return Finding.ok(EXCHANGE, "answers; asked " + requests + " times" + (count(true) == 0 ? ""
                    : "; no answer to " + count(true) + (count(true) == 1 ? " question" : " questions")),
                    config.baseUrl());
        } catch (ExchangeException e) {
            return unanswered(e, limit.expired());
        }
    }

    private Finding unanswered(ExchangeException e, boolean late) {
        String why = late && e.kind() == ExchangeException.Kind.STOPPED
                ? "too slow: not done within " + ALL.toMinutes() + " minutes" : e.getMessage();
        String rest = e.retryAfter().map(time -> " It asks for " + time.toSeconds() + " s of rest.")
                .orElse("");
        String left = settled.isEmpty() ? "" : " " + count(false) + " questions were answered before"
                + (count(true) == 0 ? "" : ", " + count(true) + " were not")
                + "; the others were not asked.";
        return Finding.problem(EXCHANGE, why + rest + left, config.baseUrl(), switch (e.kind()) {
            case BLOCKED -> "do not try again at once: look at the site in a browser, and name yourself with"
                    + " --user-agent";
            case API_CHANGED, CONTENT, REFUSED, GONE -> "check --base-url, or look for a newer tmnf";
            default -> e.status() == 0 ? "check the network and --base-url, or try again later"
                    : "try again later";
        });
    }

    /** How many of the questions that were sent got an answer, or none. */
    private long count(boolean unanswered) {
        return settled.stream().filter(answer -> !answer.request().isEmpty()
                && (answer.verdict() == Verdict.UNANSWERED) == unanswered).count();
    }

    private static Finding finding(Settled answer) {
        String check = EXCHANGE + "-" + answer.question();
        return switch (answer.verdict()) {
            case AS_SUPPOSED -> Finding.ok(check, answer.answer(), answer.request());
            case OTHERWISE -> Finding.ok(check, answer.answer() + " (the other way, which works too)",
                    answer.request());
            case UNTOLD -> Finding.ok(check, "cannot be told here: " + answer.answer(), answer.request());
            case UNANSWERED -> Finding.problem(check, answer.answer(), answer.request(), AGAIN);
            case UNEXPECTED -> Finding.warning(check, answer.answer(), answer.request(), REPORT);
        };
    }

    /** The object for scripts. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("baseUrl", config.baseUrl().toString());
        json.put("questions", settled.stream().map(answer -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("question", answer.question());
            one.put("request", answer.request());
            one.put("status", answer.status());
            one.put("answer", answer.answer());
            one.put("verdict", word(answer.verdict()));
            return one;
        }).toList());
        return json;
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case AS_SUPPOSED -> "as supposed";
            case OTHERWISE -> "otherwise";
            case UNTOLD -> "untold";
            case UNANSWERED -> "no answer";
            case UNEXPECTED -> "unexpected";
        };
    }
}
