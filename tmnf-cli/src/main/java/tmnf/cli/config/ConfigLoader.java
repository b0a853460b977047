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

import tmnf.cli.env.Environment;
import tmnf.cli.run.CommonSettings;
import tmnf.cli.run.Suggestions;

/** Finds and reads everything that configures a run. */
public final class ConfigLoader {

    private static final String FILE_NAME = "tmnf.yaml";
    private static final String RL_FILE = "rl/default.yaml";

    private final Environment environment;
    private final CommonSettings settings;
    private final Path base;
    private final Supplier<ConfigKeys> keys;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, DotEnvFile.Entry> dotEnv = new LinkedHashMap<>();
    private LayerReader reader; // null: nothing was loaded yet

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

    /** Reads all layers, for all commands. Mistakes become problems of the result. */
    public Configuration load() {
        return load(List.of(PretrainTool.values()));
    }

    /**
     * Reads all layers that a command may ask for.
     *
     * @param command the words of its name: what only another one takes is not looked at
     */
    public Configuration load(String command) {
        return load(PretrainTool.of(command));
    }

    private Configuration load(List<PretrainTool> tools) {
        reader = new LayerReader(keys, problems, tools, this::label);
        List<ConfigLayer> layers = new ArrayList<>();
        readDotEnv();
        add(layers, environmentLayer());
        add(layers, dotEnvLayer());
        if (settings.config().isEmpty()) {
            defaultFile().ifPresent(file -> add(layers, fileLayer("file", file, false)));
            for (PretrainTool tool : tools) {
                first(pretrainPlaces(tool)).ifPresent(file -> add(layers,
                        reader.file("file", file, label(file), false, Optional.of(tool))));
            }
        } else {
            List<Path> files = settings.config();
            for (int i = files.size() - 1; i >= 0; i--) {
                requireFile("--config", files.get(i))
                        .ifPresent(file -> add(layers, fileLayer("file", file, true)));
            }
        }
        Path user = userFile();
        if (Files.isRegularFile(user)) {
            add(layers, fileLayer("user file", user, false));
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
        return first(defaultPlaces());
    }

    /**
     * The places where a file for a step of pretraining alone is searched, with the keys of the Python tool;
     * the first that exists is read.
     */
    List<Path> pretrainPlaces(PretrainTool tool) {
        List<Path> places = new ArrayList<>();
        places.add(base.resolve("config").resolve(tool.file()));
        places.add(base.resolve("config_files").resolve(tool.theirFile()));
        environment.installation().ifPresent(home -> places.add(home.resolve("config").resolve(tool.file())));
        return places;
    }

    /**
     * The places where the configuration of a training is searched, with the keys of the Python tool; the
     * first that exists is read where {@code --rl-config} names none.
     */
    public List<Path> rlPlaces() {
        List<Path> places = new ArrayList<>();
        places.add(base.resolve("config").resolve(RL_FILE));
        places.add(base.resolve("config_files").resolve("rl/config_default.yaml"));
        environment.installation().ifPresent(home -> places.add(home.resolve("config").resolve(RL_FILE)));
        return places;
    }

    private static Optional<Path> first(List<Path> places) {
        return places.stream().filter(Files::isRegularFile).findFirst();
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
        List<LayerReader.Variable> all = new ArrayList<>();
        environment.variables().forEach((name, text) ->
                all.add(new LayerReader.Variable(name, text, name)));
        return reader.variables("environment", "", all);
    }

    private ConfigLayer dotEnvLayer() {
        String label = label(dotEnvFile());
        List<LayerReader.Variable> all = new ArrayList<>();
        dotEnv.forEach((name, entry) -> all.add(new LayerReader.Variable(name, entry.text(),
                label + ":" + entry.line() + ": " + name)));
        return reader.variables(".env", dotEnvFile().toString(), all);
    }

    private ConfigLayer fileLayer(String layer, Path file, boolean named) {
        return reader.file(layer, file, label(file), named, Optional.empty());
    }

    /** A file as messages name it: short where it lies below the directory of the caller. */
    public String label(Path file) {
        return file.startsWith(base) ? base.relativize(file).toString() : file.toString();
    }
}
