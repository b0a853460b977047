package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.rl.config.MapEntry;
import tmnf.rl.config.SettingsException;
import tmnf.rl.config.TrainSettings;

/** A file of the Python trainer as it is. */
class UpstreamConfigurationTest {

    private static final String OURS = "tmnf";

    @TempDir
    private Path temp;

    private static String text() throws IOException {
        try (InputStream in = UpstreamConfigurationTest.class.getResourceAsStream("upstream.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Map<String, Object> read(String text) throws IOException {
        Path file = Files.writeString(temp.resolve("config_default.yaml"), text);
        return RlSettingsFile.read(file, file.getFileName());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Map<String, Object> all, String name) {
        return (Map<String, Object>) all.get(name);
    }

    @Test
    void everyKeyIsTakenAndMeansWhatItsShippedValueIs() throws Exception {
        Map<String, Object> yaml = read(text());
        Map<String, Object> usual = TrainSettings.DEFAULT.toMap();

        Map<String, Object> settings = TrainSettings.of(yaml).toMap();

        for (String name : usual.keySet()) {
            if (name.equals(OURS)) {
                continue;
            }
            Map<String, Object> expected = new LinkedHashMap<>(section(usual, name));
            expected.keySet().retainAll(section(yaml, name).keySet());
            // Nothing but our own keys is missing in the file.
            assertThat(expected.keySet()).as(name).isEqualTo(section(yaml, name).keySet());
            if (!name.equals("map_cycle") && !name.equals("state_normalization")) {
                expected.forEach((key, value) -> assertThat(section(settings, name).get(key))
                        .as(name + "." + key)
                        .isEqualTo(key.equals("run_name") ? "A01_as20_long_v2.1" : value));
            }
        }
        assertThat(yaml.keySet()).hasSize(usual.size() - 1);
    }

    @Test
    void itsRacesAndItsScalingAreThoseOfTheFile() throws Exception {
        TrainSettings settings = TrainSettings.of(read(text()));

        List<MapEntry> races = settings.mapCycle().races();
        assertThat(races).hasSize(65).allSatisfy(entry -> {
            assertThat(entry.mapPath()).isEqualTo("My Challenges\\A01-Race.Challenge.Gbx");
            assertThat(entry.referenceLinePath()).isEqualTo("A01_0.5m_cl.npy");
        });
        assertThat(races.stream().filter(MapEntry::isExploration)).hasSize(64);
        assertThat(settings.environment().deckHeight()).isEqualTo(Double.NEGATIVE_INFINITY);
        float[] mean = settings.normalisation().mean();
        float[] std = settings.normalisation().std();
        float[] usualMean = TrainSettings.DEFAULT.normalisation().mean();
        float[] usualStd = TrainSettings.DEFAULT.normalisation().std();
        assertThat(mean).isEqualTo(usualMean);
        assertThat(std).isEqualTo(usualStd);
    }

    @Test
    void editorsOfWindowsChangeNothing() throws Exception {
        TrainSettings settings = TrainSettings.of(read("\uFEFF" + text().replace("\n", "\r\n")));
        assertThat(settings).isEqualTo(TrainSettings.of(read(text())));
    }

    @Test
    void aMistypedKeyOfAnySectionSuggestsTheRightOne() throws Exception {
        Map<String, Object> yaml = read(text());
        for (String name : yaml.keySet()) {
            for (String key : section(yaml, name).keySet()) {
                int middle = key.length() / 2;
                String wrong = key.substring(0, middle) + "x" + key.substring(middle);
                Map<String, Object> changed = new LinkedHashMap<>(section(yaml, name));
                changed.put(wrong, changed.remove(key));
                Map<String, Object> all = new LinkedHashMap<>(yaml);
                all.put(name, changed);
                assertThat(catchThrowableOfType(SettingsException.class, () -> TrainSettings.of(all)))
                        .as(wrong).hasMessageContaining(name + "." + wrong)
                        .hasMessageContaining("did you mean " + name + "." + key + "?");
            }
        }
    }
}
