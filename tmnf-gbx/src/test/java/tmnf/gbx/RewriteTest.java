package tmnf.gbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tmnf.gbx.chunk.ChallengeReader;
import tmnf.gbx.chunk.ChallengeWriter;
import tmnf.gbx.chunk.GhostWriter;
import tmnf.gbx.chunk.IntroStripper;
import tmnf.gbx.chunk.NodeReaders;
import tmnf.gbx.chunk.ReplayReader;
import tmnf.gbx.chunk.ReplayWriter;
import tmnf.gbx.container.BodyReader;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ContainerReader;
import tmnf.gbx.container.GbxHeader;
import tmnf.gbx.container.NodeCopier;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;

/** Real files survive being taken apart and written again. */
class RewriteTest {

    private Path samples;

    @BeforeEach
    void findSamples() {
        Optional<Path> folder = Samples.folder();
        assumeTrue(folder.isPresent(), "skipped: no sample files");
        samples = folder.get();
    }

    private List<Path> gameFiles() {
        List<Path> files = new ArrayList<>(Samples.files(samples, "replays"));
        files.addAll(Samples.files(samples, "challenges"));
        return files;
    }

    @TestFactory
    List<DynamicTest> bodyCopiedLinkByLinkIsTheSameBytes() {
        return gameFiles().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> copiesExactly(file)))
                .toList();
    }

    private static void copiesExactly(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        GbxHeader header = ContainerReader.header("test", bytes, bytes.length);
        byte[] body = ContainerReader.body("test", bytes, header, GbxLimits.DEFAULT);
        BodyReader in = NodeReaders.open("test", body, header.nodeCount(), GbxReadOptions.FULL);
        in.record();
        try {
            in.chunks(file.toString().contains("Replay") ? new ReplayReader() : new ChallengeReader());
        } catch (GbxFormatException e) {
            assumeTrue(false, "skipped: " + e.reason());
        }

        BodyWriter out = new BodyWriter();
        NodeCopier.copyWithout(body, in.links(), null, out);

        assertThat(out.toByteArray()).isEqualTo(body);
        assertThat(out.nodeCount()).isEqualTo(header.nodeCount());
    }

    @TestFactory
    List<DynamicTest> modelWrittenAndReadAgainIsEqual() {
        return gameFiles().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> survives(file)))
                .toList();
    }

    private static void survives(Path file) throws IOException {
        GbxContent content = GbxFiles.read(file).content();

        GbxFile<GbxContent> again = GbxFiles.read("again", write(content), GbxReadOptions.FULL);

        assertThat(again.content()).isEqualTo(content);
        assertThat(again.warnings()).noneMatch(warning -> warning.code() != GbxWarning.Code.HEADER_DIFFERS);
    }

    private static byte[] write(GbxContent content) {
        if (content instanceof Replay replay) {
            return ReplayWriter.file(replay);
        }
        return content instanceof Challenge challenge
                ? ChallengeWriter.file(challenge) : GhostWriter.file((Ghost) content);
    }

    @Test
    void ghostWrittenAloneIsRead() throws IOException {
        for (Path file : Samples.files(samples, "replays")) {
            Ghost ghost = GbxFiles.readReplay(file).content().ghosts().get(0);

            GbxContent again = GbxFiles.read("again", GhostWriter.file(ghost), GbxReadOptions.FULL).content();

            assertThat(again).isEqualTo(ghost);
        }
    }

    @Test
    void introIsTakenOutAndNothingElse() throws IOException {
        int stripped = 0;
        for (Path file : Samples.files(samples, "challenges")) {
            byte[] bytes = Files.readAllBytes(file);
            GbxFile<GbxContent> before = GbxFiles.read("before", bytes, GbxReadOptions.FULL);
            Challenge challenge = (Challenge) before.content();

            Optional<byte[]> result = IntroStripper.strip("test", bytes);

            assertThat(result.isPresent()).isEqualTo(challenge.intro().isPresent());
            if (result.isPresent()) {
                stripped++;
                GbxFile<GbxContent> after = GbxFiles.read("after", result.get(), GbxReadOptions.FULL);
                assertThat(after.content()).isEqualTo(challenge.toBuilder().intro(null).build());
                assertThat(after.header()).isEqualTo(before.header());
                assertThat(after.warnings()).isEqualTo(before.warnings());
            }
        }
        assertThat(stripped).isGreaterThanOrEqualTo(5);
    }
}
