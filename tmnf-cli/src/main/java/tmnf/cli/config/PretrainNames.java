package tmnf.cli.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Model.OptionSpec;

import tmnf.cli.run.Suggestions;

/**
 * The names that the Python tool has for the settings of {@code tmnf pretrain} and {@code tmnf pretrain bc}:
 * keys without a section and with underscores, some of them in the block {@code lightning}, and variables
 * {@code PRETRAIN_<KEY>} and {@code PRETRAIN_BC_<KEY>}. Source: pretraining note, sections 2 and 10.
 */
public final class PretrainNames {

    /** The block of the loop's settings, and the variable that holds it as JSON. */
    static final String BLOCK = "lightning";

    private static final String PROGRESS = "use_tqdm";
    private static final String NO_PROGRESS = "no-progress";
    private static final Set<String> IN_BLOCK = Set.of("tensorboard", "tensorboard_dir", "csv_logger",
            "csv_dir", "checkpoint_dir", "save_top_k", "checkpoint_monitor", "early_stopping", "patience",
            "min_delta", "accelerator", "precision", "devices", "log_every_n_steps", "deterministic",
            "enable_model_summary", "profiler", "float32_matmul_precision");
    private static final Set<String> CLONING = Set.of(BasedYaml.BASE, "encoder_init_path", "use_full_iqn",
            "use_floats", "use_actions_head", "save_float_head", "save_actions_head", "merge_actions_head",
            "action_head_dropout", "full_iqn_random_tau", "track_ids");

    private final PretrainTool tool;
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Set<String> sections = new HashSet<>();

    /** The names of all settings of the command. */
    PretrainNames(PretrainTool tool, ConfigKeys known) {
        this.tool = tool;
        String section = tool.section();
        for (String key : known.all()) {
            if (key.contains(".")) {
                sections.add(section(key));
            }
            if (key.startsWith(section) && key.indexOf('.', section.length()) < 0) {
                keys.put(path(key.substring(section.length())), key);
            }
        }
        keys.put(PROGRESS, NO_PROGRESS);
    }

    /** What the tool calls an option, given without its dashes. */
    public static String path(String option) {
        String name = option.replace('-', '_');
        return IN_BLOCK.contains(name) ? BLOCK + "." + name : name;
    }

    /** Our key for the tool's. */
    Optional<String> key(String path) {
        return Optional.ofNullable(keys.get(path));
    }

    /** Our key for one that stands in the section of the command with the tool's spelling. */
    Optional<String> keyInSection(String path) {
        String section = tool.section();
        return path.startsWith(section) ? key(path.substring(section.length())) : Optional.empty();
    }

    /** Whether a name is that of the block in the section of the command. */
    boolean isBlock(String path) {
        return path.equals(tool.section() + BLOCK);
    }

    /** The tool's key nearest to a mistyped one. */
    Optional<String> nearest(String path) {
        List<String> names = new ArrayList<>(keys.keySet());
        Optional<String> near = Suggestions.nearest(path, names);
        // Most often a key of the block stands outside of it.
        return near.isPresent() ? near : Suggestions.nearest(BLOCK + "." + path, names);
    }

    /** Whether a file is one of the tool's: it has keys of it, and no section of ours. */
    boolean fits(Collection<String> paths) {
        return paths.stream().noneMatch(path -> sections.contains(section(path)))
                && (paths.stream().anyMatch(path -> keys.containsKey(path) || path.equals(BLOCK)
                        || path.startsWith(BLOCK + "."))
                        || cloning(paths).isPresent());
    }

    private static String section(String path) {
        return path.substring(0, Math.max(0, path.indexOf('.')));
    }

    /** The first key that only a configuration of behavioural cloning has. */
    static Optional<String> cloning(Collection<String> paths) {
        return paths.stream().filter(path -> path.startsWith("bc_") || CLONING.contains(path)).findFirst();
    }

    /** The tool's key behind a variable; empty if the variable is none of its. */
    Optional<String> pathOfVariable(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        boolean cloning = upper.startsWith(PretrainTool.CLONING.variable()); // begins like the others
        if (!upper.startsWith(tool.variable()) || cloning != (tool == PretrainTool.CLONING)) {
            return Optional.empty();
        }
        return Optional.of(upper.substring(tool.variable().length()).toLowerCase(Locale.ROOT)
                .replace("__", "."));
    }

    /** The variable of the tool's key. */
    String variable(String path) {
        return tool.variable() + path.replace(".", "__").toUpperCase(Locale.ROOT);
    }

    /**
     * A value as our option wants it: truth has many spellings there, and one key says the opposite; lists in
     * variables are JSON.
     */
    static String text(String path, OptionSpec option, String text) {
        if (option.isMultiValue() && text.strip().startsWith("[")) {
            YamlFile list = YamlFile.parse(path + ": " + text.strip(), path);
            return list.problems().isEmpty() && list.entries().containsKey(path)
                    ? list.entries().get(path).text() : text;
        }
        boolean flag = option.type() == boolean.class || option.type() == Boolean.class;
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (!flag || !lower.matches("true|false|1|0|yes|no|on|off|t|f|y|n")) {
            return text;
        }
        boolean on = lower.matches("true|1|yes|on|t|y");
        return Boolean.toString(on != path.equals(PROGRESS));
    }
}
