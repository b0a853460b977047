package tmnf.exchange.embedded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a replay file says: {@code pos1_anna_12340ms.replay.gbx}, with {@code -<replay id>} before
 * the extension where names would be the same, or {@code <replay id>.replay.gbx}.
 *
 * @param user name of the driver; empty when not said
 * @param timeMs race time; -1 when not said
 * @param id of the replay; -1 when not said
 */
record ReplayFileName(String user, long timeMs, long id) {

    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    private static final Pattern ID_ONLY = Pattern.compile("([1-9][0-9]{0,17})\\.replay\\.gbx", ANY_CASE);
    private static final Pattern ID_LAST = Pattern.compile(".*-([1-9][0-9]{0,17})\\.replay\\.gbx", ANY_CASE);
    private static final Pattern DOWNLOADED =
            Pattern.compile("pos[0-9]+_(.*?)(?:_([0-9]{1,12})ms)?(?:-[0-9]{1,18})?\\.replay\\.gbx", ANY_CASE);

    static ReplayFileName of(String name) {
        Matcher idOnly = ID_ONLY.matcher(name);
        if (idOnly.matches()) {
            return new ReplayFileName("", -1, Long.parseLong(idOnly.group(1)));
        }
        Matcher idLast = ID_LAST.matcher(name);
        long id = idLast.matches() ? Long.parseLong(idLast.group(1)) : -1;
        Matcher downloaded = DOWNLOADED.matcher(name);
        if (!downloaded.matches()) {
            return new ReplayFileName("", -1, id);
        }
        String time = downloaded.group(2);
        return new ReplayFileName(downloaded.group(1), time == null ? -1 : Long.parseLong(time), id);
    }
}
