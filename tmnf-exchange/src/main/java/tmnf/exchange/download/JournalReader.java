package tmnf.exchange.download;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tmnf.exchange.download.ChallengeEntry.Origin;

/**
 * Reads lines of a journal, {@link JournalLines} backwards. Names of later programs are passed over, within
 * lines and as lines. What many tracks have in common, such as drivers and filters, is kept once.
 */
final class JournalReader {

    private static final int SHARED = 1 << 15;

    private final String[] shared = new String[SHARED];
    private PlanKey lastKey = TrackRecord.NO_KEY;

    // The fields of the line at hand.
    private String event;
    private long version;
    private long timeMs;
    private long track;
    private long count;
    private String tool;
    private String ids;
    private String status;
    private List<Long> suspects;
    private Fields fields;
    private Plan plan;

    /** A line of a program that writes a later version. */
    static final class NewerException extends IOException {

        private static final long serialVersionUID = 1;

        NewerException(long version) {
            super("version " + version + " of the journal, this program knows " + JournalLines.VERSION);
        }
    }

    /**
     * Reads one line, without its end.
     *
     * @throws IOException when it is none
     */
    JournalEvent read(byte[] bytes, int from, int length) throws IOException {
        event = "";
        version = JournalLines.VERSION;
        timeMs = 0;
        track = -1;
        count = 0;
        tool = "";
        ids = "";
        status = "";
        suspects = List.of();
        fields = new Fields();
        plan = new Plan();
        try (JsonParser json = JournalLines.JSON.createParser(bytes, from, length)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                field(json, name);
            }
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "more than one object");
            }
        }
        if (version > JournalLines.VERSION) {
            throw new NewerException(version);
        }
        return event();
    }

    private void field(JsonParser json, String name) throws IOException {
        switch (name) {
            case "e" -> event = json.getText();
            case "v" -> version = json.getLongValue();
            case "t" -> timeMs = json.getLongValue();
            case "track" -> track = json.getLongValue();
            case "n" -> count = json.getLongValue();
            case "tool" -> tool = json.getText();
            case "status" -> status = json.getText();
            case "ids" -> {
                if (json.currentToken() == JsonToken.START_ARRAY) {
                    suspects = numbers(json);
                } else {
                    ids = json.getText();
                }
            }
            case "state" -> plan.state = constant(json, TrackRecord.State.class);
            case "trackAt" -> plan.trackAt = Instant.ofEpochMilli(json.getLongValue());
            case "filters" -> plan.filters = shared(json.getText());
            case "offset" -> plan.offset = json.getIntValue();
            case "top" -> plan.top = json.getIntValue();
            case "complete" -> plan.complete = json.getBooleanValue();
            case "replays" -> plan.replays = replays(json);
            case "kept" -> plan.kept = replays(json);
            case "challenge" -> plan.challenge = challenge(json);
            default -> fields.read(json, name);
        }
    }

    private JournalEvent event() throws IOException {
        return switch (event) {
            case "run" -> new JournalEvent.Run(timeMs, new DownloadJournal.RunFacts(
                    tool, ids, (int) count, plan.key()));
            case "list" -> new JournalEvent.Whole(timeMs, plan.record(requireTrack(), fields));
            case "want", "done", "gone", "fail" -> new JournalEvent.Replay(timeMs, requireTrack(), fields.id,
                    replayStatus(event), fields.file, fields.bytes, fields.sha256, fields.note);
            case "challenge" -> new JournalEvent.Challenge(timeMs, requireTrack(), fields.challenge());
            case "track" -> new JournalEvent.Track(timeMs, requireTrack(), plan.state, fields.note);
            case "sync" -> new JournalEvent.Sync(timeMs);
            case "end" -> new JournalEvent.End(timeMs, status);
            case "suspect" -> new JournalEvent.Suspect(timeMs, requireTrack(), suspects);
            case "cleared" -> new JournalEvent.Cleared(timeMs);
            case "mark" -> new JournalEvent.ForeignMark(timeMs, count);
            case "" -> throw new IOException("an object that is no event");
            default -> new JournalEvent.Other(timeMs);
        };
    }

    private long requireTrack() throws IOException {
        if (track < 0) {
            throw new IOException("an event without a track");
        }
        return track;
    }

    private List<ReplayEntry> replays(JsonParser json) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_ARRAY);
        List<ReplayEntry> replays = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            replays.add(fields(json).replay());
        }
        expect(json, json.currentToken(), JsonToken.END_ARRAY);
        return replays;
    }

    private ChallengeEntry challenge(JsonParser json) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_OBJECT);
        return fields(json).challenge();
    }

    private Fields fields(JsonParser json) throws IOException {
        Fields read = new Fields();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            read.read(json, name);
        }
        expect(json, json.currentToken(), JsonToken.END_OBJECT);
        return read;
    }

    private static List<Long> numbers(JsonParser json) throws IOException {
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            numbers.add(json.getLongValue());
        }
        expect(json, json.currentToken(), JsonToken.END_ARRAY);
        return numbers;
    }

    private static void expect(JsonParser json, JsonToken token, JsonToken wanted) throws IOException {
        if (token != wanted) {
            throw new JsonParseException(json, wanted + " expected");
        }
    }

    private static <T extends Enum<T>> T constant(JsonParser json, Class<T> type) throws IOException {
        String text = json.getText();
        for (T constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new JsonParseException(json, "unknown state " + text);
    }

    private static ReplayEntry.Status replayStatus(String label) throws IOException {
        return switch (label) {
            case "want" -> ReplayEntry.Status.WANTED;
            case "done" -> ReplayEntry.Status.DONE;
            case "gone" -> ReplayEntry.Status.GONE;
            case "fail" -> ReplayEntry.Status.FAILED;
            default -> throw new IOException("unknown state " + label);
        };
    }

    /** One of the equal texts that came by lately. */
    private String shared(String text) {
        int slot = text.hashCode() & SHARED - 1;
        String known = shared[slot];
        if (text.equals(known)) {
            return known;
        }
        shared[slot] = text;
        return text;
    }

    /** Fields of a replay, a challenge, or a line about one. */
    private final class Fields {
        private long id = -1;
        private int rank;
        private String user = "";
        private long ms = -1;
        private String file = "";
        private String st = "want";
        private long bytes = -1;
        private String sha256 = "";
        private String note = "";
        private String uid = "";
        private String source = "";
        private String tried = "";

        private void read(JsonParser json, String name) throws IOException {
            switch (name) {
                case "id" -> id = json.getLongValue();
                case "rank" -> rank = json.getIntValue();
                case "user" -> user = shared(json.getText());
                case "ms" -> ms = json.getLongValue();
                case "file" -> file = json.getText();
                case "st" -> st = shared(json.getText());
                case "bytes" -> bytes = json.getLongValue();
                case "sha256" -> {
                    sha256 = json.getText();
                    if (!ReplayEntry.isHash(sha256)) {
                        throw new JsonParseException(json, "no SHA-256");
                    }
                }
                case "note" -> note = shared(json.getText());
                case "uid" -> uid = json.getText();
                case "src" -> source = shared(json.getText());
                case "tried" -> tried = shared(json.getText());
                default -> json.skipChildren();
            }
        }

        private ReplayEntry replay() throws IOException {
            if (id < 0 || rank < 1) {
                throw new IOException("a replay without id or rank");
            }
            return ReplayEntry.wanted(id, rank, user, ms).with(file, replayStatus(st), bytes, sha256, note);
        }

        private ChallengeEntry challenge() throws IOException {
            for (ChallengeEntry.Status status : ChallengeEntry.Status.values()) {
                if (status.name().equalsIgnoreCase(st)) {
                    return new ChallengeEntry(status, file, uid, source, note, bytes, sha256, origins());
                }
            }
            throw new IOException("unknown state " + st);
        }

        private Set<Origin> origins() {
            Set<Origin> origins = EnumSet.noneOf(Origin.class);
            for (Origin origin : tried.isEmpty() ? new Origin[0] : Origin.values()) {
                if (List.of(tried.split(" ")).contains(JournalLines.label(origin))) {
                    origins.add(origin);
                }
            }
            return origins;
        }
    }

    /** Fields of a line about a whole track. */
    private final class Plan {
        private TrackRecord.State state = TrackRecord.State.LISTED;
        private Instant trackAt = TrackRecord.NO_TIME;
        private String filters = "";
        private int offset;
        private int top;
        private boolean complete;
        private List<ReplayEntry> replays = List.of();
        private List<ReplayEntry> kept = List.of();
        private ChallengeEntry challenge = ChallengeEntry.NONE;

        private PlanKey key() {
            PlanKey key = new PlanKey(filters, offset, top, complete);
            lastKey = key.equals(lastKey) ? lastKey : key;
            return lastKey;
        }

        private TrackRecord record(long id, Fields line) {
            return new TrackRecord(id, state, line.uid, trackAt, key(), replays, kept, challenge, line.note);
        }
    }
}
