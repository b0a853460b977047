package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Calls of Maven that the documents show name profiles, modules, tests and files that exist. */
class DocumentedBuildTest {

    private static final Pattern CALL = Pattern.compile("\\./mvnw [^`\\n]*(?:\\n[^`\\n]*?(?=`))?");
    private static final Pattern PROFILES = Pattern.compile("-P ?([\\w,-]+)");
    private static final Pattern MODULES = Pattern.compile("-pl ([\\w,-]+)");
    private static final Pattern TESTS = Pattern.compile("-Dtest=([\\w,]+)");
    private static final Pattern SCRIPT = Pattern.compile("`(\\.ci/[a-z-]+)");
    private static final Pattern ID = Pattern.compile(
            "<profile>\\s*(?:<!--(?s:.*?)-->\\s*)?<id>([\\w-]+)</id>");

    /** Profiles that choose themselves, or that only the build uses. */
    private static final Set<String> NOT_CHOSEN = Set.of("newer-java", "named-groups", "test-doubles",
            "checkout", "windows");

    private final Path root = CliTestBase.projectRoot();

    @Test
    void everyCallIsOneOfThisBuild() throws IOException {
        Set<String> profiles = new HashSet<>();
        Set<String> classes = new HashSet<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.filter(path -> Files.exists(path.resolve("pom.xml"))).toList()) {
                profiles.addAll(found(ID, Files.readString(module.resolve("pom.xml"))));
                try (Stream<Path> files = Files.walk(module.resolve("src"))) {
                    files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java"))
                            .forEach(name -> classes.add(name.replaceFirst("\\.java$", "")));
                }
            }
        }
        profiles.addAll(found(ID, Files.readString(root.resolve("pom.xml"))));
        List<String> wrong = new ArrayList<>();
        int calls = 0;
        for (String page : DocumentedCommandsTest.pages()) {
            String text = Files.readString(root.resolve(page));
            for (MatchResult call : CALL.matcher(text).results().toList()) {
                calls++;
                String line = call.group().replace('\n', ' ');
                missing(PROFILES, line, name -> profiles.contains(name), page, wrong);
                missing(MODULES, line, name -> Files.exists(root.resolve(name + "/pom.xml")), page, wrong);
                missing(TESTS, line, classes::contains, page, wrong);
            }
            missing(SCRIPT, text, name -> Files.isExecutable(root.resolve(name)) || !isPosix(), page, wrong);
        }

        assertThat(wrong).isEmpty();
        assertThat(calls).isGreaterThan(20);
    }

    /** The page for newcomers says how long what they may choose takes, or that nobody has measured it. */
    @Test
    void everyProfileToChooseIsOnThePageWithItsDuration() throws IOException {
        Set<String> profiles = new TreeSet<>(found(ID, Files.readString(root.resolve("pom.xml"))));
        profiles.addAll(found(ID, Files.readString(root.resolve("tmnf-cli/pom.xml"))));
        profiles.removeIf(name -> NOT_CHOSEN.contains(name) || name.startsWith("bench-"));
        List<String> rows = Files.readString(root.resolve("docs/contributing.md")).lines()
                .filter(line -> line.startsWith("| ")).toList();

        assertThat(profiles).contains("fuzz", "dist", "coverage").allSatisfy(profile -> assertThat(rows)
                .anyMatch(row -> row.matches("\\| [^|]+ \\| `(\\./mvnw -P([\\w-]+,)*|\\.ci/)" + profile
                        + "\\b[^|]*\\| [^|]*\\b(\\d|hour|measured)[^|]*\\|")));
    }

    private static boolean isPosix() {
        return Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void missing(Pattern pattern, String text, Predicate<String> exists,
            String page, List<String> wrong) {
        for (String list : found(pattern, text)) {
            for (String name : list.split(",")) {
                if (!name.endsWith("-") && !exists.test(name)) { // bench-... stands for several
                    wrong.add(page + ": " + name);
                }
            }
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
