package tmnf.cli.info;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import tmnf.cli.command.ExitStatus;
import tmnf.cli.run.HelpLayout;

/**
 * Manual pages of section 1, in the language of {@code man}, made of the commands themselves: one page a
 * command, {@code tmnf.1}, {@code tmnf-filter-maptype.1}. The build puts them into the distribution.
 */
final class ManPages {

    private final BuildInfo build;

    /**
     * For a version of the program.
     *
     * @param build whose version and date stand at the edges of a page
     */
    ManPages(BuildInfo build) {
        this.build = build;
    }

    /** The pages of a command and of all below it that the help shows, by file name. */
    Map<String, String> pages(CommandSpec spec) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(title(spec) + ".1", page(spec));
        spec.subcommands().values().forEach(sub -> {
            if (!sub.getCommandSpec().usageMessage().hidden()) {
                pages.putAll(pages(sub.getCommandSpec()));
            }
        });
        return pages;
    }

    /** The page of one command. */
    String page(CommandSpec spec) {
        StringBuilder page = new StringBuilder();
        String day = build.time().matches("\\d{4}-\\d\\d-\\d\\d.*") ? build.time().substring(0, 10) : "";
        page.append(".TH ").append(title(spec).toUpperCase(Locale.ROOT)).append(" 1 \"").append(day)
                .append("\" \"tmnf ").append(build.version()).append("\" \"tmnf\"\n.nh\n.ad l\n");
        String header = String.join(" ", spec.usageMessage().header());
        section(page, "NAME");
        line(page, escaped(title(spec)) + " \\- " + escaped(header.replaceFirst("\\.$", "")));
        section(page, "SYNOPSIS");
        line(page, bold(spec.qualifiedName(" ")) + escaped(synopsis(spec)));
        if (spec.usageMessage().description().length > 0) {
            section(page, "DESCRIPTION");
            for (String paragraph : spec.usageMessage().description()) {
                page.append(".PP\n");
                line(page, escaped(plain(paragraph)));
            }
        }
        commands(page, spec);
        operands(page, spec);
        options(page, spec);
        footer(page, List.of(spec.usageMessage().footer()));
        section(page, "EXIT STATUS");
        ExitStatus.table().forEach((code, meaning) -> entry(page, code, meaning));
        seeAlso(page, spec);
        return page.toString();
    }

    /** The name of a page. */
    private static String title(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private static String synopsis(CommandSpec spec) {
        return spec.commandLine().getHelp().synopsis(0).strip().substring(spec.qualifiedName(" ").length());
    }

    private static void commands(StringBuilder page, CommandSpec spec) {
        List<CommandSpec> shown = shown(spec);
        if (!shown.isEmpty()) {
            section(page, "COMMANDS");
            shown.forEach(sub -> entry(page, title(sub) + "(1)",
                    String.join(" ", sub.usageMessage().header())));
        }
    }

    private static List<CommandSpec> shown(CommandSpec spec) {
        List<CommandSpec> shown = new ArrayList<>();
        spec.subcommands().values().stream().map(sub -> sub.getCommandSpec())
                .filter(sub -> !sub.usageMessage().hidden()).forEach(shown::add);
        return shown;
    }

    private static void operands(StringBuilder page, CommandSpec spec) {
        List<PositionalParamSpec> shown = spec.positionalParameters().stream()
                .filter(operand -> !operand.hidden()).toList();
        if (!shown.isEmpty()) {
            section(page, "OPERANDS");
            shown.forEach(operand -> entry(page, operand.paramLabel(), HelpLayout.describe(operand)));
        }
    }

    private static void options(StringBuilder page, CommandSpec spec) {
        section(page, "OPTIONS");
        HelpLayout.sections(spec).forEach((name, options) -> {
            if (!name.isEmpty()) {
                page.append(".SS ").append(escaped(name)).append('\n');
            }
            options.forEach(option -> option(page, option));
        });
    }

    private static void option(StringBuilder page, OptionSpec option) {
        entry(page, HelpLayout.names(option), HelpLayout.describe(option));
    }

    /** Examples stand as they are typed, everything else as a paragraph. */
    private static void footer(StringBuilder page, List<String> footer) {
        boolean examples = false;
        for (String text : footer) {
            boolean typed = text.startsWith("  ");
            if (typed != examples) {
                page.append(typed ? ".PP\n.nf\n" : ".fi\n");
                examples = typed;
            }
            if (text.equals("Examples:")) {
                section(page, "EXAMPLES");
            } else if (typed) {
                line(page, escaped(text.strip()));
            } else if (!text.isBlank()) {
                page.append(".PP\n");
                line(page, escaped(text));
            }
        }
        if (examples) {
            page.append(".fi\n");
        }
    }

    private static void seeAlso(StringBuilder page, CommandSpec spec) {
        List<String> others = new ArrayList<>();
        if (spec.parent() != null) {
            others.add(title(spec.parent()));
            shown(spec.parent()).stream().filter(sub -> sub != spec).map(ManPages::title)
                    .filter(name -> spec.parent().parent() != null || name.equals("tmnf-help"))
                    .forEach(others::add);
        }
        shown(spec).stream().map(ManPages::title).forEach(others::add);
        section(page, "SEE ALSO");
        line(page, String.join(", ", others.stream().map(name -> bold(name) + "(1)").toList()));
    }

    private static void section(StringBuilder page, String name) {
        page.append(".SH ").append(name).append('\n');
    }

    private static void entry(StringBuilder page, String what, String meaning) {
        page.append(".TP\n");
        line(page, bold(what));
        line(page, escaped(meaning));
    }

    /** A line of text: one that begins as a request or is empty would be taken for one. */
    private static void line(StringBuilder page, String text) {
        page.append(text.startsWith(".") || text.startsWith("'") || text.isEmpty() ? "\\&" : "").append(text)
                .append('\n');
    }

    private static String bold(String text) {
        return "\\fB" + escaped(text) + "\\fR";
    }

    /** Descriptions may have picocli's marks for the terminal. */
    private static String plain(String text) {
        return Ansi.OFF.string(text);
    }

    /** Signs that mean something to {@code man}, or that it would set as others. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                case '\n', '\r', '\t' -> escaped.append(' ');
                default -> {
                    if (c < 128) {
                        escaped.appendCodePoint(c);
                    } else {
                        escaped.append(String.format("\\[u%04X]", c));
                    }
                }
            }
        });
        return escaped.toString();
    }
}
