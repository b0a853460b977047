package tmnf.exchange.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tmnf.gbx.filter.ReplayFiles;

/**
 * Puts the replays of a track in order as the site does: newest version of the track first, then the fastest
 * first. Each driver's first one is the best of the driver; those of the newest version have a position.
 */
final class RankedTrack {

    private static final Comparator<ReplayDraft> ORDER =
            Comparator.comparing((ReplayDraft replay) -> text(replay.row(), "TrackAt")).reversed()
                    .thenComparingLong(RankedTrack::time)
                    .thenComparing(ReplayDraft::name, ReplayFiles.CAPTURE_ORDER)
                    .thenComparingLong(replay -> replay.row().path("ReplayId").asLong());

    private final TrackDraft track;

    private RankedTrack(TrackDraft track) {
        this.track = track;
    }

    /** The track as it is served. All its replays have numbers. */
    static ServedTrack of(TrackDraft track) {
        return new RankedTrack(track).served();
    }

    private ServedTrack served() {
        versions();
        List<ReplayDraft> order = track.replays().stream().sorted(ORDER).toList();
        ranks(order);
        List<ServedReplay> replays = new ArrayList<>(order.size());
        for (ReplayDraft replay : order) {
            long id = replay.row().path("ReplayId").asLong();
            replays.add(new ServedReplay(id, track.id(), replay.file(), replay.row()));
        }
        record(replays);
        activity(replays);
        return new ServedTrack(track.id(), track.challengeFile(), track.row(), replays);
    }

    /** Who drove another challenge than the track's present one drove an older version of it. */
    private void versions() {
        String uploaded = text(track.row(), "UploadedAt");
        String updated = text(track.row(), "UpdatedAt");
        String current = updated.isEmpty() ? uploaded : updated;
        String uid = text(track.row(), "UId");
        for (ReplayDraft replay : track.replays()) {
            boolean other = !uid.isEmpty() && !replay.uid().isEmpty() && !replay.uid().equals(uid);
            String version = other ? before(current, uploaded) : current;
            if (!replay.row().has("TrackAt") && !version.isEmpty()) {
                replay.row().put("TrackAt", version);
            }
        }
    }

    private static String before(String current, String uploaded) {
        return uploaded.compareTo(current) < 0 ? uploaded : dayBefore(current);
    }

    private static String dayBefore(String time) {
        try {
            return ApiWords.time(LocalDateTime.parse(time).minusDays(1).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return "";
        }
    }

    private static void ranks(List<ReplayDraft> order) {
        Set<String> drivers = new HashSet<>();
        String newest = order.isEmpty() ? "" : text(order.get(0).row(), "TrackAt");
        int position = 0;
        for (ReplayDraft replay : order) {
            ObjectNode row = replay.row();
            boolean best = drivers.add(driver(row));
            boolean ranked = best && text(row, "TrackAt").equals(newest);
            putMissing(row, "IsBest", best ? 1 : 0);
            putMissing(row, "IsLeaderboard", ranked ? 1 : 0);
            if (ranked) {
                position++;
                putMissing(row, "Position", position);
            }
        }
    }

    private static String driver(ObjectNode row) {
        JsonNode user = row.path("User");
        return user.path("UserId").asText(user.path("Name").asText());
    }

    /** The record is always one of the replays that are here: clients fetch it by its number. */
    private void record(List<ServedReplay> replays) {
        ServedReplay best = replays.isEmpty() ? null : replays.get(0);
        long wanted = track.row().path("WRReplay").path("ReplayId").asLong(-1);
        for (ServedReplay replay : replays) {
            if (replay.id() == wanted) {
                best = replay;
            }
        }
        if (best == null) {
            track.row().putNull("WRReplay");
            return;
        }
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("ReplayId", "ReplayTime", "ReplayScore", "User")) {
            if (best.row().has(field)) {
                record.set(field, best.row().get(field));
            }
        }
        track.row().set("WRReplay", record);
        if (!track.row().has("AuthorBeaten")) {
            long author = track.row().path("AuthorTime").asLong(-1);
            track.row().put("AuthorBeaten", best.row().path("ReplayTime").asLong(Long.MAX_VALUE) < author);
        }
    }

    private void activity(List<ServedReplay> replays) {
        String last = text(track.row(), "UploadedAt");
        for (ServedReplay replay : replays) {
            String at = text(replay.row(), "ReplayAt");
            last = at.compareTo(last) > 0 ? at : last;
        }
        if (!track.row().has("ActivityAt") && !last.isEmpty()) {
            track.row().put("ActivityAt", last);
        }
    }

    private static void putMissing(ObjectNode row, String field, int value) {
        if (!row.has(field)) {
            row.put(field, value);
        }
    }

    private static long time(ReplayDraft replay) {
        long time = replay.row().path("ReplayTime").asLong(0);
        return time > 0 ? time : Long.MAX_VALUE;
    }

    private static String text(ObjectNode row, String field) {
        JsonNode value = row.path(field);
        return value.isTextual() ? value.textValue() : "";
    }
}
