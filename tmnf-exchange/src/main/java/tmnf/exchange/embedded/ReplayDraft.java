package tmnf.exchange.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.model.TmText;

/**
 * What a replay's file says of it, before it has a number and a rank.
 *
 * @param name of the file; empty for a row of {@code tracks.json} without one
 * @param file null when it is missing
 * @param facts of its header; {@link GbxHeaderFacts#NONE} when it is no replay
 * @param row in the names of the API, as far as known; without a ReplayId none was given
 */
record ReplayDraft(String name, Path file, GbxHeaderFacts facts, ObjectNode row) {

    /** Reads the header; a file that is no replay is described by its name alone. */
    static ReplayDraft of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        String name = file.getFileName().toString();
        GbxHeaderFacts facts = facts(file);
        ObjectNode row = row(ReplayFileName.of(name), facts);
        row.put("ReplayAt", ApiWords.time(attributes.lastModifiedTime().toInstant()));
        return new ReplayDraft(name, file, facts, row);
    }

    /** A row of {@code tracks.json} whose file is missing. */
    static ReplayDraft listed(String name) {
        ObjectNode row = row(ReplayFileName.of(name), GbxHeaderFacts.NONE);
        return new ReplayDraft(name, null, GbxHeaderFacts.NONE, row);
    }

    /** Of the challenge that was driven; empty when unknown. */
    String uid() {
        return facts.mapUid();
    }

    /** The same with fields of {@code tracks.json} over those of the file. */
    ReplayDraft with(ObjectNode override) {
        override.properties().forEach(field -> {
            JsonNode own = row.get(field.getKey());
            if (field.getValue() instanceof ObjectNode nested && own instanceof ObjectNode object) {
                object.setAll(nested);
            } else if (!field.getKey().equals("File")) {
                row.set(field.getKey(), field.getValue());
            }
        });
        return this;
    }

    private static GbxHeaderFacts facts(Path file) throws IOException {
        try {
            GbxHeaderFacts facts = GbxFiles.readHeader(file);
            return facts.kind() == GbxHeaderFacts.Kind.REPLAY ? facts : GbxHeaderFacts.NONE;
        } catch (GbxFormatException e) {
            return GbxHeaderFacts.NONE;
        }
    }

    private static ObjectNode row(ReplayFileName name, GbxHeaderFacts facts) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        if (name.id() > 0) {
            row.put("ReplayId", name.id());
        }
        long time = facts.bestTimeMs() >= 0 ? facts.bestTimeMs() : name.timeMs();
        if (time >= 0) {
            row.put("ReplayTime", time);
        }
        row.put("ReplayScore", Math.max(0, facts.stuntsScore()));
        if (facts.respawns() >= 0) {
            row.put("ReplayRespawns", facts.respawns());
        }
        row.put("Validated", true);
        row.set("User", user(name, facts));
        return row;
    }

    private static ObjectNode user(ReplayFileName name, GbxHeaderFacts facts) {
        String nickname = TmText.withoutBom(facts.nickname());
        String shown = firstOf(nickname, facts.login(), name.user(), "unknown");
        return JsonNodeFactory.instance.objectNode()
                .put("UserId", StableIds.of("user/" + firstOf(facts.login(), shown)))
                .put("Name", shown);
    }

    private static String firstOf(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
