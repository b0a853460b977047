package tmnf.cli.pipeline;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

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

import tmnf.cli.command.CliException;

/**
 * Reads the steps of a pipeline:
 *
 * <pre>
 * steps:
 *   - cleanup maps/img --apply
 *   - name: replays
 *     run: download --track-ids maps/track_ids.txt
 *     accept: [0, 3]
 *   - run: [inspect, "maps/with blank"]
 * </pre>
 *
 * <p>Only the tree of nodes is built, never an object. All that is wrong is told at once, with lines.
 */
final class PipelineFile {

    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_DEPTH = 8;
    private static final int MOST_STEPS = 1000;
    private static final int MOST_CODE = 255;

    private final String label;
    private final List<String> problems = new ArrayList<>();
    private final List<PipelineStep> steps = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private PipelineFile(String label) {
        this.label = label;
    }

    /**
     * The steps in their order, at least one.
     *
     * @param label the file as messages name it
     * @throws CliException with exit 2 and every problem of the file
     */
    static List<PipelineStep> read(Path file, String label) throws IOException {
        PipelineFile read = new PipelineFile(label);
        if (Files.size(file) > MOST_CHARACTERS) {
            read.problems.add(label + ": larger than 1 MiB, this is no pipeline");
        } else {
            try {
                read.parse(Files.readString(file));
            } catch (MalformedInputException e) {
                read.problems.add(label + ": not UTF-8 text");
            }
        }
        if (read.problems.isEmpty() && read.steps.isEmpty()) {
            read.problems.add(label + ": has no steps");
        }
        CliException.require(read.problems.isEmpty(), String.join("\n  ", read.problems),
                "write steps: and below it a list of commands without tmnf; see tmnf pipeline --help");
        return List.copyOf(read.steps);
    }

    private void parse(String text) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_CHARACTERS);
        limits.setNestingDepthLimit(MOST_DEPTH);
        limits.setMaxAliasesForCollections(0);
        try {
            Node root = new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                mapping.getValue().forEach(this::section);
            } else if (root != null) {
                problem(root, "expected steps: and below it a list");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(label + ":" + line + ": not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(label + ": not valid YAML: " + e.getMessage());
        }
    }

    private void section(NodeTuple tuple) {
        String key = scalar(tuple.getKeyNode());
        if (!"steps".equals(key)) {
            problem(tuple.getKeyNode(), "unknown key " + key + "; there is steps");
        } else if (!steps.isEmpty()) {
            problem(tuple.getKeyNode(), "steps is there twice");
        } else if (!(tuple.getValueNode() instanceof SequenceNode list)) {
            problem(tuple.getValueNode(), "steps is a list of commands");
        } else if (list.getValue().size() > MOST_STEPS) {
            problem(list, "more than " + MOST_STEPS + " steps");
        } else {
            list.getValue().forEach(this::step);
        }
    }

    private void step(Node node) {
        if (node instanceof ScalarNode command) {
            add(node, "", words(command), new TreeSet<>(Set.of(0)));
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            problem(node, "a step is a command, or has run, name and accept");
            return;
        }
        String name = "";
        List<String> words = List.of();
        SortedSet<Integer> accepted = new TreeSet<>(Set.of(0));
        Set<String> keys = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar(tuple.getKeyNode());
            if (!keys.add(key)) {
                problem(tuple.getKeyNode(), "a step has " + key + " twice");
            }
            switch (key) {
                case "name" -> name = scalar(tuple.getValueNode());
                case "run" -> words = words(tuple.getValueNode());
                case "accept" -> accepted = codes(tuple.getValueNode());
                default -> problem(tuple.getKeyNode(), "unknown key " + key + "; a step has run, name and "
                        + "accept");
            }
        }
        add(node, name, words, accepted);
    }

    private void add(Node node, String given, List<String> words, SortedSet<Integer> accepted) {
        if (words.isEmpty()) {
            problem(node, "a step without a command; write it behind run:");
            return;
        }
        String name = given.isEmpty() ? words.get(0) : given;
        for (int i = 2; given.isEmpty() && names.contains(name); i++) {
            name = words.get(0) + "-" + i;
        }
        if (!names.add(name)) {
            problem(node, "a second step is called " + name);
        }
        steps.add(new PipelineStep(name, words, accepted, node.getStartMark().getLine() + 1));
    }

    private List<String> words(Node node) {
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(this::scalar).toList();
        }
        try {
            return CommandWords.of(scalar(node));
        } catch (IllegalArgumentException e) {
            problem(node, e.getMessage());
            return List.of("?");
        }
    }

    private SortedSet<Integer> codes(Node node) {
        List<Node> all = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        SortedSet<Integer> codes = new TreeSet<>();
        for (Node one : all) {
            String text = scalar(one);
            if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= MOST_CODE) {
                codes.add(Integer.parseInt(text));
            } else {
                problem(one, "accept has exit codes, 0 to " + MOST_CODE + ", not " + text);
            }
        }
        return codes;
    }

    private String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem(node, "expected a plain value");
        return "?";
    }

    private void problem(Node node, String what) {
        problems.add(label + ":" + (node.getStartMark().getLine() + 1) + ": " + what);
    }
}
