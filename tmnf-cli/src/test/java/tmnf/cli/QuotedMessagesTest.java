package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Messages that pages about trouble quote are still those of the program. */
class QuotedMessagesTest {

    /** The first cell of a row. */
    private static final Pattern CELL = Pattern.compile("(?m)^\\| (.*?[^\\\\]) \\|");
    private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");
    /** Two pieces of a text in Java that are one: only blanks and a plus stand between them. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final List<String> PAGES = List.of("docs/troubleshooting.md", "docs/game-setup.md");
    private static final int LEAST = 8;

    private final Path root = CliTestBase.projectRoot();

    @Test
    void everyQuotedMessageIsOneOfTheProgram() throws IOException {
        String sources = sources();
        List<String> unknown = new ArrayList<>();
        int quotes = 0;
        for (String page : PAGES) {
            for (String message : messages(Files.readString(root.resolve(page)))) {
                quotes++;
                for (String piece : message.split("…")) {
                    String text = piece.strip();
                    if (!text.isEmpty() && !sources.contains(text) && !sources.contains(constant(text))) {
                        unknown.add(page + ": " + message + " (no: " + text + ")");
                    }
                }
                assertThat(message.replace("…", "").strip()).as(page).hasSizeGreaterThanOrEqualTo(LEAST);
            }
        }

        assertThat(unknown).isEmpty();
        assertThat(quotes).isGreaterThan(60);
    }

    /** Reasons are printed as words with hyphens, and are constants in the sources. */
    private static String constant(String reason) {
        return " " + reason.toUpperCase(Locale.ROOT).replace('-', '_') + "(";
    }

    /** Quotes in the first cells of tables whose first column is of messages. */
    private static List<String> messages(String page) {
        List<String> messages = new ArrayList<>();
        boolean inTable = false;
        for (String line : page.lines().toList()) {
            if (line.startsWith("| message |") || line.startsWith("| what you see |")) {
                inTable = true;
            } else if (!line.startsWith("|")) {
                inTable = false;
            } else if (inTable) {
                MatchResult cell = CELL.matcher(line).results().findFirst().orElseThrow();
                QUOTE.matcher(cell.group(1)).results().map(quote -> quote.group(1))
                        .filter(quote -> !quote.equals("custom_port")).forEach(messages::add);
            }
        }
        return messages;
    }

    /** All main sources as one text, with their texts in one piece, and the launcher. */
    private String sources() throws IOException {
        StringBuilder all = new StringBuilder(Files.readString(root.resolve("tmnf")));
        try (Stream<Path> modules = Files.list(root)) {
            for (Path main : modules.map(module -> module.resolve("src/main/java")).filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(main)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                        all.append(JOINT.matcher(Files.readString(file)).replaceAll("").replace("\\\"", "\""))
                                .append('\n');
                    }
                }
            }
        }
        return all.toString();
    }
}
