package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixNamesGoldenTest {

    @TempDir
    Path dir;

    private JsonNode golden;
    private FixNames upstream;

    @BeforeEach
    void recordedFolder() throws IOException {
        try (InputStream in = FixNamesGoldenTest.class.getResourceAsStream("golden/fix-names.json")) {
            golden = new ObjectMapper().readTree(in);
        }
        for (Map.Entry<String, JsonNode> track : golden.get("before").properties()) {
            Path folder = Files.createDirectories(dir.resolve(track.getKey()));
            for (JsonNode name : track.getValue()) {
                Files.writeString(FileNames.child(folder, name.asText()), name.asText());
            }
        }
        upstream = new FixNames(
                new FixNamesConfig(dir, NameStyle.UPSTREAM, ConflictPolicy.SKIP, false, false, Set.of()));
    }

    @Test
    void dryRunAnnouncesWhatWasRecorded() throws IOException {
        RenamePlan plan = upstream.plan(true);

        assertThat(UpstreamLines.fixNamesDryRun(plan)).containsExactlyElementsOf(lines("dry_run"));
        assertThat(folders()).isEqualTo(after("dry_run"));
    }

    @Test
    void applyRenamesAndPrintsWhatWasRecorded() throws IOException {
        List<String> lines = new ArrayList<>();
        RenamePlan plan = upstream.plan(false);

        RenameResult result = upstream.apply(plan, UpstreamLines.fixNames(lines::add), () -> false);

        lines.addAll(UpstreamLines.fixNamesDone(result));
        assertThat(lines).containsExactlyElementsOf(lines("apply"));
        assertThat(folders()).isEqualTo(after("apply"));
    }

    @Test
    void undoBringsEveryNameBack() throws IOException {
        Map<String, Map<String, String>> before = folders();
        upstream.apply(upstream.plan(false), RenameListener.NONE, () -> false);

        RenameUndo undo = new RenameUndo(RenameLog.in(dir), dir, Set.of());
        RenameResult result = undo.apply(undo.plan(), RenameListener.NONE, () -> false);

        assertThat(result.renamed()).isEqualTo(5);
        assertThat(folders()).isEqualTo(before);
    }

    private List<String> lines(String variant) {
        List<String> lines = new ArrayList<>();
        golden.get(variant).get("stdout").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    private Map<String, Map<String, String>> after(String variant) {
        Map<String, Map<String, String>> folders = new TreeMap<>();
        for (Map.Entry<String, JsonNode> track : golden.get(variant).get("after").properties()) {
            Map<String, String> files = new TreeMap<>();
            track.getValue().properties().forEach(file -> files.put(file.getKey(), file.getValue().asText()));
            folders.put(track.getKey(), files);
        }
        return folders;
    }

    private Map<String, Map<String, String>> folders() throws IOException {
        Map<String, Map<String, String>> folders = new TreeMap<>();
        try (DirectoryStream<Path> tracks = Files.newDirectoryStream(dir, Files::isDirectory)) {
            for (Path track : tracks) {
                Map<String, String> files = new TreeMap<>();
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(track)) {
                    for (Path entry : entries) {
                        files.put(FileNames.text(entry), Files.readString(entry));
                    }
                }
                folders.put(FileNames.text(track), files);
            }
        }
        return folders;
    }
}
