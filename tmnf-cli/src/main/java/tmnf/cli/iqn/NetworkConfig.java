package tmnf.cli.iqn;

import java.util.Optional;

import tmnf.cli.command.CliException;
import tmnf.cli.config.RlConfigFile;
import tmnf.rl.net.NetworkSizes;

/** The driver's network as the YAML file of the training describes it; what it does not set is upstream's. */
final class NetworkConfig {

    private static final int ZONES = 40;
    private static final int ACTIONS = 5;
    private static final int GROUNDS = 4;

    private NetworkConfig() {
    }

    static NetworkSizes sizes(Optional<RlConfigFile> file) {
        if (file.isEmpty()) {
            return NetworkSizes.DEFAULT;
        }
        RlConfigFile config = file.get();
        NetworkSizes usual = NetworkSizes.DEFAULT;
        int derived = NetworkSizes.floats(config.integer("n_zone_centers_in_inputs").orElse(ZONES),
                config.integer("n_prev_actions_in_inputs").orElse(ACTIONS),
                config.integer("n_contact_material_physics_behavior_types").orElse(GROUNDS));
        return new NetworkSizes(config.integer("w_downsized").orElse(usual.width()),
                config.integer("h_downsized").orElse(usual.height()),
                config.flag("use_iqn_image_head").orElse(usual.imageHead()),
                config.integer("float_input_dim").orElse(derived),
                config.integer("float_hidden_dim").orElse(usual.floatHidden()),
                config.integer("dense_hidden_dimension").orElse(usual.dense()),
                config.integer("iqn_embedding_dimension").orElse(usual.embedding()),
                config.sizeOfList("actions").orElse(usual.actions()));
    }

    /** Refuses sizes of which no network can be made. */
    static void require(NetworkSizes sizes, String source) {
        try {
            sizes.network();
        } catch (IllegalArgumentException e) {
            throw CliException.usage(source + ": " + e.getMessage(), "correct the sizes of neural_network");
        }
    }
}
