package tmnf.rl.train;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import tmnf.rl.collect.CollectorSettings;
import tmnf.rl.config.NetworkSettings;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.config.TrainingSettings;
import tmnf.rl.learn.LearnerSettings;
import tmnf.rl.save.RunStart;
import tmnf.rl.save.SaveFolder;
import tmnf.rl.save.Statistics;
import tmnf.rl.save.UpstreamRun;
import tmnf.tminterface.observation.Normalisation;

/** What each part is told of the configuration. */
final class Settings {

    /** Upstream's limit of a gradient's length goes with its batch of 512. */
    private static final int REFERENCE_BATCH = 512;

    /** Name of the seed, in the statistics, that the generators of the next start come from. */
    static final String SEEDS = "run";

    private Settings() {
    }

    static LearnerSettings learner(TrainSettings settings) {
        NetworkSettings network = settings.network();
        TrainingSettings training = settings.training();
        return new LearnerSettings(network.iqnN(), network.iqnKappa(), network.useDdqn(),
                network.targetSelfLossClampRatio(), network.clipGradNorm(), network.clipGradValue(),
                REFERENCE_BATCH, training.adamEpsilon(), training.adamBeta1(), training.adamBeta2(),
                training.weightDecayLrRatio(), frozen(settings), settings.own().munchausen()
                        ? Optional.of(new LearnerSettings.Munchausen(settings.own().munchausenAlpha(),
                                settings.own().munchausenTemperature(), settings.own().munchausenClip()))
                        : Optional.empty());
    }

    static int keptCheckpoints(TrainSettings settings) {
        return Math.max(SaveFolder.LEAST_KEPT, settings.own().keepCheckpoints());
    }

    private static List<String> frozen(TrainSettings settings) {
        TrainingSettings training = settings.training();
        List<String> frozen = new ArrayList<>();
        add(frozen, training.pretrainEncoderFreeze() && settings.network().useIqnImageHead(), "img_head.");
        add(frozen, training.pretrainFloatHeadFreeze(), "float_feature_extractor.");
        add(frozen, training.pretrainIqnFcFreeze(), "iqn_fc.");
        boolean norms = settings.own().layerNormalisation();
        add(frozen, training.pretrainActionsHeadFreeze(), "A_head.");
        add(frozen, training.pretrainActionsHeadFreeze() && norms, "A_norm.");
        add(frozen, training.pretrainValueHeadFreeze(), "V_head.");
        add(frozen, training.pretrainValueHeadFreeze() && norms, "V_norm.");
        return frozen;
    }

    private static void add(List<String> frozen, boolean is, String prefix) {
        if (is) {
            frozen.add(prefix);
        }
    }

    /** The scaling that belongs to the weights that a run begins with. */
    static Normalisation normalisation(TrainSettings settings, RunStart start) {
        Normalisation own = settings.normalisation();
        if (start instanceof RunStart.Upstream && settings.scaling().damperStd().isEmpty()) {
            return Normalisation.of(own.mean(), UpstreamRun.withItsDampers(own.std(),
                    settings.environment().nPrevActionsInInputs()));
        }
        if (start instanceof RunStart.Resume resume) {
            return resume.checkpoint().statistics().scaling().orElse(own);
        }
        return own;
    }

    /** How the dampers of a run of the original are scaled, for whoever started it; empty: no such run. */
    static String dampers(TrainSettings settings, RunStart start) {
        if (!(start instanceof RunStart.Upstream)) {
            return "";
        }
        return settings.scaling().damperStd().isPresent()
                ? "; dampers are divided by " + settings.scaling().dampers() + ", as damper_std says"
                : "; dampers are divided by " + UpstreamRun.DAMPER_STD + ", as the original does; write"
                        + " damper_std: " + settings.scaling().dampers() + " where it is a run of Linesight";
    }

    /** Generators come from it: those of the seed, or where a run goes on, others than before. */
    static SplittableRandom seeds(TrainSettings settings, RunStart start) {
        return new SplittableRandom(start.before().map(Statistics::randoms).orElse(Map.of())
                .getOrDefault(SEEDS, settings.own().seed()));
    }

    static CollectorSettings collector(TrainSettings settings) {
        CollectorSettings usual = CollectorSettings.DEFAULT;
        return new CollectorSettings(usual.firstPause(), usual.longestPause(),
                Duration.ofSeconds(settings.environment().gameRebootInterval()));
    }
}
