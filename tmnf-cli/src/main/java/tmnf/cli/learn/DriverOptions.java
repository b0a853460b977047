package tmnf.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.train.RlSettingsFile;
import tmnf.pretrain.cloning.CloningIqn;
import tmnf.pretrain.train.CloningSettings;
import tmnf.rl.config.EnvironmentSettings;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.net.NetworkSizes;
import tmnf.tminterface.observation.Action;

/** Mix-in: sizes of the driver's network, where they are to be others than in the driver's configuration. */
final class DriverOptions {

    private static final String SECTION = "Model";

    @Option(names = "--dense-hidden-dimension", paramLabel = "N", converter = Ranges.Several.class,
            description = "Twice the width of a head's hidden layer. Default: of --rl-config-path.")
    @HelpSection(SECTION)
    private Integer dense; // null: of the file

    @Option(names = "--iqn-embedding-dimension", paramLabel = "N", converter = Ranges.Several.class,
            description = "Cosines of a quantile. Default: of --rl-config-path.")
    @HelpSection(SECTION)
    private Integer embedding; // null: of the file

    @Option(names = "--float-hidden-dim", paramLabel = "N", converter = Ranges.Several.class,
            description = "Features that are made of the floats. Default: of --rl-config-path.")
    @HelpSection(SECTION)
    private Integer floatHidden; // null: of the file

    @Option(names = "--n-actions", paramLabel = "N", converter = Ranges.Several.class,
            description = "Accepted for old configurations: there are as many actions as --rl-config-path "
                + "says, 12 without it.")
    @HelpSection(SECTION)
    private Integer count; // null: not given

    /**
     * What the driver's network is made of.
     *
     * @param whole whether all of it is learned, not only what it begins with
     */
    CloningSettings.Driver driver(CommandContext context, Optional<Path> file, boolean whole)
            throws IOException {
        TrainSettings settings = RlSettingsFile.settings(context, file);
        CliException.require(!settings.own().impalaEncoder(), file.map(Path::toString).orElse("")
                + ": impala_encoder is another encoder than that which is pretrained",
                "set tmnf.impala_encoder: false");
        CliException.require(!whole || !settings.own().layerNormalisation(), file.map(Path::toString)
                .orElse("") + ": layer_normalisation makes a network of other layers than that which is"
                + " learned", "set tmnf.layer_normalisation: false, or give --no-use-full-iqn");
        List<Action> actions = settings.inputs().actions();
        CliException.require(count == null || count == actions.size(), "n_actions is " + count
                + ", and there are " + actions.size() + " actions", "leave it away");
        NetworkSizes sizes = settings.sizes();
        EnvironmentSettings game = settings.environment();
        return new CloningSettings.Driver(actions, game.tmEngineStepPerAction() * game.msPerTmEngineStep(),
                settings.observation(), settings.normalisation(), new CloningIqn.Sizes(
                        floatHidden == null ? sizes.floatHidden() : floatHidden,
                        dense == null ? sizes.dense() : dense,
                        embedding == null ? sizes.embedding() : embedding));
    }
}
