package tmnf.cli.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One command of the demo.
 *
 * @param title what it does, in a few words
 * @param lookAt what to look at in its output, one sentence
 * @param words the command line after the name of the program
 * @param exitCode how it is planned to end
 * @param orElse how it may end, too, on a slow machine; the same where it may not
 * @param why why it ends so; empty for 0
 * @param notes how many of its notes and warnings are worth showing
 * @param lines how many lines of its result are worth showing
 * @param outputs files and folders that it makes
 */
record DemoStep(String title, String lookAt, List<String> words, int exitCode, int orElse, String why,
        int notes, int lines, List<Path> outputs) {

    DemoStep {
        words = List.copyOf(words);
        outputs = List.copyOf(outputs);
    }

    /** A step that ends with 0 and makes nothing, of the command line given in words and paths. */
    static DemoStep of(String title, String lookAt, Object... words) {
        List<String> line = new ArrayList<>();
        for (Object word : words) {
            line.add(word.toString());
        }
        return new DemoStep(title, lookAt, line, 0, 0, "", 3, 8, List.of());
    }

    DemoStep ending(int code, String reason) {
        return new DemoStep(title, lookAt, words, code, code, reason, notes, lines, outputs);
    }

    /** Ends with 0, or otherwise for this reason. */
    DemoStep orEnding(int code, String reason) {
        return new DemoStep(title, lookAt, words, exitCode, code, reason, notes, lines, outputs);
    }

    DemoStep showing(int mostNotes, int mostLines) {
        return new DemoStep(title, lookAt, words, exitCode, orElse, why, mostNotes, mostLines, outputs);
    }

    DemoStep making(Path... files) {
        return new DemoStep(title, lookAt, words, exitCode, orElse, why, notes, lines, List.of(files));
    }
}
