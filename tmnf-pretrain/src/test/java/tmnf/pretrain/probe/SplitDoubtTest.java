package tmnf.pretrain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.TrackSplit;

class SplitDoubtTest {

    @TempDir
    private Path root;
    private FrameTree tree;

    /** Two tracks of three frames. */
    @BeforeEach
    void dataset() throws IOException {
        for (String track : new String[] {"a", "b"}) {
            Path folder = Files.createDirectories(root.resolve(track + "/replay"));
            for (int i = 0; i < 3; i++) {
                Files.write(folder.resolve(String.format("frame_%05d_%dms.png", i, 100 * i)), new byte[] {1});
            }
        }
        tree = FrameTree.read(root);
    }

    private Optional<String> sentence(Path dataset, String task, String signature, int samples,
            boolean named) throws IOException {
        ProbedEncoder.Origin origin = new ProbedEncoder.Origin(Optional.of(dataset), OptionalDouble.of(0.5),
                OptionalLong.of(42), Optional.of(task), Optional.ofNullable(signature), OptionalInt.of(1),
                OptionalInt.of(samples), OptionalInt.of(3), named);
        return new SplitDoubt(origin, tree, tree.replayFrames(), TrackSplit.of(tree.tracks(1), 0.5, 42))
                .sentence(1, 0.5, 42);
    }

    @Test
    void theRunsOwnDatasetIsNotDoubted() throws IOException {
        assertThat(sentence(root, "ae", tree.signature(), 3, false)).isEmpty();
        assertThat(sentence(root, "ae", null, 3, false)).isEmpty();
        assertThat(sentence(root, "bc", tree.signature(), 2, false)).as("some have no label").isEmpty();
        assertThat(sentence(root.resolve("moved"), "ae", tree.signature(), 3, false)).isEmpty();
    }

    @Test
    void whatShowsAnotherSplitIsSaid() throws IOException {
        assertThat(sentence(root, "ae", null, 4, false).orElseThrow())
                .contains("may have learned from", "had 4 samples to learn from, the dataset has 3");
        assertThat(sentence(root, "bc", null, 4, false)).isPresent();
        assertThat(sentence(root, "bc", "other", 2, false).orElseThrow()).contains("have changed since");
        assertThat(sentence(root.resolve("other"), "ae", "other", 3, false).orElseThrow())
                .contains("its run had the dataset ");
        assertThat(sentence(root, "bc", tree.signature(), 2, true).orElseThrow())
                .contains("named one by one");
    }

    private Optional<String> ofOneTrack(Path dataset, String signature, int heldOut) throws IOException {
        ProbedEncoder.Origin origin = new ProbedEncoder.Origin(Optional.ofNullable(dataset),
                OptionalDouble.of(0.5), OptionalLong.of(42), Optional.of("ae"),
                Optional.ofNullable(signature), OptionalInt.of(1), OptionalInt.of(6),
                OptionalInt.of(heldOut), false);
        return new SplitDoubt(origin, tree, tree.replayFrames(), TrackSplit.of(tree.tracks(1), 0.5, 42))
                .sentenceOfOneTrack();
    }

    @Test
    void aRunWithTheOneTrackLearnedFromAllItsReplays() throws IOException {
        assertThat(ofOneTrack(root, null, 0).orElseThrow()).contains("the encoder learned from the replays "
                + "that probes are judged on, too");
        assertThat(ofOneTrack(root.resolve("moved"), tree.signature(), 0)).isEqualTo(
                ofOneTrack(root, tree.signature(), 0));
        assertThat(ofOneTrack(root, null, 3).orElseThrow()).contains("may have", "more tracks");
        assertThat(ofOneTrack(root.resolve("other"), "other", 0).orElseThrow()).contains("may have",
                "its run had the dataset ");
        assertThat(ofOneTrack(null, null, 0)).as("nothing is known").isEmpty();
    }
}
