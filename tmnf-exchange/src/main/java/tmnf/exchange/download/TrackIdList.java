package tmnf.exchange.download;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tmnf.gbx.filter.TrackList;
import tmnf.gbx.filter.TrackListException;

/**
 * The track ids of a list file, each once, in their order: one id a line, blanks around it, empty lines and
 * lines that start with {@code #} passed over. A byte order mark and any line ends are understood.
 *
 * @param duplicates how many lines had an id that was there before
 * @param skipped lines that are no ids, in words; empty unless they are allowed
 */
public record TrackIdList(List<Long> ids, int duplicates, List<String> skipped) {

    /** How many wrong lines are told of. */
    private static final int MOST_WRONG = 20;
    private static final int MOST_DIGITS = 18;
    private static final int MOST_SHOWN = 40;

    public TrackIdList {
        ids = List.copyOf(ids);
        skipped = List.copyOf(skipped);
    }

    /**
     * Reads a list.
     *
     * @param label names it in messages
     * @param lenient whether wrong lines are passed over
     * @throws TrackListException with the numbers of the wrong lines
     */
    public static TrackIdList parse(String label, byte[] bytes, boolean lenient) throws TrackListException {
        Set<Long> ids = new LinkedHashSet<>();
        List<String> wrong = new ArrayList<>();
        int duplicates = 0;
        int number = 0;
        for (String id : TrackList.lines(label, bytes)) {
            number++;
            if (id.isEmpty() || id.startsWith("#")) {
                continue;
            }
            if (!isId(id)) {
                wrong.add("line " + number + ": " + shown(id));
            } else if (!ids.add(Long.parseLong(id))) {
                duplicates++;
            }
        }
        if (!lenient && !wrong.isEmpty()) {
            throw new TrackListException(label + ", " + told(wrong)
                    + (wrong.size() == 1 ? " is no track id" : " are no track ids"));
        }
        return new TrackIdList(new ArrayList<>(ids), duplicates, wrong);
    }

    private static boolean isId(String text) {
        return text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Long.parseLong(text) > 0;
    }

    private static String told(List<String> wrong) {
        String first = String.join(", ", wrong.subList(0, Math.min(wrong.size(), MOST_WRONG)));
        return wrong.size() <= MOST_WRONG ? first : first + " and " + (wrong.size() - MOST_WRONG) + " more";
    }

    private static String shown(String text) {
        return '"' + (text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...") + '"';
    }
}
