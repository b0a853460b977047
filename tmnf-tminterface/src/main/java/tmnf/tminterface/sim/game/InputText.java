package tmnf.tminterface.sim.game;

import java.util.Locale;

/** The text of a script with times as TMInterface 2 prints them: {@code 1:05.13} for 65,130 ms. */
final class InputText {

    private static final int MINUTE_MS = 60_000;
    private static final int HUNDREDTH_MS = 10;

    private InputText() {}

    /** A script with whole milliseconds, each line a time and a command, with decimal times. */
    static String decimal(String script) {
        StringBuilder text = new StringBuilder(script.length());
        for (String line : script.split("\n")) {
            int blank = line.indexOf(' ');
            if (blank > 0 && Character.isDigit(line.charAt(0))) {
                text.append(seconds(Long.parseLong(line.substring(0, blank)))).append(line.substring(blank))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String seconds(long timeMs) {
        long minutes = timeMs / MINUTE_MS;
        long hundredths = timeMs % MINUTE_MS / HUNDREDTH_MS;
        String rest = String.format(Locale.ROOT, minutes == 0 ? "%d.%02d" : "%02d.%02d", hundredths / 100,
                hundredths % 100);
        return minutes == 0 ? rest : minutes + ":" + rest;
    }
}
