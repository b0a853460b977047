package tmnf.pretrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.pretrain.net.Decoder;
import tmnf.pretrain.net.LinearDecoder;
import tmnf.pretrain.net.SpatialDecoder;
import tmnf.pretrain.objective.Autoencoder;
import tmnf.pretrain.objective.Objective;
import tmnf.pretrain.train.PretrainSettings.DecoderKind;
import tmnf.pretrain.train.PretrainSettings.Task;

class ObjectiveOfSettingsTest {

    private static Decoder decoder(DecoderKind kind, int width, int height) throws PretrainException {
        PretrainSettings base = TestSettings.of(Task.AE, height, 2);
        PretrainSettings.Data data = base.data();
        PretrainSettings.Model model = base.model();
        return ((Autoencoder) Objectives.of(new PretrainSettings(
                new PretrainSettings.Data(data.folder(), Optional.empty(), false, 1, height, width, 2, 0.1, 1,
                        1),
                new PretrainSettings.Model(Task.AE, model.stackMode(), model.normalization(), kind, 8, 1, 16,
                        0.5, model.latent()),
                base.optimisation(), base.output(), Map.of()))).decoder();
    }

    @ParameterizedTest
    @CsvSource({"48, 48, true", "64, 64, true", "96, 96, true", "112, 112, false", "256, 256, false",
        "50, 50, false", "64, 48, false"})
    void autoTakesTheLinearDecoderForSmallSquaresThatItMakes(int width, int height, boolean linear)
            throws Exception {
        assertThat(decoder(DecoderKind.AUTO, width, height))
                .isInstanceOf(linear ? LinearDecoder.class : SpatialDecoder.class);
        assertThat(decoder(DecoderKind.SPATIAL, width, height)).isInstanceOf(SpatialDecoder.class);
    }

    @Test
    void theLinearDecoderIsRefusedWhereItMakesNoPictures() throws Exception {
        assertThat(decoder(DecoderKind.LINEAR, 112, 112)).isInstanceOf(LinearDecoder.class);
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> decoder(DecoderKind.LINEAR, 64, 48)).withMessageContaining("squares only");
        assertThatExceptionOfType(PretrainException.class)
                .isThrownBy(() -> decoder(DecoderKind.LINEAR, 50,
                50)).withMessageContaining("multiple of 16");
    }

    /** A loss of a whole batch says little where the batch is neighbours. */
    @ParameterizedTest
    @EnumSource(Task.class)
    void whatComparesSamplesIsJudgedByMixedOnes(Task task) throws Exception {
        Objective objective = Objectives.of(TestSettings.of(task, 40, 2));
        assertThat(objective.needsMixedSamples()).isEqualTo(objective.comparesSamples())
                .isEqualTo(task != Task.AE && task != Task.VAE);
    }
}
