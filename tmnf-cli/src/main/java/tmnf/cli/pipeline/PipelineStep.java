package tmnf.cli.pipeline;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

import tmnf.cli.files.ShellWords;

/**
 * One command of a pipeline.
 *
 * @param name by which it is chosen, of its own within the file
 * @param words after the name of the program
 * @param accepted exit codes with which it counts as done
 * @param line of the file, from 1
 */
record PipelineStep(String name, List<String> words, SortedSet<Integer> accepted, int line) {

    PipelineStep {
        Objects.requireNonNull(name, "name");
        words = List.copyOf(words);
        accepted = new TreeSet<>(accepted);
    }

    /** The command as it can be typed. */
    String command(boolean windows) {
        return ShellWords.line("tmnf", words, windows);
    }
}
