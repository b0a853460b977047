package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The ids of a track list in their order, which is that of popularity: text, one id a line, blanks around it
 * and empty lines dropped. A byte order mark and any line ends are understood, undecodable bytes replaced.
 * Lines that start with {@code #} are comments, except in upstream style.
 *
 * @param ids every id as often as the list has it
 * @param duplicates ids that occur more than once
 */
public record TrackList(List<String> ids, List<String> duplicates) {

    public TrackList {
        ids = List.copyOf(ids);
        duplicates = List.copyOf(duplicates);
    }

    public static TrackList of(List<String> ids) {
        Set<String> seen = new LinkedHashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        for (String id : ids) {
            if (!seen.add(id)) {
                twice.add(id);
            }
        }
        return new TrackList(ids, new ArrayList<>(twice));
    }

    public static TrackList read(Path file, FilterStyle style) throws IOException {
        return parse(file.toString(), Files.readAllBytes(file), style);
    }

    /** A list that is already in memory; {@code label} names it in messages. */
    public static TrackList parse(String label, byte[] bytes, FilterStyle style) throws TrackListException {
        List<String> ids = new ArrayList<>();
        for (String line : lines(label, bytes)) {
            boolean comment = style == FilterStyle.DEFAULT && line.startsWith("#");
            if (!line.isEmpty() && !comment) {
                ids.add(line);
            }
        }
        return of(ids);
    }

    /** All lines of a list without the blanks around them, also those that are then empty. */
    public static List<String> lines(String label, byte[] bytes) throws TrackListException {
        String text = new String(bytes, charsetOf(bytes));
        if (text.indexOf('\0') >= 0) {
            throw new TrackListException(label + " is not a text file: a track list has one track id a line");
        }
        return text.lines().map(TrackList::trimmed).toList();
    }

    /** The ids without repetition, in the order of their first appearance. */
    public List<String> distinct() {
        return List.copyOf(new LinkedHashSet<>(ids));
    }

    /** The text of a list file: LF behind every id, empty when there is none. */
    public static String format(List<String> ids) {
        StringBuilder text = new StringBuilder();
        ids.forEach(id -> text.append(id).append('\n'));
        return text.toString();
    }

    // What PowerShell's redirection writes by default is UTF-16 with a mark.
    private static Charset charsetOf(byte[] bytes) {
        boolean marked = bytes.length >= 2
                && ((bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE
                        || (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF);
        return marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    private static String trimmed(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && isBlank(line.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }
}
