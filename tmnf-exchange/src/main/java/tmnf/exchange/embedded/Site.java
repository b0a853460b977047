package tmnf.exchange.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The honest answers: which page belongs to which path. Thread-safe. */
final class Site {

    /** Shorter answers do not become smaller. */
    private static final int WORTH_PACKING = 500;
    private static final String REPLAY_FILE = "/recordgbx/";
    private static final String CHALLENGE_FILE = "/trackgbx/";
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final ExchangeData data;
    private final ListPages lists;
    private final GameFilePages files;

    Site(ExchangeData data, int pageCap) throws IOException {
        this.data = data;
        this.lists = new ListPages(data, pageCap);
        this.files = new GameFilePages(data);
    }

    Answer answer(SiteRequest request) throws IOException {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Answer.problem(405, "Method Not Allowed", "Only GET and HEAD").with("Allow", "GET, HEAD");
        }
        String path = request.path();
        if (path.startsWith(REPLAY_FILE)) {
            String id = path.substring(REPLAY_FILE.length());
            return ID.matcher(id).matches() ? files.replay(Long.parseLong(id)) : GameFilePages.NOT_FOUND;
        }
        if (path.startsWith(CHALLENGE_FILE)) {
            String id = path.substring(CHALLENGE_FILE.length());
            return ID.matcher(id).matches() ? files.challenge(Long.parseLong(id)) : GameFilePages.NOT_FOUND;
        }
        try {
            return list(request);
        } catch (BadRequest e) {
            return Answer.problem(400, "Bad Request", e.getMessage());
        }
    }

    private Answer list(SiteRequest request) throws BadRequest, IOException {
        return switch (request.path()) {
            case "/api/tracks" -> packed(request, lists.tracks(request.query()));
            case "/api/replays" -> packed(request, lists.replays(request.query()));
            case "/api/meta/tags" -> packed(request, lists.tags());
            case "/" -> home();
            default -> GameFilePages.NOT_FOUND;
        };
    }

    private static Answer packed(SiteRequest request, Answer plain) throws IOException {
        boolean accepted = request.header("Accept-Encoding").toLowerCase(Locale.ROOT).contains("gzip");
        if (!accepted || plain.body().length < WORTH_PACKING) {
            return plain;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.body().length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(packed, plain.body().length)) {
            out.write(plain.body());
        }
        return plain.with(packed.toByteArray()).with("Content-Encoding", "gzip");
    }

    private Answer home() {
        return Answer.page(200, """
                <!DOCTYPE html>
                <html><head><title>tmnf exchange</title></head>
                <body><h1>tmnf exchange</h1>
                <p>%d tracks, %d replays.</p>
                <ul>
                <li><a href="/api/tracks?fields=TrackId,TrackName,UId">/api/tracks</a></li>
                <li>/api/replays?trackId=...&amp;fields=ReplayId,ReplayTime</li>
                <li>/recordgbx/..., /trackgbx/...</li>
                <li><a href="/api/meta/tags">/api/meta/tags</a></li>
                </ul></body></html>
                """.formatted(data.tracks().size(), data.replayCount()));
    }
}
