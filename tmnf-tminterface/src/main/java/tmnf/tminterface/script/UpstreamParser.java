package tmnf.tminterface.script;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads scripts as the Python client does. It accepts everything: what it does not understand becomes an
 * immediate command. Its oddities are listed in the documentation of scripts.
 */
final class UpstreamParser implements ScriptLines.Parser {

    private final CommandList list;
    private final ScriptLimits limits;

    UpstreamParser(CommandList list, ScriptLimits limits) {
        this.list = list;
        this.limits = limits;
    }

    @Override
    public void line(String line, int number) throws ScriptFormatException {
        int comment = line.indexOf('#');
        String text = PythonText.strip(comment < 0 ? line : line.substring(0, comment));
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                command(text.substring(start, i), number);
                start = i + 1;
            }
        }
        command(text.substring(start), number);
    }

    private void command(String text, int number) throws ScriptFormatException {
        List<String> args = arguments(text);
        if (args.isEmpty()) {
            return;
        }
        TimeRange range = ScriptTimes.parseRange(args.get(0), ScriptMode.UPSTREAM);
        if (range.fromMs() == TimeRange.NONE) {
            add(new Command(args), number);
            return;
        }
        List<String> rest = args.subList(1, args.size());
        add(new TimedCommand(rest, range.fromMs(), false), number);
        if (range.toMs() != TimeRange.NONE) {
            add(new TimedCommand(rest, range.toMs(), true), number);
        }
    }

    private void add(BaseCommand command, int number) throws ScriptFormatException {
        ScriptLines.requireRoom(list, limits, number);
        list.addCommand(command);
    }

    /** Splits at blanks; a text in quotation marks is one argument, and what is glued before it is lost. */
    private static List<String> arguments(String text) {
        List<String> args = new ArrayList<>();
        int lastQuote = text.lastIndexOf('"');
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c == ' ') {
                addUnlessEmpty(args, text.substring(start, i));
                start = i + 1;
            } else if (c == '"' && i < lastQuote) {
                int close = text.indexOf('"', i + 1);
                addUnlessEmpty(args, text.substring(i + 1, close));
                i = close;
                start = close + 1;
            }
        }
        return args;
    }

    private static void addUnlessEmpty(List<String> args, String argument) {
        if (!argument.isEmpty()) {
            args.add(argument);
        }
    }
}
