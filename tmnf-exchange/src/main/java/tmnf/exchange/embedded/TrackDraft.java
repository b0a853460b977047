package tmnf.exchange.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.model.TmText;

/**
 * What the files of a track say of it, before its replays have numbers and ranks.
 *
 * @param challengeFile null when there is none
 * @param row in the names of the API, as far as known
 */
record TrackDraft(long id, Path challengeFile, ObjectNode row, List<ReplayDraft> replays) {

    /** Reads the challenge's header, if there is a challenge. */
    static TrackDraft of(TracksFile.Entry entry, Path challengeFile, List<ReplayDraft> replays)
            throws IOException {
        GbxHeaderFacts facts = challengeFile == null ? GbxHeaderFacts.NONE : facts(challengeFile);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("TrackId", entry.id());
        row.put("TrackName", facts.mapName().isEmpty() ? "Track " + entry.folder()
                : TmText.withoutBom(facts.mapName()));
        String uid = facts.mapUid().isEmpty() ? mostDriven(replays) : facts.mapUid();
        if (!uid.isEmpty()) {
            row.put("UId", uid);
        }
        if (facts.kind() == GbxHeaderFacts.Kind.CHALLENGE) {
            challenge(row, facts);
        } else {
            driven(row, uid, replays);
        }
        String uploaded = uploadedAt(challengeFile, replays);
        if (!uploaded.isEmpty()) {
            row.put("UploadedAt", uploaded);
        }
        row.put("Awards", 0).put("Comments", 0).put("TrackValue", 0).put("IsPublic", true)
                .put("HasThumbnail", false);
        row.putArray("Tags");
        row.putArray("Images");
        row.setAll(entry.row());
        return new TrackDraft(entry.id(), challengeFile, row, replays);
    }

    private static GbxHeaderFacts facts(Path challengeFile) throws IOException {
        try {
            return GbxFiles.readHeader(challengeFile);
        } catch (GbxFormatException e) {
            return GbxHeaderFacts.NONE; // served all the same: a site may have a broken file
        }
    }

    private static void challenge(ObjectNode row, GbxHeaderFacts facts) {
        if (facts.authorTimeMs() >= 0) {
            row.put("AuthorTime", facts.authorTimeMs());
        }
        environment(row, facts.environment());
        row.put("PrimaryType", ApiWords.primaryType(facts.mapType(), facts.laps()));
        int mood = ApiWords.mood(facts.mood());
        if (mood >= 0) {
            row.put("Mood", mood);
        }
        ObjectNode author = JsonNodeFactory.instance.objectNode()
                .put("UserId", StableIds.of("user/" + facts.author())).put("Name", facts.author());
        row.set("Uploader", author);
        row.putArray("Authors").addObject().put("Role", "Author").set("User", author);
    }

    /** Of a track without a challenge file: what its replays know of the challenge. */
    private static void driven(ObjectNode row, String uid, List<ReplayDraft> replays) {
        environment(row, replays.stream().filter(replay -> replay.uid().equals(uid))
                .map(replay -> replay.facts().environment()).filter(name -> !name.isEmpty())
                .findFirst().orElse("Stadium"));
        row.put("PrimaryType", 0);
        row.putArray("Authors");
    }

    private static void environment(ObjectNode row, String name) {
        int number = ApiWords.environment(name);
        row.put("Environment", number).put("Car", number);
    }

    /** Of a track without a challenge file: the challenge that most of its replays were driven on. */
    private static String mostDriven(List<ReplayDraft> replays) {
        Map<String, Integer> counts = new TreeMap<>();
        for (ReplayDraft replay : replays) {
            if (!replay.uid().isEmpty()) {
                counts.merge(replay.uid(), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
    }

    private static String uploadedAt(Path challengeFile, List<ReplayDraft> replays) throws IOException {
        if (challengeFile != null) {
            return ApiWords.time(Files.getLastModifiedTime(challengeFile).toInstant());
        }
        return replays.stream().map(replay -> replay.row().path("ReplayAt").asText(""))
                .filter(time -> !time.isEmpty()).min(Comparator.naturalOrder()).orElse("");
    }
}
