package tmnf.cli.engine;

import java.nio.file.Path;
import java.util.Optional;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ExitStatus;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.EngineOptions.DeviceChoice;
import tmnf.pretrain.engine.EngineUnavailableException;

/** Where and how the engine runs: threads and device of the caller, its libraries in the user's cache. */
public final class EngineSetup {

    /**
     * Names a folder with another PyTorch; the launchers check it and hand it on, as properties that the
     * engine reads.
     */
    public static final String LIBTORCH_VARIABLE = "TMNF_LIBTORCH";

    private EngineSetup() {
    }

    /**
     * The options of the engine.
     *
     * @param threads 0 for as many as there are processors
     */
    public static EngineOptions options(CommandContext context, int threads, DeviceChoice device) {
        int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        return new EngineOptions(count, device, Optional.of(cache(context)));
    }

    /** The same for the user. */
    public static CliException refused(EngineUnavailableException e) {
        return e.reason() == EngineUnavailableException.Reason.OTHER_SETTINGS
                ? new CliException(ExitStatus.USAGE, "ENGINE_SETTINGS", e.getMessage(), "",
                        "give all commands of a process the same threads and device, or each a process", e)
                : new CliException(ExitStatus.UNAVAILABLE, "ENGINE", e.getMessage(), "", "see tmnf doctor",
                        e);
    }

    /** Where the libraries are unpacked: in the cache folder of the launchers. */
    static Path cache(CommandContext context) {
        Path base = context.isWindows()
                ? context.variable("LOCALAPPDATA").map(Path::of)
                        .orElse(context.home().resolve("AppData").resolve("Local"))
                : context.variable("XDG_CACHE_HOME").filter(folder -> !folder.isEmpty()).map(Path::of)
                        .orElse(context.home().resolve(".cache"));
        return context.resolve(base).resolve("tmnf").resolve("engine");
    }
}
