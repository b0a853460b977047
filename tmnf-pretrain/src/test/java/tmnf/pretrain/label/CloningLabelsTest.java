package tmnf.pretrain.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.Samples;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.SampleLabels;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.label.CloningTargets.Target;

class CloningLabelsTest {

    @TempDir
    private Path root;

    private CloningLabels labels(int stack, CloningTargets targets) throws IOException {
        return labels(FrameTree.read(root), stack, targets, FrameFloats.NONE);
    }

    private static CloningLabels labels(FrameTree tree, int stack, CloningTargets targets,
            FrameFloats floats) {
        return CloningLabels.of(FrameActions.read(tree), floats,
                WindowIndex.of(tree.replayFrames(), stack, track -> true), targets);
    }

    private static List<List<Long>> actions(SampleLabels labels, int windows) {
        List<List<Long>> all = new ArrayList<>();
        for (int window = 0; window < windows; window++) {
            LongBuffer actions = LongBuffer.allocate(labels.actions());
            labels.copyActions(window, actions);
            List<Long> of = new ArrayList<>();
            for (long action : actions.array()) {
                of.add(action);
            }
            all.add(of);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bc_current", "bc_next", "bc_current_n3", "bc_next_n3", "bc_offsets",
        "bc_offsets_half"})
    void labelsAreThoseOfThePythonPipeline(String name) throws IOException {
        Path golden = Samples.golden("pretrain").resolve("dataset");
        JsonNode wanted = new ObjectMapper().readTree(golden.resolve("expected.json").toFile()).get(name);
        List<Integer> offsets = new ArrayList<>();
        wanted.get("offsets_ms").forEach(offset -> offsets.add(offset.asInt()));
        CloningTargets targets = new CloningTargets(wanted.get("target").asText().equals("next_tick")
                ? Target.NEXT_TICK : Target.CURRENT_TICK, offsets, 0, Outside.NEAREST);
        FrameTree tree = FrameTree.read(golden.resolve("img"));
        List<String> files = new ArrayList<>();
        for (FrameTree.Replay replay : tree.replays()) {
            replay.frames().forEach(file -> files.add(replay.track() + "/" + replay.name() + "/" + file));
        }

        CloningLabels labels = labels(tree, wanted.get("n_stack").asInt(), targets, FrameFloats.NONE);

        List<String> last = new ArrayList<>();
        List<List<Long>> actions = new ArrayList<>();
        for (JsonNode item : wanted.get("items")) {
            last.add(item.get("last").asText());
            List<Long> of = new ArrayList<>();
            item.get("actions").forEach(action -> of.add(action.asLong()));
            actions.add(of);
        }
        WindowIndex windows = labels.windows();
        assertThat(windows.count()).isPositive();
        assertThat(IntStream.range(0, windows.count())
                .mapToObj(window -> files.get(windows.first(window) + windows.length() - 1)).toList())
                .isEqualTo(last);
        assertThat(actions(labels, windows.count())).isEqualTo(actions);
    }

    @Test
    void samplesWithoutALabelAreLeftOutAndCounted() throws IOException {
        TestCapture.replay(root, "a", "one", 50, 3, -1, 7);

        CloningLabels current = labels(1, CloningTargets.of(Target.CURRENT_TICK));
        CloningLabels next = labels(1, CloningTargets.of(Target.NEXT_TICK));

        assertThat(current.windows().firsts()).containsExactly(0, 2);
        assertThat(current.withoutAction()).isOne();
        assertThat(next.windows().firsts()).containsExactly(1);
        assertThat(actions(next, 1)).containsExactly(List.of(7L));
        assertThat(next.withoutAction()).isEqualTo(2);
    }

    @Test
    void behindTheEndOfTheRaceNothingIsKnown() throws IOException {
        TestCapture.replay(root, "a", "one", 50, new int[] {8, 8}, new int[] {5, 1, 1, 1, 1, 6}, 10);

        CloningLabels labels = labels(1, CloningTargets.at(List.of(0, 10, 50)));

        assertThat(actions(labels, 2)).containsExactly(List.of(5L, 1L, 6L), List.of(6L, -1L, -1L));
        assertThat(labels.unknown()).isEqualTo(2);
        assertThat(labels.withoutAction()).isZero();
        assertThat(labels(1, CloningTargets.at(List.of(100))).withoutAction()).isEqualTo(2);
        assertThat(actions(labels(1, CloningTargets.at(List.of(0, 100)).with(Outside.NEAREST)), 2))
                .containsExactly(List.of(5L, 6L), List.of(6L, 6L));
    }

    @Test
    void samplesWhoseActionsDoNotCountAreLeftOutAndCounted() throws IOException {
        TestCapture.replay(root, "a", "one", 50, new int[] {8, 8}, new int[] {5, 1, 1, 1, 1, 6}, 10);
        FrameTree tree = FrameTree.read(root);

        CloningLabels labels = CloningLabels.of(FrameActions.read(tree), FrameFloats.NONE,
                WindowIndex.of(tree.replayFrames(), 1, track -> true), CloningTargets.at(List.of(0, 10)),
                action -> action == 1);

        assertThat(actions(labels, labels.windows().count())).containsExactly(List.of(-1L, 1L));
        assertThat(labels.unknown()).isOne();
        assertThat(labels.foreign()).isOne();
        assertThat(labels.withoutAction()).isZero();
    }

    @Test
    void whatIsHeldLongestIsWhatTheDriverShouldPress() throws IOException {
        TestCapture.replay(root, "a", "one", 50, new int[] {8, 8}, new int[] {0, 1, 1, 2, 2, 9, 3}, 10);

        assertThat(actions(labels(1, CloningTargets.held(50)), 2)).containsExactly(List.of(1L), List.of(3L));
        assertThat(actions(labels(1, new CloningTargets(Target.HELD, List.of(20, 0), 20, Outside.UNKNOWN)),
                2))
                .containsExactly(List.of(2L, 1L), List.of(-1L, 3L));
    }

    @Test
    void samplesWithoutNumbersAreLeftOutAndTheOthersHaveTheirLastFrames() throws IOException {
        TestCapture.replay(root, "a", "one", 50, 3, 4, 5, 6);
        FrameFloats floats = new FrameFloats() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public boolean isKnown(int frame) {
                return frame != 2;
            }

            @Override
            public void copy(int frame, FloatBuffer to) {
                to.put(frame).put(10 * frame);
            }
        };

        CloningLabels labels = labels(FrameTree.read(root), 2, CloningTargets.of(Target.CURRENT_TICK),
                floats);

        FloatBuffer numbers = FloatBuffer.allocate(4);
        labels.copyFloats(0, numbers);
        labels.copyFloats(1, numbers);
        assertThat(labels.windows().firsts()).containsExactly(0, 2);
        assertThat(numbers.array()).containsExactly(1, 10, 3, 30);
        assertThat(labels.withoutFloats()).isOne();
        assertThat(actions(labels, 2)).containsExactly(List.of(4L), List.of(6L));
    }

    @Test
    void refusesTargetsThatContradictEachOther() {
        assertThatThrownBy(() -> new CloningTargets(Target.NEXT_TICK, List.of(0, 10), 0, Outside.UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("next_tick");
        assertThatThrownBy(() -> CloningTargets.at(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CloningTargets.at(List.of(0, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CloningTargets.held(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(CloningTargets.at(List.of(-10, 0, 10)).atFrame()).isEqualTo(1);
    }
}
