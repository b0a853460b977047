package tmnf.pretrain.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.pretrain.inspect.TensorComparison.Relation;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchFormatException;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.pretrain.torch.TorchType;

class TensorFilesTest {

    @TempDir
    Path folder;

    private TensorFile file(Object tree) throws IOException {
        Path file = folder.resolve("file.pt");
        TorchFile.write(file, tree);
        return TensorFile.read(file);
    }

    private static TorchTensor tensor(float... values) {
        return TorchTensor.of(List.of((long) values.length), values);
    }

    @Test
    void treesBecomePaths() throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("epoch", 2);
        tree.put("state", Map.of(0, Map.of("exp_avg", tensor(1))));
        tree.put("list", List.of(tensor(2), "text"));
        tree.put("nothing", null);
        tree.put("empty", Map.of());

        TensorFile file = file(tree);

        assertThat(file.tensors().keySet()).containsExactly("state/0/exp_avg", "list/0");
        assertThat(file.values()).containsEntry("epoch", 2L).containsEntry("list/1", "text")
                .containsEntry("nothing", null).containsKey("empty");
        assertThat(file.elements()).isEqualTo(2);
        assertThat(file(tensor(1, 2)).tensors()).containsOnlyKeys("tensor");
    }

    @Test
    void statisticsLeaveOutWhatIsNotFinite() {
        TensorStats stats = TensorStats.of(tensor(3, Float.NaN, -4, Float.NEGATIVE_INFINITY));

        assertThat(stats).isEqualTo(new TensorStats(4, 1, 1, -4, 3, -0.5, 5));
        assertThat(stats.isFinite()).isFalse();
        assertThat(TensorStats.of(tensor())).isEqualTo(new TensorStats(0, 0, 0, 0, 0, 0, 0));
        assertThat(TensorStats.of(tensor(Float.NaN)).max()).isZero();
    }

    @Test
    void everyWayToDifferIsNamed() throws IOException {
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("same", tensor(Float.NaN, 1));
        first.put("values", tensor(1, 2));
        first.put("type", tensor(1));
        first.put("shape", tensor(1));
        first.put("lost", tensor(1));
        first.put("nan", tensor(Float.NaN));
        first.put("epoch", 1);
        Map<String, Object> second = new LinkedHashMap<>(first);
        second.remove("lost");
        second.put("values", tensor(1, 2.5f));
        second.put("type", TorchTensor.of(TorchType.UINT8, List.of(1L), new byte[] {3}));
        second.put("shape", tensor(1, 2));
        second.put("nan", tensor(1));
        second.put("more", tensor(1));
        second.put("epoch", 2);

        TensorComparison compared = TensorComparison.of(file(first), file(second));

        assertThat(compared.rows()).extracting(TensorComparison.Row::relation).containsExactly(Relation.SAME,
                Relation.OTHER_VALUES, Relation.OTHER_TYPE, Relation.OTHER_SHAPE, Relation.ONLY_FIRST,
                Relation.OTHER_VALUES, Relation.ONLY_SECOND);
        assertThat(compared.rows().get(1).maxDifference()).hasValue(0.5);
        assertThat(compared.rows().get(2).maxDifference()).hasValue(2);
        assertThat(compared.rows().get(3).maxDifference()).isEmpty();
        assertThat(compared.rows().get(5).maxDifference()).hasValue(Double.POSITIVE_INFINITY);
        assertThat(compared.values()).containsExactly("epoch");
        assertThat(compared.isSame()).isFalse();
        assertThat(TensorComparison.of(file(first), file(first)).isSame()).isTrue();
    }

    @Test
    void whatIsNeitherKindIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("text.pt"), "no tensors");

        assertThatThrownBy(() -> TensorFile.read(file)).isInstanceOf(TorchFormatException.class)
                .hasMessageContaining(file.toString());
    }
}
