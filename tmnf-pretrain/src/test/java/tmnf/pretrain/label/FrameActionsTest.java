package tmnf.pretrain.label;

import static org.assertj.core.api.Assertions.assertThat;
import static tmnf.pretrain.label.FrameActions.UNKNOWN;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.WindowIndex;

class FrameActionsTest {

    @TempDir
    private Path root;

    private FrameActions read() throws IOException {
        return FrameActions.read(FrameTree.read(root));
    }

    private static int[] all(FrameActions actions, IntUnaryOperator of) {
        return IntStream.range(0, actions.count()).map(of).toArray();
    }

    @Test
    void takesTheLabelsOfFramesWithoutATimeline() throws IOException {
        TestCapture.replay(root, "a", "one", 50, 3, -1, 7);
        TestCapture.replay(root, "b", "two", 50, 2, 99);

        FrameActions actions = read();

        assertThat(all(actions, actions::own)).containsExactly(3, UNKNOWN, 7, 2, UNKNOWN);
        assertThat(all(actions, actions::at)).containsExactly(3, UNKNOWN, 7, 2, UNKNOWN);
        assertThat(all(actions, actions::following)).containsExactly(UNKNOWN, 7, UNKNOWN, UNKNOWN, UNKNOWN);
        assertThat(all(actions, actions::held)).containsExactly(3, UNKNOWN, UNKNOWN, 2, UNKNOWN);
        assertThat(all(actions, actions::timeMs)).containsExactly(0, 50, 100, 0, 50);
        assertThat(actions.problems()).singleElement().extracting(ManifestProblem::replay).isEqualTo("b/two");
    }

    @Test
    void takesTheTimelineWhereThereIsOne() throws IOException {
        TestCapture.replay(root, "a", "one", 50, new int[] {8, 8, 8},
                new int[] {0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4}, 10);

        FrameActions actions = read();

        assertThat(all(actions, actions::at)).containsExactly(0, 2, 4);
        assertThat(all(actions, actions::own)).containsExactly(8, 8, 8);
        assertThat(actions.problems()).isEmpty();
    }

    @Test
    void whatIsHeldLongestBeginsATickAfterTheFrame() throws IOException {
        // Between 0 and 50 ms: ticks 1 to 5, of which two each press 1 and 2; between 50 and 100, 3 thrice.
        TestCapture.replay(root, "a", "one", 50, new int[] {8, 8, 8},
                new int[] {0, 1, 1, 2, 2, 9, 3, 3, 3, 4, 4}, 10);

        FrameActions actions = read();

        assertThat(all(actions, actions::held)).containsExactly(1, 3, UNKNOWN);
        assertThat(actions.held(0, 10)).isEqualTo(1);
        assertThat(actions.held(1, 10)).isEqualTo(3);
    }

    /** Repeating what was pressed before says nothing where what is repeated is the label itself. */
    @Test
    void withoutATimelineNoNeighbourTellsWhatWasPressedBefore() throws IOException {
        TestCapture.replay(root, "a", "labels", 50, 3, -1, 7, 2);
        TestCapture.replay(root, "b", "timeline", 100, new int[] {8, 8},
                new int[] {0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4}, 10);

        FrameActions actions = read();

        assertThat(all(actions, frame -> actions.atBefore(frame, 50)))
                .containsExactly(UNKNOWN, 3, UNKNOWN, 7, UNKNOWN, 2);
        assertThat(all(actions, frame -> actions.heldBefore(frame, 50)))
                .containsExactly(UNKNOWN, 3, UNKNOWN, 7, UNKNOWN, 3);
        for (int ms : new int[] {20, 60, 200}) {
            for (int frame = 0; frame < 4; frame++) {
                assertThat(actions.atBefore(frame, ms)).as("%d ms before %d", ms, frame).isEqualTo(UNKNOWN);
            }
        }
    }

    @Test
    void whatLiesOutsideOfTheRaceIsUnknownUnlessTheNearestIsWanted() throws IOException {
        TestCapture.replay(root, "a", "timeline", 50, new int[] {8, 8}, new int[] {5, 1, 1, 1, 1, 6}, 10);
        TestCapture.replay(root, "b", "labels", 50, 7, 2);

        FrameActions actions = read();

        for (int last : new int[] {1, 3}) {
            assertThat(actions.at(last, 10, Outside.UNKNOWN)).isEqualTo(UNKNOWN);
            assertThat(actions.at(last - 1, -10, Outside.UNKNOWN)).isEqualTo(UNKNOWN);
        }
        assertThat(actions.at(1, 1_000_000_000, Outside.NEAREST)).isEqualTo(6);
        assertThat(actions.at(0, -1_000_000_000, Outside.NEAREST)).isEqualTo(5);
        assertThat(actions.at(3, 1_000_000_000, Outside.NEAREST)).isEqualTo(2);
        assertThat(actions.at(2, -10, Outside.NEAREST)).isEqualTo(7);
        assertThat(actions.at(2, 25, Outside.UNKNOWN)).as("as near: the earlier").isEqualTo(7);
        assertThat(actions.at(2, 26, Outside.UNKNOWN)).isEqualTo(2);
    }

    /** Between 150 and 3150 ms the frames were cleaned away. */
    @Test
    void withoutATimelineNoFrameTellsOfAMomentThatIsFartherThanFramesUsuallyAre() throws IOException {
        int[] labels = new int[64];
        Arrays.fill(labels, 1);
        labels[3] = 2;
        labels[63] = 7;
        Path replay = TestCapture.replay(root, "a", "one", 50, labels);
        Path manifest = replay.resolve("manifest.json");
        String kept = Files.readString(manifest);
        for (int step = 4; step < 63; step++) {
            String file = String.format("frame_%05d_%dms.jpeg", step, 50 * step);
            kept = kept.replace("{\"file\": \"" + file + "\", \"step\": " + step + ", \"time_ms\": "
                    + 50 * step + ", \"action_idx\": 1}, ", "");
            Files.delete(replay.resolve(file));
        }
        Files.writeString(manifest, kept);

        FrameActions actions = read();

        assertThat(all(actions, actions::own)).containsExactly(1, 1, 1, 2, 7);
        assertThat(actions.at(3, 50, Outside.UNKNOWN)).isEqualTo(2);
        assertThat(actions.at(3, 60, Outside.UNKNOWN)).as("60 ms from the nearest").isEqualTo(UNKNOWN);
        assertThat(actions.at(2, 300, Outside.UNKNOWN)).as("250 ms from the nearest").isEqualTo(UNKNOWN);
        assertThat(actions.at(4, -50, Outside.UNKNOWN)).isEqualTo(7);
        assertThat(actions.at(4, -60, Outside.UNKNOWN)).isEqualTo(UNKNOWN);
        assertThat(actions.held(3, 1500, 50)).isEqualTo(UNKNOWN);
        assertThat(actions.at(2, 300, Outside.NEAREST)).as("as the Python tool has it").isEqualTo(2);
    }

    @Test
    void replaysWithoutAReadableManifestAreReportedAndHaveNoActions() throws IOException {
        TestCapture.replay(root, "a", "one", 50, 1, 2);
        Files.delete(root.resolve("a/one/manifest.json"));
        TestCapture.replay(root, "b", "two", 50, 1, 2);
        Files.writeString(root.resolve("b/two/manifest.json"), "{\"entries\": [{\"file\": ");
        TestCapture.replay(root, "c", "three", 50, 1, 2);
        Files.write(root.resolve("c/three/frame_00002_100ms.jpeg"), new byte[0]);
        TestCapture.replay(root, "d", "four", 50, new int[] {1, 2}, new int[] {1, 2}, 50);
        Files.writeString(root.resolve("d/four/metadata.json"), "{\"step_ms\": \"ten\"}");

        FrameActions actions = read();

        assertThat(all(actions, actions::at)).containsExactly(-1, -1, -1, -1, 1, 2, -1, 1, 2);
        assertThat(actions.problems()).extracting(ManifestProblem::replay)
                .containsExactly("a/one", "b/two", "c/three", "d/four");
        assertThat(actions.problems().get(0).reason()).contains("manifest.json");
        assertThat(actions.problems().get(1).reason()).contains("no JSON");
        assertThat(actions.problems().get(2).frames()).isEqualTo(1);
        assertThat(actions.problems().get(3).reason()).contains("step_ms");
    }

    /** Of which observations have no previous actions. */
    @Test
    void replaysWithoutATimelineAreNamedWithTheReason() throws IOException {
        TestCapture.replay(root, "a", "timeline", 50, new int[] {1, 2}, new int[] {1, 2}, 50);
        Path noActions = TestCapture.replay(root, "b", "labels", 50, 1, 2);
        Files.writeString(noActions.resolve("metadata.json"), "{\"step_ms\": 10}");
        TestCapture.replay(root, "c", "step", 50, new int[] {1, 2, 3}, new int[] {1, 2}, 0);
        Files.writeString(TestCapture.replay(root, "d", "negative", 50, new int[] {1}, new int[] {1}, 10)
                .resolve("metadata.json"), "{\"step_ms\": -10}");
        Files.delete(TestCapture.replay(root, "e", "gone", 50, 1).resolve("manifest.json"));

        assertThat(read().withoutTimeline()).extracting(ManifestProblem::toString).satisfiesExactly(
                problem -> assertThat(problem).isEqualTo("b/labels, 2 frames: the actions before its frames "
                        + "are not known and count as \"forward\": its manifest has no \"actions\"; tmnf "
                        + "backfill-actions writes them"),
                problem -> assertThat(problem).startsWith("c/step, 3 frames: ").contains("\"step_ms\""),
                problem -> assertThat(problem).startsWith("d/negative, 1 frames: ").endsWith("is -10"));
    }

    @Test
    void windowsHaveTheActionsOfAllTheirFrames() throws IOException {
        TestCapture.replay(root, "a", "one", 50, 1, 2, 3, -1, 5, 6);
        FrameTree tree = FrameTree.read(root);
        FrameActions actions = FrameActions.read(tree);
        WindowIndex windows = WindowIndex.of(tree.replayFrames(), 3, track -> true);

        WindowIndex known = WindowActions.known(actions, windows, WindowActions.Kind.UNTIL_NEXT, 2);
        WindowActions labels = new WindowActions(actions, known, WindowActions.Kind.UNTIL_NEXT);
        LongBuffer of = LongBuffer.allocate(known.count() * labels.actions());
        for (int window = 0; window < known.count(); window++) {
            labels.copyActions(window, of);
        }

        assertThat(known.firsts()).containsExactly(0, 1);
        assertThat(of.array()).containsExactly(1, 2, 3, 2, 3, UNKNOWN);
        assertThat(WindowActions.known(actions, windows, WindowActions.Kind.AT_FRAME, 3).firsts())
                .containsExactly(0);
    }
}
