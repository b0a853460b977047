package tmnf.cli.train;

import java.util.Locale;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.engine.EngineSetup;
import tmnf.pretrain.engine.EngineOptions;

/** Mix-in: where and on how many threads the network is computed. */
final class MachineOptions {

    private static final String MACHINE = "Machine";

    @Option(names = {"--device", "--accelerator"}, paramLabel = "KIND", defaultValue = "auto",
            description = "Where the network is computed: ${COMPLETION-CANDIDATES}. auto: on a GPU that "
                + "works, else the processor.")
    @HelpSection(MACHINE)
    private Device device;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "0",
            description = "Threads of the engine; 0: as many as there are processors.")
    @HelpSection(MACHINE)
    private int threads;

    /** Devices as they are typed. */
    enum Device {
        AUTO, CPU, GPU;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void require() {
        CliException.require(threads >= 0, "--threads " + threads + " is below 0", "give 0 or more");
    }

    EngineOptions engine(CommandContext context) {
        return EngineSetup.options(context, threads, EngineOptions.DeviceChoice.valueOf(device.name()));
    }
}
