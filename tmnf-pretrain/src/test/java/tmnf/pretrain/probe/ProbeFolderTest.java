package tmnf.pretrain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.file.HeldFile;

/** Which folders of earlier probes go, and what is said of one that stays. */
class ProbeFolderTest {

    private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");
    private static final Duration JUST_OLD = ProbeFolder.OLD.plusSeconds(1);

    @TempDir
    private Path temp;
    private final List<String> warnings = new ArrayList<>();
    private final EncoderProbe.Progress progress = new EncoderProbe.Progress() {
        @Override
        public void decoded(long frames, long all) {
        }

        @Override
        public void begins(String what) {
        }

        @Override
        public void warning(String message) {
            warnings.add(message);
        }
    };

    private Path left(String name, Duration age, String... files) throws IOException {
        Path folder = Files.createDirectory(temp.resolve(name));
        for (String file : files) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), "left");
        }
        age(folder, age);
        return folder;
    }

    private static void age(Path folder, Duration age) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
            }
        }
    }

    @Test
    void whatProbesLeftADayAgoGoesWithTheNext() throws IOException {
        Path kept = left("tmnf-probe1", JUST_OLD, "frames.u8");
        Path killed = left("tmnf-probe18446744073709551615", JUST_OLD, ".lock", "index.json",
                ".building/frames.u8", ".building/.cache.json.3.tmp");
        Path empty = left("tmnf-probe2", JUST_OLD);

        Path made = ProbeFolder.create(temp, NOW).path();

        assertThat(List.of(kept, killed, empty)).noneMatch(Files::exists);
        assertThat(made).isEmptyDirectory();
        assertThat(made.getFileName().toString()).startsWith("tmnf-probe");
    }

    @Test
    void whatMayBeInUseOrAnybodyElsesStays() throws IOException {
        List<Path> others = new ArrayList<>();
        others.add(left("tmnf-probe1", ProbeFolder.OLD, "frames.u8"));
        others.add(left("tmnf-probe2", JUST_OLD, "frames.u8", "notes.txt"));
        others.add(left("tmnf-probe-results", JUST_OLD, "frames.u8"));
        others.add(Files.writeString(temp.resolve("tmnf-probe3"), "a file"));
        Path young = left("tmnf-probe4", JUST_OLD, ".lock", ".building/frames.u8");
        Files.setLastModifiedTime(young.resolve(".building/frames.u8"), FileTime.from(NOW));
        others.add(young);
        Path decoding = left("tmnf-probe5", JUST_OLD, ".lock", ".building/frames.u8");
        others.add(decoding);
        try (HeldFile owner = HeldFile.tryTake(decoding.resolve(".lock")).orElseThrow()) {
            assertThat(owner).isNotNull();
            ProbeFolder.create(temp, NOW);
        }

        assertThat(others).allMatch(Files::exists);
        assertThat(young.resolve(".building/frames.u8")).exists();
        assertThat(decoding.resolve(".building/frames.u8")).exists();
        ProbeFolder.create(temp, NOW);
        assertThat(decoding).as("its owner is gone").doesNotExist();
    }

    @Test
    void whereFramesStayIsSaid() throws IOException {
        Path folder = ProbeFolder.create(temp, NOW).path();
        Files.writeString(folder.resolve("frames.u8"), "frames");

        new ProbeFolder(folder, held -> false).delete(progress);

        assertThat(warnings).singleElement().asString().startsWith("the decoded frames could not be deleted: "
                + "6 bytes are left in " + folder + ". Delete it, or leave it to a probe after 24 hours");
        ProbeFolder.create(temp, NOW).delete(progress);
        assertThat(warnings).hasSize(1);
    }
}
