package tmnf.cli.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.command.WithoutConfiguration;

/** {@code tmnf config path}: the files that are looked for. */
@Command(name = "path", header = "Print the files that settings are read from, the strongest first.",
        footer = {"Examples:",
            "  tmnf config path",
            "  tmnf config path --json",
            "",
            "Next: tmnf config show --origin"})
@WithoutConfiguration
public final class ConfigPathCommand extends TmnfCommand {

    /** One place. */
    record Place(String layer, Path path, boolean exists) {
    }

    @Override
    protected CommandResult run(CommandContext context) {
        ConfigLoader loader = ((ConfigAccess) spec().root().userObject()).loader();
        List<Place> places = new ArrayList<>();
        places.add(place(".env", loader.dotEnvFile()));
        loader.defaultPlaces().forEach(path -> places.add(place("file", path)));
        for (PretrainTool tool : PretrainTool.values()) {
            loader.pretrainPlaces(tool).forEach(path ->
                    places.add(place("file for " + tool.command(), path)));
        }
        loader.rlPlaces().forEach(path -> places.add(place("file for train", path)));
        places.add(place("user file", loader.userFile()));
        return CommandResult.ok().withJson(Map.of("places", places)).withLines(places.stream()
                .map(place -> place.path() + "  (" + place.layer() + (place.exists() ? ")" : ", not there)"))
                .toList());
    }

    private static Place place(String layer, Path path) {
        return new Place(layer, path, Files.isRegularFile(path));
    }
}
