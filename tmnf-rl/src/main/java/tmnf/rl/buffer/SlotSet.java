package tmnf.rl.buffer;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Places of which one is drawn evenly; adding and removing takes the same time always. */
final class SlotSet {

    private int[] slots;
    private int[] positions;
    private int count;

    SlotSet(int places) {
        slots = new int[places];
        positions = new int[places];
        Arrays.fill(positions, -1);
    }

    int count() {
        return count;
    }

    int get(int number) {
        return slots[number];
    }

    boolean contains(int slot) {
        return positions[slot] >= 0;
    }

    void add(int slot) {
        positions[slot] = count;
        slots[count++] = slot;
    }

    void remove(int slot) {
        int hole = positions[slot];
        int last = slots[--count];
        slots[hole] = last;
        positions[last] = hole;
        positions[slot] = -1;
    }

    /** One that is in it becomes another place, which is not. */
    void move(int from, int to) {
        positions[to] = positions[from];
        slots[positions[to]] = to;
        positions[from] = -1;
    }

    int draw(RandomGenerator random) {
        return slots[random.nextInt(count)];
    }

    /** Changes the number of places; those that go must not be in it. */
    void resize(int places) {
        int before = positions.length;
        slots = Arrays.copyOf(slots, places);
        positions = Arrays.copyOf(positions, places);
        if (places > before) {
            Arrays.fill(positions, before, places, -1);
        }
    }
}
