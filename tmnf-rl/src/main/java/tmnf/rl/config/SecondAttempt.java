package tmnf.rl.config;

import java.util.Set;

/**
 * What {@code tmnf.second_attempt} makes of settings. It may change how a run learns, and nothing that games,
 * files and the network's shape hang on, which stay from one attempt to the next.
 */
final class SecondAttempt {

    private static final String PLACE = "tmnf.second_attempt.";

    private static final Set<String> SECTIONS = Set.of("training", "memory", "exploration", "rewards",
            "neural_network");
    private static final Set<String> OTHERS = Set.of("environment.temporal_mini_race_duration_ms",
            "environment.road_width", "environment.cutoff_rollout_if_race_not_finished_within_duration_ms",
            "environment.cutoff_rollout_if_no_vcp_passed_within_duration_ms", "tmnf.batches_to_catch_up",
            "tmnf.hold_random_actions", "tmnf.limit_speed_schedule", "tmnf.act_with_target",
            "tmnf.stand_still_after_cutoff", "tmnf.random_quantiles", "tmnf.munchausen",
            "tmnf.munchausen_alpha", "tmnf.munchausen_temperature", "tmnf.munchausen_clip", "tmnf.annealing",
            "tmnf.annealing_batches", "tmnf.annealing_first_n_steps", "tmnf.annealing_first_gamma",
            "tmnf.shrink_perturb");
    private static final Set<String> FIXED = Set.of("training.run_name",
            "training.tensorboard_suffix_schedule", "neural_network.use_iqn_image_head",
            "neural_network.w_downsized", "neural_network.h_downsized", "neural_network.float_hidden_dim",
            "neural_network.dense_hidden_dimension", "neural_network.iqn_embedding_dimension");
    private static final String PRETRAINED = "training.pretrain_";

    private SecondAttempt() {
    }

    /**
     * The settings of the second attempt; these themselves where it changes nothing.
     *
     * @throws SettingsException for an unknown key, a wrong value, or one that stays for the whole run
     */
    static TrainSettings of(TrainSettings first) throws SettingsException {
        if (first.own().secondAttempt().isEmpty()) {
            return first;
        }
        TrainSettings second = SettingsMap.read(first, first.own().secondAttempt(), PLACE);
        for (String key : first.differences(second)) {
            if (!mayChange(key)) {
                throw new SettingsException(PLACE + key + ": stays the same for the whole run; remove it, or"
                        + " set it for both attempts");
            }
        }
        return second;
    }

    private static boolean mayChange(String key) {
        return OTHERS.contains(key) || SECTIONS.contains(key.substring(0, key.indexOf('.')))
                && !FIXED.contains(key) && !key.startsWith(PRETRAINED);
    }
}
