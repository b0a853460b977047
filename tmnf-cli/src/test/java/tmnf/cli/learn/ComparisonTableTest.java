package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the long comparison of objectives does around its runs. */
class ComparisonTableTest {

    @TempDir
    private Path folder;
    private final List<String> done = new ArrayList<>();

    private void step(String... settings) throws IOException, InterruptedException {
        new ComparisonFiles(folder).unlessDone("ae-42", List.of(settings), List.of("out/ae-42"), () -> {
            assertThat(folder.resolve("out/ae-42")).doesNotExist();
            Files.createDirectories(folder.resolve("out/ae-42"));
            Files.writeString(folder.resolve("out/ae-42/report.html"), "of an interrupted run, too");
            done.add(String.join(" ", settings));
            if (settings[0].equals("fails")) {
                throw new IOException("Ctrl+C");
            }
        });
    }

    @Test
    void whatIsDoneWithTheSameSettingsIsNotDoneAgain() throws IOException, InterruptedException {
        step("--epochs", "8");
        step("--epochs", "8");
        assertThat(done).containsExactly("--epochs 8");

        step("--epochs", "12");
        step("--epochs", "8");
        assertThat(done).containsExactly("--epochs 8", "--epochs 12", "--epochs 8");
    }

    @Test
    void whatWasInterruptedIsDoneAgain() throws IOException, InterruptedException {
        assertThatThrownBy(() -> step("fails")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> step("fails")).isInstanceOf(IOException.class);
        step("works");
        assertThatThrownBy(() -> step("fails")).isInstanceOf(IOException.class);
        step("works");

        assertThat(done).containsExactly("fails", "fails", "works", "fails", "works");
    }

    @Test
    void allObjectivesAreCompared() {
        assertThat(PretrainComparisonTest.TASKS.split(",")).containsExactly("ae", "vae", "simclr", "forward",
                "inverse", "bc");
    }

    /** The best one, not the last. */
    @Test
    void figuresAreThoseOfTheEpochThatIsProbed() throws IOException {
        Files.writeString(folder.resolve("metrics.csv"), "epoch,stage,val_copy_5,val_rollout_5\r\n"
                + "1,train,0.5,0.4\r\n2,train,0.5,0.25\r\n12,train,,1e-05\r\n");
        Files.writeString(folder.resolve("pretrain_meta.json"), "{\"exported_epoch\": 2}");

        assertThat(new ComparisonFiles(folder).exportedEpoch("")).isEqualTo(Map.of("epoch", 2.0, "val_copy_5",
                0.5, "val_rollout_5", 0.25));
        Files.writeString(folder.resolve("pretrain_meta.json"), "{\"exported_epoch\": 0}");
        assertThatThrownBy(() -> new ComparisonFiles(folder).exportedEpoch(""))
                .hasMessageContaining("no epoch 0");
    }

    private static Map<String, Double> figures(double speed, Double finish) {
        Map<String, Double> figures = new HashMap<>(Map.of("numbers", 32.0, "speedR2", speed, "directionR2",
                0.5, "actionAccuracy", Double.NaN, "latentVarMin", 2e-5, "latentVarMean", 0.3, "latentStill",
                0.25));
        if (finish != null) {
            figures.put(ComparisonTable.FINISH, finish);
        }
        return figures;
    }

    @Test
    void whatDriversGainIsInBothTables() {
        ComparisonTable table = new ComparisonTable(true, "8 epochs");
        for (long seed = 1; seed <= 3; seed++) {
            table.add("forward", seed, figures(0.1 * seed, seed == 2 ? Double.NaN : 1000.0 * seed));
            table.add("ae", seed, figures(0.1, Double.NaN));
            table.add("pixels", seed, figures(0.1, null));
        }

        assertThat(table.csv()).startsWith("task,seed,features,speedR2,directionR2,actionAccuracy,"
                + "latentVarMin,latentVarMean,latentStill,first_finish_frames\n"
                + "forward,1,32,0.1000,0.5000,,2.00e-05,0.300,0.250,1000\n");
        assertThat(table.markdown()).startsWith("8 epochs\n\n").contains(
                " | latentStill | first_finish_frames |",
                "| forward | 3 | 0.200 (0.100 to 0.300) | 0.500 (0.500 to 0.500) | - | 2.0e-05 (",
                " | 3000 (1000 to 3000), 1 of 3 never |\n", " | 3 of 3 never |\n", " | - |\n");
        ComparisonTable without = new ComparisonTable(false, "");
        without.add("ae", 1, figures(0.1, null));
        assertThat(without.csv() + without.markdown()).doesNotContain("first_finish_frames");
    }
}
