package tmnf.cli.train;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.config.ConfigLoader;
import tmnf.rl.config.SettingsException;
import tmnf.rl.config.TrainSettings;

/** The YAML of a training: where it lies, what it says, as plain maps and lists or as settings. */
public final class RlSettingsFile {

    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_DEPTH = 20;
    /** The Python tool's files have none; snapshots of an early version of this program have some. */
    private static final int MOST_ALIASES = 50;

    private RlSettingsFile() {
    }

    /**
     * The file of {@code --rl-config}, else the first that exists of the usual places; empty where there is
     * none.
     *
     * @param given null: not given
     */
    public static Optional<Path> find(ConfigLoader loader, Path given) {
        return given != null ? Optional.of(given) : loader.rlPlaces().stream().filter(Files::isRegularFile)
                .map(file -> Path.of(loader.label(file))).findFirst();
    }

    /**
     * What a file sets, the built-in values for the rest; refuses wrong ones, and sizes of
     * which no network can be made, with exit 2.
     */
    public static TrainSettings settings(CommandContext context, Optional<Path> file) throws IOException {
        return settings(file.isEmpty() ? Map.of() : read(context.requireFile(file.get()), file.get()), file);
    }

    /** The same of sections that were read, and perhaps changed. */
    static TrainSettings settings(Map<String, Object> sections, Optional<Path> file) {
        try {
            TrainSettings settings = TrainSettings.of(sections);
            settings.sizes().network();
            return settings;
        } catch (SettingsException | IllegalArgumentException e) {
            throw CliException.usage(file.map(path -> path + ": ").orElse("") + e.getMessage(),
                    "correct it, see config/rl/default.yaml");
        }
    }

    /**
     * Reads a file.
     *
     * @param asGiven the file as messages name it
     */
    static Map<String, Object> read(Path file, Path asGiven) throws IOException {
        return parse(text(file, asGiven), asGiven);
    }

    /** The text of a file, if it is short enough for one. */
    static String text(Path file, Path asGiven) throws IOException {
        CliException.require(Files.size(file) <= MOST_CHARACTERS, asGiven + ": larger than 1 MiB, this is no "
                + "configuration", "name the YAML file of the training");
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw CliException.usage(asGiven + ": not UTF-8 text", "name the YAML file of the training");
        }
    }

    /** The sections of a text. */
    static Map<String, Object> parse(String text, Path asGiven) {
        Object root;
        try {
            root = yaml().load(text);
        } catch (YAMLException e) {
            throw CliException.usage(asGiven + ": " + e.getMessage(), "correct it");
        }
        CliException.require(root == null || root instanceof Map, asGiven + ": has no sections",
                "name the YAML file of the training");
        Map<String, Object> sections = new LinkedHashMap<>();
        if (root instanceof Map<?, ?> map) {
            map.forEach((key, value) -> sections.put(String.valueOf(key), value));
        }
        return sections;
    }

    /** The same the other way, without aliases: what occurs twice is written twice. */
    static String write(Map<String, Object> settings) {
        return yaml().dump(copy(settings));
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(key, copy(each)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(); // an empty one of the JDK is the same each time
            list.forEach(each -> copy.add(copy(each)));
            return copy;
        }
        return value;
    }

    private static Yaml yaml() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_CHARACTERS);
        limits.setNestingDepthLimit(MOST_DEPTH);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setAllowDuplicateKeys(false);
        DumperOptions dump = new DumperOptions();
        return new Yaml(new SafeConstructor(limits), new Representer(dump), dump, limits);
    }
}
