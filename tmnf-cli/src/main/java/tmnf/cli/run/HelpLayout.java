package tmnf.cli.run;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;

/**
 * Gives every command the same help: sections of options, defaults, exit codes, and help and version options.
 */
public final class HelpLayout {

    private static final String COMMON = "Common";
    private static final int INDENT = 28;

    private HelpLayout() {
    }

    /** Prepares a command and all below it. */
    public static void apply(CommandSpec spec, IVersionProvider versions, int width) {
        spec.mixinStandardHelpOptions(true);
        spec.versionProvider(versions);
        UsageMessageSpec usage = spec.usageMessage();
        usage.width(Math.max(60, Math.min(width, 120)));
        usage.sortOptions(false);
        usage.sortSynopsis(false);
        usage.abbreviateSynopsis(true);
        usage.descriptionHeading("%n");
        usage.parameterListHeading("%nOperands:%n");
        usage.commandListHeading("%nCommands:%n");
        usage.footerHeading("%n");
        usage.exitCodeListHeading("%nExit codes:%n");
        usage.exitCodeList(ExitStatus.table());
        usage.optionListHeading("");
        Map<String, picocli.CommandLine.IHelpSectionRenderer> sections =
                new LinkedHashMap<>(usage.sectionMap());
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> options(help.commandSpec(), help));
        sections.put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, help -> operands(help.commandSpec(), help));
        usage.sectionMap(sections);
        List<String> keys = new ArrayList<>(usage.sectionKeys());
        keys.remove(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING);
        keys.remove(UsageMessageSpec.SECTION_KEY_FOOTER);
        int beforeExitCodes = keys.indexOf(UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING);
        keys.add(beforeExitCodes, UsageMessageSpec.SECTION_KEY_FOOTER_HEADING);
        keys.add(beforeExitCodes + 1, UsageMessageSpec.SECTION_KEY_FOOTER);
        usage.sectionKeys(keys);
        spec.subcommands().values().forEach(sub -> apply(sub.getCommandSpec(), versions, width));
    }

    /** Options of a command by section, in the order of the help: its own first, the common ones last. */
    public static Map<String, List<OptionSpec>> sections(CommandSpec spec) {
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        List<OptionSpec> common = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (option.hidden()) {
                continue;
            }
            if (option.inherited() || spec.parent() == null || option.usageHelp() || option.versionHelp()) {
                common.add(option);
            } else {
                sections.computeIfAbsent(section(option), any -> new ArrayList<>()).add(option);
            }
        }
        sections.put(COMMON, common);
        return sections;
    }

    private static String section(OptionSpec option) {
        return option.userObject() instanceof AnnotatedElement element
                && element.isAnnotationPresent(HelpSection.class)
                ? element.getAnnotation(HelpSection.class).value() : "";
    }

    private static String options(CommandSpec spec, Help help) {
        StringBuilder text = new StringBuilder();
        sections(spec).forEach((section, options) -> {
            text.append('\n').append(section.isEmpty() ? "Options" : section + " options").append(":\n");
            for (OptionSpec option : options) {
                entry(text, help, names(option), describe(option), spec.usageMessage().width());
            }
        });
        return text.toString();
    }

    private static String operands(CommandSpec spec, Help help) {
        StringBuilder text = new StringBuilder();
        for (PositionalParamSpec operand : spec.positionalParameters()) {
            if (!operand.hidden()) {
                entry(text, help, operand.paramLabel(), describe(operand), spec.usageMessage().width());
            }
        }
        return text.toString();
    }

    /** The names of an option as typed, with the label of its value. */
    public static String names(OptionSpec option) {
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            names.add(option.negatable() && name.startsWith("--") ? "--[no-]" + name.substring(2) : name);
        }
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return String.join(", ", names) + label;
    }

    /** The description in one line, with the default value. */
    public static String describe(ArgSpec argument) {
        String text = String.join(" ", argument.description());
        String value = argument.defaultValue();
        boolean flag = argument instanceof OptionSpec option && option.arity().max() == 0;
        if (value == null || flag && !value.equals("true")) {
            return text;
        }
        return text + " (default: " + (flag ? "on" : value) + ")";
    }

    private static void entry(StringBuilder text, Help help, String names, String description, int width) {
        text.append("  ").append(help.colorScheme().optionText(names));
        int column = 2 + names.length();
        if (column + 2 > INDENT) {
            text.append('\n');
            column = 0;
        }
        for (String line : WordWrap.wrap(description, width - INDENT)) {
            text.append(" ".repeat(INDENT - column)).append(line).append('\n');
            column = 0;
        }
    }
}
