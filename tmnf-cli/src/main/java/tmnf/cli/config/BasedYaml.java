package tmnf.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A file with those under it, which {@link #BASE} names one after the other: what a file sets wins over the
 * ones below it, key by key, also within a block; a key without a value takes away what is below. (Upstream
 * replaces a block as a whole.)
 *
 * @param entries by dotted key
 * @param unset keys without a value, with the place of each
 * @param problems one line each
 */
record BasedYaml(Map<String, Placed> entries, Map<String, String> unset, List<String> problems) {

    /** Names the file below, counted from the folder of the file that says it. */
    static final String BASE = "_base_";

    /** A value and where it stands. */
    record Placed(YamlFile.Entry entry, String origin) {
    }

    /** A file that was read. */
    private record Read(YamlFile yaml, String label) {
    }

    /**
     * Reads the files below one.
     *
     * @param labels names of files for messages
     */
    static BasedYaml of(YamlFile yaml, Path file, Function<Path, String> labels) throws IOException {
        List<String> problems = new ArrayList<>();
        Deque<Read> stack = new ArrayDeque<>();
        Set<Path> seen = new HashSet<>();
        Path at = file.toRealPath();
        YamlFile read = yaml;
        while (true) {
            String label = labels.apply(at.equals(file.toRealPath()) ? file : at);
            seen.add(at);
            stack.push(new Read(read, label));
            YamlFile.Entry base = read.entries().get(BASE);
            if (base == null) {
                break;
            }
            Path below = at.resolveSibling(base.text());
            String place = label + ":" + base.line() + ": " + BASE + ": ";
            if (!Files.isRegularFile(below)) {
                problems.add(place + "no such file: " + labels.apply(below.normalize()));
                break;
            }
            at = below.toRealPath();
            if (seen.contains(at)) {
                problems.add(place + labels.apply(at) + " is below itself");
                break;
            }
            read = YamlFile.read(at, labels.apply(at));
            problems.addAll(read.problems());
        }
        return merged(stack, problems);
    }

    /** From the lowest up. */
    private static BasedYaml merged(Deque<Read> files, List<String> problems) {
        Map<String, Placed> entries = new LinkedHashMap<>();
        Map<String, String> unset = new LinkedHashMap<>();
        for (Read read : files) {
            read.yaml().unset().forEach((key, line) -> {
                entries.keySet().removeIf(below -> below.equals(key) || below.startsWith(key + "."));
                unset.put(key, read.label() + ":" + line);
            });
            read.yaml().entries().forEach((key, entry) -> {
                unset.remove(key);
                entries.put(key, new Placed(entry, read.label() + ":" + entry.line()));
            });
        }
        entries.remove(BASE);
        unset.remove(BASE);
        return new BasedYaml(entries, unset, problems);
    }
}
