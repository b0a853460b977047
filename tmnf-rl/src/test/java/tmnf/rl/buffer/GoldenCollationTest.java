package tmnf.rl.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.ZipFile;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import tmnf.gbx.Samples;
import tmnf.gbx.npy.NpyHeader;
import tmnf.rl.rollout.GoldenRaces;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.rollout.Transitions;

/** Batches put together with recorded draws, against upstream's. */
class GoldenCollationTest {

    private static final float CLOSE = 2e-6f;

    @ParameterizedTest
    @ValueSource(strings = {"all_on", "default_finished", "default_unfinished"})
    void aBatchIsUpstreams(String name) throws Exception {
        JsonNode json = GoldenRaces.json("collate/" + name + ".json");
        Rollout race = GoldenRaces.race(name);
        Transitions transitions = GoldenRaces.maker(name).of(race);
        int size = json.get("transition_indices").size();
        MiniRace miniRace = new MiniRace(json.get("mini_race_duration_actions").asInt(),
                json.get("oversample_long_term_steps").asInt(),
                json.get("oversample_maximum_term_steps").asInt());
        assertThat(miniRace.lowest()).isEqualTo(json.get("randint_low").asInt());
        assertThat(miniRace.highestExclusive()).isEqualTo(json.get("randint_high_exclusive").asInt());
        int[] places = new int[size];
        int[] drawn = new int[size];
        for (int i = 0; i < size; i++) {
            places[i] = json.get("transition_indices").get(i).asInt();
            drawn[i] = json.get("random_ints").get(i).asInt();
        }
        BufferSettings settings = new BufferSettings(1, 1, race.floats(), transitions.nSteps(), miniRace,
                0, 0,
                1, 1, 0, true);
        TransitionBatch batch = new TransitionBatch(size, 1, race.floats());
        try (TransitionBuffer buffer = new TransitionBuffer(settings, 100, new SplittableRandom(1))) {
            assertThat(buffer.append(transitions)).isEqualTo(transitions.count());
            buffer.collate(batch, places, drawn);
        }

        Path file = Samples.golden("rl").resolve("collate/" + name + ".npz");
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ByteBuffer states = entry(zip, "state_float");
            ByteBuffer nextStates = entry(zip, "next_state_float");
            ByteBuffer rewards = entry(zip, "reward");
            ByteBuffer gammas = entry(zip, "gamma");
            ByteBuffer actions = entry(zip, "action");
            for (int i = 0; i < size; i++) {
                assertThat(batch.rewards().get(i)).as("reward %d", i)
                        .isCloseTo(rewards.getFloat(i * Float.BYTES), within(CLOSE));
                assertThat(batch.gammas().get(i))
                        .isCloseTo(gammas.getFloat(i * Float.BYTES), within(1e-7f));
                assertThat(batch.actions()[i]).isEqualTo(actions.getInt(i * Integer.BYTES));
                assertThat(batch.pictures().get(i)).isEqualTo((byte) places[i]);
                for (int j = i * race.floats(); j < (i + 1) * race.floats(); j++) {
                    assertThat(batch.numbers().get(j)).isEqualTo(states.getFloat(j * Float.BYTES));
                    assertThat(batch.nextNumbers().get(j)).isEqualTo(nextStates.getFloat(j * Float.BYTES));
                }
            }
        }
    }

    private static ByteBuffer entry(ZipFile zip, String name) throws Exception {
        try (InputStream in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
            byte[] bytes = in.readAllBytes();
            int from = NpyHeader.parse(name, bytes).dataOffset();
            return ByteBuffer.wrap(bytes, from, bytes.length - from).slice().order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
