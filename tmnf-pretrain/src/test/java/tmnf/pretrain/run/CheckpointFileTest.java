package tmnf.pretrain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchFormatException;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.pretrain.torch.TorchType;

class CheckpointFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("last.ckpt");
    }

    private static void assertSame(Checkpoint read, Checkpoint written) {
        assertThat(read.settings()).isEqualTo(written.settings());
        assertThat(read.weights().hasSameBits(written.weights())).isTrue();
        assertThat(read.bestWeights().hasSameBits(written.bestWeights())).isTrue();
        assertThat(read.adam()).isEqualTo(written.adam());
        assertThat(read.moments().steps()).isEqualTo(written.moments().steps());
        assertThat(read.moments().mean()).isEqualTo(written.moments().mean());
        assertThat(read.moments().meanSquare()).isEqualTo(written.moments().meanSquare());
        assertThat(read.rows()).isEqualTo(written.rows());
        assertThat(read.progress()).isEqualTo(written.progress());
        assertThat(read.bestCounts()).isEqualTo(written.bestCounts());
    }

    @Test
    void whatIsWrittenComesBackBitForBit() throws IOException {
        for (Checkpoint written : List.of(TestCheckpoints.after(0.5, 0.25, 0.125),
                TestCheckpoints.after(0.5, 0.25, 0.3, 0.4))) {
            CheckpointFile.write(file, written);

            assertSame(CheckpointFile.read(file), written);
        }
        assertThat(folder.toFile().list()).containsExactly("last.ckpt");
    }

    @Test
    void figuresThatAreNoNumbersAndRunsWithoutABestEpochComeBack() throws IOException {
        Checkpoint some = TestCheckpoints.after(0.5);
        Checkpoint written = new Checkpoint(some.settings(), some.weights(), some.adam(),
                TestCheckpoints.moments(1L << 40), List.of(new EpochRow(1, 1L << 40, Map.of(
                        "train_loss", Double.NaN, "val_loss", Double.POSITIVE_INFINITY, "lr", -0.0))),
                new Checkpoint.Progress(1, 1L << 40, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY,
                1),
                some.weights(), List.of());

        CheckpointFile.write(file, written);

        assertSame(CheckpointFile.read(file), written);
    }

    @Test
    void sameCheckpointsGiveTheSameBytes() throws IOException {
        CheckpointFile.write(file, TestCheckpoints.after(0.5, 0.25, 0.3));
        Path other = folder.resolve("other.ckpt");
        CheckpointFile.write(other, CheckpointFile.read(file));

        assertThat(other).hasSameBinaryContentAs(file);
    }

    @Test
    void bestWeightsOfTheLastEpochTakeNoRoomOfTheirOwn() throws IOException {
        CheckpointFile.write(file, TestCheckpoints.after(0.5, 0.25));
        long best = Files.size(file);
        CheckpointFile.write(file, TestCheckpoints.after(0.25, 0.5));

        assertThat(Files.size(file)).isGreaterThan(best + 100);
    }

    @Test
    void shapeIsLightningsAndPyTorchs() throws IOException {
        CheckpointFile.write(file, TestCheckpoints.after(0.5, 0.25));

        TorchFile read = TorchFile.read(file);
        assertThat(read.map().keySet()).extracting(Object::toString).containsExactly("epoch", "global_step",
                "pytorch-lightning_version", "state_dict", "optimizer_states", "lr_schedulers", "callbacks",
                "tmnf");
        assertThat(read.stateDict("state_dict").names())
                .containsExactly("encoder.0.weight", "encoder.0.bias", "decoder.0.weight");
        assertThat(read.map("optimizer_states", 0, "state").keySet().toString()).isEqualTo("[0, 1, 2]");
        assertThat(read.map("optimizer_states", 0, "state", 1).keySet().toString())
                .isEqualTo("[step, exp_avg, exp_avg_sq]");
        assertThat(read.at(TorchTensor.class, "optimizer_states", 0, "state", 1, "exp_avg").floats())
                .containsExactly(6 * 0.1f, 7 * 0.1f);
        assertThat(read.at(TorchTensor.class, "optimizer_states", 0, "state", 1, "step").floats())
                .containsExactly(20);
        assertThat(read.list("optimizer_states", 0, "param_groups", 0, "params").toString())
                .isEqualTo("[0, 1, 2]");
        assertThat(read.list("lr_schedulers")).isEmpty();
    }

    /** A tree in which everything may be changed. */
    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copied = new LinkedHashMap<>();
            map.forEach((key, each) -> copied.put(key, copy(each)));
            return copied;
        }
        if (value instanceof List<?> list) {
            List<Object> copied = new ArrayList<>();
            list.forEach(each -> copied.add(copy(each)));
            return copied;
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> in(Object tree, Object... path) {
        Object at = tree;
        for (Object step : path) {
            at = at instanceof List<?> list ? list.get((Integer) step) : ((Map<Object, Object>) at).get(step);
        }
        return (Map<Object, Object>) at;
    }

    private static Arguments fault(String message, Consumer<Object> change) {
        return Arguments.of(message, change);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("not a checkpoint of tmnf", root -> in(root).remove("tmnf")),
                fault("format 2, this program knows format 1", root -> in(root, "tmnf").put("format", 2L)),
                fault("nothing at [tmnf, format]", root -> in(root, "tmnf").remove("format")),
                fault("not an int", root -> in(root).put("epoch", "three")),
                fault("9999999999", root -> in(root).put("epoch", 9_999_999_999L)),
                fault("4 epochs are done and 3 have rows", root -> in(root).put("epoch", 4L)),
                fault("nothing at [state_dict]", root -> in(root).remove("state_dict")),
                fault("no tensor", root -> in(root, "state_dict").put("encoder.1.weight", 1L)),
                fault("not a float", root -> in(root, "tmnf", "progress").put("best", null)),
                fault("best figure NaN", root -> in(root, "tmnf", "progress").put("best", Double.NaN)),
                fault("in epoch 9", root -> in(root, "tmnf", "progress").put("best_epoch", 9L)),
                fault("not a str", root -> in(root, "tmnf", "settings").put("task", null)),
                fault("7 is no text", root -> in(root, "tmnf", "settings").put(7L, "x")),
                fault("that of epoch 7", root -> in(root, "tmnf", "rows", 1).put("epoch", 7L)),
                fault("not a float", root -> in(root, "tmnf", "rows", 1, "values").put("val_loss", "low")),
                fault("not a float", root -> in(root, "tmnf").put("best_counts", List.of("many"))),
                fault("best weights are those of another network",
                        root -> in(root, "tmnf", "best_state").remove("encoder.0.bias")),
                fault("encoder.0.bias is of float64", root -> in(root, "state_dict").put("encoder.0.bias",
                        TorchTensor.of(TorchType.FLOAT64, List.of(2L), new byte[16]))),
                fault("encoder.0.bias has the shape [2] and a moment of [3]",
                        root -> in(root, "optimizer_states", 0, "state", 1L)
                                .put("exp_avg", TorchTensor.of(List.of(3L), 1, 2, 3))),
                fault("nothing at", root -> in(root, "optimizer_states", 0, "state").remove(2L)),
                fault("lr is above 0", root -> in(root, "optimizer_states", 0, "param_groups", 0)
                        .put("lr", -1.0)),
                fault("nothing at", root -> in(root, "optimizer_states", 0, "param_groups", 0)
                        .put("betas", List.of())));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatDoesNotBelongTogetherIsRefusedByNameAndReason(String message, Consumer<Object> change)
            throws IOException {
        CheckpointFile.write(file, TestCheckpoints.after(0.5, 0.25, 0.3));
        Object tree = copy(TorchFile.read(file).root());
        change.accept(tree);
        TorchFile.write(file, tree);

        assertThatThrownBy(() -> CheckpointFile.read(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining(message)
                .hasMessageContaining("or begin another run");
    }

    @Test
    void otherProgramsFilesAreRefused() throws IOException {
        for (Object root : Arrays.asList(null, 1L, List.of(), Map.of("state_dict", Map.of()),
                TestCheckpoints.weights(1))) {
            TorchFile.write(file, root);
            assertThatThrownBy(() -> CheckpointFile.read(file)).isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("not a checkpoint of tmnf");
        }
        assertThatThrownBy(() -> CheckpointFile.read(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void damagedFilesAreRefusedWhateverTheDamage() throws IOException {
        CheckpointFile.write(file, TestCheckpoints.after(0.5, 0.25, 0.3));
        byte[] sound = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(8);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] bytes = i < 60 ? Arrays.copyOf(sound, sound.length * i / 60) : sound.clone();
            for (int edit = 0; i >= 60 && edit < 1 + i % 4; edit++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            try {
                CheckpointFile.read(file);
            } catch (CheckpointException e) {
                refused++;
                assertThat(e).hasMessageContaining(file.toString());
            }
        }
        assertThat(refused).isBetween(120, 200);

        Files.writeString(file, "no archive");
        assertThatThrownBy(() -> CheckpointFile.read(file)).isInstanceOf(CheckpointException.class)
                .hasCauseInstanceOf(TorchFormatException.class);
    }

    @Test
    void partsThatDoNotBelongTogetherAreNotWritten() {
        Checkpoint sound = TestCheckpoints.after(0.5, 0.25);

        assertThatThrownBy(() -> new Checkpoint(sound.settings(), sound.weights().under("encoder."),
                sound.adam(), sound.moments(), sound.rows(), sound.progress(), sound.bestWeights(),
                List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("moments of 12 weights");
    }
}
