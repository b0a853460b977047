package tmnf.capture.dataset;

import java.util.Locale;

/** Which names a file of a replay's folder may have. */
final class FrameNames {

    /** So that it fits into the header of a tar member. */
    static final int LONGEST = 100;

    private static final String REFUSED_BY_WINDOWS = "<>|?*\"";

    private FrameNames() {
    }

    /** Throws when a name would lead out of its folder. */
    static String require(String name) {
        String problem = problem(name);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("\"" + name + "\" is no name for a frame: it " + problem);
        }
        return name;
    }

    /** What is wrong with a name; empty if nothing is. */
    static String problem(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        if (name.equals(".") || name.equals("..")) {
            return "is a folder";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '/' || c == '\\' || c == ':') {
                return "leaves its folder";
            }
            if (REFUSED_BY_WINDOWS.indexOf(c) >= 0) {
                return "has a character that Windows refuses";
            }
            if (c < ' ' || c == 0x7F) {
                return "has a control character";
            }
        }
        return name.length() > LONGEST ? "is longer than " + LONGEST + " characters" : "";
    }

    /** Whether a file is a frame by its ending. */
    static boolean isPicture(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jpeg") || lower.endsWith(".jpg") || lower.endsWith(".png");
    }

    /** The name without its last ending. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
