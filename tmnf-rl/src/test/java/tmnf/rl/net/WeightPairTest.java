package tmnf.rl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;

class WeightPairTest {

    @TempDir
    Path folder;

    private static StateDict dict(float value) {
        return StateDict.of(Map.of("w", TorchTensor.of(List.of(1L), value)));
    }

    private float value(String name) throws IOException {
        return new WeightPair(folder).read(name).get("w").floats()[0];
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("."))
                    .sorted().toList();
        }
    }

    @Test
    void bothFilesAndTheTextAppearAndNothingElseIsLeft() throws Exception {
        WeightPair pair = new WeightPair(folder.resolve("new/run"));
        assertThat(pair.state()).isEqualTo(WeightPair.State.ABSENT);

        pair.write(dict(1), dict(2), "from a test");

        assertThat(pair.state()).isEqualTo(WeightPair.State.COMPLETE);
        assertThat(pair.read(WeightPair.ONLINE).get("w").floats()).containsExactly(1);
        assertThat(pair.read(WeightPair.TARGET).get("w").floats()).containsExactly(2);
        assertThat(pair.file(WeightPair.ORIGIN)).hasContent("from a test");
    }

    /** All that the disk can look like when the process is ended within a change, in the order of steps. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aChangeThatWasEndedLeavesTheOldPairOrTheNewOne(int steps) throws Exception {
        WeightPair pair = new WeightPair(folder);
        pair.write(dict(1), dict(2), "old");
        List<Step> change = List.of(
                () -> dict(3).write(folder.resolve(WeightPair.ONLINE + WeightPair.NEW)),
                () -> dict(4).write(folder.resolve(WeightPair.TARGET + WeightPair.NEW)),
                () -> Files.writeString(folder.resolve(WeightPair.ORIGIN + WeightPair.NEW), "new"),
                () -> Files.writeString(folder.resolve(WeightPair.MARK), "mark"),
                () -> Files.delete(folder.resolve(WeightPair.ONLINE)),
                () -> move(WeightPair.TARGET), () -> move(WeightPair.ORIGIN), () -> move(WeightPair.ONLINE),
                () -> Files.delete(folder.resolve(WeightPair.MARK)));
        for (Step step : change.subList(0, steps)) {
            step.run();
        }

        boolean isNew = steps > 3;
        assertThat(pair.state()).isEqualTo(WeightPair.State.COMPLETE);
        assertThat(value(WeightPair.ONLINE)).isEqualTo(isNew ? 3 : 1);
        assertThat(value(WeightPair.TARGET)).isEqualTo(isNew ? 4 : 2);
        // A program that knows nothing of the mark sees a whole pair of one kind, or no online file.
        Path online = folder.resolve(WeightPair.ONLINE);
        if (Files.exists(online)) {
            float first = StateDict.read(online).get("w").floats()[0];
            float second = StateDict.read(folder.resolve(WeightPair.TARGET)).get("w").floats()[0];
            assertThat(second).isEqualTo(first + 1);
        }

        pair.finish();
        assertThat(value(WeightPair.ONLINE)).isEqualTo(isNew ? 3 : 1);
        assertThat(value(WeightPair.TARGET)).isEqualTo(isNew ? 4 : 2);
        pair.write(dict(5), dict(6), "newest");
        assertThat(value(WeightPair.ONLINE)).isEqualTo(5);
        assertThat(names()).containsExactly(WeightPair.ORIGIN, WeightPair.ONLINE, WeightPair.TARGET);
    }

    private void move(String name) throws IOException {
        Files.move(folder.resolve(name + WeightPair.NEW), folder.resolve(name),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void oneFileWithoutTheOtherIsHalfAPair() throws Exception {
        dict(1).write(folder.resolve(WeightPair.TARGET));

        assertThat(new WeightPair(folder).state()).isEqualTo(WeightPair.State.INCOMPLETE);
    }

    @Test
    void aFailureBeforeTheMarkLeavesTheOldPairAndNoRest() throws Exception {
        WeightPair pair = new WeightPair(folder);
        pair.write(dict(1), dict(2), "old");
        Path blocked = folder.resolve(WeightPair.TARGET + WeightPair.NEW);
        Files.createDirectories(blocked.resolve("in the way"));

        assertThatThrownBy(() -> pair.write(dict(3), dict(4), "new")).isInstanceOf(IOException.class);

        assertThat(value(WeightPair.ONLINE)).isEqualTo(1);
        assertThat(value(WeightPair.TARGET)).isEqualTo(2);
        assertThat(pair.isPending()).isFalse();
    }

    @Test
    void onlyOneWritesAtATime() throws Exception {
        try (FileChannel other = FileChannel.open(folder.resolve(".weights.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();

            assertThatThrownBy(() -> new WeightPair(folder).write(dict(1), dict(1), ""))
                    .isInstanceOf(PairBusyException.class).hasMessageContaining(folder.toString());
        }
        new WeightPair(folder).write(dict(1), dict(1), "");
    }

    /** A step of a change. */
    private interface Step {
        void run() throws IOException;
    }
}
