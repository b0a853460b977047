package tmnf.cli.config;

import java.util.List;
import java.util.Optional;

import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;

/**
 * What is configured, in layers.
 *
 * @param layers the strongest first
 * @param problems one line for each mistake, with its file and line
 */
public record Configuration(List<ConfigLayer> layers, List<String> problems) {

    /** No configuration at all. */
    public static final Configuration NONE = new Configuration(List.of(), List.of());

    public Configuration {
        layers = List.copyOf(layers);
        problems = List.copyOf(problems);
    }

    private Optional<ConfigLayer.Value> lookup(List<String> keys) {
        for (ConfigLayer layer : layers) {
            for (String key : keys) {
                ConfigLayer.Value value = layer.values().get(key);
                if (value != null) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    /** The configured value of an option under any of its names. */
    public Optional<ConfigLayer.Value> lookup(ArgSpec argument) {
        return layers.isEmpty() ? Optional.empty() : lookup(ConfigKeys.keysOf(argument));
    }

    /**
     * For picocli: the configured value, or null to fall back on the option's own default. Nothing is
     * configured for what was typed: picocli gives a flag without a value the opposite of its default, so
     * one that is configured to be on would be off where it is typed.
     *
     * @param typed the line, as it was parsed without configuration
     */
    public IDefaultValueProvider behind(ParseResult typed) {
        return argument -> isTyped(typed, argument) ? null
                : lookup(argument).map(ConfigLayer.Value::text).orElse(null);
    }

    private static boolean isTyped(ParseResult line, ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            ParseResult part = line;
            while (!part.hasMatchedOption(option)) {
                if (!part.hasSubcommand()) {
                    return false;
                }
                part = part.subcommand();
            }
            return true;
        }
        return false;
    }

    /** Throws when there is any mistake. */
    public void requireValid() {
        if (!problems.isEmpty()) {
            int more = problems.size() - 1;
            throw new CliException(ExitStatus.USAGE, "CONFIG", problems.get(0),
                    more == 0 ? "" : more + " more, see tmnf config check",
                    "correct it, or name another file");
        }
    }
}
