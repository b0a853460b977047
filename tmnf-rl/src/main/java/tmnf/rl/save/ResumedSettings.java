package tmnf.rl.save;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.SaveException.Reason;
import tmnf.tminterface.observation.Normalisation;
import tmnf.tminterface.observation.ObservationLayout;

/**
 * Settings of a run that goes on, beside those that its checkpoint was made with. The sizes of weights say
 * nothing about what an input or an action means: where that changed, the weights are of no use.
 *
 * @param warnings about what was learned under other settings, in sentences
 * @param changed other keys with their sections that are taken from now on
 * @param elsewhere settings with both values of which transitions that were kept are, too: they are of
 *     another world than those to come
 * @param rewards keys by which kept transitions were rewarded otherwise
 */
public record ResumedSettings(List<String> warnings, List<String> changed, List<String> elsewhere,
        List<String> rewards) {

    private static final String ACTIONS = "inputs.actions";
    private static final String SEED = "tmnf.seed";
    private static final String GAME = "environment.";
    private static final String MINI_RACE = GAME + "temporal_mini_race_duration_ms";
    private static final String REWARDS = "rewards.";

    /** What each number into the network and each one out of it is. */
    private static final Set<String> MEANING = Set.of(ACTIONS, GAME + "n_zone_centers_in_inputs",
            GAME + "one_every_n_zone_centers_in_inputs", GAME + "n_prev_actions_in_inputs",
            GAME + "n_contact_material_physics_behavior_types", GAME + "distance_between_checkpoints");
    private static final Set<String> FRAME = Set.of("neural_network.w_downsized",
            "neural_network.h_downsized");

    /** How large they get, and what an action and a value are worth: it can learn that anew. */
    private static final Set<String> WORLD = Set.of(GAME + "tm_engine_step_per_action",
            MINI_RACE, GAME + "margin_to_announce_finish_meters",
            GAME + "n_zone_centers_extrapolate_after_end_of_map",
            GAME + "n_zone_centers_extrapolate_before_start_of_map", GAME + "road_width",
            GAME + "deck_height", GAME + "sync_virtual_and_real_checkpoints");

    private static final int COORDINATES = 3;

    /** Copies the lists. */
    public ResumedSettings {
        warnings = List.copyOf(warnings);
        changed = List.copyOf(changed);
        elsewhere = List.copyOf(elsewhere);
        rewards = List.copyOf(rewards);
    }

    /**
     * Compares them.
     *
     * @param then as the checkpoint's snapshot has them
     * @throws SaveException if inputs or actions mean something else
     */
    public static ResumedSettings of(TrainSettings then, TrainSettings now) throws SaveException {
        boolean sees = now.network().useIqnImageHead();
        List<String> refused = new ArrayList<>();
        List<String> world = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        List<String> differences = then.differences(now);
        for (String key : differences) {
            if (MEANING.contains(key) || sees && FRAME.contains(key)) {
                refused.add(key.equals(ACTIONS) ? key + " are other ones, or in another order"
                        : change(key, then, now));
            } else if (WORLD.contains(key) || sees && key.equals(GAME + "game_camera_number")) {
                world.add(change(key, then, now));
            } else if (key.equals(SEED)) {
                warnings.add(SEED + " is not used: a run that goes on draws as its checkpoint says");
            } else if (!key.startsWith("state_normalization.") && !key.equals("training.run_name")) {
                changed.add(key);
            }
        }
        if (!refused.isEmpty()) {
            throw new SaveException(Reason.MISMATCH, "the checkpoint's inputs or actions are not those of the"
                    + " configuration", refused, "set them as its " + SaveFolder.CONFIG + " has them, or"
                    + " begin another run (--run-name); nothing was changed");
        }
        if (!world.isEmpty()) {
            warnings.add("what the checkpoint learned is of other settings, and has to be learned anew as"
                    + " far as it depends on them: " + String.join(", ", world));
        }
        // A transition gets its time of the mini-race when it is sampled.
        return new ResumedSettings(warnings, changed, world.stream()
                .filter(change -> !change.startsWith(MINI_RACE)).toList(),
                differences.stream().filter(key -> key.startsWith(REWARDS)).toList());
    }

    private static String change(String key, TrainSettings then, TrainSettings now) {
        return key + " was " + value(then, key) + ", is " + value(now, key);
    }

    private static Object value(TrainSettings settings, String key) {
        int dot = key.indexOf('.');
        return ((Map<?, ?>) settings.toMap().get(key.substring(0, dot))).get(key.substring(dot + 1));
    }

    /** Keys of the scaling that say something else than the checkpoint, whose scaling holds. */
    public static List<String> otherScaling(TrainSettings now, Normalisation saved) {
        Normalisation wanted = now.normalisation();
        if (wanted.size() != saved.size()) {
            return List.of();
        }
        ObservationLayout layout = ObservationLayout.of(now.observation());
        int dampers = layout.offset(ObservationLayout.WHEEL_DAMPER);
        int zones = layout.offset(ObservationLayout.ZONE_CENTRES);
        int numbers = COORDINATES * layout.config().zoneCentres();
        List<String> keys = new ArrayList<>();
        if (now.scaling().damperStd().isPresent() && differ(wanted.std(), saved.std(), dampers, 1)) {
            keys.add("state_normalization.damper_std");
        }
        if (!now.scaling().waypointMean40cp().isEmpty() && differ(wanted.mean(), saved.mean(), zones,
                numbers)) {
            keys.add("state_normalization.waypoint_mean_40cp");
        }
        if (!now.scaling().waypointStd40cp().isEmpty() && differ(wanted.std(), saved.std(), zones, numbers)) {
            keys.add("state_normalization.waypoint_std_40cp");
        }
        return keys;
    }

    private static boolean differ(float[] one, float[] other, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (one[i] != other[i]) {
                return true;
            }
        }
        return false;
    }
}
