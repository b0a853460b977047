package tmnf.exchange;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** A site whose lists the tests make up, with the quirks that they switch on. */
public final class FakeSite implements ResponseDefinitionTransformerV2 {

    public static final String NAME = "fake-site";

    /** The ids of the tracks by the code of their order; -1: when the order has none of its own. */
    public final Map<Integer, List<Long>> tracks = new ConcurrentHashMap<>();
    /** The rows of replays by track, as JSON with a ReplayId each. */
    public final Map<Long, List<String>> replays = new ConcurrentHashMap<>();
    /** How often the answer behind a cursor, or to the track of a question for replays, fails. */
    public final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    public volatile LongFunction<String> trackRow = id -> "{\"TrackId\":" + id + ",\"Awards\":" + id + "}";
    public volatile int cap = Integer.MAX_VALUE;
    public volatile boolean ignoresCursor;
    public volatile boolean saysMore = true;

    /** As it was at the start. */
    public void reset() {
        tracks.clear();
        replays.clear();
        failures.clear();
        trackRow = id -> "{\"TrackId\":" + id + ",\"Awards\":" + id + "}";
        cap = Integer.MAX_VALUE;
        ignoresCursor = false;
        saysMore = true;
    }

    /** Lets the answer behind a cursor fail so often. */
    public void fail(String key, int times) {
        failures.put(key, new AtomicInteger(times));
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        Request request = event.getRequest();
        boolean forTracks = request.getUrl().startsWith("/api/tracks");
        String key = forTracks ? parameter(request, "after", "") : parameter(request, "trackId", "");
        AtomicInteger left = failures.get(key);
        if (left != null && left.getAndDecrement() > 0) {
            return new ResponseDefinitionBuilder().withStatus(500).build();
        }
        return forTracks ? trackPage(request) : replayPage(request);
    }

    private ResponseDefinition trackPage(Request request) {
        int order = Integer.parseInt(parameter(request, "order1", "-1"));
        List<Long> ids = tracks.getOrDefault(order, tracks.getOrDefault(-1, List.of()));
        List<String> rows = ids.stream().map(trackRow::apply).toList();
        return page(request, ids, rows);
    }

    private ResponseDefinition replayPage(Request request) {
        long track = Long.parseLong(parameter(request, "trackId", ""));
        List<String> rows = replays.getOrDefault(track, List.of());
        List<Long> ids = rows.stream()
                .map(row -> Long.parseLong(row.replaceFirst(".*\"ReplayId\":([0-9]+).*", "$1"))).toList();
        return page(request, ids, rows);
    }

    private ResponseDefinition page(Request request, List<Long> ids, List<String> rows) {
        long after = Long.parseLong(parameter(request, "after", "-1"));
        int from = after < 0 || ignoresCursor ? 0 : ids.indexOf(after) + 1;
        int count = Math.min(cap, Integer.parseInt(parameter(request, "count", "40")));
        int to = (int) Math.min(rows.size(), (long) from + count);
        String results = new ArrayList<>(rows.subList(from, to)).stream()
                .collect(Collectors.joining(",", "\"Results\":[", "]"));
        String more = saysMore ? "\"More\":" + (to < rows.size()) + "," : "";
        return ResponseDefinitionBuilder.okForJson("").withBody("{" + more + results + "}").build();
    }

    private static String parameter(Request request, String name, String otherwise) {
        QueryParameter value = request.queryParameter(name);
        return value.isPresent() ? value.firstValue() : otherwise;
    }
}
