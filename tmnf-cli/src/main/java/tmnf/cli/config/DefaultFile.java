package tmnf.cli.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Model.OptionSpec;

import tmnf.cli.run.HelpLayout;
import tmnf.cli.run.WordWrap;

/** The configuration file that sets nothing and explains everything: one commented-out key an option. */
public final class DefaultFile {

    private static final String HEAD = """
            # Configuration of tmnf. Every key is an option of a command: section = command, key = option.
            # Remove the # in front of a key to set it. What is set here holds unless the command line, a
            # variable TMNF_<SECTION>__<KEY> of the environment, or .env says otherwise; see
            # docs/configuration.md.
            # Generated from the commands: tmnf config init writes a fresh copy.
            """;

    private DefaultFile() {
    }

    /** The default of an option as it would be typed. */
    public static String defaultOf(OptionSpec option) {
        String text = option.defaultValue();
        if (text == null) {
            // a Boolean may also be none: what holds then is said by something else
            boolean flag = option.arity().max() == 0 && option.type() != Boolean.class;
            return flag ? "false" : "";
        }
        return text;
    }

    /** The whole file. */
    public static String render(ConfigKeys keys) {
        StringBuilder text = new StringBuilder(HEAD);
        List<String> open = new ArrayList<>();
        for (Map.Entry<String, OptionSpec> entry : keys.shown().entrySet()) {
            String[] path = entry.getKey().split("\\.");
            List<String> sections = List.of(path).subList(0, path.length - 1);
            text.append('\n');
            open(text, open, sections);
            String indent = "  ".repeat(sections.size());
            for (String line : WordWrap.wrap(plainDescription(entry.getValue()), 104 - indent.length())) {
                text.append(indent).append("# ").append(line).append('\n');
            }
            text.append(indent).append('#').append(path[path.length - 1]).append(": ")
                    .append(quoted(defaultOf(entry.getValue())));
            while (text.charAt(text.length() - 1) == ' ') {
                text.setLength(text.length() - 1);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void open(StringBuilder text, List<String> open, List<String> sections) {
        int same = 0;
        while (same < open.size() && same < sections.size() && open.get(same).equals(sections.get(same))) {
            same++;
        }
        for (int depth = same; depth < sections.size(); depth++) {
            text.append("  ".repeat(depth)).append(sections.get(depth)).append(":\n");
        }
        open.clear();
        open.addAll(sections);
    }

    private static String plainDescription(OptionSpec option) {
        return HelpLayout.describe(option).replaceAll(" \\(default: [^)]*\\)$", "");
    }

    private static String quoted(String value) {
        return value.isEmpty() || value.matches("[A-Za-z0-9_./][A-Za-z0-9_./,-]*") ? value
                : "'" + value.replace("'", "''") + "'";
    }
}
