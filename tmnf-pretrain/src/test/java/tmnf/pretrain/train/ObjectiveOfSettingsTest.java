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
import tmnf.pretrain.net.WeightSpec;
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

    /** Names of weights must not hang on whether two numbers happen to be the same. */
    @ParameterizedTest
    @CsvSource({"31, false", "32, true", "33, false"})
    void latentNumbersGoThroughALayerOfTheirOwnHoweverManyTheyAre(int latent, boolean asManyAsFeatures)
            throws Exception {
        PretrainSettings base = TestSettings.of(Task.VAE, 40, 2);
        PretrainSettings.Model model = base.model();
        PretrainSettings settings = new PretrainSettings(base.data(), new PretrainSettings.Model(Task.VAE,
                model.stackMode(), model.normalization(), DecoderKind.SPATIAL, latent, 1, 16, 0.5,
                model.latent()), base.optimisation(), base.output(), Map.of());
        Objective objective = Objectives.of(settings);

        assertThat(objective.encoder().features()).isEqualTo(32);
        assertThat(objective.specs().stream().map(WeightSpec::name))
                .contains("decoder.input.weight", "decoder.input.bias");
        Map<String, String> fixed = new PictureTask(settings, objective).fixed(null);
        assertThat(fixed.containsKey(FixedSettings.INPUT)).as("earlier versions left it out")
                .isEqualTo(asManyAsFeatures);
        assertThat(decoder(DecoderKind.SPATIAL, 40, 40).specs("").stream().map(WeightSpec::name))
                .as("of an autoencoder").doesNotContain("input.weight");
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
