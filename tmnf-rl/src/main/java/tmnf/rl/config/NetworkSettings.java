package tmnf.rl.config;

import tmnf.pretrain.net.Encoder;

/**
 * Section {@code neural_network}: sizes, loss, clipping, target network and resets. Keys are explained in
 * {@code config/rl/default.yaml}. Source: training note, section 2.2.
 */
public record NetworkSettings(@Key("w_downsized") int width, @Key("h_downsized") int height,
        int floatHiddenDim, int denseHiddenDimension, int iqnEmbeddingDimension, int iqnN, int iqnK,
        double iqnKappa, boolean useDdqn, @Live double clipGradValue, @Live double clipGradNorm,
        int numberMemoriesTrainedOnBetweenTargetNetworkUpdates, @Live double softUpdateTau,
        @Live double targetSelfLossClampRatio, @Live int singleResetFlag, long resetEveryNFramesGenerated,
        long additionalTransitionAfterReset, double lastLayerResetFactor, double overallResetMulFactor,
        boolean useJit, boolean useIqnImageHead) {

    /** Upstream's shipped values. */
    public static final NetworkSettings DEFAULT = new NetworkSettings(64, 64, 256, 1024, 128, 8, 32, 0.005,
            true, 1000, 30, 128, 0.02, 4, 0, 40_000_000_000_000L, 1_600_000, 0.8, 0.01, true, true);

    /** Checks the ranges. */
    public NetworkSettings {
        int smallest = useIqnImageHead ? Encoder.SMALLEST : 1;
        Checks.atLeast("w_downsized", width, smallest);
        Checks.atLeast("h_downsized", height, smallest);
        Checks.atLeast("float_hidden_dim", floatHiddenDim, 1);
        Checks.require(denseHiddenDimension >= 2 && denseHiddenDimension % 2 == 0, "dense_hidden_dimension",
                denseHiddenDimension, "even and 2 or more, as each head has half of it");
        Checks.atLeast("iqn_embedding_dimension", iqnEmbeddingDimension, 1);
        Checks.even("iqn_n", iqnN);
        Checks.even("iqn_k", iqnK);
        Checks.positive("iqn_kappa", iqnKappa);
        Checks.positive("clip_grad_value", clipGradValue);
        Checks.positive("clip_grad_norm", clipGradNorm);
        Checks.atLeast("number_memories_trained_on_between_target_network_updates",
                numberMemoriesTrainedOnBetweenTargetNetworkUpdates, 1);
        Checks.require(softUpdateTau > 0 && softUpdateTau <= 1, "soft_update_tau", softUpdateTau,
                "above 0 and at most 1");
        Checks.positive("target_self_loss_clamp_ratio", targetSelfLossClampRatio);
        Checks.atLeast("reset_every_n_frames_generated", resetEveryNFramesGenerated, 1);
        Checks.atLeast("additional_transition_after_reset", additionalTransitionAfterReset, 0);
        Checks.share("last_layer_reset_factor", lastLayerResetFactor);
        Checks.share("overall_reset_mul_factor", overallResetMulFactor);
    }

    /** Pixels of a frame; 0 where the driver sees none. */
    public int pixels() {
        return useIqnImageHead ? width * height : 0;
    }
}
