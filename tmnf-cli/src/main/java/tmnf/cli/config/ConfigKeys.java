package tmnf.cli.config;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import tmnf.cli.command.NotConfigurable;
import tmnf.cli.command.WithoutConfiguration;
import tmnf.cli.run.Suggestions;

/**
 * Every key that may be configured, derived from the commands: the path of the command and the option, joined
 * by dots, {@code filter.no-respawn.workers} for example. Each long name of an option is a key; the first is
 * the one shown.
 */
public final class ConfigKeys {

    private final Map<String, OptionSpec> options = new LinkedHashMap<>();
    private final Map<String, OptionSpec> shown = new LinkedHashMap<>();
    private final Map<String, String> byVariable = new LinkedHashMap<>();
    private final Set<String> typed = new HashSet<>(); // what would be keys of options that are only typed

    /** Collects the keys of a complete tree of commands. */
    public ConfigKeys(CommandLine root) {
        collect(root.getCommandSpec());
    }

    private void collect(CommandSpec command) {
        if (command.userObject() != null
                && command.userObject().getClass().isAnnotationPresent(WithoutConfiguration.class)) {
            return;
        }
        for (OptionSpec option : command.options()) {
            if (!isConfigurable(command, option)) {
                if (isOnlyTyped(option)) {
                    typed.addAll(keysOf(option));
                }
                continue;
            }
            List<String> keys = keysOf(option);
            shown.put(keys.get(0), option);
            for (String key : keys) {
                options.put(key, option);
                byVariable.put(variableOf(key), key);
            }
        }
        for (CommandLine sub : command.subcommands().values()) {
            collect(sub.getCommandSpec());
        }
    }

    private static boolean isConfigurable(CommandSpec command, OptionSpec option) {
        if (option.usageHelp() || option.versionHelp() || option.hidden()
                || option.inherited() && command.parent() != null) {
            return false;
        }
        return !isOnlyTyped(option) && !longNames(option).isEmpty();
    }

    private static boolean isOnlyTyped(OptionSpec option) {
        return option.userObject() instanceof AnnotatedElement element
                && element.isAnnotationPresent(NotConfigurable.class);
    }

    /** The keys of an option, the shown one first; none for an option without a long name. */
    static List<String> keysOf(ArgSpec argument) {
        List<String> keys = new ArrayList<>();
        if (argument instanceof OptionSpec option && option.command() != null) {
            String prefix = option.inherited() ? "" : prefixOf(option.command());
            for (String name : longNames(option)) {
                keys.add(prefix + name);
            }
        }
        return keys;
    }

    private static String prefixOf(CommandSpec command) {
        StringBuilder prefix = new StringBuilder();
        for (CommandSpec part = command; part.parent() != null; part = part.parent()) {
            prefix.insert(0, part.name() + ".");
        }
        return prefix.toString();
    }

    private static List<String> longNames(OptionSpec option) {
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            if (name.startsWith("--")) {
                names.add(name.substring(2));
            }
        }
        return names;
    }

    /** Key to option, in the order of the help, each option once. */
    public Map<String, OptionSpec> shown() {
        return Collections.unmodifiableMap(shown);
    }

    /** Every key, those that are other names of a shown one too. */
    Set<String> all() {
        return Collections.unmodifiableSet(options.keySet());
    }

    /** Whether keys begin with this name, as those of a command do with the command's. */
    boolean isSection(String name) {
        return options.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
    }

    /** The option that a key or a variable would be of, were it not of one call and therefore only typed. */
    Optional<String> onlyTyped(String name) {
        return typed.stream().filter(key -> key.equals(name) || variableOf(key).equalsIgnoreCase(name))
                .map(key -> "--" + key.substring(key.lastIndexOf('.') + 1)).findFirst();
    }

    /** The option behind a key. */
    Optional<OptionSpec> option(String key) {
        return Optional.ofNullable(options.get(key));
    }

    /** The key behind an environment variable. */
    Optional<String> keyOfVariable(String variable) {
        return Optional.ofNullable(byVariable.get(variable.toUpperCase(Locale.ROOT)));
    }

    /** The key nearest to a mistyped one. */
    Optional<String> nearest(String key) {
        return Suggestions.nearest(key, options.keySet());
    }

    /** The variable nearest to a mistyped one. */
    Optional<String> nearestVariable(String variable) {
        return Suggestions.nearest(variable, byVariable.keySet());
    }

    /** Whether a variable would be that of a key if its sections ended with two underscores, not one. */
    boolean lacksUnderscores(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return byVariable.keySet().stream().anyMatch(known -> known.replace("__", "_").equals(name));
    }

    /** The environment variable that sets a key. */
    public static String variableOf(String key) {
        return "TMNF_" + key.replace(".", "__").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
