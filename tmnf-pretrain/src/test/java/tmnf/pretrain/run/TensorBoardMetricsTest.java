package tmnf.pretrain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.pretrain.tensorboard.Event;
import tmnf.pretrain.tensorboard.EventFile;
import tmnf.pretrain.tensorboard.EventValue;

class TensorBoardMetricsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private List<Event> events(int file) throws IOException {
        String[] names = folder.toFile().list();
        Arrays.sort(names);
        return EventFile.read(folder.resolve(names[file])).events();
    }

    @Test
    void figuresAreUnderTheirNamesOverTheSteps() throws IOException {
        try (TensorBoardMetrics metrics = TensorBoardMetrics.begin(folder, CLOCK, 0)) {
            metrics.step(5, 0.75);
            metrics.epoch(TestCheckpoints.rows(0.5).get(0), 1234.5);

            List<Event> events = events(0);
            assertThat(events).extracting(Event::step).containsExactly(1L, 5L, 10L);
            assertThat(events.get(1).values())
                    .containsExactly(new EventValue.Scalar("train_loss_step", 0.75f));
            assertThat(events.get(2).values()).containsExactly(new EventValue.Scalar("epoch", 1),
                    new EventValue.Scalar("lr", 1e-5f), new EventValue.Scalar("samples_per_s", 1234.5f),
                    new EventValue.Scalar("train_loss", 0.501f), new EventValue.Scalar("val_loss", 0.5f));
        }
    }

    @Test
    void picturesWeightsAndTheConfigurationAreThere() throws IOException {
        Map<String, Object> config = new LinkedHashMap<>(Map.of("task", "ae"));
        try (TensorBoardMetrics metrics = TensorBoardMetrics.begin(folder, CLOCK, 0)) {
            metrics.hyperparameters(config);
            metrics.pictures(10, new Reconstructions(2, 1, 3, new byte[] {1, 2, 3, 4, 5, 6},
                    new byte[] {-1, -2, -3, -4, -5, -6}));
            metrics.weights(10, TestCheckpoints.weights(1));
        }

        List<EventValue> values = new ArrayList<>();
        events(0).forEach(event -> values.addAll(event.values()));
        assertThat(values).extracting(EventValue::tag).containsExactly("hyperparameters", "input", "recon",
                "weights/encoder.0.weight", "weights/encoder.0.bias", "weights/decoder.0.weight");
        assertThat(values.get(0)).isEqualTo(new EventValue.Text("hyperparameters",
                "    {\n      \"task\": \"ae\"\n    }\n"));
        BufferedImage recon =
                ImageIO.read(new ByteArrayInputStream(((EventValue.Image) values.get(2)).png()));
        assertThat(recon.getRaster().getSamples(0, 0, 8, 1, 0, (int[]) null))
                .containsExactly(255, 254, 253, 255, 255, 252, 251, 250);
        assertThat(((EventValue.Histogram) values.get(3)).sum()).isEqualTo(21);
    }

    @Test
    void runsThatGoOnHideWhatAnEarlierFileHasOfLaterSteps() throws IOException {
        List<EpochRow> rows = TestCheckpoints.rows(0.5, 0.25);
        try (TensorBoardMetrics metrics = TensorBoardMetrics.begin(folder, CLOCK, 0)) {
            metrics.epoch(rows.get(0), 1);
            metrics.step(15, 0.3);
        }
        List<Event> before = events(0);

        try (TensorBoardMetrics metrics = TensorBoardMetrics.begin(folder, CLOCK, 10)) {
            metrics.epoch(rows.get(1), 1);
        }

        assertThat(events(0)).isEqualTo(before);
        // The mark that purges steps from 11 on, then the figures.
        assertThat(events(1)).extracting(Event::step).containsExactly(11L, 20L);
        assertThat(events(1).get(0).values()).isEmpty();
    }

    @Test
    void picturesOfOtherSizesThanTheirBytesAreRefused() {
        assertThatThrownBy(() -> new Reconstructions(2, 3, 4, new byte[24], new byte[23]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 frames of 4x3");
    }
}
