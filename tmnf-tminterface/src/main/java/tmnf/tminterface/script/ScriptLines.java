package tmnf.tminterface.script;

import tmnf.tminterface.script.ScriptFormatException.Reason;

/** Cuts a script into lines within its limits; one pass, nothing is read ahead. */
final class ScriptLines {

    /** Takes the lines in order. */
    interface Parser {
        void line(String line, int number) throws ScriptFormatException;
    }

    private ScriptLines() {}

    /**
     * Lines end with a line feed only in upstream mode, also with a carriage return, or with both, in
     * strict mode.
     */
    static void parse(String script, ScriptMode mode, ScriptLimits limits, Parser parser)
            throws ScriptFormatException {
        if (script.length() > limits.characters()) {
            throw new ScriptFormatException(Reason.LIMIT, 1, "the script has " + script.length()
                    + " characters, the limit is " + limits.characters() + "; is this a script at all?");
        }
        int start = 0;
        for (int number = 1; start <= script.length(); number++) {
            int end = end(script, start, mode);
            if (end - start > limits.lineCharacters()) {
                throw new ScriptFormatException(Reason.LIMIT, number, "the line has " + (end - start)
                        + " characters, the limit is " + limits.lineCharacters()
                        + "; is this a script at all?");
            }
            parser.line(script.substring(start, end), number);
            boolean pair = mode == ScriptMode.STRICT && script.startsWith("\r\n", end);
            start = end + (pair ? 2 : 1);
        }
    }

    private static int end(String script, int start, ScriptMode mode) {
        int end = start;
        while (end < script.length()) {
            char c = script.charAt(end);
            if (c == '\n' || c == '\r' && mode == ScriptMode.STRICT) {
                return end;
            }
            end++;
        }
        return end;
    }

    static void requireRoom(CommandList list, ScriptLimits limits, int line) throws ScriptFormatException {
        if (list.size() >= limits.commands()) {
            throw new ScriptFormatException(
                    Reason.LIMIT, line, "more than " + limits.commands() + " commands; split the script");
        }
    }
}
