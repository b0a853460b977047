package tmnf.cli.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import picocli.CommandLine.Model.OptionSpec;

/**
 * Turns what stands in files and variables into values of known keys; mistakes become problems. The names of
 * the Python pretraining tool are understood where they are asked for.
 */
final class LayerReader {

    private static final String PREFIX = "TMNF_";

    private final Supplier<ConfigKeys> keys;
    private final List<String> problems;
    private final List<PretrainTool> wanted;
    private final Function<Path, String> labels;
    private final Map<PretrainTool, PretrainNames> names = new EnumMap<>(PretrainTool.class);

    /**
     * Prepares reading.
     *
     * @param keys the known keys; asked only when something is configured
     * @param problems takes what is wrong, one line each
     * @param wanted steps of pretraining whose settings are wanted, by whatever name
     * @param labels names of files for messages
     */
    LayerReader(Supplier<ConfigKeys> keys, List<String> problems, List<PretrainTool> wanted,
            Function<Path, String> labels) {
        this.keys = keys;
        this.problems = problems;
        this.wanted = wanted;
        this.labels = labels;
    }

    private PretrainNames names(PretrainTool tool) {
        return names.computeIfAbsent(tool, each -> new PretrainNames(each, keys.get()));
    }

    private static Stream<PretrainTool> tools() {
        return Stream.of(PretrainTool.values());
    }

    /** The values of one layer while it is read. */
    private record Values(String layer, Map<String, ConfigLayer.Value> map) {
        Values(String layer) {
            this(layer, new LinkedHashMap<>());
        }
    }

    /** A variable and where it stands. */
    record Variable(String name, String text, String origin) {
    }

    // ------------------------------------------------------------------------------------------- variables

    /** Takes variables that name a key. Our names win over the tool's, single ones over its JSON. */
    ConfigLayer variables(String layer, String place, List<Variable> variables) {
        Values values = new Values(layer);
        variables.forEach(variable -> ours(variable, values));
        for (PretrainTool tool : wanted) {
            Values theirs = new Values(layer);
            variables.forEach(variable -> theirs(tool, variable, theirs));
            Values block = new Values(layer);
            variables.stream().filter(variable ->
                    variable.name().equalsIgnoreCase(tool.variable() + PretrainNames.BLOCK))
                    .forEach(variable -> block(tool, variable, block));
            theirs.map().forEach(values.map()::putIfAbsent);
            block.map().forEach(values.map()::putIfAbsent);
        }
        return new ConfigLayer(layer, place, values.map());
    }

    /** Other variables of ours have no section: one with a section is a mistake, and a key with too few _. */
    private void ours(Variable variable, Values values) {
        String name = variable.name();
        if (!name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) || variable.text().isEmpty()) {
            return;
        }
        Optional<String> key = keys.get().keyOfVariable(name);
        if (key.isPresent()) {
            put(key.get(), key.get(), variable.text(), variable.origin(), values);
        } else if (name.substring(PREFIX.length()).contains("__") || keys.get().lacksUnderscores(name)) {
            unknown(variable, keys.get().nearestVariable(name), values);
        }
    }

    private void theirs(PretrainTool tool, Variable variable, Values values) {
        Optional<String> path = names(tool).pathOfVariable(variable.name());
        if (path.isEmpty() || variable.text().isEmpty() || path.get().equals(PretrainNames.BLOCK)) {
            return;
        }
        Optional<String> key = names(tool).key(path.get());
        if (key.isPresent()) {
            put(key.get(), path.get(), variable.text(), variable.origin(), values);
        } else {
            unknown(variable, names(tool).nearest(path.get()).map(names(tool)::variable), values);
        }
    }

    private void block(PretrainTool tool, Variable variable, Values values) {
        if (variable.text().isBlank()) {
            return;
        }
        YamlFile json = YamlFile.parse(variable.text(), variable.origin());
        if (!variable.text().strip().startsWith("{") || !json.problems().isEmpty()) {
            problems.add(variable.origin() + " (" + values.layer() + "): is no JSON object"
                    + (json.problems().isEmpty() ? "" : ": " + json.problems().get(0)));
            return;
        }
        json.entries().forEach((key, entry) ->
                flat(tool, PretrainNames.BLOCK + "." + key, variable.origin(), entry, values));
        json.unset().keySet().forEach(key ->
                flatUnset(tool, PretrainNames.BLOCK + "." + key, variable.origin(), values));
    }

    private void unknown(Variable variable, Optional<String> near, Values values) {
        problems.add(variable.origin() + " (" + values.layer() + "): " + keys.get().onlyTyped(variable.name())
                .map(option -> "can only be typed, as " + option).orElseGet(() -> "no setting has this name"
                        + near.map(name -> "; did you mean " + name + "?").orElse("")));
    }

    // ------------------------------------------------------------------------------------------------ files

    /**
     * Takes a file of ours, or one of the tool's.
     *
     * @param named whether the user named it, as opposed to one that was found
     * @param tool whose file it is if it is one of the tool's; empty: its keys tell
     */
    ConfigLayer file(String layer, Path file, String label, boolean named, Optional<PretrainTool> tool) {
        Values values = new Values(layer);
        try {
            YamlFile yaml = named ? YamlFile.read(file, label) : YamlFile.readIfItSets(file, label);
            if (yaml.entries().keySet().stream().anyMatch(RlConfigFile::isTypical)) {
                problems.add(label + ": is a configuration of the training, not of this "
                        + "toolkit; capture, cleanup and pretrain take it with --rl-config");
                return new ConfigLayer(layer, file.toString(), Map.of());
            }
            problems.addAll(yaml.problems());
            Set<String> all = new HashSet<>(yaml.entries().keySet());
            all.addAll(yaml.unset().keySet());
            if (!all.isEmpty() && tools().anyMatch(each -> names(each).fits(all))) {
                flat(yaml, file, label, tool, values);
            } else {
                yaml.entries().forEach((key, entry) ->
                        entry(key, label + ":" + entry.line(), entry, values));
                yaml.unset().forEach((key, line) -> unset(key, label + ":" + line, values));
            }
        } catch (IOException e) {
            problems.add(label + ": can't be read: " + e.getMessage());
        }
        return new ConfigLayer(layer, file.toString(), values.map());
    }

    /** A file of the tool's: all of it is about one command. */
    private void flat(YamlFile yaml, Path file, String label, Optional<PretrainTool> known, Values values)
            throws IOException {
        Optional<String> cloning = PretrainNames.cloning(yaml.entries().keySet());
        PretrainTool tool = known.orElse(cloning.isPresent() || wanted.equals(List.of(PretrainTool.CLONING))
                ? PretrainTool.CLONING : PretrainTool.VISUAL);
        if (wanted.isEmpty()) {
            problems.add(label + ": is a configuration of pretraining; only tmnf " + tool.command()
                    + " takes it");
        } else if (cloning.isPresent() && !wanted.contains(PretrainTool.CLONING)) {
            problems.add(label + ":" + yaml.entries().get(cloning.get()).line() + ": " + cloning.get()
                    + " belongs to behavioural cloning; tmnf pretrain bc takes this file");
        } else if (tool == PretrainTool.CLONING) {
            BasedYaml based = BasedYaml.of(yaml, file, labels);
            problems.addAll(based.problems());
            based.entries().forEach((key, placed) ->
                    flat(tool, key, placed.origin(), placed.entry(), values));
            based.unset().forEach((key, origin) -> flatUnset(tool, key, origin, values));
        } else {
            yaml.entries().forEach((key, entry) ->
                    flat(tool, key, label + ":" + entry.line(), entry, values));
            yaml.unset().forEach((key, line) -> flatUnset(tool, key, label + ":" + line, values));
        }
    }

    private void flat(PretrainTool tool, String path, String origin, YamlFile.Entry entry, Values values) {
        Optional<String> key = names(tool).key(path);
        if (key.isEmpty()) {
            unknown(path, origin, names(tool).nearest(path), values);
        } else {
            entry(key.get(), path, origin, entry, values);
        }
    }

    /** A key without a value leaves things as they are, but a mistyped one is a mistake all the same. */
    private void flatUnset(PretrainTool tool, String path, String origin, Values values) {
        if (!path.equals(PretrainNames.BLOCK) && names(tool).key(path).isEmpty()) {
            unknown(path, origin, names(tool).nearest(path), values);
        }
    }

    private void unset(String name, String origin, Values values) {
        if (!keys.get().isSection(name) && tools().noneMatch(tool -> names(tool).isBlock(name))
                && keys.get().option(name).isEmpty() && inSection(name).isEmpty()) {
            unknown(name, origin, keys.get().nearest(name), values);
        }
    }

    /** Our key for one that stands in a section of pretraining with the tool's spelling. */
    private Optional<String> inSection(String name) {
        return tools().map(tool -> names(tool).keyInSection(name)).flatMap(Optional::stream).findFirst();
    }

    private void entry(String name, String origin, YamlFile.Entry entry, Values values) {
        Optional<String> key = keys.get().option(name).isPresent() ? Optional.of(name) : inSection(name);
        if (key.isEmpty()) {
            unknown(name, origin, keys.get().nearest(name), values);
        } else if (!key.get().equals(name) && values.map().containsKey(key.get())) {
            problems.add(origin + ": " + name + " is set twice, as " + key.get() + " too");
        } else {
            entry(key.get(), name, origin, entry, values);
        }
    }

    private void entry(String key, String shown, String origin, YamlFile.Entry entry, Values values) {
        OptionSpec option = keys.get().option(key).orElseThrow();
        if (entry.list() && !option.isMultiValue()) {
            problems.add(origin + ": " + shown + " takes one value, not a list (" + values.layer() + ")");
        } else {
            put(key, shown, entry.text(), origin, values);
        }
    }

    private void unknown(String key, String origin, Optional<String> near, Values values) {
        problems.add(keys.get().onlyTyped(key).map(option -> origin + ": " + key
                + " can only be typed, as " + option + " (" + values.layer() + ")")
                .orElseGet(() -> origin + ": unknown key " + key + " (" + values.layer() + ")"
                        + near.map(name -> "; did you mean " + name + "?").orElse("")));
    }

    /**
     * Takes a value if it fits its option.
     *
     * @param shown the key as the user wrote it
     */
    private void put(String key, String shown, String text, String origin, Values values) {
        OptionSpec option = keys.get().option(key).orElseThrow();
        String value = shown.equals(key) ? text
                : PretrainNames.text(shown.substring(shown.lastIndexOf('.') + 1), option, text);
        String problem = ValueCheck.problem(option, value);
        if (problem.isEmpty()) {
            values.map().put(key, new ConfigLayer.Value(value, values.layer(), origin));
        } else {
            problems.add(origin + ": " + shown + ": " + problem + " (" + values.layer() + ")");
        }
    }
}
