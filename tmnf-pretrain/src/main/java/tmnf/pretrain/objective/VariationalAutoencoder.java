package tmnf.pretrain.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

import ai.djl.ndarray.NDArray;
import tmnf.pretrain.engine.Tensors;
import tmnf.pretrain.net.Decoder;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.VaeHead;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.Weights;

/**
 * Gives back the picture through a few latent numbers that are drawn from normal distributions: the mean of
 * the squared differences of all pixels, and {@code klWeight} times the distance of the distributions from
 * the standard one, summed over latent numbers, mean over samples. Sources: Kingma and Welling 2013, arXiv
 * 1312.6114; pretraining note, section 6.
 *
 * @param decoder from latent numbers
 * @param klWeight 0 or more
 */
public record VariationalAutoencoder(StackedEncoder encoder, VaeHead head, Decoder decoder,
        Normalization normalization, double klWeight) implements Objective {

    private static final String HEAD = "head.";

    /** Checks that the parts fit. */
    public VariationalAutoencoder {
        Objects.requireNonNull(normalization, "normalization");
        if (head.features() != encoder.features() || decoder.features() != head.latent()
                || !(klWeight >= 0)) {
            throw new IllegalArgumentException("encoder, head and decoder do not fit, or the weight "
                    + klWeight + " is below 0");
        }
    }

    @Override
    public List<WeightSpec> specs() {
        List<WeightSpec> specs = new ArrayList<>(encoder.specs());
        specs.addAll(head.specs(HEAD));
        specs.addAll(decoder.specs(Autoencoder.DECODER));
        return specs;
    }

    @Override
    public StepLoss loss(Weights weights, SampleTensors samples, SplittableRandom random) {
        NDArray pictures = samples.pictures();
        float[] noise = new float[Math.toIntExact(pictures.getShape().get(0)) * head.latent()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return loss(weights, pictures, pictures.getManager().create(noise).reshape(-1, head.latent()));
    }

    /** From the means, without noise. */
    @Override
    public Optional<NDArray> reconstruction(Weights weights, NDArray pictures) {
        NDArray mean = head.forward(weights, HEAD, encoder.forward(weights, normalization.apply(pictures)))
                .get(":, :" + head.latent());
        return Optional.of(decoder.forward(weights, Autoencoder.DECODER, mean));
    }

    /** The loss with noise (B, latent) that is given. */
    StepLoss loss(Weights weights, NDArray pictures, NDArray noise) {
        int latent = head.latent();
        NDArray both = head.forward(weights, HEAD, encoder.forward(weights, normalization.apply(pictures)));
        NDArray mean = both.get(":, :" + latent);
        NDArray logVariance = both.get(":, " + latent + ":");
        NDArray z = mean.add(logVariance.mul(Tensors.number(mean, 0.5)).exp().mul(noise));
        NDArray reconstruction = decoder.forward(weights, Autoencoder.DECODER,
                z).sub(pictures).square().mean();
        NDArray kl = logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).sum(new int[] {1}).mean()
                .mul(Tensors.number(mean, -0.5));
        return new StepLoss(reconstruction.add(kl.mul(Tensors.number(mean, klWeight))),
                Map.of("recon", reconstruction, "kl", kl));
    }
}
