package tmnf.tminterface.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tmnf.tminterface.script.ScriptFormatException.Reason;
import tmnf.tminterface.script.ScriptTimes.BadTime;
import tmnf.tminterface.script.ScriptWarning.Kind;
import tmnf.tminterface.script.StrictLine.Word;

/** Reads scripts in strict mode: mistakes throw, oddities become warnings of the list. */
final class StrictParser implements ScriptLines.Parser {

    private static final long DAY_MS = 86_400_000;
    private static final int FULL_AMOUNT = 65_536;

    private final CommandList list;
    private final ScriptLimits limits;
    private int number;

    StrictParser(CommandList list, ScriptLimits limits) {
        this.list = list;
        this.limits = limits;
    }

    @Override
    public void line(String line, int lineNumber) throws ScriptFormatException {
        number = lineNumber;
        for (List<Word> words : StrictLine.commands(line, lineNumber)) {
            Word first = words.get(0);
            if (!first.quoted() && ScriptTimes.looksLikeTime(first.text())) {
                timed(first.text(), texts(words.subList(1, words.size())));
            } else {
                List<String> args = texts(words);
                check(args, false);
                add(new Command(args));
            }
        }
    }

    private static List<String> texts(List<Word> words) {
        return words.stream().map(Word::text).toList();
    }

    private void timed(String time, List<String> args) throws ScriptFormatException {
        TimeRange range = ScriptTimes.ordered(range(time));
        boolean isRange = range.toMs() != TimeRange.NONE;
        if (args.isEmpty()) {
            throw new ScriptFormatException(
                    Reason.NO_COMMAND, number, "there is no command after the time " + time);
        }
        check(args, isRange);
        add(new TimedCommand(args, range.fromMs(), false));
        if (isRange) {
            add(new TimedCommand(atEnd(args), range.toMs(), true));
        }
    }

    /** So that the end of a press still releases when it is printed, even that of a key we do not know. */
    private static List<String> atEnd(List<String> args) {
        if (!args.get(0).equalsIgnoreCase("press")) {
            return args;
        }
        List<String> release = new ArrayList<>(args);
        release.set(0, "rel");
        return release;
    }

    private void add(BaseCommand command) throws ScriptFormatException {
        ScriptLines.requireRoom(list, limits, number);
        list.addCommand(command);
    }

    private TimeRange range(String text) throws ScriptFormatException {
        TimeRange range;
        try {
            range = ScriptTimes.strictRange(text);
        } catch (BadTime e) {
            throw new ScriptFormatException(Reason.BAD_TIME, number, "'" + text + "' is no time: "
                    + e.getMessage() + ". Times are whole milliseconds (5130), or seconds with a point (5.13,"
                    + " 1:05.13); a range is two of them joined by '-'");
        }
        if (ScriptTimes.losesDigits(text)) {
            warn(Kind.DIGITS_CUT, "'" + text + "' is finer than hundredths of a second; the rest is cut off");
        }
        if (!isTick(range.fromMs()) || range.toMs() != TimeRange.NONE && !isTick(range.toMs())) {
            warn(Kind.NOT_A_TICK, "'" + text + "' is no multiple of 10 ms; the game does not inject it");
        }
        if (Math.max(range.fromMs(), range.toMs()) > DAY_MS) {
            warn(Kind.LATE_TIME, "'" + text + "' is more than a day after the start; times with a decimal"
                    + " point are seconds, not milliseconds");
        }
        if (range.toMs() != TimeRange.NONE && range.fromMs() > range.toMs()) {
            warn(Kind.RANGE_TURNED, "the range '" + text + "' ends before it begins and is turned round");
        }
        return range;
    }

    private static boolean isTick(long timeMs) {
        return timeMs % ScriptTimes.TICK_MS == 0;
    }

    private void check(List<String> args, boolean isRange) throws ScriptFormatException {
        String action = args.get(0).toLowerCase(Locale.ROOT);
        boolean key = action.equals("press") || action.equals("rel");
        boolean axis = action.equals("steer") || action.equals("gas");
        if (key || axis) {
            if (args.size() < 2) {
                throw new ScriptFormatException(Reason.BAD_INPUT, number, "'" + action + "' needs "
                        + (key ? "a key, as in 'press up'" : "an amount, as in 'steer -300'"));
            }
            if (args.size() > 2) {
                warn(Kind.EXTRA_WORDS, "what follows '" + action + " " + args.get(1) + "' is ignored");
            }
            if (key) {
                checkKey(args.get(1));
            } else {
                checkAmount(action, args.get(1));
            }
        } else if (!ConsoleWords.isKnown(action)) {
            warn(Kind.UNKNOWN_COMMAND, "TMInterface has no command '" + args.get(0) + "'");
        }
        if (isRange && !axis && !action.equals("press")) {
            warn(Kind.RANGE_OF_COMMAND, "'" + args.get(0) + "' in a range is executed at both of its ends");
        }
    }

    private void checkKey(String word) {
        InputType type = InputType.fromStr(word);
        if (type == InputType.UNKNOWN || type.isAnalog()) {
            warn(Kind.UNKNOWN_KEY, "there is no key '" + word
                    + "'; keys are up, down, left, right, enter (respawn), delete (restart) and horn");
        }
    }

    private void checkAmount(String action, String text) throws ScriptFormatException {
        long amount = ScriptTimes.strictAmount(text).orElseThrow(() -> new ScriptFormatException(
                Reason.BAD_INPUT, number,
                "'" + text + "' is no amount for '" + action + "': use a whole number, -65536 to 65536"));
        if (Math.abs(amount) > FULL_AMOUNT) {
            warn(Kind.AMOUNT, "'" + action + " " + amount
                    + "' is beyond 65536, which only counts with extended_steer");
        }
    }

    private void warn(Kind kind, String message) {
        list.warn(new ScriptWarning(kind, number, message));
    }
}
