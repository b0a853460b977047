package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.cli.CliTestBase;

/** The configuration of {@code tmnf pretrain}: our names, the Python tool's, and which wins. */
class PretrainConfigTest extends CliTestBase {

    /** The keys of the note's section 2, each with another value than the default. */
    private static final String FLAT = """
            data_dir: frames
            output_dir: out
            run_name: v2
            preprocess_cache_dir: cache/v0
            cache_load_in_ram: true
            cache_build_workers: 4
            rl_config_path: rl.yaml
            task: simclr
            framework: native
            image_normalization: "iqn"
            n_stack: 2
            stack_mode: concat
            epochs: 7
            batch_size: 32
            lr: 5e-4
            workers: 2
            pin_memory: false
            prefetch_factor: 3
            grad_clip: 0
            vae_latent: 8
            proj_dim: 16
            temperature: 0.25
            kl_weight: 0.5
            val_fraction: 0.2
            seed: 7
            use_tqdm: false
            lightning:
              tensorboard: no
              tensorboard_dir: tb
              csv_logger: off
              csv_dir: log
              checkpoint_dir: ckpt
              save_top_k: -1
              checkpoint_monitor: train_loss
              early_stopping: yes
              patience: 3
              min_delta: 0.001
              accelerator: cpu
              precision: bf16-mixed
              devices: 1
              log_every_n_steps: 5
              deterministic: true
              enable_model_summary: false
              profiler: simple
              float32_matmul_precision: high
            """;
    private static final Pattern KEY = Pattern.compile("(?m)^( *)([a-z0-9_]+): ?(.*)$");

    /** Path to text, in order. */
    private static List<String[]> entries(String yaml) {
        List<String[]> entries = new ArrayList<>();
        Matcher key = KEY.matcher(yaml);
        while (key.find()) {
            if (!key.group(2).equals("lightning")) {
                String prefix = key.group(1).isEmpty() ? "" : "lightning.";
                entries.add(new String[] {prefix + key.group(2), key.group(3).replace("\"", "")});
            }
        }
        return entries;
    }

    /** The value that holds, as {@code config show} prints it. */
    private String value(String path, String... more) {
        return value(path, show(more));
    }

    private CliRun show(String... more) {
        List<String> line = new ArrayList<>(List.of("config", "show", "--origin"));
        line.addAll(List.of(more));
        CliRun run = tmnf(line.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run;
    }

    private static String value(String path, CliRun run) {
        String name = path.substring(path.lastIndexOf('.') + 1).replace('_', '-');
        String key = path.equals("use_tqdm") ? "no-progress" : "pretrain." + name;
        return run.out().lines().filter(text -> text.startsWith(key + ": ")).findFirst().orElseThrow()
                .substring(key.length() + 2);
    }

    private static String expected(String path, String text) {
        String value = text.matches("yes|on") ? "true" : text.matches("no|off") ? "false" : text;
        return path.equals("use_tqdm") ? Boolean.toString(!Boolean.parseBoolean(value)) : value;
    }

    @Test
    void everyKeyOfThePythonToolIsTakenFromAFile() throws IOException {
        write("flat.yaml", FLAT);
        CliRun shown = show("--config", "flat.yaml");
        int line = 0;
        for (String[] entry : entries(FLAT)) {
            Matcher key = Pattern.compile("(?m)^ *" + entry[0].replace("lightning.", "") + ":").matcher(FLAT);
            assertThat(key.find()).isTrue();
            line = FLAT.substring(0, key.start()).split("\n", -1).length;
            assertThat(value(entry[0], shown))
                    .isEqualTo(expected(entry[0], entry[1]) + "  # file, flat.yaml:" + line);
        }
        assertThat(line).isEqualTo(FLAT.split("\n").length);
    }

    /** They explain every key and set none, so nothing but the empty block tells whose they are. */
    @ParameterizedTest
    @CsvSource({"pretrain, vis.yaml", "pretrain bc, bc.yaml"})
    void aCopyOfTheShippedFileIsTaken(String command, String file) throws IOException {
        Files.createDirectories(cwd.resolve("maps/img"));
        Files.copy(projectRoot().resolve("config/pretrain").resolve(file), cwd.resolve("mine.yaml"));
        List<String> line = new ArrayList<>(List.of(command.split(" ")));
        line.addAll(List.of("--config", "mine.yaml", "--dry-run"));

        CliRun run = tmnf(line.toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isEqualTo(4);
        assertThat(run.err()).contains("has no frames of replays");
    }

    @Test
    void everyKeyOfThePythonToolIsAVariable() {
        entries(FLAT).forEach(entry -> variables.put(variable(entry[0]), entry[1]));
        CliRun shown = show();
        for (String[] entry : entries(FLAT)) {
            assertThat(value(entry[0], shown))
                    .isEqualTo(expected(entry[0], entry[1]) + "  # environment, " + variable(entry[0]));
        }
    }

    private static String variable(String path) {
        return "PRETRAIN_" + path.replace(".", "__").toUpperCase(java.util.Locale.ROOT);
    }

    @Test
    void everyKeyOfThePythonToolIsAnOption() throws IOException {
        write("rl.yaml", "neural_network:\n  w_downsized: 80\n  h_downsized: 48\n");
        Files.createDirectories(cwd.resolve("frames"));
        List<String> line = new ArrayList<>(List.of("pretrain", "--dry-run", "--help"));
        for (String[] entry : entries(FLAT)) {
            String option = entry[0].replace("lightning.", "").replace('_', '-');
            String value = expected(entry[0], entry[1]);
            if (option.equals("use-tqdm")) {
                line.add("--no-tqdm");
            } else if (value.matches("true|false")) {
                line.add(value.equals("true") ? "--" + option : "--no-" + option);
            } else {
                line.addAll(List.of("--" + option, value));
            }
        }
        CliRun run = tmnf(line.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"epochs, epochs, 7, 8", "lightning.patience, patience, 7, 8", "lr, lr, 0.5, 0.25",
        "task, task, vae, simclr", "data_dir, data-dir, a, b"})
    void theCommandLineWinsThenTheEnvironmentThenTheFile(String path, String option, String one, String two)
            throws IOException {
        String[] parts = path.split("\\.");
        write("flat.yaml", parts.length == 1 ? path + ": " + one
                : parts[0] + ":\n  " + parts[1] + ": " + one + "\n");
        assertThat(value(path, "--config", "flat.yaml")).startsWith(one + "  # file");
        write(".env", "PRETRAIN_" + path.replace(".", "__") + "=" + two + "\n");
        assertThat(value(path, "--config", "flat.yaml")).startsWith(two + "  # .env");
        variables.put("pretrain_" + path.replace(".", "__"), one);
        assertThat(value(path, "--config", "flat.yaml")).startsWith(one + "  # environment");
        variables.put("TMNF_PRETRAIN__" + option.replace('-', '_'), two);
        assertThat(value(path, "--config", "flat.yaml"))
                .startsWith(two + "  # environment, TMNF_PRETRAIN__");
    }

    @Test
    void oneVariableOfTheBlockLeavesTheOthersAlone() throws IOException {
        write("flat.yaml", "lightning:\n  patience: 3\n  min_delta: 0.5\n  csv_dir: log\n");
        variables.put("PRETRAIN_LIGHTNING", "{\"patience\": 4, \"min_delta\": 0.25, \"deterministic\": "
                + "true}");
        variables.put("PRETRAIN_LIGHTNING__PATIENCE", "5");

        assertThat(value("lightning.patience", "--config", "flat.yaml"))
                .isEqualTo("5  # environment, PRETRAIN_LIGHTNING__PATIENCE");
        assertThat(value("lightning.min_delta", "--config", "flat.yaml"))
                .isEqualTo("0.25  # environment, PRETRAIN_LIGHTNING");
        assertThat(value("lightning.deterministic")).startsWith("true");
        assertThat(value("lightning.csv_dir", "--config", "flat.yaml")).isEqualTo("log  # file, flat.yaml:4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"epochs: 3\nrun_name: null\nlightning: null\n",
        "epochs: 3\nlightning:\n  profiler: ~\n  devices:\n", "pretrain:\n  epochs: 3\n  lightning:\n"
                + "  run-name:\n  rl_config_path:\ndownload:\nfilter:\n  no-respawn:\n"})
    void keysWithoutAValueLeaveTheDefault(String yaml) throws IOException {
        write("flat.yaml", yaml);
        assertThat(value("epochs", "--config", "flat.yaml")).startsWith("3  # file, flat.yaml:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{\"patience\": 3", "patience", "{\"patience\": {\"a\": 1}}",
        "{\"patience\": 0}", "{\"patiense\": 1}", "{\"patiense\": null}"})
    void aBlockThatIsNoneIsRefused(String json) {
        variables.put("PRETRAIN_LIGHTNING", json);
        CliRun run = tmnf("pretrain");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("PRETRAIN_LIGHTNING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "YES", "on", "t", "Y", "false", "0", "no", "OFF", "f", "n"})
    void truthIsSpelledInManyWays(String text) throws IOException {
        boolean on = List.of("true", "1", "YES", "on", "t", "Y").contains(text);
        variables.put("PRETRAIN_CACHE_LOAD_IN_RAM", text);
        variables.put("PRETRAIN_LIGHTNING__EARLY_STOPPING", text);
        variables.put("PRETRAIN_USE_TQDM", text);

        assertThat(value("cache_load_in_ram")).startsWith(on + " ");
        assertThat(value("lightning.early_stopping")).startsWith(on + " ");
        assertThat(value("use_tqdm")).startsWith(!on + " ");
        variables.clear();
        write("flat.yaml", "cache_load_in_ram: " + text + "\n");
        assertThat(value("cache_load_in_ram", "--config", "flat.yaml")).startsWith(on + " ");
    }

    @Test
    void ourOwnFilesTakeBothSpellings() throws IOException {
        write("config/tmnf.yaml", """
                pretrain:
                  batch-size: 8
                  val_fraction: 0.5
                  lightning:
                    early_stopping: true
                """);
        assertThat(value("batch_size")).isEqualTo("8  # file, config/tmnf.yaml:2");
        assertThat(value("val_fraction")).isEqualTo("0.5  # file, config/tmnf.yaml:3");
        assertThat(value("lightning.early_stopping")).isEqualTo("true  # file, config/tmnf.yaml:5");
        write("config/tmnf.yaml", "pretrain:\n  batch-size: 8\n  batch_size: 9\n");
        assertThat(tmnf("config", "check").out()).contains("config/tmnf.yaml:3: pretrain.batch_size is set "
                + "twice, as pretrain.batch-size too");
    }

    @Test
    void theFileOfTheCommandIsFoundInConfigThenInConfigFiles() throws IOException {
        installation = Files.createDirectories(cwd.resolveSibling("installed"));
        Path shipped = installation.resolve("config/pretrain/vis.yaml");
        Files.createDirectories(shipped.getParent());
        Files.writeString(shipped, "epochs: 1\n");
        assertThat(value("epochs")).startsWith("1  # file, ");
        write("config_files/pretrain/vis/pretrain_config.yaml", "epochs: 2\n");
        assertThat(value("epochs")).isEqualTo("2  # file, config_files/pretrain/vis/pretrain_config.yaml:1");
        write("config/pretrain/vis.yaml", "epochs: 3\n");
        assertThat(value("epochs")).isEqualTo("3  # file, config/pretrain/vis.yaml:1");
        write("config/tmnf.yaml", "pretrain:\n  epochs: 4\n");
        assertThat(value("epochs")).isEqualTo("4  # file, config/tmnf.yaml:2");
        write("mine.yaml", "seed: 1\n");
        assertThat(value("epochs", "--config", "mine.yaml")).isEqualTo("50  # built-in");
    }

    @Test
    void otherCommandsDoNotLookAtAllThis() throws IOException {
        write("config/pretrain/vis.yaml", "epchs: 3\n");
        variables.put("PRETRAIN_EPCHS", "1");
        assertThat(tmnf("filter", "no-respawn").err()).doesNotContain("epchs").doesNotContain("EPCHS");
        assertThat(tmnf("pretrain").err()).contains("PRETRAIN_EPCHS (environment): no setting has this name; "
                + "did you mean PRETRAIN_EPOCHS?");
        variables.clear();
        variables.put("PRETRAIN_BC_EPOCHS", "1");
        assertThat(tmnf("pretrain").err()).contains("config/pretrain/vis.yaml:1").contains("epchs")
                .doesNotContain("PRETRAIN_BC");
        write("flat.yaml", "epochs: 3\n");
        assertThat(tmnf("filter", "no-respawn", "--config", "flat.yaml").err())
                .contains("flat.yaml: is a configuration of pretraining; only tmnf pretrain takes it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "epochs: 3|batch_sise: 4; flat.yaml:2: unknown key batch_sise (file); did you mean batch_size?",
        "epochs: 3|patience: 4; flat.yaml:2: unknown key patience (file); did you mean lightning.patience?",
        "epochs: 3|lightning:|  patiense: 4; flat.yaml:3: unknown key lightning.patiense (file); "
                + "did you mean lightning.patience?",
        "epochs: 3|preprocess_cache_dri: null; flat.yaml:2: unknown key preprocess_cache_dri (file); "
                + "did you mean preprocess_cache_dir?",
        "epochs: 3|lightning:|  devicse:; flat.yaml:3: unknown key lightning.devicse (file); "
                + "did you mean lightning.devices?",
        "pretrain:|  threads: 1|  seeed:|; flat.yaml:3: unknown key pretrain.seeed; pretrain.seed?",
        "epochs: 0; flat.yaml:1: epochs: '0' does not fit: must be at least 1, not 0; (file)",
        "epochs: 1.5; '1.5' is no whole number; flat.yaml:1", "n_stack: 33; from 1 to 32, not 33; n_stack",
        "val_fraction: 1.1; from 0 to 1, not 1.1; val_fraction", "lr: 0; must be above 0, not 0; lr",
        "lr: NaN; must be finite; lr", "grad_clip: -1; must be at least 0, not -1; grad_clip",
        "lr_schedule: step; 'step' is none of constant, cosine; lr_schedule",
        "warmup_epochs: -1; must be at least 0, not -1; warmup_epochs",
        "epochs: 3|lr_schedule: cosine|warmup_epochs: 3; 3.0 is not less than --epochs 3; --warmup-epochs",
        "vae_latent: 1; must be from 2 to 65536, not 1; vae_latent", "proj_dim: 1; must be from 2; proj_dim",
        "workers: 1000000; from 0 to 256; workers", "cache_build_workers: 257; from 0 to 256; cache_build",
        "threads: 100000; from 0 to 256; threads", "prefetch_factor: 2147483647; from 1 to 1024; prefetch",
        "epochs: 1|lightning:|  save_top_k: -2; must be at least -1, not -2; lightning.save_top_k",
        "epochs: 1|lightning:|  devices: 0; must be at least 1; lightning.devices",
        "temperature: 0; must be above 0; temperature", "kl_weight: -1; must be at least 0; kl_weight",
        "task: aee; 'aee' is none of ae, vae, simclr; task", "cache_load_in_ram: 2; neither true nor; ram",
        "image_normalization: zeroone; is none of 01, iqn, rl; image_normalization",
        "epochs: 1|lightning:|  accelerator: tpu; 'tpu' is none of auto, cpu, gpu; flat.yaml:3",
        "epochs: [1, 2]; epochs takes one value, not a list; flat.yaml:1",
        "epochs: 1|bc_mode: backbone; bc_mode belongs to behavioural cloning; flat.yaml:2",
        "_base_: other.yaml|epochs: 1; _base_ belongs to behavioural cloning; flat.yaml:1",
        "epochs: 1|epochs: 2; set twice; epochs", "image_size: 33; from 34 to 4096 pixels; image_size",
        "image_size: big; is no size such as 64 or 160x120; image_size"})
    void mistakesNameFileLineAndKey(String yaml, String expected, String also) throws IOException {
        write("flat.yaml", yaml.replace("|", "\n") + "\n");
        CliRun run = tmnf("pretrain", "--config", "flat.yaml");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(expected).contains(also);
    }

    @ParameterizedTest
    @CsvSource({"--epochs, 0, must be at least 1", "--lr, x, is no number", "--n-stack, 40, from 1 to 32",
        "--image-size, 20x64, from 34 to 4096", "--accelerator, mps, 'auto, cpu, gpu'",
        "--precision, 64-true, '32-true, 16-mixed, bf16-mixed'", "--run-name, a/b, no name of a folder",
        "--run-name, .., no name of a folder", "--csv-dir, ../x, no name of a folder",
        "--max-runtime, soon, no duration"})
    void wrongOptionsSayWhatIsRight(String option, String value, String expected) {
        CliRun run = tmnf("pretrain", option, value);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(option).contains(expected);
    }

    @Test
    void theShippedFileExplainsEveryKeyAndHoldsTheDefaults() throws IOException {
        Path shipped = projectRoot().resolve("config/pretrain/vis.yaml");
        String before = tmnf("config", "show", "--origin").out();
        Path file = write("config/pretrain/vis.yaml", Files.readString(shipped));
        assertThat(tmnf("config", "show", "--origin").out()).as("sets nothing").isEqualTo(before);

        Files.writeString(file, Files.readString(shipped).replaceAll("(?m)^( *)#([a-z0-9_]+:)", "$1$2"));
        String after = tmnf("config", "show").out();
        assertThat(after).as("says what holds").isEqualTo(before.replaceAll("(?m) *# .*$", ""));
        List<String> origins = tmnf("config", "show", "--origin", "pretrain").out().lines()
                .filter(line -> !line.matches("pretrain\\.(prepare|bc|probe)\\..*"))
                .toList();
        assertThat(origins).filteredOn(line -> !line.contains("config/pretrain/vis.yaml"))
                .allMatch(line -> line.matches("pretrain\\.[a-z-]+: {3}# built-in"), "nothing by default")
                .hasSize(7);
        for (String line : origins) {
            String name = line.substring("pretrain.".length(), line.indexOf(':')).replace('-', '_');
            assertThat(Files.readString(shipped)).containsPattern("(?m)^ *#" + name + ":");
        }
        assertThat(Files.readString(shipped)).contains("#use_tqdm: true");
    }
}
