package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.probe.FeatureSpread;
import tmnf.pretrain.probe.ProbeResult;
import tmnf.pretrain.probe.ProbeRow;

class ProbeReportTest {

    private static ProbeResult result(int encoderFeatures, int probed) {
        OptionalDouble none = OptionalDouble.empty();
        return new ProbeResult(Path.of("encoder.pt"), Path.of("img"), Normalization.RL, 128, 128, 1,
                encoderFeatures, 42, 0.1, List.of("a", "b"), List.of("c"), List.of(), List.of(), 1000, 10,
                List.of(new ProbeRow("encoder", probed, OptionalDouble.of(0.5), none, none, none, none, none,
                        Optional.of(new FeatureSpread(0.002, 0.25, 0.125)))), List.of(), List.of(),
                Optional.empty(), Optional.of("not the one"));
    }

    @Test
    void thatFeaturesWereMixedIsSaid() {
        assertThat(ProbeReport.lines(result(4608, 2048))).contains("The encoder's 4,608 features are mixed "
                + "into 2,048 by a random projection, always the same one: more take gigabytes");
        assertThat(ProbeReport.json(result(4608, 2048))).containsEntry("encoderFeatures", 4608)
                .containsEntry("projected", true).containsEntry("encoderDoubt", "not the one");
        assertThat(ProbeReport.lines(result(512, 512))).noneMatch(line -> line.contains("mixed"));
        assertThat(ProbeReport.json(result(512, 512))).containsEntry("projected", false)
                .containsEntry("split", "tracks");
    }

    @Test
    void howMuchFeaturesVaryIsInTheTable() {
        List<String> lines = ProbeReport.lines(result(512, 512));

        assertThat(lines.get(lines.size() - 2)).endsWith("  least var  mean var  still %");
        assertThat(lines.get(lines.size() - 1)).matches(".*  0\\.00200 +0\\.250 +12\\.5");
        assertThat(ProbeReport.csv(result(512, 512))).endsWith(",0.002,0.25,0.125\n");
    }
}
