package tmnf.cli.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One command of the demo: what it is, how it may end, and what is worth showing of it. The plan says all of
 * it in a chain of calls; nobody changes a step afterwards.
 */
final class DemoStep {

    private final String title;
    private final String lookAt;
    private final List<String> words;
    private String stage = "";
    private int exitCode;
    private int orElse;
    private String why = "";
    private int notes = 3;
    private int lines = 8;
    private List<Path> outputs = List.of();
    private Exhibit exhibit = Exhibit.NONE;

    private DemoStep(String title, String lookAt, List<String> words) {
        this.title = title;
        this.lookAt = lookAt;
        this.words = List.copyOf(words);
    }

    /**
     * A step that ends with 0 and makes nothing.
     *
     * @param title what it does, in a few words
     * @param lookAt what to look at in its output, a sentence or two
     * @param words the command line after the name of the program, words and paths
     */
    static DemoStep of(String title, String lookAt, Object... words) {
        List<String> line = new ArrayList<>();
        for (Object word : words) {
            line.add(word.toString());
        }
        return new DemoStep(title, lookAt, line);
    }

    /** Ends with another code, for this reason. */
    DemoStep ending(int code, String reason) {
        exitCode = code;
        return orEnding(code, reason);
    }

    /** Ends as planned, or otherwise for this reason, as on a slow machine. */
    DemoStep orEnding(int code, String reason) {
        orElse = code;
        why = reason;
        return this;
    }

    /** How many of its notes and warnings, and how many lines of its result are worth showing. */
    DemoStep showing(int mostNotes, int mostLines) {
        notes = mostNotes;
        lines = mostLines;
        return this;
    }

    /** The files and folders that it makes. */
    DemoStep making(Path... files) {
        outputs = List.of(files);
        return this;
    }

    /** What the report shows of its files. */
    DemoStep exhibiting(Exhibit files) {
        exhibit = files;
        return this;
    }

    /** It is this stage of the pipeline, and in the report's first table. */
    DemoStep as(String name) {
        stage = name;
        return this;
    }

    String title() {
        return title;
    }

    String lookAt() {
        return lookAt;
    }

    List<String> words() {
        return words;
    }

    /** Its stage of the pipeline; empty for what is shown besides. */
    String stage() {
        return stage;
    }

    int exitCode() {
        return exitCode;
    }

    /** Why it does not end with 0; empty where it does. */
    String why() {
        return why;
    }

    int notes() {
        return notes;
    }

    int lines() {
        return lines;
    }

    List<Path> outputs() {
        return outputs;
    }

    Exhibit exhibit() {
        return exhibit;
    }

    boolean isPlanned(int code) {
        return code == exitCode || code == orElse;
    }
}
