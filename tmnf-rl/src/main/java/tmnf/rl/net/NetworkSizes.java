package tmnf.rl.net;

import java.util.Optional;

import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;

/**
 * What decides the shapes of the driver's network; names and defaults are those of the training
 * configuration. Source: training note, sections 2.1 and 2.2.
 *
 * @param width of the picture, pixels ({@code w_downsized})
 * @param height of the picture, pixels ({@code h_downsized})
 * @param imageHead whether there is an encoder of the picture ({@code use_iqn_image_head})
 * @param floats inputs besides the picture ({@code float_input_dim}, or {@link #floats(int, int, int)})
 * @param floatHidden features of these ({@code float_hidden_dim})
 * @param dense twice the width of the heads' hidden layers ({@code dense_hidden_dimension})
 * @param embedding cosines of a quantile ({@code iqn_embedding_dimension})
 * @param actions to choose from: entries of {@code inputs.actions}
 */
public record NetworkSizes(int width, int height, boolean imageHead, int floats, int floatHidden, int dense,
        int embedding, int actions) {

    /** Upstream's shipped configuration. */
    public static final NetworkSizes DEFAULT = new NetworkSizes(64, 64, true, floats(40, 5, 4), 256, 1024,
            128, 12);

    private static final int FIXED_FLOATS = 28;
    private static final int AXES = 3;
    private static final int KEYS = 4;
    private static final int WHEELS = 4;

    /**
     * Inputs besides the picture: 28, three for each zone centre, four for each previous action, and four for
     * each type of ground.
     *
     * @param zoneCenters {@code n_zone_centers_in_inputs}
     * @param previousActions {@code n_prev_actions_in_inputs}
     * @param groundTypes {@code n_contact_material_physics_behavior_types}
     */
    public static int floats(int zoneCenters, int previousActions, int groundTypes) {
        return FIXED_FLOATS + AXES * zoneCenters + KEYS * previousActions + WHEELS * groundTypes;
    }

    /**
     * The network.
     *
     * @throws IllegalArgumentException if a size is out of range
     */
    public IqnNetwork network() {
        return network(IqnNetwork.Extras.NONE);
    }

    /** The same with what upstream's network does not have. */
    public IqnNetwork network(IqnNetwork.Extras extras) {
        return new IqnNetwork(imageHead ? Optional.of(new Encoder(1, height, width)) : Optional.empty(),
                floats, floatHidden, dense, embedding, actions, extras);
    }
}
