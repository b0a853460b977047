package tmnf.tminterface.sim.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a line apart: {@code ;} ends a command, blanks end a word, and within quotation marks both are text.
 * {@code #} begins a comment outside of them. A quotation mark that is never closed counts up to the end.
 */
final class ConsoleLine {

    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    private ConsoleLine() {}

    /** The commands of a line, each with one word at least. */
    static List<List<String>> split(String line) {
        ConsoleLine parts = new ConsoleLine();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
                parts.inWord = true;
            } else if (quoted) {
                parts.word.append(c);
            } else if (c == '#') {
                break;
            } else {
                parts.plain(c);
            }
        }
        parts.endCommand();
        return parts.commands;
    }

    private void plain(char c) {
        if (c == ';' || c == '\n' || c == '\r') {
            endCommand();
        } else if (c == ' ' || c == '\t') {
            endWord();
        } else {
            word.append(c);
            inWord = true;
        }
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
    }
}
