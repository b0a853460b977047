package tmnf.gbx.filter;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * New names for replay files. Pure: knows names only, no files.
 *
 * <p>A safe name has only printable ASCII characters other than quotes, {@code ; # $ < > : / \ | ? *} and
 * blanks, is no device name of Windows, does not end in a dot and has at most {@value #MAX_LENGTH}
 * characters. A name that is safe stays as it is, so making it safe twice changes nothing more, and what
 * {@code download} writes ({@link #downloaded}) never changes. In such a name position and time survive even
 * where nothing of the driver's name does.
 */
public final class ReplayNames {

    /** Leaves room for the folder of scripts within the 260 characters of a Windows path. */
    public static final int MAX_LENGTH = 180;

    /** The longest that stands for a driver in the name of a downloaded replay. */
    private static final int MAX_USER_LENGTH = 64;
    private static final String NAMELESS = "unknown";
    private static final String EXTENSION = ".replay.gbx";

    private static final String UNSAFE_ASCII = " '\";#$<>:/\\|?*";
    private static final Pattern DOWNLOADED = Pattern.compile("(pos[0-9]+_)(.*)(_[0-9]+ms)", Pattern.DOTALL);
    private static final Set<String> DEVICES = Set.of(
            "CON", "PRN", "AUX", "NUL", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7",
            "COM8", "COM9", "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

    private ReplayNames() {}

    /** Whether a name can stay as it is. */
    public static boolean isSafe(String name) {
        return name.length() <= MAX_LENGTH && isClean(name) && !isDevice(name) && !name.endsWith(".");
    }

    /** The name itself if it is safe, else a safe one that resembles it. */
    public static String safe(String name) {
        if (isSafe(name)) {
            return name;
        }
        Parts parts = Parts.of(name);
        String core = clean(parts.core());
        if (!parts.head().isEmpty() && !core.equals(parts.core())) {
            core = withoutOuterUnderscores(core);
        }
        if (withoutOuterUnderscores(core).isEmpty()) {
            core = parts.head().isEmpty() ? "replay" : "player";
        }
        String tail = parts.time() + clean(parts.extension());
        while (tail.endsWith(".")) {
            tail = tail.substring(0, tail.length() - 1);
        }
        if (tail.isEmpty()) {
            core = core.replaceFirst("\\.+$", "");
        }
        String device = isDevice(parts.head() + core + tail) ? "_" : "";
        String whole = device + parts.head() + core + tail;
        // A checksum of the old name keeps apart what is cut.
        return whole.length() <= MAX_LENGTH ? whole : cut(device + parts.head(), core, mark(name), tail);
    }

    /**
     * The name of a downloaded replay: {@code pos1_name_12345ms.replay.gbx}, or {@code pos1_name.replay.gbx}
     * when the time is not known (0 or less). {@link #safe} keeps it, whatever the driver is called.
     *
     * @param rank the N of {@code posN}, from 1
     * @param user name of the driver as the site has it: any text
     */
    public static String downloaded(int rank, String user, long timeMs) {
        return stem(rank, user, timeMs) + EXTENSION;
    }

    /** The name for one whose plain name another replay of the folder has. */
    public static String downloaded(int rank, String user, long timeMs, long replayId) {
        return stem(rank, user, timeMs) + "-" + replayId + EXTENSION;
    }

    /**
     * What stands for a driver in the names of downloaded replays: letters, digits and {@code _ - .} only,
     * {@value #NAMELESS} when nothing is left.
     */
    public static String userPart(String user) {
        String plain = PlainLetters.of(user);
        StringBuilder part = new StringBuilder(Math.min(plain.length(), MAX_USER_LENGTH + 1));
        for (int i = 0; i < plain.length(); i++) {
            char c = isUserCharacter(plain.charAt(i)) ? plain.charAt(i) : '_';
            boolean leading = part.length() == 0 && (c == '_' || c == '.');
            boolean repeated = c == '_' && part.length() > 0 && part.charAt(part.length() - 1) == '_';
            if (!leading && !repeated) {
                part.append(c);
            }
        }
        part.setLength(Math.min(part.length(), MAX_USER_LENGTH));
        while (part.length() > 0 && "._".indexOf(part.charAt(part.length() - 1)) >= 0) {
            part.setLength(part.length() - 1);
        }
        return part.length() == 0 ? NAMELESS : part.toString();
    }

    /** The name as the Python tool makes it. */
    public static String upstream(String name) {
        StringBuilder changed = new StringBuilder();
        name.codePoints().forEach(c -> changed.append(c >= 0x80 || c == ' ' ? '_' : (char) c));
        return changed.toString();
    }

    /**
     * The name with a number that makes it unique: {@code pos1_a_12ms} becomes {@code pos1_a_2_12ms}. A safe
     * name stays safe: one that would get too long is cut.
     */
    static String numbered(String name, int number) {
        Parts parts = Parts.of(name);
        return cut(parts.head(), parts.core(), "_" + number, parts.time() + parts.extension());
    }

    private static String stem(int rank, String user, long timeMs) {
        if (rank < 1) {
            throw new IllegalArgumentException("rank " + rank);
        }
        return "pos" + rank + "_" + userPart(user) + (timeMs > 0 ? "_" + timeMs + "ms" : "");
    }

    private static boolean isUserCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._-".indexOf(c) >= 0;
    }

    private static boolean isClean(String text) {
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7F && UNSAFE_ASCII.indexOf(c) < 0);
    }

    /** Runs of unsafe characters become one underscore, unless there is one; the rest stays as it is. */
    private static String clean(String text) {
        if (isClean(text)) {
            return text;
        }
        String plain = PlainLetters.of(text);
        StringBuilder clean = new StringBuilder();
        boolean replaced = false;
        for (char c : plain.toCharArray()) {
            boolean unsafe = !isClean(String.valueOf(c));
            boolean first = clean.length() == 0 || clean.charAt(clean.length() - 1) != '_';
            if (unsafe && first) {
                clean.append('_');
            } else if (!unsafe && !(c == '_' && replaced)) {
                clean.append(c);
            }
            replaced = unsafe || replaced && c == '_';
        }
        return clean.toString();
    }

    private static String withoutOuterUnderscores(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == '_') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == '_') {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        return DEVICES.contains((dot < 0 ? name : name.substring(0, dot)).toUpperCase(Locale.ROOT));
    }

    private static String mark(String old) {
        return "_" + String.format(Locale.ROOT, "%08x", old.hashCode());
    }

    /** The parts in their order; as much of the core as fits, or a checksum where even that is too long. */
    private static String cut(String head, String core, String mark, String tail) {
        int room = MAX_LENGTH - head.length() - mark.length() - tail.length();
        return room >= 0
                ? head + core.substring(0, Math.min(core.length(), room)) + mark + tail
                : mark(head + core + tail).substring(1) + mark + EXTENSION;
    }

    /** {@code pos1_}, {@code a}, {@code _12ms}, {@code .replay.gbx}; head and time may be empty. */
    private record Parts(String head, String core, String time, String extension) {

        static Parts of(String name) {
            int end = extensionStart(name);
            String stem = name.substring(0, end);
            Matcher downloaded = DOWNLOADED.matcher(stem);
            return downloaded.matches()
                    ? new Parts(downloaded.group(1), downloaded.group(2), downloaded.group(3),
                            name.substring(end))
                    : new Parts("", stem, "", name.substring(end));
        }

        private static int extensionStart(String name) {
            int replay = name.toLowerCase(Locale.ROOT).lastIndexOf(".replay");
            // Lower case may have another length than the name: then its positions are not those of the name.
            if (replay >= 0 && name.regionMatches(true, replay, ".replay", 0, ".replay".length())) {
                return replay;
            }
            int dot = name.lastIndexOf('.');
            return dot < 0 ? name.length() : dot;
        }
    }
}
