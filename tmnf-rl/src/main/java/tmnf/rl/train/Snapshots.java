package tmnf.rl.train;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.policy.Decider;
import tmnf.rl.policy.Decision;
import tmnf.rl.policy.Exploration;
import tmnf.rl.policy.RaceDecider;

/**
 * The weights that were handed to the games lately, by version: those that drove a record. Those that a race
 * holds stay until it is over, and then, however many come meanwhile, until it was taken in: behind it only
 * so many others can end as wait in the queue. Thread-safe.
 */
final class Snapshots {

    /** A race of a minute sees some 30 of them with upstream's intervals. */
    private static final int MOST = 64;
    private static final long MOST_FLOATS = 64L << 20;
    /** More than races wait to be taken in. */
    private static final int MOST_DRIVEN = 16;

    private final TorchEngine engine;
    private final IqnNetwork network;
    private final Map<Long, float[]> kept = new LinkedHashMap<>();
    private final Map<Long, Integer> held = new HashMap<>(); // number of races; all of them are kept
    private final Map<Long, float[]> driven = new LinkedHashMap<>(); // of races that are over

    Snapshots(TorchEngine engine, IqnNetwork network) {
        this.engine = engine;
        this.network = network;
    }

    synchronized void keep(long version, float[] values) {
        kept.put(version, values);
        long most = Math.min(MOST, Math.max(2, MOST_FLOATS / values.length));
        Iterator<Long> oldest = kept.keySet().iterator();
        while (kept.size() - held.size() > most) {
            if (!held.containsKey(oldest.next())) {
                oldest.remove();
            }
        }
    }

    private synchronized boolean hold(long version) {
        boolean there = kept.containsKey(version);
        if (there) {
            held.merge(version, 1, Integer::sum);
        }
        return there;
    }

    private synchronized void release(long version) {
        if (held.merge(version, -1, Integer::sum) == 0) {
            held.remove(version);
            driven.remove(version);
            driven.put(version, kept.get(version));
            if (driven.size() > MOST_DRIVEN) {
                driven.remove(driven.keySet().iterator().next());
            }
        }
    }

    /** Decides as another one does, and keeps what its races hold. */
    Decider keeping(Decider decider) {
        return new Decider() {
            @Override
            public Decision decide(ByteBuffer frame, float[] numbers, Exploration exploration)
                    throws InterruptedException {
                return decider.decide(frame, numbers, exploration);
            }

            @Override
            public RaceDecider hold() {
                return new KeptRace(decider.hold());
            }
        };
    }

    /** Empty where they are gone. */
    Optional<StateDict> find(long version) {
        float[] values;
        synchronized (this) {
            values = kept.getOrDefault(version, driven.get(version));
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

    /** A race, whose weights are known with its first decision. */
    private final class KeptRace implements RaceDecider {

        private final RaceDecider race;
        private boolean decided;
        private boolean holds;
        private long version;

        KeptRace(RaceDecider race) {
            this.race = race;
        }

        @Override
        public Decision decide(ByteBuffer frame, float[] numbers, Exploration exploration)
                throws InterruptedException {
            Decision decision = race.decide(frame, numbers, exploration);
            if (!decided) {
                decided = true;
                version = decision.version();
                holds = Snapshots.this.hold(version);
            }
            return decision;
        }

        @Override
        public void close() {
            race.close();
            if (holds) {
                holds = false;
                release(version);
            }
        }
    }
}
