package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code tmnf pretrain bc} on caches with numbers beside the picture, of {@code tmnf pretrain prepare}, of
 * its earlier versions and of the Python tool: the actions before a frame have to be as far apart as the
 * driver's.
 */
class PretrainBcCacheTest extends PretrainTestBase {

    private static final String ANOTHER_PAST = "The network learns from another past";

    @BeforeEach
    void prepareADatasetWithATimeline() throws IOException {
        variables.put("TMNF_PRETRAIN__BC__THREADS", "1");
        dataset();
        manifestsWithStates();
        try (var files = Files.walk(cwd.resolve("maps/img"))) {
            for (Path file : files.filter(each -> each.endsWith("manifest.json")).toList()) {
                String manifest = Files.readString(file);
                Files.writeString(file, manifest.substring(0, manifest.length() - 1) + ", \"actions\": ["
                        + "1, 1, 1, 1, 1, 1, 1, 2, 2, 2, ".repeat(11) + "1]}");
                Files.writeString(file.resolveSibling("metadata.json"),
                        "{\"meta_interval_ms\": 100, \"step_ms\": 10}");
            }
        }
        write("fast.yaml", "environment:\n  tm_engine_step_per_action: 1\n");
        write("slow.yaml", "environment:\n  tm_engine_step_per_action: 10\n");
    }

    private CliRun prepare(String... more) {
        return run(List.of("pretrain", "prepare", "-o", "cache", "--format", "bc", "--use-floats",
                "--image-size", "36", "--val-fraction", "0.34", "--json"), more);
    }

    private CliRun bc(String... more) {
        return run(List.of("pretrain", "bc", "--output-dir", "out", "--batch-size", "16", "--workers", "1",
                "--val-fraction", "0.34", "--image-size", "36", "--epochs", "1", "--preprocess-cache-dir",
                "cache", "--json"), more);
    }

    private CliRun run(List<String> line, String... more) {
        List<String> all = new ArrayList<>(line);
        all.addAll(List.of(more));
        return tmnf(all.toArray(String[]::new));
    }

    private Path meta() {
        return cwd.resolve("cache/cache_meta.json");
    }

    /** As an earlier version left it. */
    private void forgetTheDistance() throws IOException {
        String before = Files.readString(meta());
        String after = before.replaceAll(",\\s*\"tmnf_action_ms\": \\d+", "");
        assertThat(after).isNotEqualTo(before);
        Files.writeString(meta(), after);
    }

    /** As the Python tool leaves it. */
    private void pythons() throws IOException {
        forgetTheDistance();
        Files.delete(cwd.resolve("cache/.npy.made_of"));
    }

    private static void learned(CliRun run, boolean knowsBefore) throws IOException {
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/result/accuracy/0/accuracy").isNumber()).isTrue();
        assertThat(run.json().at("/result/accuracy/0/repeatLast").isNumber()).isEqualTo(knowsBefore);
    }

    @Test
    void aCacheIsForDriversThatDecideAsOftenAsThatItWasMadeFor() throws IOException {
        assertThat(prepare("--rl-config-path", "slow.yaml").json().at("/result/kept").asBoolean()).isFalse();
        assertThat(Files.readString(meta())).contains("\"tmnf_action_ms\": 100");

        Path away = Files.move(cwd.resolve("cache/frames.u8"), cwd.resolve("away"));
        CliRun other = bc("--use-floats");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("the previous actions among its floats are 100 ms apart, not 50 ms");
        learned(bc("--use-floats", "--rl-config-path", "slow.yaml"), true);
        Files.move(away, cwd.resolve("cache/frames.u8"));
        CliRun without = bc();
        learned(without, false);
        assertThat(without.err()).contains("known at a distance of 100 ms, and decisions of the driver are "
                + "50 ms apart; repeat_acc");

        assertThat(prepare("--rl-config-path", "slow.yaml").json().at("/result/kept").asBoolean()).isTrue();
        assertThat(prepare().json().at("/result/kept").asBoolean()).as("another driver's").isFalse();
        learned(bc("--use-floats"), true);
    }

    @Test
    void numbersOfThePythonToolAreWarnedOfWhereTheDriverDecidesLessOften() throws IOException {
        prepare("--rl-config-path", "fast.yaml");
        pythons();

        CliRun seen = bc("--use-floats");
        learned(seen, false);
        assertThat(seen.err()).contains("the Python tool makes them 10 ms apart, and decisions of the driver "
                + "are 50 ms apart", ANOTHER_PAST, "repeat_acc and repeat_gain are left out");
        CliRun unseen = bc();
        learned(unseen, false);
        assertThat(unseen.err()).contains("nothing tells how far apart").doesNotContain(ANOTHER_PAST);
        CliRun fits = bc("--use-floats", "--rl-config-path", "fast.yaml");
        learned(fits, true);
        assertThat(fits.err()).doesNotContain("how far apart", "repeat_acc");
    }

    /** The table that the numbers were made of lies beside them. */
    @Test
    void ofACacheOfAnEarlierVersionTheTableBesideItTellsTheDistance() throws IOException {
        prepare();
        forgetTheDistance();
        Files.delete(cwd.resolve("cache/frames.u8"));

        CliRun fits = bc("--use-floats");
        learned(fits, true);
        assertThat(fits.err()).doesNotContain("how far apart", "repeat_acc");
        CliRun other = bc("--use-floats", "--rl-config-path", "slow.yaml");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("are 50 ms apart, not 100 ms");
    }

    /** Nobody knows it where that is gone; such numbers are not the Python tool's. */
    @Test
    void ofACacheOfAnEarlierVersionWithoutATableTheDistanceIsUnknown() throws IOException {
        prepare("--rl-config-path", "slow.yaml");
        forgetTheDistance();
        try (var tables = Files.newDirectoryStream(cwd.resolve("cache"), "observations-*.f32")) {
            for (Path table : tables) {
                Files.delete(table);
            }
        }

        CliRun run = bc("--use-floats", "--rl-config-path", "fast.yaml");

        learned(run, false);
        assertThat(run.err()).contains("an earlier version of tmnf pretrain prepare made them. tmnf pretrain "
                + "prepare --format bc --use-floats makes them again").doesNotContain("Python");
    }

    @Test
    void framesBesideLabelsThatAreNotWantedAreTakenAndTheRunSaysWhy() throws IOException {
        assertThat(run(List.of("pretrain", "prepare", "-o", "cache", "--format", "bc", "--image-size", "36",
                "--val-fraction", "0.34")).code()).isZero();
        int samples = bc("--dry-run").json().at("/result/plan/replays").asInt();
        String taken = "the decoded frames beside them are taken";

        CliRun policy = bc("--bc-mode", "full_policy", "--dense-hidden-dimension", "32");
        assertThat(policy.code()).as(policy.err()).isZero();
        assertThat(policy.err()).contains("has no numbers beside the picture for each sample", taken);
        assertThat(policy.json().at("/result/plan/replays").asInt()).isEqualTo(6).isLessThan(samples);
        CliRun later = bc("--bc-time-offsets-ms", "0,100");
        assertThat(later.code()).as(later.err()).isZero();
        assertThat(later.err()).contains("labels are at [0] ms, not at [0, 100]", taken);
        assertThat(bc("--track-ids", "3,1").err()).contains("samples are of all tracks, not of [3, 1]",
                taken);
        Files.delete(cwd.resolve("cache/frames.u8"));
        CliRun refused = bc("--bc-time-offsets-ms", "0,100");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("labels are at [0] ms, not at [0, 100]. Ask for those");
    }

    /** Earlier versions learned from such numbers without a word, and repeated what was 10 ms ago. */
    @Test
    void aRunOnNumbersOfUnknownDistanceGoesOn() throws IOException {
        prepare();
        learned(bc("--use-floats", "--run-name", "run"), true);
        pythons();

        CliRun rest = bc("--use-floats", "--run-name", "run", "--epochs", "2", "--resume");

        assertThat(rest.code()).as(rest.err()).isZero();
        assertThat(rest.err()).contains("Going on after epoch 1", ANOTHER_PAST);
    }
}
