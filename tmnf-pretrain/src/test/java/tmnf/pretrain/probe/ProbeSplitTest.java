package tmnf.pretrain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.data.TrackSplit;

class ProbeSplitTest {

    @TempDir
    private Path root;

    private void replay(String track, String name, int frames) throws IOException {
        Path folder = Files.createDirectories(root.resolve(track).resolve(name));
        for (int i = 0; i < frames; i++) {
            Files.write(folder.resolve(String.format("frame_%05d_%dms.png", i, 100 * i)), new byte[] {1});
        }
    }

    private static List<String> names(FrameTree tree, Predicate<ReplayFrames> wanted) {
        return tree.replayFrames().stream().filter(wanted).map(each -> each.track() + "/" + each.replay())
                .toList();
    }

    @Test
    void ofSeveralTracksTracksAreHeldOut() throws IOException {
        for (String track : List.of("a", "b", "c")) {
            replay(track, "x", 2);
            replay(track, "y", 2);
        }
        FrameTree tree = FrameTree.read(root);
        ProbeSplit split = ProbeSplit.of(tree, 1, 0.34, 42);
        String heldOut = TrackSplit.of(List.of("a", "b", "c"), 0.34, 42).validation().get(0);

        assertThat(split.isOneTrack()).isFalse();
        assertThat(names(tree, split.heldOut())).containsExactly(heldOut + "/x", heldOut + "/y");
        assertThat(names(tree, split.learned())).hasSize(4).noneMatch(name -> name.startsWith(heldOut));
        assertThat(split.heldOutReplays()).isEmpty();
    }

    @Test
    void ofASingleTrackReplaysAreHeldOutByTheSameShuffle() throws IOException {
        List<String> replays = List.of("p", "q", "r", "s", "t");
        for (String replay : replays) {
            replay("7", replay, 3);
        }
        replay("7", "short", 1);
        replay("8", "short", 1); // of which no stack can be made
        FrameTree tree = FrameTree.read(root);
        ProbeSplit split = ProbeSplit.of(tree, 2, 0.4, 42);

        TrackSplit shuffled = TrackSplit.of(replays, 0.4, 42);
        assertThat(split.isOneTrack()).isTrue();
        assertThat(split.tracks()).isEqualTo(new TrackSplit(List.of("7"), List.of()));
        assertThat(split.trainReplays()).isEqualTo(shuffled.train()).hasSize(3);
        assertThat(split.heldOutReplays()).isEqualTo(shuffled.validation()).hasSize(2);
        assertThat(names(tree, split.heldOut())).containsExactlyInAnyOrderElementsOf(
                split.heldOutReplays().stream().map(name -> "7/" + name).toList());
        assertThat(names(tree, split.learned())).hasSize(3)
                .doesNotContainAnyElementsOf(names(tree, split.heldOut()));
        assertThat(ProbeSplit.of(tree, 2, 0.01, 42).heldOutReplays()).as("one at least").hasSize(1);
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        replay("7", "p", 3);
        FrameTree tree = FrameTree.read(root);
        assertThat(ProbeSplit.of(tree, 1, 0.1, 42).lack(1, 0.1, 3, 0))
                .contains("there is a single replay", "capture another replay of the track");
        assertThat(ProbeSplit.of(tree, 4, 0.1, 42).lack(4, 0.1, 0, 0)).contains("no replay has the 4 frames");

        replay("7", "q", 3);
        tree = FrameTree.read(root);
        assertThat(ProbeSplit.of(tree, 1, 0, 42).lack(1, 0, 6, 0)).contains("of 2 and 0 replays",
                "the validation fraction is 0, which holds nothing out");
        assertThat(ProbeSplit.of(tree, 1, 1, 42).lack(1, 1, 0, 6)).contains("of 0 and 2 replays",
                "1, which leaves nothing to learn from");
    }
}
