package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestRewriteTest {

    private static final FrameSchedule SCHEDULE = new FrameSchedule(20, 500);

    @TempDir
    Path folder;

    private CapturedReplay manifest(String json) throws IOException {
        Files.writeString(folder.resolve("manifest.json"), json);
        return CapturedReplay.open(folder);
    }

    @Test
    void changesNothingWhenTheEntriesStay() throws IOException {
        Path capture = folder.resolve("track").resolve("replay");
        TestCaptures.write(capture, SCHEDULE, WriterOptions.PACKED);
        String before = Files.readString(capture.resolve("manifest.json"));

        int left = ManifestRewrite.apply(CapturedReplay.open(capture), (i, entry) -> Optional.of(entry),
                Optional.empty());

        assertThat(left).isEqualTo(11);
        assertThat(Files.readString(capture.resolve("manifest.json"))).isEqualTo(before);
        try (Stream<Path> files = Files.list(capture)) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    void removesAndChangesEntriesAndKeepsTheRest() throws IOException {
        CapturedReplay replay = manifest("""
                {"first": {"a": [1, {"b": []}]}, "entries": [{"step": 0}, {"step": 1, "x": 1e-5},
                {"step": 2}],
                 "meta": [{"time_ms": 0, "n": NaN}], "last": null}""");

        int left = ManifestRewrite.apply(replay, (i, entry) -> {
            entry.put("was", i);
            return i == 0 ? Optional.empty() : Optional.of(entry);
        }, Optional.of(List.of(3, 4)));

        assertThat(left).isEqualTo(2);
        assertThat(JsonFiles.object(replay.manifest()).toString()).isEqualTo("{first={a=[1, {b=[]}]}, "
                + "entries=[{step=1, x=1.0E-5, was=1}, {step=2, was=2}], meta=[{time_ms=0, n=NaN}], "
                + "last=null, actions=[3, 4]}");
    }

    @Test
    void putsNewActionsInPlaceOfTheOldOnes() throws IOException {
        CapturedReplay replay = manifest("{\"actions\": [1, 2, 3], \"entries\": []}");

        ManifestRewrite.apply(replay, (i, entry) -> Optional.of(entry), Optional.of(List.of(9)));

        assertThat(Files.readString(replay.manifest()))
                .isEqualTo("{\n  \"actions\": [\n    9\n  ],\n  \"entries\": []\n}");
    }

    @Test
    void keepsABareListUnlessThereAreActions() throws IOException {
        CapturedReplay replay = manifest("[{\"file\": \"a\"}, {\"file\": \"b\"}]");

        ManifestRewrite.apply(replay, (i, entry) -> i == 0 ? Optional.of(entry) : Optional.empty(),
                Optional.empty());
        assertThat(Files.readString(replay.manifest())).isEqualTo(PythonJson.text(List.of(Map.of("file",
                "a"))));
        ManifestRewrite.apply(replay, (i, entry) -> Optional.of(entry), Optional.of(List.of(1)));
        assertThat(JsonFiles.object(replay.manifest()).toString())
                .isEqualTo("{entries=[{file=a}], actions=[1]}");
    }

    @Test
    void leavesABrokenManifestAsItIs() throws IOException {
        for (String json : List.of("{\"entries\": [{}, ", "{\"meta\": []}", "{\"entries\": 3}", "7", "[] []",
                "{\"entries\": [], \"entries\": []}", "{\"entries\": [3]}")) {
            CapturedReplay replay = manifest(json);

            assertThatThrownBy(() -> ManifestRewrite.apply(replay, (i, entry) -> Optional.of(entry),
                    Optional.empty())).isInstanceOf(DatasetException.class);
            assertThat(Files.readString(replay.manifest())).isEqualTo(json);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).hasSize(1);
            }
        }
    }
}
