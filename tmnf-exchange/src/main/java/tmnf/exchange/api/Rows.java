package tmnf.exchange.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns rows of lists into records. */
final class Rows {

    private Rows() {}

    static Track track(ObjectNode source) {
        Row row = new Row(source);
        Row record = row.row("WRReplay");
        return new Track(row.number("TrackId"), row.text("TrackName"), row.text("UId"),
                row.raceTime("AuthorTime"), row.smallNumber("Awards"), row.row("Uploader").text("Name"),
                row.time("UploadedAt"), row.time("UpdatedAt"), row.smallNumber("PrimaryType"),
                row.smallNumber("Environment"), row.numbers("Tags"), row.smallNumber("UnlimiterVersion"),
                record.number("ReplayId"), record.raceTime("ReplayTime"), source);
    }

    static ListedReplay replay(ObjectNode source) {
        Row row = new Row(source);
        Row user = row.row("User");
        return new ListedReplay(row.number("ReplayId"), user.number("UserId"), user.text("Name"),
                row.raceTime("ReplayTime"), row.smallNumber("ReplayScore"), row.smallNumber("ReplayRespawns"),
                row.smallNumber("Position"), row.flag("IsBest"), row.flag("IsLeaderboard"),
                row.flag("Validated"), row.time("TrackAt"), row.time("ReplayAt"));
    }
}
