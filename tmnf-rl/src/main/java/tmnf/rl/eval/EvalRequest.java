package tmnf.rl.eval;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

import tmnf.pretrain.net.IqnNetwork;
import tmnf.rl.collect.GameSource;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.RaceSettings;
import tmnf.rl.policy.InferenceSettings;
import tmnf.tminterface.observation.Normalisation;

/**
 * An evaluation as it is asked for.
 *
 * @param network that decides
 * @param values of its weights, in its order
 * @param version of the weights
 * @param scaling of the inputs
 * @param inference how decisions are computed; greedy ones always at the fixed quantiles
 * @param driving how races are driven
 * @param maps to race on, each with a name of its own
 * @param races on each map
 * @param source of games, as many as there are collectors; the caller closes it
 * @param collectors games at once, at least 1
 */
public record EvalRequest(IqnNetwork network, float[] values, long version, Normalisation scaling,
        InferenceSettings inference, RaceSettings driving, List<MapTarget> maps, int races,
        GameSource source, int collectors) {

    /** Most races on a map. */
    public static final int MOST_RACES = 1000;

    /** Checks the numbers. */
    public EvalRequest {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(scaling, "scaling");
        Objects.requireNonNull(inference, "inference");
        Objects.requireNonNull(driving, "driving");
        Objects.requireNonNull(source, "source");
        maps = List.copyOf(maps);
        if (maps.isEmpty() || races < 1 || races > MOST_RACES || collectors < 1) {
            throw new IllegalArgumentException(maps.size() + " maps, " + races + " races on each and "
                    + collectors + " collectors; at least one of each, and at most " + MOST_RACES
                    + " races");
        }
        if (new HashSet<>(maps.stream().map(MapTarget::name).toList()).size() < maps.size()) {
            throw new IllegalArgumentException("two maps of the same name: " + maps.stream()
                    .map(MapTarget::name).toList());
        }
    }
}
