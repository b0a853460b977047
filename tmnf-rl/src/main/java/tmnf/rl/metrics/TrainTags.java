package tmnf.rl.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import tmnf.pretrain.tensorboard.EventValue;

/**
 * All numbers that a training writes for TensorBoard: their names, which are the original's, what they mean
 * and in which unit. Source: training note, section 11.
 */
public final class TrainTags {

    private static final String ANY = "(.+)";
    private static final String SECONDS = "s";
    private static final String REWARD = "discounted reward";
    private static final String TRANSITIONS = "transitions";
    private static final String COUNT = "number";
    private static final String NANOS = "ns for a decision, mean of the race";

    private static final List<Tag> RACES = List.of(
            theirs("Race/{eval|explo}_race_time_{trained|blind}_{map}", SECONDS,
            "of an unfinished race the longest that it may take"),
            theirs("Race/{eval|explo}_race_finished_{trained|blind}_{map}", "1 or 0",
            "the finish was reached"),
            theirs("Race/{eval|explo}_race_time_finished_{trained|blind}_{map}", SECONDS, "finished races"),
            theirs("Race/eval_race_time_robust_{trained|blind}_{map}", SECONDS,
                    "evaluations below 1.02 times their rolling mean"),
            theirs("Race/race_time_ratio_{map}", "game time by wall time", "how fast the game ran"),
            theirs("Race/split_{map}_{i}", SECONDS, "evaluations, from one checkpoint to the next"),
            theirs("Race/eval_ratio_{trained|blind}_{author|gold}_{map}", "%",
                    "finished evaluations, of the medal's time; where the map has one"),
            theirs("Race/eval_agg_ratio_{trained|blind}_{author|gold}", "%",
                    "mean of the maps' latest; the original has whatever map came last"),
            theirs("RL/avg_Q_{trained|blind}_{map}", REWARD, "evaluations, mean of all decisions and "
                    + "actions"),
            theirs("RL/mean_action_gap_{map}", REWARD, "mean of the best value less each value"),
            theirs("RL/single_zone_reached_{trained|blind}_{map}", "index on the reference line",
                    "the furthest"),
            theirs("RL/q_value_{i}_starting_frame_{map}", REWARD, "of each action at the first decision"),
            theirs("Performance/instrumentation__answer_normal_step", NANOS,
                    "0: the game asks at decisions only"),
            theirs("Performance/instrumentation__answer_action_step", NANOS, "the game waits for a decision"),
            theirs("Performance/instrumentation__between_run_steps", NANOS, "the game drives"),
            theirs("Performance/instrumentation__grab_frame", NANOS, "waiting for the frame"),
            theirs("Performance/instrumentation__convert_frame", NANOS, "from its pixels to grey ones"),
            theirs("Performance/instrumentation__grab_floats", NANOS, "from the state to numbers"),
            theirs("Performance/instrumentation__exploration_policy", NANOS, "waiting for the network"),
            theirs("Performance/instrumentation__request_inputs_and_speed", NANOS, "what else a turn takes"),
            theirs("Performance/tmi_protection_cutoff", COUNT,
                    "races that a game broke off since the last whole one"),
            theirs("Performance/worker_time_in_rollout_percentage", "%",
                    "of the time since this game's last race, spent in the race"));

    private static final List<Tag> WINDOWS = List.of(
            theirs("Training/learning_rate", "1", "of the schedule"),
            theirs("Training/weight_decay", "1", "what a step takes off weights"),
            theirs("Training/batch_size", TRANSITIONS, "of a batch"),
            theirs("Training/n_steps", "decisions", "of a transition at most"),
            theirs("Training/discard_non_greedy_actions_in_nsteps", "1 or 0", "as configured"),
            theirs("Training/loss", "quantile Huber loss", "mean of a transition"),
            theirs("Training/loss_test", "quantile Huber loss", "mean of a transition of the test part"),
            theirs("Training/train_on_batch_duration", SECONDS, "median"),
            theirs("RL/gamma", "1", "of new transitions"),
            theirs("RL/epsilon", "share of decisions", "drawn at random"),
            theirs("RL/epsilon_boltzmann", "share of decisions", "by values with noise"),
            theirs("RL/tau_epsilon_boltzmann", "reward", "scale of that noise"),
            theirs("Buffer/size", TRANSITIONS, "to learn from"),
            theirs("Buffer/max_size", TRANSITIONS, "of the schedule"),
            theirs("Buffer/number_times_single_memory_is_used_before_discard", COUNT, "as configured"),
            theirs("Buffer/priorities_{min|q1|mean|median|q3|d9|c98|max}", "priority",
                    "q1 is that of 10 %; not where all are sampled alike"),
            theirs("Performance/learner_percentage_waiting_for_workers", "%", "of wall time, for races"),
            theirs("Performance/learner_percentage_training", "%", "of wall time"),
            theirs("Performance/learner_percentage_testing", "%", "of wall time"),
            theirs("Performance/transitions_learned_per_second", "1/s", "by wall time"),
            theirs("Gradients/norm_before_clip_{q1|median|q3|d9|d98|max}", "L2 norm",
                    "of all gradients, before clipping"),
            theirs("Gradients/norm_{q1|median|q3|d9|d98|max}", "L2 norm",
                    "after clipping; the original has those before it here"),
            theirs("Gradients/by_layer/{layer}/{L2|Linf}_{median|q3|d9|max}", "L2 norm, largest absolute "
                    + "value",
                    "after clipping, of every 16th step"),
            theirs("Network/weights/{layer}/L2", "root of the mean square", "of the online network"),
            theirs("Network/optimizer/{layer}/{adaptive_lr_L2|exp_avg_L2|exp_avg_sq_L2}",
                    "root of the mean square", "1 / (sqrt(exp_avg_sq) + eps), and RAdam's moments"),
            theirs("IQN/quantile_std_action_{i}", REWARD,
                    "deviation over 32 quantiles from 0.05 to 0.95, first frame of the last race"),
            theirs("cumul_number_frames_played", "decisions", "of all races taken in"),
            theirs("cumul_number_memories_generated", TRANSITIONS, "added"),
            theirs("cumul_number_single_memories_used", TRANSITIONS, "learned from"),
            theirs("cumul_number_single_memories_should_have_been_used", TRANSITIONS, "the quota"),
            theirs("cumul_number_single_memories_used_next_target_network_update", TRANSITIONS,
                    "learned from by then"),
            theirs("cumul_number_batches_done", COUNT, "steps of the learner"),
            theirs("cumul_number_target_network_updates", COUNT, "of the target network"),
            theirs("cumul_training_hours", "h", "of wall time"),
            theirs("alltime_min_ms_{map}", "ms",
            "best finished race; the original names all as the last map"),
            ours("RL/limit_speed_share", "share of the time of races that explore", "with a limit of speed"),
            ours("Training/resets", COUNT, "of the network"),
            ours("Training/attempt", COUNT, "of the run: the second begins anew with tmnf.second_attempt"),
            ours("Performance/frames_per_second", "decisions/s", "by wall time"),
            ours("Performance/inference_mean_batch", "decisions", "of a pass"),
            ours("Performance/inference_latency_ms", "ms", "mean, from the question to the answer"),
            ours("Performance/inference_weights_age_ms", "ms", "mean age of the weights that decided"),
            ours("Performance/games_lost", COUNT, "hung, died or lost, since the last checkpoint"),
            ours("Performance/races_dropped", COUNT, "without a decision, since the last checkpoint"));

    private TrainTags() {
    }

    /**
     * A family of tags.
     *
     * @param name with what differs in braces: a choice with bars, or what is filled in
     * @param unit of the values
     * @param meaning which ones they are
     * @param upstream whether the original writes it, too
     */
    public record Tag(String name, String unit, String meaning, boolean upstream) {

        /** What the names of the family look like. */
        Pattern pattern() {
            StringBuilder text = new StringBuilder();
            for (String part : name.split("(?=\\{)|(?<=\\})")) {
                if (!part.startsWith("{")) {
                    text.append(Pattern.quote(part));
                } else if (part.contains("|")) {
                    text.append('(').append(part, 1, part.length() - 1).append(')');
                } else {
                    text.append(part.equals("{i}") ? "(\\d+)" : ANY);
                }
            }
            return Pattern.compile(text.toString());
        }
    }

    private static Tag theirs(String name, String unit, String meaning) {
        return new Tag(name, unit, meaning, true);
    }

    private static Tag ours(String name, String unit, String meaning) {
        return new Tag(name, unit, meaning, false);
    }

    /** Those of each race. */
    public static List<Tag> races() {
        return RACES;
    }

    /** Those of each window between two checkpoints. */
    public static List<Tag> windows() {
        return WINDOWS;
    }

    /** The family that a tag is of; empty for none. */
    static Optional<Tag> find(String tag) {
        List<Tag> all = new ArrayList<>(RACES);
        all.addAll(WINDOWS);
        return all.stream().filter(each -> each.pattern().matcher(tag).matches()).findFirst();
    }

    /** A table in Markdown. */
    public static String table(List<Tag> tags) {
        StringBuilder text = new StringBuilder("| tag | unit | what |\n| --- | --- | --- |\n");
        for (Tag tag : tags) {
            text.append("| `").append(tag.name().replace("|", "\\|")).append("` | ").append(tag.unit())
                    .append(" | ").append(tag.meaning()).append(tag.upstream() ? "" : " (not the original's)")
                    .append(" |\n");
        }
        return text.toString();
    }

    /** The original's layout of custom scalars. */
    static EventValue.Layout layout() {
        return new EventValue.Layout(List.of(new EventValue.Layout.Category("lay_mono", List.of(
                chart("eval_race_time_robust", "Race/eval_race_time_robust_.*"),
                chart("explo_race_time_finished", "Race/explo_race_time_finished_.*"),
                chart("loss", "Training/loss$", "Training/loss_test$"),
                chart("avg_Q", "RL/avg_Q_.*"),
                chart("single_zone_reached", "RL/single_zone_reached_.*"),
                chart("grad_norm", "Gradients/norm_(q1|median|q3|d9|d98|max)$"),
                chart("priorities", "Buffer/priorities_.*")))));
    }

    private static EventValue.Layout.Chart chart(String title, String... tags) {
        return new EventValue.Layout.Chart(title, List.of(tags));
    }
}
