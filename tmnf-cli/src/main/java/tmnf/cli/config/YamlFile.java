package tmnf.cli.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a YAML file into dotted keys with the line of each. Only the tree of nodes is built, never an object;
 * size, depth and aliases are limited.
 */
final class YamlFile {

    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_DEPTH = 20;
    /** Comments, blank lines and section names: a file of these sets nothing, and parsing it costs time. */
    private static final Pattern WITHOUT_VALUES =
            Pattern.compile("(?:[ \\t]*(?:[a-z][a-z0-9_-]*:[ \\t]*)?(?:#[^\\n]*)?\\r?(?:\\n|$))*+");

    /** A scalar of a file, or a list, whose elements are joined with commas. */
    record Entry(String text, int line, boolean list) {
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Integer> unset = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final String label;

    private YamlFile(String label) {
        this.label = label;
    }

    /**
     * Reads a file.
     *
     * @param label the file as messages name it
     */
    static YamlFile read(Path file, String label) throws IOException {
        return read(file, label, false);
    }

    /** The same for a file that nobody named: if it sets nothing, what else it says is not looked at. */
    static YamlFile readIfItSets(Path file, String label) throws IOException {
        return read(file, label, true);
    }

    private static YamlFile read(Path file, String label, boolean onlyIfItSets) throws IOException {
        YamlFile yaml = new YamlFile(label);
        if (Files.size(file) > MOST_CHARACTERS) {
            yaml.problems.add(label + ": larger than 1 MiB, this is no configuration");
            return yaml;
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (MalformedInputException e) {
            yaml.problems.add(label + ": not UTF-8 text");
            return yaml;
        }
        if (!onlyIfItSets || !WITHOUT_VALUES.matcher(text).matches()) {
            yaml.parse(text);
        }
        return yaml;
    }

    /** Reads YAML that stands somewhere else, such as JSON in a variable. */
    static YamlFile parse(String text, String label) {
        YamlFile yaml = new YamlFile(label);
        yaml.parse(text);
        return yaml;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /** Keys without a value, sections with nothing in them too, and their lines. */
    Map<String, Integer> unset() {
        return unset;
    }

    List<String> problems() {
        return problems;
    }

    private void parse(String text) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_CHARACTERS);
        limits.setNestingDepthLimit(MOST_DEPTH);
        limits.setMaxAliasesForCollections(20);
        limits.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                flatten("", mapping, 0);
            } else if (root != null && root.getTag() != Tag.NULL) {
                problems.add(at(root) + ": expected sections with keys");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(label + ":" + line + ": not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(label + ": not valid YAML: " + e.getMessage());
        }
    }

    private void flatten(String prefix, MappingNode mapping, int depth) {
        if (depth > MOST_DEPTH) {
            problems.add(at(mapping) + ": nested too deeply");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(at(tuple.getKeyNode()) + ": a key must be a word");
                continue;
            }
            String path = prefix + key.getValue();
            Node value = tuple.getValueNode();
            if (value instanceof MappingNode section) {
                flatten(path + ".", section, depth + 1);
            } else if (value instanceof SequenceNode list) {
                put(path, key, join(list), true);
            } else if (value.getTag() == Tag.NULL) {
                unset.put(path, key.getStartMark().getLine() + 1);
            } else if (value instanceof ScalarNode scalar) {
                put(path, key, text(scalar), false);
            }
        }
    }

    private void put(String path, Node key, String text, boolean list) {
        int line = key.getStartMark().getLine() + 1;
        Entry before = entries.put(path, new Entry(text, line, list));
        if (before != null) {
            problems.add(label + ":" + line + ": " + path + " is set twice, first in line " + before.line());
        }
    }

    private String join(SequenceNode list) {
        List<String> parts = new ArrayList<>();
        for (Node part : list.getValue()) {
            if (part instanceof ScalarNode scalar && !scalar.getValue().contains(",")) {
                parts.add(text(scalar));
            } else {
                problems.add(at(part) + ": an element of a list must be a plain value without a comma");
            }
        }
        return String.join(",", parts);
    }

    private static String text(ScalarNode scalar) {
        if (scalar.getTag() == Tag.BOOL) {
            boolean on = scalar.getValue().toLowerCase(Locale.ROOT).matches("true|yes|on");
            return Boolean.toString(on);
        }
        return scalar.getValue();
    }

    private String at(Node node) {
        return label + ":" + (node.getStartMark().getLine() + 1);
    }
}
