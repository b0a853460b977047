package tmnf.exchange.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that rows of the API have; asking for another is an error. Source: exchange note, sections 3.2
 * and 4.
 */
final class KnownFields {

    static final KnownFields OF_TRACKS = new KnownFields(List.of(
            "TrackId", "TrackName", "UId", "AuthorTime", "GoldTarget", "SilverTarget", "BronzeTarget",
            "AuthorScore", "Uploader.UserId", "Uploader.Name", "Authors[].User.UserId", "Authors[].User.Name",
            "Authors[].Role", "UploadedAt", "UpdatedAt", "ActivityAt", "PrimaryType", "Style", "Routes",
            "Difficulty", "Environment", "Car", "Mood", "ReplayType", "Tags[]", "TrackValue", "Awards",
            "Comments", "AuthorComments", "HasThumbnail", "IsPublic", "AuthorBeaten", "Images[].Width",
            "Images[].Height", "Images[].HasHighQuality", "UnlimiterVersion", "WRReplay.ReplayId",
            "WRReplay.ReplayTime", "WRReplay.ReplayScore", "WRReplay.User.UserId", "WRReplay.User.Name",
            "UserReplay.ReplayId", "UserReplay.ReplayTime", "UserReplay.ReplayScore",
            "UserReplay.User.UserId", "UserReplay.User.Name"));

    static final KnownFields OF_REPLAYS = new KnownFields(List.of(
            "ReplayId", "ReplayTime", "ReplayScore", "ReplayRespawns", "Score", "Position", "IsBest",
            "IsLeaderboard", "Validated", "ReplayAt", "TrackAt", "User.UserId", "User.Name"));

    /** Path without brackets to whether it is an array. */
    private final Map<String, Boolean> arrays = new HashMap<>();

    private KnownFields(List<String> paths) {
        for (String path : paths) {
            StringBuilder plain = new StringBuilder();
            for (String name : path.split("\\.")) {
                boolean array = name.endsWith("[]");
                plain.append(plain.isEmpty() ? "" : ".").append(name, 0, name.length() - (array ? 2 : 0));
                arrays.put(plain.toString(), array);
            }
        }
    }

    /** Whether there is such a field; only arrays may be written with brackets. */
    boolean contains(String path) {
        StringBuilder plain = new StringBuilder();
        for (String name : path.split("\\.", -1)) {
            boolean brackets = name.endsWith("[]");
            plain.append(plain.isEmpty() ? "" : ".").append(name, 0, name.length() - (brackets ? 2 : 0));
            Boolean array = arrays.get(plain.toString());
            if (array == null || brackets && !array) {
                return false;
            }
        }
        return true;
    }
}
