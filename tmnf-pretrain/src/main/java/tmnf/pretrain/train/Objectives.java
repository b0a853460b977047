package tmnf.pretrain.train;

import java.util.Optional;

import tmnf.pretrain.net.Decoder;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.LatentDynamics;
import tmnf.pretrain.net.LinearDecoder;
import tmnf.pretrain.net.ProjectionHead;
import tmnf.pretrain.net.SpatialDecoder;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.TransitionHead;
import tmnf.pretrain.net.VaeHead;
import tmnf.pretrain.objective.Autoencoder;
import tmnf.pretrain.objective.ForwardModel;
import tmnf.pretrain.objective.InverseModel;
import tmnf.pretrain.objective.LatentTerms;
import tmnf.pretrain.objective.Objective;
import tmnf.pretrain.objective.SimClr;
import tmnf.pretrain.objective.VariationalAutoencoder;
import tmnf.tminterface.observation.ActionIndex;

/** The objective that settings ask for. */
final class Objectives {

    /** Side up to which a linear decoder has at most some millions of weights. */
    private static final int SMALL = 96;

    private Objectives() {
    }

    static Objective of(PretrainSettings settings) throws PretrainException {
        PretrainSettings.Model model = settings.model();
        PretrainSettings.Data data = settings.data();
        try {
            StackedEncoder encoder = new StackedEncoder(data.stack(), model.stackMode(), data.height(),
                    data.width());
            return switch (model.task()) {
                case AE -> new Autoencoder(encoder, decoder(model, encoder, encoder.features(), false),
                        model.normalization());
                case VAE -> new VariationalAutoencoder(encoder,
                        new VaeHead(encoder.features(), model.vaeLatent()),
                        decoder(model, encoder, model.vaeLatent(), true), model.normalization(),
                        model.klWeight());
                case SIMCLR -> new SimClr(encoder, new ProjectionHead(encoder.features(),
                        model.projection()), model.normalization(), model.temperature());
                case FORWARD -> new ForwardModel(encoder,
                        new LatentDynamics(encoder.features(), ActionIndex.COUNT), model.normalization(),
                        model.latent().steps(), terms(model));
                case INVERSE -> new InverseModel(encoder,
                        new TransitionHead(encoder.features(), ActionIndex.COUNT), model.normalization(),
                        terms(model));
            };
        } catch (IllegalArgumentException e) {
            throw new PretrainException(PretrainException.Kind.SETTINGS, e.getMessage(), e);
        }
    }

    /** What draws pictures of features, where anything does. */
    static Optional<Decoder> decoder(Objective objective) {
        if (objective instanceof Autoencoder autoencoder) {
            return Optional.of(autoencoder.decoder());
        }
        return objective instanceof VariationalAutoencoder variational ? Optional.of(variational.decoder())
                : Optional.empty();
    }

    private static LatentTerms terms(PretrainSettings.Model model) {
        return new LatentTerms(model.latent().varianceWeight(), model.latent().covarianceWeight());
    }

    /**
     * Gives back all frames of a stack, also where each frame was encoded alone.
     *
     * @param latent whether it gets latent numbers, not what the encoder makes; there may be as many of both
     */
    private static Decoder decoder(PretrainSettings.Model model, StackedEncoder encoder, int features,
            boolean latent) {
        Encoder mirrored = new Encoder(encoder.frames(), encoder.height(), encoder.width());
        boolean square = mirrored.height() == mirrored.width();
        boolean small = square && LinearDecoder.makes(mirrored.height()) && mirrored.height() <= SMALL;
        if (model.decoder() == PretrainSettings.DecoderKind.SPATIAL
                || model.decoder() == PretrainSettings.DecoderKind.AUTO && !small) {
            return new SpatialDecoder(mirrored, features, latent || features != mirrored.features());
        }
        if (!square) {
            throw new IllegalArgumentException("the linear decoder makes squares only, not "
                    + mirrored.width() + "x" + mirrored.height() + "; take the spatial one");
        }
        return new LinearDecoder(features, encoder.frames(), mirrored.height());
    }
}
