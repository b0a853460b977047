package tmnf.rl.buffer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

import tmnf.rl.rollout.Transitions;

/**
 * What is known of the transition that starts at each place: where it leads, rewards, discount. The place's
 * neighbours in its race are known, too, so that a transition goes when the entry it leads to does. Not for
 * several threads.
 */
final class TransitionTable {

    /** No place. */
    static final int NONE = -1;

    private final int nSteps;
    private int[] before;
    private int[] after;
    private int[] next;
    private int[] actions;
    private int[] steps;
    private int[] remaining;
    private int[] generations;
    private float[] gammas;
    private float[] potentials;
    private float[] nextPotentials;
    private float[] rewards;

    TransitionTable(int slots, int nSteps) {
        this.nSteps = nSteps;
        before = new int[0];
        after = new int[0];
        next = new int[0];
        actions = new int[0];
        steps = new int[0];
        remaining = new int[0];
        generations = new int[0];
        gammas = new float[0];
        potentials = new float[0];
        nextPotentials = new float[0];
        rewards = new float[0];
        resize(slots);
    }

    /** Bytes for each place, with the sets and the tree. */
    static long slotBytes(int nSteps, boolean prioritised) {
        int numbers = 10 + nSteps + 4;
        return (long) Float.BYTES * numbers + (prioritised ? 4L * Double.BYTES : 0);
    }

    void resize(int slots) {
        int had = before.length;
        before = Arrays.copyOf(before, slots);
        after = Arrays.copyOf(after, slots);
        if (slots > had) {
            Arrays.fill(before, had, slots, NONE);
            Arrays.fill(after, had, slots, NONE);
        }
        next = Arrays.copyOf(next, slots);
        actions = Arrays.copyOf(actions, slots);
        steps = Arrays.copyOf(steps, slots);
        remaining = Arrays.copyOf(remaining, slots);
        generations = Arrays.copyOf(generations, slots);
        gammas = Arrays.copyOf(gammas, slots);
        potentials = Arrays.copyOf(potentials, slots);
        nextPotentials = Arrays.copyOf(nextPotentials, slots);
        rewards = Arrays.copyOf(rewards, Math.multiplyExact(slots, nSteps));
    }

    /** One place follows another in a race; {@link #NONE} at its start. */
    void link(int earlier, int slot) {
        before[slot] = earlier;
        after[slot] = NONE;
        if (earlier != NONE) {
            after[earlier] = slot;
        }
    }

    /** The place before, in the same race; {@link #NONE} where it is overwritten. */
    int before(int slot) {
        int earlier = before[slot];
        return earlier != NONE && after[earlier] == slot ? earlier : NONE;
    }

    /** The place loses its neighbours; who remembers it by its generation finds it gone. */
    void forget(int slot) {
        int earlier = before(slot);
        if (earlier != NONE) {
            after[earlier] = NONE;
        }
        if (after[slot] != NONE) {
            before[after[slot]] = NONE;
        }
        before[slot] = NONE;
        after[slot] = NONE;
        generations[slot]++;
    }

    void put(int slot, int leadsTo, Transitions transitions, int number) {
        next[slot] = leadsTo;
        actions[slot] = transitions.race().actions()[number];
        steps[slot] = transitions.steps()[number];
        remaining[slot] = transitions.remaining()[number];
        gammas[slot] = (float) transitions.gamma();
        potentials[slot] = transitions.potentials()[number];
        nextPotentials[slot] = transitions.nextPotentials()[number];
        System.arraycopy(transitions.rewards(), number * transitions.nSteps(), rewards, slot * nSteps,
                transitions.steps()[number]);
    }

    int next(int slot) {
        return next[slot];
    }

    int action(int slot) {
        return actions[slot];
    }

    int generation(int slot) {
        return generations[slot];
    }

    /** Puts reward, discount and action of a transition into a batch, at a time of the mini-race. */
    void collate(int slot, int time, int horizon, TransitionBatch batch, int at) {
        int then = time + steps[slot];
        int counted = steps[slot] - Math.max(0, then - horizon);
        boolean terminal = counted >= remaining[slot] || then >= horizon;
        double gamma = terminal ? 0 : Math.pow(gammas[slot], counted);
        batch.gammas().put(at, (float) gamma);
        batch.rewards().put(at, (float) (rewards[slot * nSteps + counted - 1] - potentials[slot]
                + gamma * nextPotentials[slot]));
        batch.actions()[at] = actions[slot];
    }

    int steps(int slot) {
        return steps[slot];
    }

    void write(DataOutputStream out, int slots) throws IOException {
        for (int i = 0; i < slots; i++) {
            out.writeInt(before[i]);
            out.writeInt(after[i]);
            out.writeInt(next[i]);
            out.writeInt(actions[i]);
            out.writeInt(steps[i]);
            out.writeInt(remaining[i]);
            out.writeFloat(gammas[i]);
            out.writeFloat(potentials[i]);
            out.writeFloat(nextPotentials[i]);
            for (int j = 0; j < nSteps; j++) {
                out.writeFloat(rewards[i * nSteps + j]);
            }
        }
    }

    void read(DataInputStream in, int slots) throws IOException {
        for (int i = 0; i < slots; i++) {
            before[i] = place(in, slots);
            after[i] = place(in, slots);
            next[i] = place(in, slots);
            actions[i] = in.readInt();
            steps[i] = in.readInt();
            remaining[i] = in.readInt();
            gammas[i] = in.readFloat();
            potentials[i] = in.readFloat();
            nextPotentials[i] = in.readFloat();
            for (int j = 0; j < nSteps; j++) {
                rewards[i * nSteps + j] = in.readFloat();
            }
            if (steps[i] < 0 || steps[i] > nSteps || actions[i] < 0) {
                throw new IOException("place " + i + " of the saved transitions has " + steps[i]
                        + " steps, action " + actions[i] + "; the file is damaged");
            }
        }
    }

    private static int place(DataInputStream in, int slots) throws IOException {
        int place = in.readInt();
        if (place < NONE || place >= slots) {
            throw new IOException("the saved transitions lead to place " + place + " of " + slots
                    + "; the file is damaged");
        }
        return place;
    }
}
