package tmnf.rl.config;

/**
 * Section {@code performance}: games, queues, how often weights travel, augmentation, what is saved. Keys are
 * explained in {@code config/rl/default.yaml}. Source: training note, section 2.4.
 */
public record PerformanceSettings(int gpuCollectorsCount, int maxRolloutQueueSize,
        int sendSharedNetworkEveryNBatches, int updateInferenceNetworkEveryNActions,
        boolean plotRaceTimeLeftCurves, boolean makeHighestPrioFigures,
        int nTransitionsToPlotInDistributionCurves, boolean applyRandomcropAugmentation,
        @Key("n_pixels_to_crop_on_each_side") int pixelsToCropOnEachSide,
        @Live long framesBeforeSaveBestRuns, @Live long thresholdToSaveAllRunsMs, double runningSpeed,
        boolean forceWindowFocusOnInput) {

    /** Upstream's shipped values. */
    public static final PerformanceSettings DEFAULT = new PerformanceSettings(8, 4, 128, 128, false, false,
            1000, false, 2, 1_500_000, -1, 32, false);

    /** Checks the ranges. */
    public PerformanceSettings {
        Checks.require(gpuCollectorsCount >= 1 && gpuCollectorsCount <= 64, "gpu_collectors_count",
                gpuCollectorsCount, "from 1 to 64");
        Checks.atLeast("max_rollout_queue_size", maxRolloutQueueSize, 1);
        Checks.atLeast("send_shared_network_every_n_batches", sendSharedNetworkEveryNBatches, 1);
        Checks.atLeast("update_inference_network_every_n_actions", updateInferenceNetworkEveryNActions, 1);
        Checks.require(pixelsToCropOnEachSide >= 0 && pixelsToCropOnEachSide <= 100,
                "n_pixels_to_crop_on_each_side", pixelsToCropOnEachSide, "from 0 to 100");
        Checks.positive("running_speed", runningSpeed);
    }

    /** Pixels by which a frame may be moved at random; 0 for no augmentation. */
    public int cropPixels() {
        return applyRandomcropAugmentation ? pixelsToCropOnEachSide : 0;
    }
}
