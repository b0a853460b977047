package tmnf.pretrain.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.Samples;

class MetricsFilesTest {

    @TempDir
    Path folder;

    private Path metrics;
    private Path logger;
    private MetricsFiles files;

    @BeforeEach
    void nameFiles() {
        metrics = folder.resolve("metrics.csv");
        logger = folder.resolve("csv/metrics.csv");
        files = new MetricsFiles(metrics, Optional.of(logger));
    }

    @Test
    void rowsOfTheReferenceAreWrittenByteForByte() throws IOException {
        Path golden = Samples.golden("pretrain").resolve("ae/artifact/metrics.csv");

        files.write(List.of(new EpochRow(1, 1, Map.of("train_loss", 0.0625, "val_loss", 0.0703125)),
                new EpochRow(2, 2, Map.of("train_loss", 0.03125, "val_loss", 0.05))));

        // Epochs of ours count from 1.
        assertThat(Files.readString(metrics).replace("\n1,", "\n0,").replace("\n2,", "\n1,"))
                .isEqualTo(Files.readString(golden));
    }

    @Test
    void missingFiguresAreEmptyAndNumbersAsPythonPrintsThem() throws IOException {
        files.write(List.of(
                new EpochRow(1, 10, Map.of("train_loss", 2e-323, "lr", 1e-5, "grad_norm", 1.0)),
                new EpochRow(2, 20, Map.of("train_loss", 0.1 + 0.2, "val_loss", Double.NaN, "lr", 1e-5,
                        "grad_norm", Double.POSITIVE_INFINITY)),
                new EpochRow(3, 30, Map.of("train_loss", 2.0e-3, "val_loss", 1e22, "lr", 123456789012.0,
                        "grad_norm", Double.NEGATIVE_INFINITY))));

        assertThat(Files.readString(metrics)).isEqualTo("""
                epoch,grad_norm,lr,stage,train_loss,val_loss\r
                1,1.0,1e-05,train,2e-323,\r
                2,inf,1e-05,train,0.30000000000000004,nan\r
                3,-inf,123456789012.0,train,0.002,1e+22\r
                """);
        assertThat(Files.readString(logger)).isEqualTo("""
                epoch,grad_norm,lr,step,train_loss,val_loss\r
                1,1.0,1e-05,10,2e-323,\r
                2,,,20,,nan\r
                2,inf,1e-05,20,0.30000000000000004,\r
                3,,,30,,1e+22\r
                3,-inf,123456789012.0,30,0.002,\r
                """);
    }

    @Test
    void whatEarlierEpochsLeftIsReplacedEvenIfItIsTorn() throws IOException {
        List<EpochRow> rows = TestCheckpoints.rows(0.5, 0.25, 0.125);
        files.write(rows.subList(0, 2));
        String two = Files.readString(metrics);
        files.write(rows);
        Files.writeString(metrics, Files.readString(metrics) + "4,0.");
        Files.delete(logger);

        files.write(rows.subList(0, 2));

        assertThat(Files.readString(metrics)).isEqualTo(two);
        assertThat(Files.readAllLines(logger)).hasSize(5);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("metrics.csv", "csv");
    }

    @Test
    void runsWithoutALoggerHaveOneFile() throws IOException {
        new MetricsFiles(metrics, Optional.empty()).write(List.of());

        assertThat(Files.readString(metrics)).isEqualTo("epoch,stage\r\n");
        assertThat(logger).doesNotExist();
    }
}
