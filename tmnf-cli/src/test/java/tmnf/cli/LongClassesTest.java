package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Holds classes that are longer than others to saying why. */
class LongClassesTest {

    private static final int MOST_LINES = 300;
    private static final String REASON = "Long because";
    /** Begins in the first column, as only the comments of top-level types do. */
    private static final Pattern JAVADOC = Pattern.compile("^/\\*\\*.*?\\*/",
            Pattern.DOTALL | Pattern.MULTILINE);

    private final Path root = CliTestBase.projectRoot();

    @Test
    void everyLongClassSaysWhy() throws IOException {
        List<Path> sources = sources(root);
        List<String> complaints = new ArrayList<>();
        for (Path file : sources) {
            complaint(root.relativize(file).toString().replace('\\', '/'), Files.readString(file))
                    .ifPresent(complaints::add);
        }

        assertThat(sources).anyMatch(file -> file.endsWith("tmnf/gbx/model/Ghost.java"))
                .anyMatch(file -> file.endsWith("tmnf/cli/Main.java"));
        assertThat(complaints).as("give a second role a class of its own; where there is none, end the"
                + " class's Javadoc with a sentence \"" + REASON + " ...\"").isEmpty();
    }

    /** Of the main code of every module. */
    static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(root, "tmnf-*")) {
            for (Path module : modules) {
                Path main = module.resolve("src/main/java");
                if (Files.isDirectory(main)) {
                    try (Stream<Path> files = Files.walk(main)) {
                        files.filter(file -> file.toString().endsWith(".java")).sorted()
                                .forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    /** What is wrong with a source, if it is longer than others without saying why. */
    private static Optional<String> complaint(String file, String source) {
        long lines = source.lines().count();
        if (lines <= MOST_LINES || javadoc(file, source).contains(REASON)) {
            return Optional.empty();
        }
        return Optional.of(file + " has " + lines + " lines, more than " + MOST_LINES
                + ", and its Javadoc does not say \"" + REASON + " ...\"");
    }

    /** The text above the top-level type that the file is named after; empty where there is none. */
    private static String javadoc(String file, String source) {
        String name = Path.of(file).getFileName().toString().replace(".java", "");
        Matcher type = Pattern.compile("^[a-z@ -]*\\b(class|interface|enum|record) " + name + "\\b",
                Pattern.MULTILINE).matcher(source);
        if (!type.find()) {
            return "";
        }
        int otherType = Math.max(0, source.lastIndexOf("\n}\n", type.start()));
        Matcher javadoc = JAVADOC.matcher(source.substring(otherType, type.start()));
        String last = "";
        while (javadoc.find()) {
            last = javadoc.group();
        }
        return last.replaceAll("\\s*\\n\\s*\\*?\\s*", " ");
    }

    private static String source(String above, String inside, int lines) {
        String text = "package tmnf.made.up;\n\n" + above + "class Thing {\n" + inside;
        return text + "\n".repeat(lines - 1 - (int) text.lines().count()) + "}\n";
    }

    private static Optional<String> complaint(String source) {
        return complaint("tmnf-made/src/main/java/tmnf/made/up/Thing.java", source);
    }

    @Test
    void aLongClassWithoutAReasonIsNamedWithItsLength() {
        assertThat(complaint(source("/** A thing. */\n", "", 300))).isEmpty();
        assertThat(complaint(source("/** A thing. */\n", "", 301))).get().asString()
                .contains("Thing.java has 301 lines", "Long because");
        assertThat(complaint(source("", "", 301))).isPresent();
    }

    @Test
    void onlyTheJavadocOfTheClassCounts() {
        assertThat(complaint(source("// Long because of this.\n", "", 301))).isPresent();
        assertThat(complaint(source("/** A thing. */\n", "    /** Long because. */\n    int a;\n", 301)))
                .isPresent();
        String other = "/** Long because it is another. */\nclass Other {\n}\n\n";
        assertThat(complaint(source(other + "/** A thing. */\n", "", 301))).isPresent();
        assertThat(complaint(source(other, "", 301))).isPresent();
        assertThat(complaint(source("/** A thing. Longer than others. */\n", "", 301))).isPresent();
    }

    @Test
    void aReasonCountsAcrossLinesAndAboveAnnotations() {
        assertThat(complaint(source("/** A thing. Long because of its values. */\n", "", 301))).isEmpty();
        assertThat(complaint(source("/**\n * A thing. Long\n * because of its values.\n */\n@Named(\n"
                + "        \"maps/**\")\npublic final ", "", 301))).isEmpty();
    }
}
