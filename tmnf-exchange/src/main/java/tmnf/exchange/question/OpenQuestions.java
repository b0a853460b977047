package tmnf.exchange.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.http.RawAnswer;
import tmnf.exchange.http.RawQuestion;

/**
 * Asks a site what no document says about it: one request for each question, one after the other, none
 * repeated. A question that gets no answer is settled so, and the others are asked all the same; it ends when
 * the first one gets none, when the site asks for rest, and when it seems to be down or to turn us away. The
 * numbers that are asked about are those of the track with the most awards. Confined to one thread.
 */
public final class OpenQuestions {

    private static final String TRACKS = "/api/tracks";
    private static final String REPLAYS = "/api/replays";
    private static final int MANY_TRACKS = 2_000;
    private static final int MANY_REPLAYS = 1_000;
    private static final int PRESS_FORWARD = 10;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_ERROR = 400;
    /** More than the questions that hang on one thing, such as an order, which may be all that is broken. */
    private static final int MOST_IN_VAIN = 4;
    /** A site that turns us away twice in a row means it: once counts for half of the above. */
    private static final int TURNED_AWAY = 2;
    /** The site's number of an order to the column that it should go by. */
    private static final List<Map.Entry<Integer, String>> ORDERS =
            List.of(Map.entry(6, "Awards"), Map.entry(8, "Comments"), Map.entry(10, "ActivityAt"));

    private final ExchangeClient client;
    private final Consumer<Settled> listener;
    private boolean answers; // one question was answered
    private int inVain; // since the last answer; where we were turned away counts for more

    /**
     * For one run.
     *
     * @param listener told of each question as it is settled
     */
    public OpenQuestions(ExchangeClient client, Consumer<Settled> listener) {
        this.client = Objects.requireNonNull(client, "client");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Asks all of them. */
    public void ask() throws IOException, InterruptedException {
        long track = anyTrack();
        list("page-cap", tracks("TrackId", "count", Integer.toString(MANY_TRACKS)),
                list -> TrackAnswers.pageCap(list, MANY_TRACKS));
        for (Map.Entry<Integer, String> order : ORDERS) {
            list("order-" + order.getKey(), tracks("TrackId," + String.join(",", TrackAnswers.COLUMNS),
                    "count", "5", "order1", order.getKey().toString()),
                    list -> TrackAnswers.order(list, order.getValue()));
        }
        list("tag-filter", tracks("TrackId,Tags[]", "count", "40", "tag", Integer.toString(PRESS_FORWARD)),
                list -> TrackAnswers.tag(list, PRESS_FORWARD));
        list("no-record", tracks("TrackId,WRReplay.ReplayId", "count", "1", "inhasrecord", "0"),
                TrackAnswers::noRecord);
        if (track > 0) {
            replays(Long.toString(track));
        } else {
            for (String name : List.of("default-page", "unknown-parameter", "position", "best", "versions",
                    "file-headers")) {
                notAsked(name, "the site has no track with a replay");
            }
        }
        raw("error-body", tracks("Nope"), OtherAnswers::unknownField);
        raw("missing-fields", RawQuestion.get(TRACKS, List.of()), OtherAnswers::missingFields);
    }

    /** Shows that the site answers; the track is asked about later. Returns -1 when there is none. */
    private long anyTrack() throws IOException, InterruptedException {
        Listed list = list("tracks", tracks("TrackId,TrackName", "count", "1", "order1", "6", "inhasrecord",
                "1"), found -> found.rows().isEmpty() ? Judged.untold("no track with a replay")
                        : Judged.asSupposed("track " + found.rows().get(0).path("TrackId").asText("?")
                                + ", " + found.rows().get(0).path("TrackName").asText("without a name")));
        requireList(list);
        return list.rows().stream().mapToLong(row -> row.path("TrackId").asLong(-1)).findFirst().orElse(-1);
    }

    /** Nothing else is asked of a site that is no exchange. */
    private static void requireList(Listed list) throws ExchangeException {
        if (!list.isList()) {
            throw new ExchangeException(ExchangeException.Kind.API_CHANGED, list.raw().status(), TRACKS,
                    "the answer to " + TRACKS + " is no list of tracks, but "
                            + Listed.otherAnswer(list.raw()));
        }
    }

    private void replays(String track) throws IOException, InterruptedException {
        Listed page = list("default-page", replays(track, "ReplayId"), ReplayAnswers::defaultPage);
        if (page.isList()) {
            int rows = page.rows().size();
            list("unknown-parameter", replays(track, "ReplayId", "limit", "1"),
                    list -> ReplayAnswers.unknownParameter(list, rows));
        } else {
            notAsked("unknown-parameter", "there is no list without limit to compare with");
        }
        Listed best = list(replays(track, "ReplayId,Position,IsBest,User.UserId", "best", "1", "count", "3"),
                new Judge("position", ReplayAnswers::position), new Judge("best", ReplayAnswers::best));
        list("versions", replays(track, "ReplayId,ReplayTime,TrackAt", "count",
                Integer.toString(MANY_REPLAYS)), ReplayAnswers::versions);
        long replay = Stream.of(page, best).flatMap(list -> list.rows().stream())
                .map(row -> row.path("ReplayId")).filter(JsonNode::isNumber).mapToLong(JsonNode::asLong)
                .findFirst().orElse(-1);
        if (replay > 0) {
            raw("file-headers", new RawQuestion(RawQuestion.Method.HEAD, "/recordgbx/" + replay, List.of()),
                    OtherAnswers::head);
        } else {
            notAsked("file-headers", "no replay is listed");
        }
    }

    private void notAsked(String name, String why) {
        listener.accept(new Settled(name, "", 0, why, Verdict.UNTOLD));
    }

    /** What a list says about one question. */
    private record Judge(String name, Function<Listed, Judged> judge) {
    }

    private Listed list(String name, RawQuestion question, Function<Listed, Judged> judge)
            throws IOException, InterruptedException {
        return list(question, new Judge(name, judge));
    }

    private Listed list(RawQuestion question, Judge... judges) throws IOException, InterruptedException {
        Optional<RawAnswer> answer = send(question, Stream.of(judges).map(Judge::name).toList());
        Listed list = answer.map(Listed::of).orElse(Listed.NONE);
        for (Judge each : judges) {
            answer.ifPresent(raw -> settle(each.name(), question, raw, list.judge(each.judge())));
        }
        return list;
    }

    private void raw(String name, RawQuestion question, Function<RawAnswer, Judged> judge)
            throws IOException, InterruptedException {
        send(question, List.of(name)).ifPresent(answer -> settle(name, question, answer,
                judge.apply(answer)));
    }

    /** The answer; empty when there is none, which is what these questions are settled with then. */
    private Optional<RawAnswer> send(RawQuestion question, List<String> names)
            throws IOException, InterruptedException {
        try {
            RawAnswer answer = client.ask(question);
            answers = true;
            inVain = 0;
            return Optional.of(answer);
        } catch (ExchangeException e) {
            requireWorthGoingOn(e);
            String why = e.status() < FIRST_ERROR ? e.getMessage() : "HTTP " + e.status();
            names.forEach(name -> listener.accept(new Settled(name, question.toString(), e.status(),
                    "no answer: " + why, Verdict.UNANSWERED)));
            return Optional.empty();
        }
    }

    private void requireWorthGoingOn(ExchangeException failure) throws ExchangeException {
        inVain += failure.kind() == ExchangeException.Kind.BLOCKED ? MOST_IN_VAIN / TURNED_AWAY : 1;
        boolean wantsRest = failure.status() == TOO_MANY_REQUESTS || failure.retryAfter().isPresent();
        if (!answers || wantsRest || failure.endsTheRun() || inVain >= MOST_IN_VAIN) {
            throw failure;
        }
    }

    private void settle(String name, RawQuestion question, RawAnswer answer, Judged judged) {
        listener.accept(new Settled(name, question.toString(), answer.status(), judged.words(),
                judged.verdict()));
    }

    private static RawQuestion tracks(String fields, String... more) {
        return RawQuestion.get(TRACKS, parameters(fields, more));
    }

    private static RawQuestion replays(String track, String fields, String... more) {
        List<Map.Entry<String, String>> all = new ArrayList<>(List.of(Map.entry("trackId", track)));
        all.addAll(parameters(fields, more));
        return RawQuestion.get(REPLAYS, all);
    }

    private static List<Map.Entry<String, String>> parameters(String fields, String... more) {
        List<Map.Entry<String, String>> all = new ArrayList<>(List.of(Map.entry("fields", fields)));
        for (int i = 0; i < more.length; i += 2) {
            all.add(Map.entry(more[i], more[i + 1]));
        }
        return all;
    }
}
