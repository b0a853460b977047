package tmnf.pretrain.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.gbx.Samples;

class GoldenFilesTest {

    @TempDir
    Path folder;

    private static Path golden() {
        return Samples.required().resolveSibling("golden");
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(golden())) {
            return all.filter(file -> file.toString().matches(".*\\.(pt|torch)")).sorted().toList();
        }
    }

    private static String label(Path file) {
        return golden().relativize(file).toString().replace('\\', '/');
    }

    @Test
    void everyTensorHasTheBitsThatNumPyFindsInIt() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            found.addAll(GoldenBits.of(label(file), file));
        }

        assertThat(found).hasSize(524).containsExactlyInAnyOrderElementsOf(GoldenBits.expected());
    }

    @Test
    void whatIsWrittenHasTheSameTensorsInTheSameOrderAndLayout() throws IOException {
        for (Path file : files()) {
            Path first = folder.resolve("first.pt");
            Path second = folder.resolve("second.pt");
            TorchFile.write(first, TorchFile.read(file).root());
            TorchFile.write(second, TorchFile.read(first).root());

            assertThat(GoldenBits.of(label(file), first)).isEqualTo(GoldenBits.of(label(file), file));
            assertThat(first).hasSameBinaryContentAs(second);
        }
    }

    @Test
    void encodersHaveTheHashesOfTheReference() throws IOException {
        Path pretrain = golden().resolve("pretrain");

        assertThat(StateDict.read(pretrain.resolve("ae/artifact/encoder.pt")).archHash())
                .isEqualTo("15736da0a73bded6");
        assertThat(StateDict.read(pretrain.resolve("stack3/artifact/encoder.pt")).archHash())
                .isEqualTo("ca38f3faeef6ff1d");
    }

    @Test
    void optimiserFilesGiveTheirNumbersAndTuples() throws IOException {
        TorchFile file = TorchFile.read(golden().resolve("rl/learner_dqn/optimizer1.torch"));

        assertThat(file.at(TorchTuple.class, "param_groups", 0, "betas")).hasSize(2)
                .allMatch(beta -> beta instanceof Double);
        assertThat(file.at(Double.class, "param_groups", 0, "lr")).isPositive();
        assertThat(file.map("state").keySet()).isNotEmpty().allMatch(key -> key instanceof Long);
        assertThat(file.at(TorchTensor.class, "state", 0, "step").shape()).isEmpty();
    }

    @Test
    void headsInOneFileAreStateDictsOfTheirOwn() throws IOException {
        TorchFile merged = TorchFile.read(
                golden().resolve("pretrain/bc/multi_mlp_dropout_actions_head_merged.pt"));

        Set<String> names = merged.stateDict("offset_0").names();

        assertThat(names).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    }
}
