package tmnf.rl.buffer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** Priorities of transitions by place; empty where sampling is even. Source: training note, section 7. */
final class Priorities {

    private static final double FIRST = 0.4;
    private static final double NEW = 2;
    private static final float EARLY_WEIGHT = 0.5f;
    private static final double UPDATED = 0.3;

    private final double power;
    private final double floor;
    private final double correction;
    private final boolean active;
    private SumTree tree;
    private int places;
    private boolean sampledOnce;
    private double waiting;

    Priorities(BufferSettings settings, int places) {
        power = settings.priorityPower();
        floor = settings.priorityFloor();
        correction = settings.correction();
        active = settings.prioritised();
        this.places = places;
        tree = new SumTree(active ? places : 1);
    }

    /** A new transition among so many: twice the mean. */
    void added(int slot, int others) {
        if (!active) {
            return;
        }
        if (!sampledOnce) {
            waiting++;
        }
        tree.set(slot, sampledOnce && others > 0 && tree.sum() > 0 ? NEW * tree.sum() / others : FIRST);
    }

    void removed(int slot) {
        if (active) {
            tree.set(slot, 0);
        }
    }

    void move(int from, int to) {
        if (active) {
            tree.set(to, tree.get(from));
            tree.set(from, 0);
        }
    }

    void sampled() {
        sampledOnce = true;
    }

    void updated(int slot, double error) {
        // A broken error must not spoil the sums.
        double size = Double.isFinite(error) ? Math.abs(error) : 0;
        tree.set(slot, Math.pow(size + floor, power));
        waiting = Math.max(0, waiting - UPDATED);
    }

    /** A place, drawn from the part of the sum that belongs to one of a batch. */
    int draw(RandomGenerator random, int number, int batch) {
        return tree.find((number + random.nextDouble()) / batch * tree.sum());
    }

    float weight(int slot, int count) {
        if (!active) {
            return 1;
        }
        return waiting > 0 ? EARLY_WEIGHT
                : (float) Math.pow(count * tree.get(slot) / tree.sum(), -correction);
    }

    double[] of(SlotSet set) {
        double[] all = new double[active ? set.count() : 0];
        for (int i = 0; i < all.length; i++) {
            all[i] = tree.get(set.get(i));
        }
        return all;
    }

    void resize(int slots) {
        if (active) {
            SumTree bigger = new SumTree(slots);
            for (int i = 0; i < Math.min(slots, places); i++) {
                if (tree.get(i) > 0) {
                    bigger.set(i, tree.get(i));
                }
            }
            tree = bigger;
        }
        places = slots;
    }

    void write(DataOutputStream out, SlotSet set) throws IOException {
        out.writeBoolean(sampledOnce);
        out.writeDouble(waiting);
        for (int i = 0; i < set.count(); i++) {
            out.writeDouble(active ? tree.get(set.get(i)) : FIRST);
        }
    }

    void read(DataInputStream in, SlotSet set) throws IOException {
        sampledOnce = in.readBoolean();
        waiting = in.readDouble();
        for (int i = 0; i < set.count(); i++) {
            double priority = in.readDouble();
            if (!(priority > 0) || !Double.isFinite(priority)) {
                throw new IOException("a saved priority is " + priority + BufferFile.DAMAGED);
            }
            if (active) {
                tree.set(set.get(i), priority);
            }
        }
    }
}
