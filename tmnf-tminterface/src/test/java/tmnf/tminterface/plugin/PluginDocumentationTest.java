package tmnf.tminterface.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Keeps the tables of docs/game-plugin.md true: each id of the plugin has its row, with the line where the
 * plugin deals with it. {@code -Dtmnf.test.jvm=-Dtmnf.regenerate=true} writes the lines anew.
 */
class PluginDocumentationTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("tmnf.root"), "docs/game-plugin.md");
    private static final Pattern CONSTANT = Pattern.compile("const int (SC_\\w+|C_\\w+) = (\\d+);");
    private static final Pattern ROW = Pattern.compile(
            "\\| (\\d+) \\| (SC_\\w+|C_\\w+) \\|(.*)\\| (\\d+) \\|");

    @Test
    void namesEachIdWithTheLineThatDealsWithIt() throws IOException {
        List<String> source = Files.readAllLines(PluginHost.PLUGIN);
        if (Boolean.getBoolean("tmnf.regenerate")) {
            Files.writeString(DOCUMENT, withLines(Files.readString(DOCUMENT), source));
        }
        Map<String, String> documented = new LinkedHashMap<>();
        Matcher rows = ROW.matcher(Files.readString(DOCUMENT));
        while (rows.find()) {
            documented.put(rows.group(2), rows.group(1) + " in line " + rows.group(4));
        }

        Map<String, String> actual = new LinkedHashMap<>();
        for (String line : source) {
            Matcher constant = CONSTANT.matcher(line);
            if (constant.matches() && !constant.group(1).equals("C_LAST_EX")) {
                String name = constant.group(1);
                actual.put(name, constant.group(2) + " in line " + lineOf(name, source));
            }
        }

        assertThat(documented)
                .as("the tables of %s; -Dtmnf.test.jvm=-Dtmnf.regenerate=true corrects the lines", DOCUMENT)
                .containsExactlyEntriesOf(actual);
        assertThat(actual).hasSize(8 + 18 + 12);
    }

    private static String withLines(String document, List<String> source) {
        return ROW.matcher(document).replaceAll(row -> Matcher.quoteReplacement("| " + row.group(1) + " | "
                + row.group(2) + " |" + row.group(3) + "| " + lineOf(row.group(2), source) + " |"));
    }

    /** Where a message is written, or its branch begins. */
    private static int lineOf(String name, List<String> source) {
        Pattern place = Pattern.compile(name.startsWith("SC_")
                ? "client\\.Write\\(" + name + "\\);|SendCount\\(" + name + ","
                : "case " + name + ":( \\{)?$|id == " + name + "\\)");
        List<Integer> lines = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            if (place.matcher(source.get(i)).find()) {
                lines.add(i + 1);
            }
        }
        assertThat(lines).as("places of %s", name).hasSize(1);
        return lines.get(0);
    }
}
