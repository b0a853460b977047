package tmnf.rl.rollout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import tmnf.gbx.Samples;
import tmnf.gbx.npy.NpyHeader;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;

/** Races recorded with what the original learner made of them. */
public final class GoldenRaces {

    /** Their observations. */
    public static final ObservationLayout LAYOUT = ObservationLayout.of(ObservationConfig.DEFAULT);

    private static final double SPEED_SECONDS = 0.01;

    private GoldenRaces() {
    }

    /** A file of a race, or of what is to come of it. */
    public static JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(Samples.golden("rl").resolve(path).toFile());
    }

    /** A file of numbers in single precision. */
    static float[] numbers(Path file) throws IOException {
        NpyHeader header = NpyHeader.read(file);
        byte[] bytes = Files.readAllBytes(file);
        float[] numbers = new float[(bytes.length - header.dataOffset()) / Float.BYTES];
        ByteBuffer.wrap(bytes, header.dataOffset(), bytes.length - header.dataOffset()).order(header.order())
                .asFloatBuffer().get(numbers);
        return numbers;
    }

    /** The race of a file, with frames of one pixel that hold the state's number. */
    public static Rollout race(String name) throws IOException {
        JsonNode json = json("rollouts/" + name + ".json").get("rollout");
        int count = json.get("n_states").asInt();
        boolean finished = json.get("finished").asBoolean();
        byte[] frames = new byte[count];
        int[] actions = new int[count];
        boolean[] greedy = new boolean[count];
        for (int i = 0; i < count; i++) {
            frames[i] = (byte) i;
            actions[i] = json.get("actions").get(i).asInt();
            greedy[i] = json.get("action_was_greedy").get(i).asBoolean();
        }
        double[] meters = new double[json.get("meters").size()];
        Arrays.setAll(meters, i -> json.get("meters").get(i).asDouble());
        float[] states = numbers(Samples.golden("rl").resolve("rollouts/" + name + "_state_float.npy"));
        return new Rollout("golden", true, finished ? RaceEnd.FINISHED : RaceEnd.NO_PROGRESS,
                finished ? json.get("race_time_ms").asInt() : count * 50, states.length / count, 1, frames,
                states, actions, greedy, new float[count * 12], new long[count], meters,
                new int[meters.length], 0, 1);
    }

    /** What its file says of the rewards. */
    public static TransitionMaker maker(String name) throws IOException {
        JsonNode s = json("rollouts/" + name + ".json").get("settings");
        RewardWeights weights = new RewardWeights(s.get("constant_reward_per_ms").asDouble(),
                s.get("reward_per_m_advanced_along_centerline").asDouble(),
                s.get("shaped_reward_dist_to_cur_vcp").asDouble(), s.get("shaped_min").asDouble(),
                s.get("shaped_max").asDouble(), s.get("shaped_reward_point_to_vcp_ahead").asDouble(),
                s.get("engineered_min").asDouble(), s.get("engineered_max").asDouble(),
                s.get("speedslide").asDouble(), s.get("neoslide").asDouble(), s.get("kamikaze").asDouble(),
                s.get("close_to_vcp").asDouble(),
                SPEED_SECONDS * s.get("final_speed_reward_as_if_duration_s").asDouble(),
                s.get("ms_per_action").asInt());
        return new TransitionMaker(new Rewards(weights, LAYOUT), s.get("n_steps").asInt(),
                s.get("gamma").asDouble(), s.get("discard_non_greedy_actions_in_nsteps").asBoolean());
    }
}
