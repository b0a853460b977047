package tmnf.cli.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

import picocli.CommandLine.Option;

import tmnf.capture.plan.FrameSettings;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.config.RlConfigFile;

/** Mix-in: what frames look like, how many there are, and the file that may say so instead. */
final class FrameOptions {

    /** Simulated games skip nothing, however fast they run. */
    static final double SIMULATED_SPEED = 1000;

    private static final int USUAL_SIZE = 64;
    private static final int USUAL_CAMERA = 2;
    private static final double USUAL_SPEED = 4;

    @Option(names = "--width", paramLabel = "N",
            description = "Width of a frame. Default: w_downsized of --rl-config, or 64.")
    @HelpSection(HelpSection.OUTPUT)
    private Integer width; // null: not given

    @Option(names = "--height", paramLabel = "N",
            description = "Height of a frame. Default: h_downsized of --rl-config, or 64.")
    @HelpSection(HelpSection.OUTPUT)
    private Integer height; // null: not given

    @Option(names = "--fps", paramLabel = "N", defaultValue = "10.0",
            description = "Frames a second of race time, at most 100.")
    @HelpSection(HelpSection.OUTPUT)
    private double fps;

    @Option(names = "--fps-meta", paramLabel = "N",
            description = "States a second of race time. Default: --fps.")
    @HelpSection(HelpSection.OUTPUT)
    private Double fpsMeta; // null: as fps

    @Option(names = "--step-ms", paramLabel = "MS", defaultValue = "10",
            description = "Race time from one action of the manifest to the next; a multiple of 10.")
    @HelpSection(HelpSection.OUTPUT)
    private int stepMs;

    @Option(names = "--image-format", paramLabel = "FORM", defaultValue = "jpeg",
            description = "Form of frames: ${COMPLETION-CANDIDATES}, which all readers of frames know.")
    @HelpSection(HelpSection.OUTPUT)
    private ImageFormat format;

    @Option(names = "--jpeg-quality", paramLabel = "Q", defaultValue = "95",
            description = "Quality of frames, 1 to 100.")
    @HelpSection(HelpSection.OUTPUT)
    private int quality;

    @Option(names = "--frame-color", negatable = true, defaultValue = "false", fallbackValue = "true",
            description = "Frames in colour; grey otherwise, as all training takes them.")
    @HelpSection(HelpSection.OUTPUT)
    private boolean colour;

    @Option(names = "--hud", negatable = true, defaultValue = "false", fallbackValue = "true",
            description = "Keep the game's own display in the frames.")
    @HelpSection(HelpSection.OUTPUT)
    private boolean hud;

    @Option(names = "--camera", paramLabel = "N",
            description = "Camera, 1 to 3. Default: game_camera_number of --rl-config, or 2.")
    @HelpSection(HelpSection.OUTPUT)
    private Integer camera; // null: not given

    @Option(names = "--running-speed", paramLabel = "X",
            description = "Speed of the game between two frames; above 6 the real one may skip inputs. "
                + "Default: running_speed of --rl-config, or 4; 1000 with --sim.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private Double runningSpeed; // null: not given

    @Option(names = {"--rl-config", "--rl-config-path"}, paramLabel = "FILE",
            description = "YAML of the training: sizes, speed and camera that are not given are taken from "
                + "it.")
    @HelpSection(HelpSection.PLACES)
    private Path rlConfig; // null: none

    /** Forms of frames. */
    enum ImageFormat { jpeg }

    /** The frames, and the speed of the game. */
    record Chosen(FrameSettings frames, double speed) {
    }

    /** What was chosen, or comes from the file, or is usual with a real game. */
    Chosen chosen(CommandContext context) throws IOException {
        return chosen(context, USUAL_SPEED);
    }

    /** The same with another usual speed. */
    Chosen chosen(CommandContext context, double usualSpeed) throws IOException {
        Optional<RlConfigFile> file = rlConfig == null ? Optional.empty()
                : Optional.of(RlConfigFile.read(context, rlConfig));
        FrameSettings frames = new FrameSettings(
                or(width, file, config -> config.integer("w_downsized"), USUAL_SIZE),
                or(height, file, config -> config.integer("h_downsized"), USUAL_SIZE),
                fps, fpsMeta == null ? fps : fpsMeta, stepMs, colour, quality, hud,
                or(camera, file, config -> config.integer("game_camera_number"), USUAL_CAMERA));
        return new Chosen(frames, or(runningSpeed, file, config -> config.number("running_speed"),
                usualSpeed));
    }

    private static <T> T or(T given, Optional<RlConfigFile> file, Function<RlConfigFile, Optional<T>> key,
            T usual) {
        return given != null ? given : file.flatMap(key).orElse(usual);
    }
}
