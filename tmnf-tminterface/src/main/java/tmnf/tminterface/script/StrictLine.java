package tmnf.tminterface.script;

import java.util.ArrayList;
import java.util.List;
import tmnf.tminterface.script.ScriptFormatException.Reason;

/**
 * One line of a script, taken apart by the strict rules: blanks and tabs separate words, {@code ;} commands,
 * {@code #} begins a comment; within quotation marks all of these are text.
 */
final class StrictLine {

    /** A word, and whether it stood in quotation marks. */
    record Word(String text, boolean quoted) {}

    private final String line;
    private final int number;
    private final List<List<Word>> commands = new ArrayList<>();
    private List<Word> words = new ArrayList<>();
    private int at;

    private StrictLine(String line, int number) {
        this.line = line;
        this.number = number;
    }

    /** The commands of the line, each with one word at least. */
    static List<List<Word>> commands(String line, int number) throws ScriptFormatException {
        StrictLine parts = new StrictLine(line, number);
        parts.split();
        return parts.commands;
    }

    private void split() throws ScriptFormatException {
        while (at < line.length() && line.charAt(at) != '#') {
            char c = line.charAt(at);
            if (c == ';') {
                endCommand();
                at++;
            } else if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '"') {
                quotedWord();
            } else {
                plainWord();
            }
        }
        endCommand();
    }

    private void endCommand() {
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
    }

    private void quotedWord() throws ScriptFormatException {
        int close = line.indexOf('"', at + 1);
        if (close < 0) {
            throw new ScriptFormatException(Reason.BAD_QUOTES, number, "the quotation mark in column "
                    + (at + 1) + " is never closed; a text in quotation marks ends on its line");
        }
        if (close + 1 < line.length() && " \t;#".indexOf(line.charAt(close + 1)) < 0) {
            throw new ScriptFormatException(Reason.BAD_QUOTES, number,
                    "text follows the quotation mark in column " + (close + 1) + "; put a blank between");
        }
        words.add(new Word(line.substring(at + 1, close), true));
        at = close + 1;
    }

    private void plainWord() throws ScriptFormatException {
        int start = at;
        while (at < line.length() && " \t;#".indexOf(line.charAt(at)) < 0) {
            int c = line.codePointAt(at);
            if (c == '"') {
                throw new ScriptFormatException(Reason.BAD_QUOTES, number, "the quotation mark in column "
                        + (at + 1) + " stands within a word; put the whole word between quotation marks");
            }
            if (Quoting.isInvisible(c)) {
                throw new ScriptFormatException(Reason.BAD_CHARACTER, number, String.format(
                        "invisible character U+%04X in column %d; type a blank in its place", c, at + 1));
            }
            at += Character.charCount(c);
        }
        words.add(new Word(line.substring(start, at), false));
    }
}
