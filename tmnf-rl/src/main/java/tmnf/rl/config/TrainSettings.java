package tmnf.rl.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.run.PolicyFacts;
import tmnf.rl.net.NetworkSizes;
import tmnf.tminterface.observation.Normalisation;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

/**
 * Everything that a training is told, a record for each section of the file. Source: training note, section
 * 2.
 */
public record TrainSettings(EnvironmentSettings environment,
        @Key("neural_network") NetworkSettings network, TrainingSettings training, MemorySettings memory,
        ExplorationSettings exploration, RewardSettings rewards, PerformanceSettings performance,
        MapCycle mapCycle, InputSettings inputs, @Key("state_normalization") ScalingSettings scaling,
        @Key("tmnf") OwnSettings own) {

    /** Upstream's shipped values with our corrections: what {@code config/rl/default.yaml} says. */
    public static final TrainSettings DEFAULT = new TrainSettings(EnvironmentSettings.DEFAULT,
            NetworkSettings.DEFAULT, TrainingSettings.DEFAULT, MemorySettings.DEFAULT,
            ExplorationSettings.DEFAULT, RewardSettings.DEFAULT, PerformanceSettings.DEFAULT,
            MapCycle.DEFAULT, InputSettings.DEFAULT, ScalingSettings.DEFAULT, OwnSettings.DEFAULT);

    private static final int COORDINATES = 3;

    /** Checks what spans sections. */
    public TrainSettings {
        int horizon = environment.miniRaceActions();
        Checks.require(training.nSteps() <= horizon && own.annealingFirstNSteps() <= horizon, "n_steps",
                training.nSteps(), "at most the " + horizon + " actions of a mini-race, and so must "
                        + "annealing_first_n_steps be");
        Checks.require(training.oversampleLongTermSteps() <= horizon, "oversample_long_term_steps",
                training.oversampleLongTermSteps(), "at most the " + horizon + " actions of a mini-race");
        Checks.require(rewards.shapedRewardPointToVcpAhead() == 0 || environment.nZoneCentersInInputs() >= 2,
                "n_zone_centers_in_inputs", environment.nZoneCentersInInputs(),
                "2 or more for rewards.shaped_reward_point_to_vcp_ahead");
        Checks.require(!training.freezesHeads() || network.useIqnImageHead()
                && !training.pretrainEncoderFreeze(), "pretrain_encoder_freeze and the others",
                "true", "false for one part at least, as nothing is left to learn otherwise");
        observation(environment, scaling);
    }

    /**
     * Settings of a file.
     *
     * @param yaml the file's sections, as maps, lists, numbers, truth values and texts; what is left out is
     *     as in {@link #DEFAULT}
     * @throws SettingsException for an unknown key, a wrong type, or a value that cannot be
     */
    public static TrainSettings of(Map<String, Object> yaml) throws SettingsException {
        TrainSettings read = SettingsMap.read(DEFAULT, yaml);
        requireSchedules(read);
        requireSchedules(SecondAttempt.of(read));
        return read;
    }

    /**
     * The settings of a run that begins anew: {@code tmnf.second_attempt} over these.
     *
     * @throws IllegalStateException if these are not {@link #of} a file, and it says what cannot be
     */
    public TrainSettings secondAttempt() {
        try {
            return SecondAttempt.of(this);
        } catch (SettingsException e) {
            throw new IllegalStateException("settings that nobody checked", e);
        }
    }

    /** These, and those of a second attempt if there may be one. */
    public List<TrainSettings> attempts() {
        return own.secondAttemptAfterFrames() == 0 ? List.of(this) : List.of(this, secondAttempt());
    }

    /** Frames of a schedule must stay apart when they are scaled, for all of them. */
    private static void requireSchedules(TrainSettings settings) throws SettingsException {
        try {
            settings.schedules();
        } catch (IllegalArgumentException e) {
            throw new SettingsException("training.global_schedule_speed "
                    + settings.training().globalScheduleSpeed() + " is too small: " + e.getMessage());
        }
    }

    /** All values by section and key: what {@link #of} takes. */
    public Map<String, Object> toMap() {
        return SettingsMap.write(this);
    }

    /**
     * What a changed file means for a training that runs: the changes that can be made are.
     *
     * @param wanted what the file says
     * @throws SettingsException if some of them alone cannot be
     */
    public Reread reread(TrainSettings wanted) throws SettingsException {
        List<String> taken = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        TrainSettings result = SettingsMap.merge(this, wanted, taken, refused);
        requireSchedules(result);
        return new Reread(result, taken, refused);
    }

    /** Keys that ask for something that does not happen, a sentence for each. */
    public List<String> withoutEffect() {
        return UnusedKeys.asking(this);
    }

    /** Keys with their sections that have other values there. */
    public List<String> differences(TrainSettings other) {
        return SettingsMap.differences(this, other);
    }

    /**
     * What came of reading the file anew.
     *
     * @param settings with the changes that were taken
     * @param taken keys with their sections that changed
     * @param refused keys that differ in the file, and stay as they were until the next start
     */
    public record Reread(TrainSettings settings, List<String> taken, List<String> refused) {

        /** Copies the lists. */
        public Reread {
            taken = List.copyOf(taken);
            refused = List.copyOf(refused);
        }
    }

    /** Keys with their sections that may change while training. */
    public static List<String> liveKeys() {
        return SettingsMap.liveKeys(DEFAULT);
    }

    /** The schedules on frames that count. */
    public Schedules schedules() {
        return Schedules.of(this);
    }

    /** Sizes of the network. */
    public NetworkSizes sizes() {
        return new NetworkSizes(network.width(), network.height(), network.useIqnImageHead(),
                NetworkSizes.floats(environment.nZoneCentersInInputs(), environment.nPrevActionsInInputs(),
                        environment.nContactMaterialPhysicsBehaviorTypes()),
                network.floatHiddenDim(), network.denseHiddenDimension(), network.iqnEmbeddingDimension(),
                inputs.actions().size());
    }

    /** The network, with what the switches add to it. */
    public IqnNetwork driver() {
        return sizes().network(new IqnNetwork.Extras(own.layerNormalisation(), own.impalaEncoder()));
    }

    /** What the driver is told of the game. */
    public ObservationConfig observation() {
        return observation(environment, scaling);
    }

    private static ObservationConfig observation(EnvironmentSettings game, ScalingSettings scaling) {
        return new ObservationConfig(game.nZoneCentersInInputs(), game.oneEveryNZoneCentersInInputs(),
                game.nPrevActionsInInputs(), game.nContactMaterialPhysicsBehaviorTypes(),
                game.miniRaceActions(), game.distanceBetweenCheckpoints(), game.roadWidth(),
                game.nZoneCentersExtrapolateBeforeStartOfMap(), game.nZoneCentersExtrapolateAfterEndOfMap(),
                game.marginToAnnounceFinishMeters(), game.deckHeight(), (float) scaling.dampers());
    }

    /** How it is scaled before it enters the network. */
    public Normalisation normalisation() {
        ObservationLayout layout = ObservationLayout.of(observation());
        Normalisation usual = Normalisation.of(layout);
        float[] mean = usual.mean();
        float[] std = usual.std();
        replace(mean, layout, scaling.waypointMean40cp());
        replace(std, layout, scaling.waypointStd40cp());
        return Normalisation.of(mean, std);
    }

    /** What outputs and numbers of the network stand for, to hold what was trained before against. */
    public PolicyFacts policy() {
        return PolicyFacts.of(inputs.actions(), environment.msPerAction(), observation(), normalisation());
    }

    private static void replace(float[] target, ObservationLayout layout, List<Double> values) {
        int from = layout.offset(ObservationLayout.ZONE_CENTRES);
        int count = Math.min(values.size(), COORDINATES * layout.config().zoneCentres());
        for (int i = 0; i < count; i++) {
            target[from + i] = values.get(i).floatValue();
        }
    }
}
