package tmnf.cli.iqn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.train.RlSettingsFile;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.net.NetworkSizes;

/**
 * The driver's network as the configuration of the training describes it.
 *
 * @param sizes of it
 * @param runName of the training
 */
record NetworkConfig(NetworkSizes sizes, String runName) {

    /** Reads a file; empty: the built-in values. Refuses sizes of which no network can be made. */
    static NetworkConfig read(CommandContext context, Optional<Path> file) throws IOException {
        TrainSettings settings = RlSettingsFile.settings(context, file);
        NetworkSizes sizes = settings.sizes();
        try {
            sizes.network();
        } catch (IllegalArgumentException e) {
            throw CliException.usage(file.map(path -> path + ": ").orElse("") + e.getMessage(),
                    "correct the sizes of neural_network");
        }
        return new NetworkConfig(sizes, settings.training().runName());
    }
}
