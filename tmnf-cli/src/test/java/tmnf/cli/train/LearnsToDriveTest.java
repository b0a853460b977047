package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.CliTestBase;
import tmnf.rl.metrics.RaceRow;
import tmnf.rl.metrics.TrainHistory;

/** The shipped small configuration learns to drive, from nothing, in a moment. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LearnsToDriveTest extends CliTestBase {

    private static final Path CONFIG = Path.of(System.getProperty("tmnf.root"), "config", "rl", "demo.yaml");
    /** Until then the configuration draws every action at random. */
    private static final long RANDOM_FRAMES = 2000;
    private static final int LAST = 10;

    @Test
    void racesGetFarFurtherThanThoseOfARandomPolicy() throws IOException {
        double random = 0;
        double learned = 0;
        // How far it is after so many frames differs from run to run: the games are not part of the seed.
        for (int frames = 7_000; frames <= 17_500 && (frames == 7_000 || learned < 3 * random);
                frames += 3_500) {
            assertThat(train("--max-frames", Integer.toString(frames)).get("ending").asText())
                    .isEqualTo("frames");
            List<RaceRow> races = TrainHistory.read(cwd.resolve("save/demo")).races();
            random = median(races.stream().filter(race -> race.frames() <= RANDOM_FRAMES
                    && race.exploring()).toList());
            learned = median(races.subList(races.size() - LAST, races.size()));
        }
        assertThat(learned).as("zones, a random policy's are %s", random)
                .isGreaterThanOrEqualTo(3 * random);
    }

    /** How soon, of three seeds, the profile {@code learn} measures. */
    @Test
    @Tag("slow")
    void theFinishIsReached() throws IOException {
        JsonNode more = train("--max-frames", "40000", "--goal", "60");
        assertThat(more.get("ending").asText()).isEqualTo("goal");
        assertThat(more.get("bestMs").get("straight").asInt()).isLessThanOrEqualTo(60_000);
    }

    private JsonNode train(String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--sim", "--map", "straight", "--rl-config",
                CONFIG.toString(), "--no-image-head", "--collectors", "1", "--threads", "1", "--seed", "1",
                "--json"));
        words.addAll(List.of(more));
        CliRun run = tmnf(words.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run.json().get("result");
    }

    private static double median(List<RaceRow> races) {
        assertThat(races).isNotEmpty();
        double[] zones = races.stream().mapToDouble(RaceRow::zone).sorted().toArray();
        return (zones[(zones.length - 1) / 2] + zones[zones.length / 2]) / 2;
    }
}
