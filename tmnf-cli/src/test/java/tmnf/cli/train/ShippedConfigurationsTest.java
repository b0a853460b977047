package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import tmnf.rl.buffer.BufferSettings;
import tmnf.rl.buffer.MemoryBudget;
import tmnf.rl.config.TrainSettings;

/** The files in config/rl. */
class ShippedConfigurationsTest {

    private static Map<String, Object> read(String name) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("config/rl"))) {
            root = root.getParent();
        }
        return new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(root.resolve("config/rl").resolve(name)));
    }

    @Test
    void theDefaultFileSaysWhatHoldsWithoutIt() throws Exception {
        Map<String, Object> file = read("default.yaml");

        assertThat(TrainSettings.of(file)).isEqualTo(TrainSettings.DEFAULT);
        // And it leaves no key out.
        Map<String, Object> all = TrainSettings.DEFAULT.toMap();
        assertThat(file.keySet()).containsExactlyElementsOf(all.keySet());
        all.forEach((section, keys) -> assertThat(((Map<?, ?>) file.get(section)).keySet())
                .as(section).isEqualTo(((Map<?, ?>) keys).keySet()));
    }

    @Test
    void theDemonstrationIsSmallAndOfNoTrack() throws Exception {
        TrainSettings demo = TrainSettings.of(read("demo.yaml"));

        assertThat(demo.mapCycle().entries()).isEmpty();
        assertThat(demo.withoutEffect()).isEmpty();
        assertThat(demo.sizes().network().specs()).isNotEmpty();
        assertThat(MemoryBudget.bytes(BufferSettings.of(demo), demo.memory().largestCapacity()))
                .isLessThan(512L << 20);
    }

    @Test
    void whatIsWrittenAsYamlIsReadAgain() throws Exception {
        TrainSettings demo = TrainSettings.of(read("demo.yaml"));
        String snapshot = new Yaml().dump(demo.toMap());

        Map<String, Object> again = new Yaml(new SafeConstructor(new LoaderOptions())).load(snapshot);
        assertThat(TrainSettings.of(again)).isEqualTo(demo);
    }
}
