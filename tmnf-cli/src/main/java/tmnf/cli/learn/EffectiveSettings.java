package tmnf.cli.learn;

import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import tmnf.cli.command.NotConfigurable;
import tmnf.cli.config.PretrainNames;

/** All settings of a run, with the keys of the Python tool: what {@code --config} takes back. */
final class EffectiveSettings {

    private EffectiveSettings() {
    }

    /** The settings of a command whose line was read. */
    static Map<String, Object> of(CommandSpec command, ImageSize size) {
        Map<String, Object> settings = new LinkedHashMap<>();
        Map<String, Object> block = new LinkedHashMap<>();
        String blockName = "";
        for (OptionSpec option : command.options()) {
            String name = longName(option);
            if (name.isEmpty() || option.inherited() || option.usageHelp() || option.versionHelp()
                    || option.userObject() instanceof AnnotatedElement element
                            && element.isAnnotationPresent(NotConfigurable.class)) {
                continue;
            }
            String path = PretrainNames.path(name);
            Object value = path.equals("image_size") ? size.toString() : plain(option.getValue());
            int dot = path.indexOf('.');
            if (dot < 0) {
                settings.put(path, value);
            } else {
                blockName = path.substring(0, dot);
                block.put(path.substring(dot + 1), value);
            }
        }
        settings.put(blockName, block);
        return settings;
    }

    private static String longName(OptionSpec option) {
        for (String name : option.names()) {
            if (name.startsWith("--")) {
                return name.substring(2);
            }
        }
        return "";
    }

    private static Object plain(Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(EffectiveSettings::plain).toList();
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return value instanceof Duration duration ? duration.toMillis() + "ms" : value.toString();
    }
}
