package tmnf.exchange.embedded;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The numbers that the API uses for words, and how it writes times. Source: exchange note, section 3.4. */
final class ApiWords {

    /** Names of the tags by their number. */
    static final List<String> TAGS = List.of("Race", "Stunt", "Maze", "Offroad", "Multilap", "FullSpeed",
            "LOL", "Tech", "SpeedTech", "RPG", "PressForward", "Trial", "Grass", "Story", "Nascar",
            "Speedfun", "Endurance", "Altered Nadeo", "Transitional");

    static final int STUNTS = 3;

    private static final int LAPS = 5;
    private static final List<String> MOODS = List.of("sunrise", "day", "sunset", "night");

    private ApiWords() {}

    /** Environment as a challenge names it; 0 when unknown. */
    static int environment(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "snow", "alpine" -> 1;
            case "desert", "speed" -> 2;
            case "rally" -> 3;
            case "island" -> 4;
            case "coast" -> 5;
            case "bay" -> 6;
            case "stadium" -> 7;
            default -> 0;
        };
    }

    /** Mood as a challenge names it, such as {@code Night} or {@code 64x64Night}; -1 when unknown. */
    static int mood(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < MOODS.size(); i++) {
            if (lower.endsWith(MOODS.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Play mode as a challenge names it; a race of several laps has a number of its own. */
    static int primaryType(String mapType, int laps) {
        return switch (mapType) {
            case "Puzzle" -> 1;
            case "Platform" -> 2;
            case "Stunts" -> STUNTS;
            case "Shortcut" -> 4;
            default -> laps > 0 ? LAPS : 0;
        };
    }

    /** UTC without a zone, in whole seconds: texts that sort like the times. */
    static String time(Instant time) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC));
    }
}
