package tmnf.exchange.download;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The events of a journal as lines: one JSON object each, ASCII only, so that any text survives, even half a
 * surrogate pair in a file name.
 *
 * <pre>
 * e          fields besides t (ms since 1970)
 * journal    v                                                        first line
 * run        v tool ids n filters offset top                          a run starts
 * list       track state uid trackAt filters offset top complete note replays kept challenge
 *                                                                     all that is known of a track
 * done       track id file bytes sha256 note                          a replay is on disk
 * gone fail want   track id note                                      a replay is not
 * challenge  track st file uid src note bytes sha256 tried            a challenge
 * track      track state note                                         how far a track is
 * sync                                                                the lines above are on the disk
 * end        status                                                   the program left in order
 * suspect    track ids                                                files to look at after a power cut,
 *                                                                     0 is the challenge
 * cleared                                                             they were looked at
 * mark       n                                                        number that another tool left
 * </pre>
 *
 * <p>Replays are {@code id rank user ms file st bytes sha256 note}. What is empty, unknown or the usual is
 * left out: the file name that follows from rank, user and time, the state {@code want}, the state {@code
 * listed}.
 */
final class JournalLines {

    static final int VERSION = 1;

    static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private static final int FIRST_SIZE = 256;

    private JournalLines() {}

    static byte[] first(long timeMs) {
        return line("journal", timeMs, json -> json.writeNumberField("v", VERSION));
    }

    static byte[] of(JournalEvent.Run run) {
        return line("run", run.timeMs(), json -> {
            json.writeNumberField("v", VERSION);
            json.writeStringField("tool", run.facts().tool());
            json.writeStringField("ids", run.facts().idsSha256());
            json.writeNumberField("n", run.facts().tracks());
            key(json, run.facts().key());
        });
    }

    static byte[] of(JournalEvent.Whole whole) {
        TrackRecord track = whole.track();
        return line("list", whole.timeMs(), json -> {
            json.writeNumberField("track", track.id());
            if (track.state() != TrackRecord.State.LISTED) {
                json.writeStringField("state", label(track.state()));
            }
            text(json, "uid", track.uid());
            if (!track.trackAt().equals(TrackRecord.NO_TIME)) {
                json.writeNumberField("trackAt", track.trackAt().toEpochMilli());
            }
            if (!track.key().equals(TrackRecord.NO_KEY)) {
                key(json, track.key());
            }
            text(json, "note", track.note());
            replays(json, "replays", track.replays());
            replays(json, "kept", track.kept());
            if (!track.challenge().equals(ChallengeEntry.NONE)) {
                json.writeObjectFieldStart("challenge");
                challenge(json, track.challenge());
                json.writeEndObject();
            }
        });
    }

    static byte[] of(JournalEvent.Replay change) {
        return line(label(change.status()), change.timeMs(), json -> {
            json.writeNumberField("track", change.track());
            json.writeNumberField("id", change.id());
            text(json, "file", change.file());
            onDisk(json, change.bytes(), change.sha256(), change.note());
        });
    }

    static byte[] of(JournalEvent.Challenge change) {
        return line("challenge", change.timeMs(), json -> {
            json.writeNumberField("track", change.track());
            challenge(json, change.entry());
        });
    }

    static byte[] of(JournalEvent.Track change) {
        return line("track", change.timeMs(), json -> {
            json.writeNumberField("track", change.track());
            json.writeStringField("state", label(change.to()));
            text(json, "note", change.why());
        });
    }

    static byte[] of(JournalEvent.Sync sync) {
        return line("sync", sync.timeMs(), json -> {});
    }

    static byte[] of(JournalEvent.End end) {
        return line("end", end.timeMs(), json -> text(json, "status", end.status()));
    }

    static byte[] of(JournalEvent.Suspect suspect) {
        return line("suspect", suspect.timeMs(), json -> {
            json.writeNumberField("track", suspect.track());
            json.writeArrayFieldStart("ids");
            for (long id : suspect.ids()) {
                json.writeNumber(id);
            }
            json.writeEndArray();
        });
    }

    static byte[] of(JournalEvent.Cleared cleared) {
        return line("cleared", cleared.timeMs(), json -> {});
    }

    static byte[] of(JournalEvent.ForeignMark mark) {
        return line("mark", mark.timeMs(), json -> json.writeNumberField("n", mark.count()));
    }

    static String label(ReplayEntry.Status status) {
        return switch (status) {
            case WANTED -> "want";
            case DONE -> "done";
            case GONE -> "gone";
            case FAILED -> "fail";
        };
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void key(JsonGenerator json, PlanKey key) throws IOException {
        json.writeStringField("filters", key.filters());
        json.writeNumberField("offset", key.offset());
        json.writeNumberField("top", key.top());
        if (key.complete()) {
            json.writeBooleanField("complete", true);
        }
    }

    private static void replays(JsonGenerator json, String name, List<ReplayEntry> replays)
            throws IOException {
        if (replays.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (ReplayEntry replay : replays) {
            json.writeStartObject();
            json.writeNumberField("id", replay.id());
            json.writeNumberField("rank", replay.rank());
            json.writeStringField("user", replay.user());
            if (replay.timeMs() >= 0) {
                json.writeNumberField("ms", replay.timeMs());
            }
            if (!replay.hasUsualName()) {
                json.writeStringField("file", replay.file());
            }
            if (replay.status() != ReplayEntry.Status.WANTED) {
                json.writeStringField("st", label(replay.status()));
            }
            onDisk(json, replay.bytes(), replay.sha256(), replay.note());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void onDisk(JsonGenerator json, long bytes, String sha256, String note)
            throws IOException {
        if (bytes >= 0) {
            json.writeNumberField("bytes", bytes);
        }
        text(json, "sha256", sha256);
        text(json, "note", note);
    }

    private static void challenge(JsonGenerator json, ChallengeEntry entry) throws IOException {
        json.writeStringField("st", label(entry.status()));
        text(json, "file", entry.file());
        text(json, "uid", entry.uid());
        text(json, "src", entry.source());
        onDisk(json, entry.bytes(), entry.sha256(), entry.note());
        text(json, "tried", entry.tried().stream().map(JournalLines::label).collect(Collectors.joining(" ")));
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private static byte[] line(String event, long timeMs, Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_SIZE);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("e", event);
            json.writeNumberField("t", timeMs);
            fields.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
