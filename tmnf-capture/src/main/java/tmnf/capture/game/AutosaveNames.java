package tmnf.capture.game;

import java.util.Locale;
import java.util.Optional;

import tmnf.gbx.model.TmText;

/**
 * How the game names personal bests: {@code <user>_<map name>.Replay.gbx}. How it writes colour codes and
 * characters that no file name may have is not known for all of them, so only letters and digits are
 * compared, of the name with and without its codes.
 */
final class AutosaveNames {

    private static final String ENDING = ".replay.gbx";

    private AutosaveNames() {
    }

    static boolean isReplay(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    /**
     * Whether a file may be the personal best on a challenge.
     *
     * @param user who drove; empty: anybody
     */
    static boolean matches(String fileName, Optional<String> user, String challengeName) {
        if (!isReplay(fileName)) {
            return false;
        }
        String stem = fileName.substring(0, fileName.length() - ENDING.length());
        for (int at = stem.indexOf('_'); at >= 0; at = stem.indexOf('_', at + 1)) {
            String driver = stem.substring(0, at);
            if (user.isPresent() && !bare(driver).equals(bare(user.get()))) {
                continue;
            }
            String map = stem.substring(at + 1);
            if (isSame(map, challengeName) || isSame(map, TmText.strip(challengeName))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(String a, String b) {
        String bare = bare(a);
        return a.equals(b) || !bare.isEmpty() && bare.equals(bare(b));
    }

    /** Letters and digits. */
    private static String bare(String text) {
        StringBuilder bare = new StringBuilder();
        text.toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit)
                .forEach(bare::appendCodePoint);
        return bare.toString();
    }
}
