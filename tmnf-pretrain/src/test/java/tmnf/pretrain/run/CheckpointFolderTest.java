package tmnf.pretrain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

    private static final double[] LOSSES = {0.5, 0.25, 0.3, 0.01128, 0.25, Double.NaN, 0.02};

    @TempDir
    Path folder;

    private CheckpointFolder keeping(int best) {
        return new CheckpointFolder(folder.resolve("checkpoints"), "val_loss", best);
    }

    private void save(CheckpointFolder checkpoints, int from, int to) throws IOException {
        for (int epoch = from; epoch <= to; epoch++) {
            checkpoints.save(TestCheckpoints.after(Arrays.copyOf(LOSSES, epoch)));
        }
    }

    private List<String> files() {
        return Arrays.stream(folder.resolve("checkpoints").toFile().list()).sorted().toList();
    }

    @Test
    void theBestOneIsKeptBesideTheLastOne() throws IOException {
        save(keeping(1), 1, 3);
        assertThat(files()).containsExactly("best-epoch=002-val_loss=0.2500.ckpt", "last.ckpt");

        save(keeping(1), 4, 7);
        assertThat(files()).containsExactly("best-epoch=004-val_loss=0.0113.ckpt", "last.ckpt");
        Checkpoint best = CheckpointFile.read(folder.resolve("checkpoints").resolve(files().get(0)));
        assertThat(best.weights().get("encoder.0.weight").floats()[0]).isEqualTo(4);
        Checkpoint last = CheckpointFile.read(keeping(1).last());
        assertThat(last.weights().get("encoder.0.weight").floats()[0]).isEqualTo(7);
    }

    @Test
    void severalBestOnesAreKeptAndTheEarlierOneOfEqualFigures() throws IOException {
        save(keeping(3), 1, 7);

        assertThat(files()).containsExactly("best-epoch=002-val_loss=0.2500.ckpt",
                "best-epoch=004-val_loss=0.0113.ckpt", "best-epoch=007-val_loss=0.0200.ckpt", "last.ckpt");
    }

    @Test
    void allOrNoneAreKeptWhenThatIsWanted() throws IOException {
        save(keeping(0), 1, 4);
        assertThat(files()).containsExactly("last.ckpt");

        save(keeping(CheckpointFolder.ALL), 5, 7);
        // That without a figure is not among the best.
        assertThat(files()).containsExactly("best-epoch=005-val_loss=0.2500.ckpt",
                "best-epoch=007-val_loss=0.0200.ckpt", "last.ckpt");
    }

    @Test
    void bestWeightsAreFoundAgainWhereNoBestCheckpointIsKept() throws IOException {
        save(keeping(0), 1, 5);

        Checkpoint last = CheckpointFile.read(keeping(0).last());
        assertThat(last.progress().bestEpoch()).isEqualTo(4);
        assertThat(last.bestWeights().get("encoder.0.weight").floats()[0]).isEqualTo(4);
    }

    @Test
    void runsThatGoOnKeepTheSameOnesAsRunsInOnePiece() throws IOException {
        save(keeping(2), 1, 4);
        // The program died after it wrote the best one of an epoch that it does again.
        Path again = folder.resolve("checkpoints/best-epoch=005-val_loss=0.0001.ckpt");
        Files.writeString(again, "");
        Files.writeString(folder.resolve("checkpoints/mine.ckpt"), "");
        Files.writeString(folder.resolve("checkpoints/best-mine.ckpt"), "");
        for (String left : List.of(".last.ckpt.12.tmp", ".best-epoch=004-val_loss=0.0113.ckpt.12.tmp",
                ".mine.ckpt.12.tmp")) {
            Files.writeString(folder.resolve("checkpoints").resolve(left), "");
        }

        save(keeping(2), 5, 7);

        assertThat(files()).containsExactly(".mine.ckpt.12.tmp", "best-epoch=004-val_loss=0.0113.ckpt",
                "best-epoch=007-val_loss=0.0200.ckpt", "best-mine.ckpt", "last.ckpt", "mine.ckpt");
    }

    @Test
    void namesOfFilesAreTakenApartByRunFolders() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        new CheckpointFolder(run.resolve("checkpoints"), "train_loss", 1).save(TestCheckpoints.after(1e9));

        assertThat(run.resolve("checkpoints").toFile().list())
                .contains("best-epoch=001-train_loss=1000000000.0010.ckpt");
        assertThat(new RunFiles(run, Set.of("checkpoints")).foreign()).isEmpty();
    }

    @Test
    void wrongNumbersAndNamesAreRefused() {
        assertThatThrownBy(() -> keeping(-2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CheckpointFolder(folder, "../val", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
