package tmnf.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import picocli.CommandLine.Model.OptionSpec;

import tmnf.cli.env.Environment;
import tmnf.cli.run.CommonSettings;
import tmnf.cli.run.Suggestions;

/** Finds and reads everything that configures a run. */
public final class ConfigLoader {

    private static final String PREFIX = "TMNF_";
    private static final String FILE_NAME = "tmnf.yaml";

    private final Environment environment;
    private final CommonSettings settings;
    private final Path base;
    private final Supplier<ConfigKeys> keys;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, DotEnvFile.Entry> dotEnv = new LinkedHashMap<>();

    /**
     * Prepares loading.
     *
     * @param base directory that relative paths count from
     * @param keys the known keys; asked only when something is configured
     */
    public ConfigLoader(Environment environment, CommonSettings settings, Path base,
            Supplier<ConfigKeys> keys) {
        this.environment = environment;
        this.settings = settings;
        this.base = base;
        this.keys = keys;
    }

    /** Reads all layers. Mistakes become problems of the result. */
    public Configuration load() {
        List<ConfigLayer> layers = new ArrayList<>();
        readDotEnv();
        add(layers, environmentLayer());
        add(layers, dotEnvLayer());
        if (settings.config().isEmpty()) {
            defaultFile().ifPresent(file -> add(layers, fileLayer("file", file)));
        } else {
            List<Path> files = settings.config();
            for (int i = files.size() - 1; i >= 0; i--) {
                requireFile("--config", files.get(i)).ifPresent(file -> add(layers, fileLayer("file", file)));
            }
        }
        Path user = userFile();
        if (Files.isRegularFile(user)) {
            add(layers, fileLayer("user file", user));
        }
        return new Configuration(layers, problems);
    }

    /** A variable of the environment, else of {@code .env}. Call {@link #load} first. */
    public Optional<String> variable(String name) {
        return environment.variable(name).or(() -> dotEnvVariable(name));
    }

    /**
     * A variable of {@code .env} alone, for names that systems use for something else. Call {@link #load}
     * first.
     */
    public Optional<String> dotEnvVariable(String name) {
        return Optional.ofNullable(dotEnv.get(name)).map(DotEnvFile.Entry::text)
                .filter(text -> !text.isEmpty());
    }

    /** The places where the default file is searched, the first that exists is read. */
    public List<Path> defaultPlaces() {
        List<Path> places = new ArrayList<>();
        places.add(base.resolve("config").resolve(FILE_NAME));
        places.add(base.resolve("config_files").resolve(FILE_NAME));
        environment.installation().ifPresent(home -> places.add(home.resolve("config").resolve(FILE_NAME)));
        return places;
    }

    /** The default file that is read without {@code --config}. */
    public Optional<Path> defaultFile() {
        return defaultPlaces().stream().filter(Files::isRegularFile).findFirst();
    }

    /** The {@code .env} file, whether it exists or not. */
    public Path dotEnvFile() {
        return base.resolve(settings.envFile() == null ? Path.of(".env") : settings.envFile());
    }

    /** The file of the user, whether it exists or not. */
    public Path userFile() {
        Path folder;
        if (environment.windows()) {
            folder = environment.variable("APPDATA").map(environment.home()::resolve)
                    .orElse(environment.home().resolve("AppData").resolve("Roaming"));
        } else {
            folder = environment.variable("XDG_CONFIG_HOME").map(environment.home()::resolve)
                    .orElse(environment.home().resolve(".config"));
        }
        return folder.resolve("tmnf").resolve("config.yaml");
    }

    private static void add(List<ConfigLayer> layers, ConfigLayer layer) {
        if (!layer.values().isEmpty()) {
            layers.add(layer);
        }
    }

    private Optional<Path> requireFile(String option, Path asGiven) {
        Path file = base.resolve(asGiven);
        if (Files.isRegularFile(file)) {
            return Optional.of(file);
        }
        if (Files.isDirectory(file)) {
            problems.add(option + " " + asGiven + ": a folder, not a file");
            return Optional.empty();
        }
        String near = Suggestions.forMissing(file);
        problems.add(option + " " + asGiven + ": no such file" + (near.isEmpty() ? "" : "; " + near));
        return Optional.empty();
    }

    private void readDotEnv() {
        Path file = dotEnvFile();
        if (settings.envFile() != null && requireFile("--env-file", settings.envFile()).isEmpty()
                || !Files.isRegularFile(file)) {
            return;
        }
        try {
            DotEnvFile env = DotEnvFile.read(file, label(file));
            dotEnv.putAll(env.entries());
            problems.addAll(env.problems());
        } catch (IOException e) {
            problems.add(label(file) + ": can't be read: " + e.getMessage());
        }
    }

    private ConfigLayer environmentLayer() {
        Map<String, ConfigLayer.Value> values = new LinkedHashMap<>();
        environment.variables().forEach((name, text) -> variable(name, text, "environment", name, values));
        return new ConfigLayer("environment", "", values);
    }

    private ConfigLayer dotEnvLayer() {
        Map<String, ConfigLayer.Value> values = new LinkedHashMap<>();
        String label = label(dotEnvFile());
        dotEnv.forEach((name, entry) ->
                variable(name, entry.text(), ".env", label + ":" + entry.line() + ": " + name, values));
        return new ConfigLayer(".env", dotEnvFile().toString(), values);
    }

    /**
     * Takes variables that name a key. Others of ours have no section, so that only a section makes a
     * mistake.
     */
    private void variable(String name, String text, String layer, String origin,
            Map<String, ConfigLayer.Value> values) {
        if (!name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) || text.isEmpty()) {
            return;
        }
        Optional<String> key = keys.get().keyOfVariable(name);
        if (key.isPresent()) {
            check(key.get(), keys.get().option(key.get()).orElseThrow(), text, layer, origin, values);
        } else if (name.substring(PREFIX.length()).contains("__")) {
            problems.add(origin + " (" + layer + "): no setting has this name"
                    + keys.get().nearestVariable(name).map(near -> "; did you mean " + near + "?")
                    .orElse(""));
        }
    }

    private ConfigLayer fileLayer(String layer, Path file) {
        Map<String, ConfigLayer.Value> values = new LinkedHashMap<>();
        try {
            YamlFile yaml = YamlFile.read(file, label(file));
            if (yaml.entries().keySet().stream().anyMatch(RlConfigFile::isTypical)) {
                problems.add(label(file) + ": is a configuration of the training, not of this "
                        + "toolkit; capture and cleanup take it with --rl-config");
                return new ConfigLayer(layer, file.toString(), values);
            }
            problems.addAll(yaml.problems());
            yaml.entries().forEach((key, entry) -> entry(layer, label(file) + ":" + entry.line(), key, entry,
                    values));
        } catch (IOException e) {
            problems.add(label(file) + ": can't be read: " + e.getMessage());
        }
        return new ConfigLayer(layer, file.toString(), values);
    }

    private void entry(String layer, String origin, String key, YamlFile.Entry entry,
            Map<String, ConfigLayer.Value> values) {
        Optional<OptionSpec> option = keys.get().option(key);
        if (option.isEmpty()) {
            problems.add(origin + ": unknown key " + key + " (" + layer + ")" + keys.get().nearest(key)
                    .map(near -> "; did you mean " + near + "?").orElse(""));
        } else if (entry.list() && !option.get().isMultiValue()) {
            problems.add(origin + ": " + key + " takes one value, not a list (" + layer + ")");
        } else {
            check(key, option.get(), entry.text(), layer, origin, values);
        }
    }

    private void check(String key, OptionSpec option, String text, String layer, String origin,
            Map<String, ConfigLayer.Value> values) {
        String problem = ValueCheck.problem(option, text);
        if (problem.isEmpty()) {
            values.put(key, new ConfigLayer.Value(text, layer, origin));
        } else {
            problems.add(origin + ": " + key + ": " + problem + " (" + layer + ")");
        }
    }

    /** A file as messages name it: short where it lies below the directory of the caller. */
    private String label(Path file) {
        return file.startsWith(base) ? base.relativize(file).toString() : file.toString();
    }
}
