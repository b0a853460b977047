package tmnf.pretrain.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import tmnf.pretrain.cloning.CloningFiles;
import tmnf.pretrain.cloning.CloningIqn;
import tmnf.pretrain.cloning.Dropout;
import tmnf.pretrain.label.CloningTargets;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.run.PolicyFacts;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.Normalisation;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

/**
 * All that decides what a run of behavioural cloning does. Source of names and ranges: pretraining note,
 * section 10.
 *
 * @param data what is learned from; a stack is what the encoder gets
 * @param labels what it is labelled with
 * @param network what is learned
 * @param driver what the driver's network is made of
 * @param files what is written beside {@code encoder.pt}
 * @param optimisation how
 * @param weightDecay share of each weight that a step takes off, times the step size; above 0 it is AdamW
 * @param output what is written
 * @param effective all keys with their values as the user would write them, for the run folder
 */
public record CloningSettings(PretrainSettings.Data data, Labels labels, Network network, Driver driver,
        CloningFiles.Wanted files, PretrainSettings.Optimisation optimisation, double weightDecay,
        PretrainSettings.Output output, Map<String, Object> effective) implements RunSettings {

    /** Checks that nothing is missing. */
    public CloningSettings {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(driver, "driver");
        Objects.requireNonNull(files, "files");
        Objects.requireNonNull(optimisation, "optimisation");
        if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
            throw new IllegalArgumentException("weightDecay is 0 or more, not " + weightDecay);
        }
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(effective, "effective");
    }

    /**
     * What samples are labelled with.
     *
     * @param tracks ids of those that are learned from, in the order that is shuffled; empty: all
     * @param targets which actions
     * @param weights of the offsets; as many as there are
     */
    public record Labels(Optional<List<String>> tracks, CloningTargets targets, List<Double> weights) {

        /** Checks the lengths. */
        public Labels {
            tracks = tracks.map(List::copyOf);
            if (tracks.isPresent() && (tracks.get().isEmpty()
                    || tracks.get().stream().distinct().count() < tracks.get().size())) {
                throw new IllegalArgumentException("tracks are one or more, each once, not " + tracks.get());
            }
            Objects.requireNonNull(targets, "targets");
            weights = List.copyOf(weights);
            if (weights.size() != targets.offsetsMs().size()) {
                throw new IllegalArgumentException("there are " + targets.offsetsMs().size()
                        + " offsets and " + weights.size() + " weights of offsets");
            }
        }
    }

    /** What the run is for. Upstream only writes it down. */
    public enum Mode {
        /** The encoder; what else is trained and written is said by other settings. */
        BACKBONE,
        /** The driver's whole network. */
        FULL_POLICY,
        /** The encoder and a head of actions as the driver has one. */
        AUXILIARY_HEAD;

        /** As configurations name it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is learned.
     *
     * @param mode what for; the other components say what follows from it
     * @param normalization what the encoder gets of a pixel
     * @param stackMode how a stack of frames becomes features
     * @param floats whether the network sees numbers beside the picture
     * @param actionsHead whether heads have two layers, as the driver's
     * @param fullIqn whether it is the driver's whole network, which needs the numbers
     * @param randomTau whether its quantile is drawn for each sample
     * @param encoder file, or folder of the run, that the encoder begins with; empty: as drawn
     * @param resumed folder of the run that all weights begin with; empty: none
     */
    public record Network(Mode mode, Normalization normalization, StackedEncoder.Mode stackMode,
            boolean floats, boolean actionsHead, boolean fullIqn, boolean randomTau, Dropout dropout,
            Optional<Path> encoder, Optional<Path> resumed) {

        /** Checks that it fits together. */
        public Network {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(normalization, "normalization");
            Objects.requireNonNull(stackMode, "stackMode");
            Objects.requireNonNull(dropout, "dropout");
            Objects.requireNonNull(encoder, "encoder");
            Objects.requireNonNull(resumed, "resumed");
            if (fullIqn && !floats) {
                throw new IllegalArgumentException("the driver's whole network needs the numbers beside the "
                        + "picture");
            }
        }
    }

    /**
     * What the driver's network is made of, from the configuration of its training.
     *
     * @param actions keys held, in the order of the network's outputs
     * @param decisionMs time from one decision of the driver to the next
     * @param observation which numbers it sees
     * @param scaling of these numbers
     * @param sizes of its layers
     */
    public record Driver(List<Action> actions, int decisionMs, ObservationConfig observation,
            Normalisation scaling, CloningIqn.Sizes sizes) {

        /** Upstream's shipped configuration. */
        public static final Driver DEFAULT = new Driver(ActionIndex.all(), 50, ObservationConfig.DEFAULT,
                Normalisation.of(ObservationLayout.of(ObservationConfig.DEFAULT)),
                new CloningIqn.Sizes(256, 1024, 128));

        /** Checks the ranges. */
        public Driver {
            actions = List.copyOf(actions);
            if (actions.size() < 2 || decisionMs < 1) {
                throw new IllegalArgumentException("a driver has 2 actions or more and decides every 1 ms "
                        + "or more, not " + actions.size() + " and " + decisionMs);
            }
            Objects.requireNonNull(observation, "observation");
            Objects.requireNonNull(scaling, "scaling");
            Objects.requireNonNull(sizes, "sizes");
            int numbers = ObservationLayout.of(observation).size();
            if (scaling.size() != numbers) {
                throw new IllegalArgumentException(scaling.size() + " numbers are scaled, and the driver "
                        + "sees " + numbers);
            }
        }

        /** What outputs and numbers of its network stand for. */
        PolicyFacts policy() {
            return PolicyFacts.of(actions, decisionMs, observation, scaling);
        }
    }
}
