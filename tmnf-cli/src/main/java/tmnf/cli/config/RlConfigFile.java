package tmnf.cli.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;

/**
 * The configuration of the Python training tools, of which capture takes a few values: a YAML file whose keys
 * are looked for in any section.
 */
public final class RlConfigFile {

    /** Keys that tell such a file. */
    private static final Set<String> TYPICAL = Set.of("running_speed", "w_downsized", "h_downsized",
            "game_camera_number", "tm_engine_step_per_action", "iqn_embedding_dimension");

    private final Path asGiven;
    private final Map<String, YamlFile.Entry> entries;

    private RlConfigFile(Path asGiven, Map<String, YamlFile.Entry> entries) {
        this.asGiven = asGiven;
        this.entries = entries;
    }

    /** Reads a file; refuses what is no YAML with exit 2. */
    public static RlConfigFile read(CommandContext context, Path asGiven) throws IOException {
        YamlFile yaml = YamlFile.read(context.requireFile(asGiven), asGiven.toString());
        // Lists of lists and the like are other tools' business; a file without any key is nobody's.
        CliException.require(!yaml.entries().isEmpty(), yaml.problems().isEmpty()
                ? asGiven + ": sets nothing" : yaml.problems().get(0), "name the YAML file of the training");
        return new RlConfigFile(asGiven, yaml.entries());
    }

    /** Whether a key, with its sections, is one of the training's. */
    static boolean isTypical(String path) {
        return TYPICAL.contains(path.substring(path.lastIndexOf('.') + 1));
    }

    private Optional<YamlFile.Entry> entry(String key) {
        return entries.entrySet().stream().filter(entry -> entry.getKey()
                .substring(entry.getKey().lastIndexOf('.') + 1).equals(key)).map(Map.Entry::getValue)
                .findFirst();
    }

    private CliException wrong(String key, YamlFile.Entry entry, String what) {
        return CliException.usage(asGiven + ":" + entry.line() + ": " + key + " is " + what + ": "
                + entry.text(), "correct it, or give the option");
    }

    /** A number, whatever section it stands in; empty if the file does not set it. */
    public Optional<Double> number(String key) {
        return entry(key).map(entry -> {
            try {
                return Double.valueOf(entry.text());
            } catch (NumberFormatException e) {
                throw wrong(key, entry, "no number");
            }
        });
    }

    /** A whole number. */
    public Optional<Integer> integer(String key) {
        Optional<Double> number = number(key);
        CliException.require(number.isEmpty() || number.get() == Math.rint(number.get()),
                asGiven + ": " + key + " is no whole number", "correct it, or give the option");
        return number.map(Double::intValue);
    }
}
