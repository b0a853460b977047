package tmnf.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of a text who the user is: the home folder becomes {@code ~}, names become USER. */
final class Redaction {

    /** Shorter names are parts of too many words. */
    private static final int SHORTEST = 3;
    /** Names of accounts that many have, which tell nothing and stand in other words' place. */
    private static final List<String> COMMON = List.of("root", "user", "admin", "administrator");
    private static final String NO_LETTER_BEFORE = "(?<![\\p{L}\\p{N}])";
    private static final String NO_LETTER_AFTER = "(?![\\p{L}\\p{N}])";

    /** A folder of any account, also in a Wine folder, in a URI, or as Windows shortens it. */
    private static final Pattern ACCOUNT = Pattern.compile("(?i)([\\\\/](?:users|home)[\\\\/]+)"
            + "(?!(?:user|public)\\b)[^\\\\/\\s|\"':;,)]+");

    private record Rule(Pattern pattern, String replacement) {
    }

    private final List<Rule> rules = new ArrayList<>();

    /**
     * For one user.
     *
     * @param homes absolute folders
     * @param names of the account, of the login in the game
     */
    Redaction(Collection<Path> homes, Collection<String> names) {
        for (Path home : homes) {
            if (home.getNameCount() > 0) {
                String text = home.toString();
                rules.add(new Rule(pattern(text), "~"));
                rules.add(new Rule(pattern(text.replace('\\', '/')), "~"));
                rules.add(new Rule(pattern(text.replace("\\", "\\\\")), "~"));
            }
        }
        for (String name : names) {
            if (name.length() >= SHORTEST && !COMMON.contains(name.toLowerCase(Locale.ROOT))) {
                rules.add(new Rule(Pattern.compile(NO_LETTER_BEFORE + Pattern.quote(name) + NO_LETTER_AFTER,
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), "USER"));
            }
        }
    }

    private static Pattern pattern(String home) {
        return Pattern.compile(Pattern.quote(home) + NO_LETTER_AFTER,
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The text without them. */
    String apply(String text) {
        String result = text;
        for (Rule rule : rules) {
            result = rule.pattern.matcher(result).replaceAll(Matcher.quoteReplacement(rule.replacement));
        }
        result = ACCOUNT.matcher(result).replaceAll("$1USER");
        return result;
    }
}
