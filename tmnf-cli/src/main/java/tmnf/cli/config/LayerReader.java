package tmnf.cli.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import picocli.CommandLine.Model.OptionSpec;

/**
 * Turns what stands in files and variables into values of known keys; mistakes become problems. The names of
 * the Python pretraining tool are understood where they are asked for.
 */
final class LayerReader {

    private static final String PREFIX = "TMNF_";

    private final Supplier<ConfigKeys> keys;
    private final List<String> problems;
    private final boolean pretrain;
    private PretrainNames names; // null: not needed yet

    /**
     * Prepares reading.
     *
     * @param keys the known keys; asked only when something is configured
     * @param problems takes what is wrong, one line each
     * @param pretrain whether settings of pretraining are wanted, by whatever name
     */
    LayerReader(Supplier<ConfigKeys> keys, List<String> problems, boolean pretrain) {
        this.keys = keys;
        this.problems = problems;
        this.pretrain = pretrain;
    }

    private PretrainNames names() {
        if (names == null) {
            names = new PretrainNames(keys.get());
        }
        return names;
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
        if (pretrain) {
            Values theirs = new Values(layer);
            variables.forEach(variable -> theirs(variable, theirs));
            Values block = new Values(layer);
            variables.stream().filter(variable ->
                    variable.name().equalsIgnoreCase(PretrainNames.VARIABLE + PretrainNames.BLOCK))
                    .forEach(variable -> block(variable, block));
            theirs.map().forEach(values.map()::putIfAbsent);
            block.map().forEach(values.map()::putIfAbsent);
        }
        return new ConfigLayer(layer, place, values.map());
    }

    /** Other variables of ours have no section, so that only a section makes a mistake. */
    private void ours(Variable variable, Values values) {
        String name = variable.name();
        if (!name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) || variable.text().isEmpty()) {
            return;
        }
        Optional<String> key = keys.get().keyOfVariable(name);
        if (key.isPresent()) {
            put(key.get(), key.get(), variable.text(), variable.origin(), values);
        } else if (name.substring(PREFIX.length()).contains("__")) {
            unknown(variable, keys.get().nearestVariable(name), values);
        }
    }

    private void theirs(Variable variable, Values values) {
        Optional<String> path = PretrainNames.pathOfVariable(variable.name());
        if (path.isEmpty() || variable.text().isEmpty() || path.get().equals(PretrainNames.BLOCK)) {
            return;
        }
        Optional<String> key = names().key(path.get());
        if (key.isPresent()) {
            put(key.get(), path.get(), variable.text(), variable.origin(), values);
        } else {
            unknown(variable, names().nearest(path.get()).map(PretrainNames::variable), values);
        }
    }

    private void block(Variable variable, Values values) {
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
                flat(PretrainNames.BLOCK + "." + key, variable.origin(), entry, values));
        json.unset().keySet().forEach(key ->
                flatUnset(PretrainNames.BLOCK + "." + key, variable.origin(), values));
    }

    private void unknown(Variable variable, Optional<String> near, Values values) {
        problems.add(variable.origin() + " (" + values.layer() + "): no setting has this name"
                + near.map(name -> "; did you mean " + name + "?").orElse(""));
    }

    // ------------------------------------------------------------------------------------------------ files

    /**
     * Takes a file of ours, or one of the tool's.
     *
     * @param named whether the user named it, as opposed to one that was found
     */
    ConfigLayer file(String layer, Path file, String label, boolean named) {
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
            if (!all.isEmpty() && names().fits(all)) {
                flat(yaml, label, values);
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
    private void flat(YamlFile yaml, String label, Values values) {
        Optional<String> cloning = PretrainNames.cloning(yaml.entries().keySet());
        if (cloning.isPresent()) {
            problems.add(label + ":" + yaml.entries().get(cloning.get()).line() + ": " + cloning.get()
                    + " belongs to behavioural cloning, which is not in this version; tmnf pretrain takes "
                    + "the "
                    + "configurations of visual pretraining");
        } else if (pretrain) {
            yaml.entries().forEach((key, entry) -> flat(key, label + ":" + entry.line(), entry, values));
            yaml.unset().forEach((key, line) -> flatUnset(key, label + ":" + line, values));
        } else {
            problems.add(label + ": is a configuration of pretraining; only tmnf pretrain takes it");
        }
    }

    private void flat(String path, String origin, YamlFile.Entry entry, Values values) {
        Optional<String> key = names().key(path);
        if (key.isEmpty()) {
            unknown(path, origin, names().nearest(path), values);
        } else {
            entry(key.get(), path, origin, entry, values);
        }
    }

    /** A key without a value leaves things as they are, but a mistyped one is a mistake all the same. */
    private void flatUnset(String path, String origin, Values values) {
        if (!path.equals(PretrainNames.BLOCK) && names().key(path).isEmpty()) {
            unknown(path, origin, names().nearest(path), values);
        }
    }

    private void unset(String name, String origin, Values values) {
        if (!keys.get().isSection(name) && !names().isBlock(name) && keys.get().option(name).isEmpty()
                && names().keyInSection(name).isEmpty()) {
            unknown(name, origin, keys.get().nearest(name), values);
        }
    }

    private void entry(String name, String origin, YamlFile.Entry entry, Values values) {
        Optional<String> key = keys.get().option(name).isPresent() ? Optional.of(name)
                : names().keyInSection(name);
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
        problems.add(origin + ": unknown key " + key + " (" + values.layer() + ")"
                + near.map(name -> "; did you mean " + name + "?").orElse(""));
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
