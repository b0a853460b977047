package tmnf.cli.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code .env} file: {@code KEY=VALUE} lines, quotes, comments, an optional {@code export} in front.
 */
final class DotEnvFile {

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(.*?)\\s*");

    /** A variable and the line it stands in. */
    record Entry(String text, int line) {
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private DotEnvFile() {
    }

    static DotEnvFile read(Path file, String label) throws IOException {
        DotEnvFile env = new DotEnvFile();
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (MalformedInputException e) {
            env.problems.add(label + ": not UTF-8 text");
            return env;
        }
        for (int i = 0; i < lines.size(); i++) {
            boolean marked = i == 0 && lines.get(i).startsWith("\ufeff");
            String line = marked ? lines.get(i).substring(1) : lines.get(i);
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                env.entries.put(matcher.group(1), new Entry(unquote(matcher.group(2)), i + 1));
            } else {
                env.problems.add(label + ":" + (i + 1) + ": expected KEY=VALUE");
            }
        }
        return env;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    List<String> problems() {
        return problems;
    }

    private static String unquote(String text) {
        if (text.length() >= 2 && (text.charAt(0) == '"' || text.charAt(0) == '\'')) {
            int end = text.indexOf(text.charAt(0), 1);
            if (end > 0) {
                String inside = text.substring(1, end);
                return text.charAt(0) == '"' ? inside.replace("\\n", "\n").replace("\\\\", "\\") : inside;
            }
        }
        return text.replaceAll("\\s+#.*$", "");
    }
}
