package tmnf.rl.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.torch.StateDict;

/** The weights that were handed to the games lately, by version: those that drove a record. Thread-safe. */
final class Snapshots {

    /** A race of a minute sees some 30 of them with upstream's intervals. */
    private static final int MOST = 64;
    private static final long MOST_FLOATS = 64L << 20;

    private final TorchEngine engine;
    private final IqnNetwork network;
    private final Map<Long, float[]> kept = new LinkedHashMap<>();

    Snapshots(TorchEngine engine, IqnNetwork network) {
        this.engine = engine;
        this.network = network;
    }

    synchronized void keep(long version, float[] values) {
        kept.put(version, values);
        long most = Math.min(MOST, Math.max(2, MOST_FLOATS / values.length));
        while (kept.size() > most) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    /** Empty where they are gone. */
    Optional<StateDict> find(long version) {
        float[] values;
        synchronized (this) {
            values = kept.get(version);
        }
        if (values == null) {
            return Optional.empty();
        }
        try (NDManager manager = engine.manager();
                Weights weights = new Weights(manager, network.specs(), false)) {
            weights.set(values);
            return Optional.of(StateDicts.of(weights, ""));
        }
    }
}
