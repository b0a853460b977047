package tmnf.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.cli.command.CommandContext;
import tmnf.cli.engine.EngineSetup;
import tmnf.pretrain.engine.EngineOptions.DeviceChoice;
import tmnf.pretrain.engine.EngineUnavailableException;
import tmnf.pretrain.engine.TorchEngine;

/** Checks what pretraining and training compute with, by starting it. */
final class EngineChecks {

    /** Name of the check of the engine itself. */
    static final String ENGINE = "engine";
    private static final String GPU = "gpu";

    private EngineChecks() {
    }

    static List<Finding> run(CommandContext context) {
        Optional<String> libtorch = context.variable(EngineSetup.LIBTORCH_VARIABLE)
                .filter(folder -> !folder.isEmpty());
        List<Finding> findings = new ArrayList<>();
        try {
            TorchEngine engine = TorchEngine.running().isPresent() ? TorchEngine.running().get()
                    : TorchEngine.start(EngineSetup.options(context, 0, DeviceChoice.AUTO));
            int threads = engine.threadCount();
            String gpu = engine.gpu().isPresent() ? "GPU " + engine.gpu().getAsInt() + " and " : "";
            findings.add(Finding.ok(ENGINE, engine.name() + " " + engine.version() + " by DJL "
                    + engine.djlVersion() + ", on " + gpu
                    + "the processor with " + threads + (threads == 1 ? " thread" : " threads"),
                    engine.libraryFolder()));
            findings.add(engine.gpu().isPresent() ? Finding.ok(GPU, "used", "")
                    : noGpu(engine.deviceReason(), libtorch, driver(context.isWindows())));
        } catch (EngineUnavailableException e) {
            findings.add(Finding.problem(ENGINE, e.getMessage(), libtorch.map(folder ->
                    EngineSetup.LIBTORCH_VARIABLE + "=" + folder).orElse(""), libtorch.isPresent()
                    ? "name the lib folder of an installed torch 2.7.1+cu128, or unset "
                    + EngineSetup.LIBTORCH_VARIABLE
                    : "build tmnf on this machine; all but pretrain and train works without"));
        }
        return findings;
    }

    /** The file that tells that NVIDIA's driver is installed; empty: it is not, or not where it should be. */
    private static Optional<Path> driver(boolean windows) {
        return Stream.of(windows ? Path.of("C:\\Windows\\System32\\nvcuda.dll")
                : Path.of("/proc/driver/nvidia/version")).filter(Files::exists).findFirst();
    }

    /** A GPU that is not used is worth a warning where one seems to be there. */
    static Finding noGpu(String reason, Optional<String> libtorch, Optional<Path> driver) {
        String why = "not used: " + reason;
        if (libtorch.isPresent()) {
            return Finding.warning(GPU, why, EngineSetup.LIBTORCH_VARIABLE + "=" + libtorch.get(),
                    "name the folder torch/lib of a torch 2.7.1+cu128 that pip installed, with the folder"
                    + " nvidia beside torch, and check that nvidia-smi lists the GPU");
        }
        if (driver.isPresent()) {
            return Finding.warning(GPU, why + "; but NVIDIA's driver is installed", driver.get(),
                    "install torch 2.7.1+cu128 and set " + EngineSetup.LIBTORCH_VARIABLE
                    + " to its lib folder (docs/doctor.md), or leave it: the processor works, more slowly");
        }
        return Finding.ok(GPU, why + "; " + EngineSetup.LIBTORCH_VARIABLE + " names another (docs/doctor.md)",
                "");
    }
}
