package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.CliTestBase;

/** The configuration of {@code tmnf pretrain bc}: our names, the Python tool's, files on top of files. */
class PretrainBcConfigTest extends CliTestBase {

    /** The keys of the note's section 10, each with another value than the default. */
    private static final String FLAT = """
            data_dir: frames
            output_dir: out
            run_name: v2
            preprocess_cache_dir: cache/v0
            cache_load_in_ram: true
            cache_build_workers: 4
            rl_config_path: rl.yaml
            track_ids: [A01, B02]
            bc_mode: auxiliary_head
            bc_target: held
            bc_time_offsets_ms: [-10, 0, 100]
            bc_offset_weights: [0.2, 1, 0.5]
            encoder_init_path: vis/v1
            bc_resume_run_dir: bc/v1
            use_floats: true
            save_float_head: false
            use_actions_head: true
            save_actions_head: false
            merge_actions_head: true
            use_full_iqn: true
            full_iqn_random_tau: true
            dropout: 0.1
            action_head_dropout: 0.2
            image_normalization: "iqn"
            n_stack: 2
            epochs: 7
            batch_size: 32
            lr: 1e-4
            weight_decay: 0.02
            workers: 2
            pin_memory: false
            prefetch_factor: 3
            grad_clip: 0
            val_fraction: 0.2
            seed: 7
            use_tqdm: false
            lightning:
              early_stopping: yes
              patience: 3
            """;
    private static final Pattern KEY = Pattern.compile("(?m)^( *)([a-z0-9_]+): ?(.*)$");

    /** Path to text, in order. */
    private static List<String[]> entries() {
        List<String[]> entries = new ArrayList<>();
        Matcher key = KEY.matcher(FLAT);
        while (key.find()) {
            if (!key.group(2).equals("lightning")) {
                entries.add(new String[] {(key.group(1).isEmpty() ? "" : "lightning.") + key.group(2),
                    key.group(3).replace("\"", "")});
            }
        }
        return entries;
    }

    private static String plain(String text) {
        String list = text.replaceAll("[\\[\\] ]", "");
        return list.matches("yes|on") ? "true" : list.matches("no|off") ? "false" : list;
    }

    private static String key(String path) {
        return path.equals("use_tqdm") ? "no-progress"
                : "pretrain.bc." + path.substring(path.lastIndexOf('.') + 1).replace('_', '-');
    }

    private String value(String path, String... more) {
        String key = key(path);
        List<String> line = new ArrayList<>(List.of("config", "show", "--origin"));
        line.addAll(List.of(more));
        CliRun run = tmnf(line.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run.out().lines().filter(text -> text.startsWith(key + ": ")).findFirst().orElseThrow()
                .substring(key.length() + 2);
    }

    private static String expected(String[] entry) {
        return entry[0].equals("use_tqdm") ? "true" : plain(entry[1]);
    }

    @Test
    void everyKeyOfThePythonToolIsTakenFromAFileAndAVariable() throws IOException {
        write("flat.yaml", FLAT);
        String file = tmnf("config", "show", "--origin", "--config", "flat.yaml").out();
        for (String[] entry : entries()) {
            assertThat(file).contains(key(entry[0]) + ": " + expected(entry) + "  # file, flat.yaml:");
        }
        for (String[] entry : entries()) {
            String name = "PRETRAIN_BC_" + entry[0].replace(".", "__").toUpperCase(Locale.ROOT);
            variables.put(name, entry[0].equals("track_ids") ? "[\"A01\", \"B02\"]" : entry[1]);
        }
        String all = tmnf("config", "show", "--origin", "pretrain", "bc").out();
        for (String[] entry : entries()) {
            if (!entry[0].equals("use_tqdm")) {
                assertThat(all).contains(key(entry[0]) + ": " + expected(entry)
                        + "  # environment, PRETRAIN_BC_");
            }
        }
    }

    @Test
    void everyKeyOfThePythonToolIsAnOption() throws IOException {
        List<String> line = new ArrayList<>(List.of("pretrain", "bc", "--dry-run", "--help"));
        for (String[] entry : entries()) {
            String option = entry[0].replace("lightning.", "").replace('_', '-');
            String value = plain(entry[1]);
            if (option.equals("use-tqdm")) {
                line.addAll(List.of("--no-tqdm", "--use-tqdm"));
            } else if (value.matches("true|false")) {
                line.add(value.equals("true") ? "--" + option : "--no-" + option);
            } else if (option.equals("track-ids")) {
                line.addAll(List.of("--track-ids", "A01", "B02"));
            } else {
                line.add("--" + option + "=" + value);
            }
        }
        CliRun run = tmnf(line.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void filesLieOnTopOfOthersKeyByKey() throws IOException {
        write("conf/low/base.yaml", "epochs: 3\nlr: 0.1\nencoder_init_path: vis/v1\n"
                + "lightning:\n  patience: 3\n  min_delta: 0.5\n");
        write("conf/middle.yaml", "_base_: low/base.yaml\nlr: 0.2\n");
        write("conf/top.yaml", "_base_: middle.yaml\nseed: 7\nencoder_init_path: null\n"
                + "lightning:\n  patience: 4\n");
        assertThat(value("epochs", "--config", "conf/top.yaml")).isEqualTo("3  # file, conf/low/base.yaml:1");
        assertThat(value("lr", "--config", "conf/top.yaml")).isEqualTo("0.2  # file, conf/middle.yaml:2");
        assertThat(value("seed", "--config", "conf/top.yaml")).isEqualTo("7  # file, conf/top.yaml:2");
        assertThat(value("encoder_init_path", "--config", "conf/top.yaml")).isEqualTo("  # built-in");
        assertThat(value("lightning.patience", "--config", "conf/top.yaml"))
                .isEqualTo("4  # file, conf/top.yaml:5");
        assertThat(value("lightning.min_delta", "--config", "conf/top.yaml"))
                .isEqualTo("0.5  # file, conf/low/base.yaml:6");
        variables.put("PRETRAIN_BC_EPOCHS", "9");
        assertThat(value("epochs", "--config", "conf/top.yaml")).startsWith("9  # environment");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "_base_: flat.yaml; flat.yaml:1: _base_: flat.yaml is below itself",
        "_base_: gone.yaml; flat.yaml:1: _base_: no such file: gone.yaml",
        "epochs: 3|bc_mod: backbone; flat.yaml:2: unknown key bc_mod (file); did you mean bc_mode?",
        "bc_mode: whole; 'whole' is none of backbone, full_policy, auxiliary_head",
        "bc_time_offsets_ms: [0, soon]; 'soon' is no whole number", "dropout: 1; from 0 to below 1, not 1",
        "bc_offset_weights: [-1]; must be at least 0, not -1", "weight_decay: -1; must be at least 0",
        "epochs: 0; flat.yaml:1: epochs: '0' does not fit", "use_floats: 2; neither true nor false",
        "task: ae; flat.yaml:1: unknown key task", "epochs: 1|lightning:|  patiense: 1; lightning.patience?"})
    void mistakesNameFileLineAndKey(String yaml, String expected) throws IOException {
        write("flat.yaml", yaml.replace("|", "\n") + "\n");
        CliRun run = tmnf("pretrain", "bc", "--config", "flat.yaml");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(expected);
    }

    @Test
    void eachStepHasItsOwnFilesAndVariables() throws IOException {
        write("config/pretrain/bc.yaml", "epochs: 3\n");
        write("config/pretrain/vis.yaml", "epochs: 4\n");
        variables.put("PRETRAIN_SEED", "1");
        variables.put("PRETRAIN_BC_SEED", "2");
        assertThat(value("epochs")).isEqualTo("3  # file, config/pretrain/bc.yaml:1");
        assertThat(value("seed")).startsWith("2  # environment, PRETRAIN_BC_SEED");
        String vis = tmnf("config", "show", "--origin", "pretrain").out();
        assertThat(vis).contains("pretrain.epochs: 4  # file", "pretrain.seed: 1  # environment");
        write("flat.yaml", "bc_mode: backbone\n");
        assertThat(tmnf("pretrain", "--config", "flat.yaml").err()).contains("bc_mode belongs to behavioural "
                + "cloning; tmnf pretrain bc takes this file");
        write("config/tmnf.yaml", "pretrain:\n  bc:\n    bc_time_offsets_ms: [0, 100]\n    batch-size: 8\n");
        assertThat(value("bc_time_offsets_ms")).isEqualTo("0,100  # file, config/tmnf.yaml:3");
        assertThat(value("batch_size")).isEqualTo("8  # file, config/tmnf.yaml:4");
    }

    @Test
    void theShippedFileExplainsEveryKeyAndHoldsTheDefaults() throws IOException {
        Path shipped = projectRoot().resolve("config/pretrain/bc.yaml");
        String before = tmnf("config", "show").out();
        Path file = write("config/pretrain/bc.yaml", Files.readString(shipped));
        assertThat(tmnf("config", "show").out()).as("sets nothing").isEqualTo(before);

        Files.writeString(file, Files.readString(shipped).replaceAll("(?m)^( *)#([a-z0-9_]+:)", "$1$2"));
        assertThat(tmnf("config", "show").out()).as("says what holds").isEqualTo(before);
        List<String> origins = tmnf("config", "show", "--origin", "pretrain", "bc").out().lines().toList();
        assertThat(origins).filteredOn(line -> !line.contains("config/pretrain/bc.yaml"))
                .allMatch(line -> line.matches("pretrain\\.bc\\.[a-z-]+: {3}# built-in"),
                        "nothing by default").isNotEmpty();
        for (String line : origins) {
            String name = line.substring("pretrain.bc.".length(), line.indexOf(':')).replace('-', '_');
            assertThat(Files.readString(shipped)).containsPattern("(?m)^ *#" + name + ":");
        }
    }
}
