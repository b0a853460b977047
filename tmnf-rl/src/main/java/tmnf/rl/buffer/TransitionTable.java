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

    private static final int BEFORE = 0;
    private static final int AFTER = 1;
    private static final int NEXT = 2;
    private static final int ACTION = 3;
    private static final int STEPS = 4;
    private static final int REMAINING = 5;
    private static final int GENERATION = 6;
    private static final int GAMMA = 7;
    private static final int POTENTIAL = 8;
    private static final int NEXT_POTENTIAL = 9;
    private static final int REWARDS = 10;

    private final int nSteps;
    private final int row;
    private int slots;
    /**
     * A row for each place, floats by their bits: a place that is drawn costs one look into memory, not ten.
     */
    private int[] cells = new int[0];

    TransitionTable(int slots, int nSteps) {
        this.nSteps = nSteps;
        row = REWARDS + nSteps;
        resize(slots);
    }

    /** Bytes for each place, with the sets and the tree. */
    static long slotBytes(int nSteps, boolean prioritised) {
        int numbers = REWARDS + nSteps + 4;
        return (long) Float.BYTES * numbers + (prioritised ? 4L * Double.BYTES : 0);
    }

    /** Places that a table can have. */
    static int mostSlots(int nSteps) {
        return (Integer.MAX_VALUE - 8) / (REWARDS + nSteps); // no array is longer
    }

    /** Bytes of a row in a file. */
    static long rowBytes(int nSteps) {
        return (long) Integer.BYTES * (REWARDS + nSteps);
    }

    void resize(int wanted) {
        cells = Arrays.copyOf(cells, Math.multiplyExact(wanted, row));
        for (int slot = slots; slot < wanted; slot++) {
            set(slot, BEFORE, NONE);
            set(slot, AFTER, NONE);
        }
        slots = wanted;
    }

    private int get(int slot, int column) {
        return cells[slot * row + column];
    }

    private float number(int slot, int column) {
        return Float.intBitsToFloat(cells[slot * row + column]);
    }

    private void set(int slot, int column, int value) {
        cells[slot * row + column] = value;
    }

    private void set(int slot, int column, float value) {
        cells[slot * row + column] = Float.floatToRawIntBits(value);
    }

    /** One place follows another in a race; {@link #NONE} at its start. */
    void link(int earlier, int slot) {
        set(slot, BEFORE, earlier);
        set(slot, AFTER, NONE);
        if (earlier != NONE) {
            set(earlier, AFTER, slot);
        }
    }

    /** The place before, in the same race; {@link #NONE} where it is overwritten. */
    int before(int slot) {
        int earlier = get(slot, BEFORE);
        return earlier != NONE && get(earlier, AFTER) == slot ? earlier : NONE;
    }

    /** The place loses its neighbours; who remembers it by its generation finds it gone. */
    void forget(int slot) {
        int earlier = before(slot);
        if (earlier != NONE) {
            set(earlier, AFTER, NONE);
        }
        int later = get(slot, AFTER);
        if (later != NONE) {
            set(later, BEFORE, NONE);
        }
        set(slot, BEFORE, NONE);
        set(slot, AFTER, NONE);
        set(slot, GENERATION, generation(slot) + 1);
    }

    /** Moves a row; who remembers one of the two places by its generation finds it gone. */
    void move(int from, int to) {
        int generation = Math.max(generation(from), generation(to)) + 1;
        System.arraycopy(cells, from * row, cells, to * row, row);
        set(from, GENERATION, generation);
        set(to, GENERATION, generation);
    }

    /** Rows were moved: has them name the places that their neighbours are at now. */
    void follow(SmallerRing ring) {
        if (!ring.drops()) {
            return;
        }
        for (int slot = 0; slot < ring.wanted(); slot++) {
            set(slot, BEFORE, followed(get(slot, BEFORE), ring, NONE));
            set(slot, AFTER, followed(get(slot, AFTER), ring, NONE));
            // Of a transition that is gone nobody asks where it led; a file must not have what is no place.
            set(slot, NEXT, followed(next(slot), ring, slot));
        }
    }

    private static int followed(int place, SmallerRing ring, int otherwise) {
        return place == NONE || !ring.keeps(place) ? otherwise : ring.place(place);
    }

    void put(int slot, int leadsTo, Transitions transitions, int number) {
        set(slot, NEXT, leadsTo);
        set(slot, ACTION, transitions.race().actions()[number]);
        set(slot, STEPS, transitions.steps()[number]);
        set(slot, REMAINING, transitions.remaining()[number]);
        set(slot, GAMMA, (float) transitions.gamma());
        set(slot, POTENTIAL, transitions.potentials()[number]);
        set(slot, NEXT_POTENTIAL, transitions.nextPotentials()[number]);
        for (int i = 0; i < transitions.steps()[number]; i++) {
            set(slot, REWARDS + i, transitions.rewards()[number * transitions.nSteps() + i]);
        }
    }

    int next(int slot) {
        return get(slot, NEXT);
    }

    int steps(int slot) {
        return get(slot, STEPS);
    }

    int generation(int slot) {
        return get(slot, GENERATION);
    }

    /** Puts reward, discount and action of a transition into a batch, at a time of the mini-race. */
    void collate(int slot, int time, int horizon, TransitionBatch batch, int at) {
        batch.actions()[at] = get(slot, ACTION);
        if (get(slot, REMAINING) == Transitions.STANDS_STILL) {
            batch.gammas().put(at, 0);
            batch.rewards().put(at, (float) (number(slot, REWARDS) * discounted(number(slot, GAMMA),
                    horizon - time) - number(slot, POTENTIAL)));
            return;
        }
        int then = time + steps(slot);
        int counted = steps(slot) - Math.max(0, then - horizon);
        boolean terminal = counted >= get(slot, REMAINING) || then >= horizon;
        double gamma = terminal ? 0 : Math.pow(number(slot, GAMMA), counted);
        batch.gammas().put(at, (float) gamma);
        double reward = counted == 0 ? 0 : number(slot, REWARDS + counted - 1);
        batch.rewards().put(at, (float) (reward - number(slot, POTENTIAL)
                + gamma * number(slot, NEXT_POTENTIAL)));
    }

    /** What a reward of 1 for each of so many decisions is worth at the first. */
    private static double discounted(double gamma, int decisions) {
        return gamma == 1 ? decisions : (1 - Math.pow(gamma, decisions)) / (1 - gamma);
    }

    void write(DataOutputStream out, int high) throws IOException {
        for (int i = 0; i < high * row; i++) {
            out.writeInt(cells[i]);
        }
    }

    void read(DataInputStream in, int high) throws IOException {
        for (int i = 0; i < high * row; i++) {
            cells[i] = in.readInt();
        }
        for (int slot = 0; slot < high; slot++) {
            requirePlace(get(slot, BEFORE), high, NONE);
            requirePlace(get(slot, AFTER), high, NONE);
            requirePlace(next(slot), high, 0);
            if (steps(slot) < 0 || steps(slot) > nSteps || get(slot, ACTION) < 0) {
                throw new IOException("place " + slot + " of the saved transitions has " + steps(slot)
                        + " steps, action " + get(slot, ACTION) + BufferFile.DAMAGED);
            }
        }
    }

    private static void requirePlace(int place, int high, int least) throws IOException {
        if (place < least || place >= high) {
            throw new IOException("the saved transitions lead to place " + place + " of " + high
                    + BufferFile.DAMAGED);
        }
    }
}
