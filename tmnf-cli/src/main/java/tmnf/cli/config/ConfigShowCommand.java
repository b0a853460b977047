package tmnf.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.command.WithoutConfiguration;
import tmnf.cli.run.Suggestions;

/** {@code tmnf config show}: the settings that hold, and where each comes from. */
@Command(name = "show", header = "Print the settings that hold, as YAML keys.",
        footer = {"Examples:",
            "  tmnf config show",
            "  tmnf config show --origin filter no-respawn",
            "  tmnf config show --json",
            "",
            "Next: tmnf config check"})
@WithoutConfiguration
public final class ConfigShowCommand extends TmnfCommand {

    @Option(names = "--origin", description = "Add where each value comes from.")
    @HelpSection(HelpSection.OUTPUT)
    private boolean origin;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Only the settings of this command.")
    private List<String> command = new ArrayList<>();

    /** One setting. */
    record Setting(String key, String value, String layer, String origin) {
    }

    @Override
    protected CommandResult run(CommandContext context) {
        ConfigAccess access = (ConfigAccess) spec().root().userObject();
        Configuration configuration = access.loader().load();
        configuration.requireValid();
        List<Setting> settings = settings(access.keys(), configuration);
        return CommandResult.ok().withLines(lines(settings))
                .withJson(Map.of("settings", origin ? settings : plain(settings)));
    }

    private List<Setting> settings(ConfigKeys keys, Configuration configuration) {
        String prefix = command.isEmpty() ? "" : String.join(".", command) + ".";
        List<Setting> settings = new ArrayList<>();
        for (Map.Entry<String, OptionSpec> entry : keys.shown().entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                Optional<ConfigLayer.Value> value = configuration.lookup(entry.getValue());
                settings.add(new Setting(entry.getKey(),
                        value.map(ConfigLayer.Value::text).orElse(DefaultFile.defaultOf(entry.getValue())),
                        value.map(ConfigLayer.Value::layer).orElse(ConfigLayer.BUILT_IN),
                        value.map(ConfigLayer.Value::origin).orElse("")));
            }
        }
        if (settings.isEmpty()) {
            List<String> known = keys.shown().keySet().stream().filter(key -> key.contains("."))
                    .map(key -> key.replaceAll("\\.[^.]*$", "").replace('.', ' ')).distinct().toList();
            String words = String.join(" ", command);
            throw CliException.usage("no settings of a command '" + words + "'",
                    Suggestions.nearest(words, known).map(near -> "did you mean " + near + "?")
                            .orElse("see tmnf config show for all"));
        }
        return settings;
    }

    private static Map<String, String> plain(List<Setting> settings) {
        Map<String, String> plain = new LinkedHashMap<>();
        settings.forEach(setting -> plain.put(setting.key(), setting.value()));
        return plain;
    }

    private List<String> lines(List<Setting> settings) {
        List<String> lines = new ArrayList<>();
        for (Setting setting : settings) {
            String line = setting.key() + ": " + setting.value();
            String place = setting.origin().isEmpty() ? "" : ", " + setting.origin();
            lines.add((origin ? line + "  # " + setting.layer() + place : line).stripTrailing());
        }
        return lines;
    }
}
