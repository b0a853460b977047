package tmnf.rl.buffer;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.stream.IntStream;

import tmnf.rl.rollout.Rollout;
import tmnf.rl.rollout.Transitions;

/**
 * The ring of a {@link TransitionBuffer}: entries at places, the transitions between them, which of them are
 * for training and which for tests, and their priorities. All of these change with each other: a place that
 * is written over takes transitions away that start there, lead there, or lead over it. Not thread-safe: the
 * buffer's lock guards it.
 */
final class TransitionRing {

    /** Of a batch; less than that is copied before another thread has woken. */
    private static final int PART_BYTES = 256 << 10;

    private final BufferSettings settings;
    private final EntryStore store;
    private final TransitionTable table;
    private final SlotSet train;
    private final SlotSet test;
    private final Priorities priorities;
    private int slots;
    private int write;
    private int high;
    private boolean overwritten;

    TransitionRing(BufferSettings settings, int slots) {
        this.settings = settings;
        this.slots = slots;
        store = new EntryStore(settings);
        table = new TransitionTable(slots, settings.nSteps());
        train = new SlotSet(slots);
        test = new SlotSet(slots);
        priorities = new Priorities(settings, slots);
    }

    /** Places for so many transitions, those for tests on top. */
    static int slots(BufferSettings settings, int capacity) {
        double places = Math.ceil(capacity / (1 - settings.testRatio()));
        if (capacity < 1 || places > Integer.MAX_VALUE - 8 || places <= settings.nSteps() + 1) {
            throw new IllegalArgumentException("a buffer for " + capacity + " transitions of "
                    + settings.nSteps() + " steps must have room for more than one of them, and at most "
                    + Integer.MAX_VALUE);
        }
        return (int) places;
    }

    /**
     * Takes in a race.
     *
     * @param forTest of each transition, whether it is for tests
     */
    void put(Rollout race, Transitions transitions, boolean[] forTest) {
        int[] places = new int[race.decisions()];
        for (int entry = 0; entry < places.length; entry++) {
            int slot = claim();
            store.put(slot, race.frames(), entry * race.pixels(), race.states(), entry * race.floats());
            table.link(entry == 0 ? TransitionTable.NONE : places[entry - 1], slot);
            places[entry] = slot;
            for (int from = Math.max(0, entry - transitions.nSteps()); from < entry; from++) {
                if (from < forTest.length && from + transitions.steps()[from] == entry) {
                    add(places[from], slot, transitions, from, forTest[from]);
                }
            }
            if (entry < forTest.length && transitions.leadsNowhere(entry)) {
                add(slot, slot, transitions, entry, forTest[entry]);
            }
        }
    }

    private void add(int slot, int leadsTo, Transitions transitions, int number, boolean forTest) {
        table.put(slot, leadsTo, transitions, number);
        if (forTest) {
            test.add(slot);
        } else {
            priorities.added(slot, train.count());
            train.add(slot);
        }
    }

    private int claim() {
        if (write == slots) {
            write = 0;
        }
        int slot = write++;
        if (slot < high) {
            overwritten = true;
            evict(slot);
        }
        high = Math.max(high, slot + 1);
        return slot;
    }

    /**
     * A place goes: its transition, and those that lead to it or over it. From the places that these lead to
     * nobody would find back to them, as the row of neighbours ends here.
     */
    private void evict(int slot) {
        drop(slot);
        int earlier = table.before(slot);
        for (int i = 0; i < settings.nSteps() && earlier != TransitionTable.NONE; i++) {
            boolean alone = table.next(earlier) == earlier; // whatever its steps are
            if (!alone && table.steps(earlier) > i) {
                drop(earlier);
            }
            earlier = table.before(earlier);
        }
        table.forget(slot);
    }

    private void drop(int slot) {
        if (train.contains(slot)) {
            train.remove(slot);
            priorities.removed(slot);
        } else if (test.contains(slot)) {
            test.remove(slot);
        }
    }

    /** Makes it so many places; where it becomes smaller those stay that would be overwritten last. */
    void resize(int wanted) {
        if (wanted == slots) {
            return;
        }
        SmallerRing ring = shrunk(wanted);
        for (int slot = 0; slot < ring.high(); slot++) {
            if (ring.keeps(slot) && ring.place(slot) != slot) {
                store.move(slot, ring.place(slot));
            }
        }
        store.trim(slots);
    }

    /** The same but for the entries; says which stayed, as theirs are to be moved. */
    private SmallerRing shrunk(int wanted) {
        SmallerRing ring = new SmallerRing(high, write, wanted);
        for (int slot = 0; slot < high; slot++) {
            if (!ring.keeps(slot)) {
                evict(slot);
            }
        }
        for (int slot = 0; slot < high; slot++) {
            if (ring.keeps(slot) && ring.place(slot) != slot) {
                move(slot, ring.place(slot));
            }
        }
        table.follow(ring);
        // New places of a larger one are used before old ones are overwritten again.
        write = wanted > slots && overwritten ? slots : ring.newWrite();
        overwritten = ring.drops();
        high = Math.min(high, wanted);
        slots = wanted;
        table.resize(slots);
        train.resize(slots);
        test.resize(slots);
        priorities.resize(slots);
        return ring;
    }

    private void move(int from, int to) {
        table.move(from, to);
        if (train.contains(from)) {
            train.move(from, to);
            priorities.move(from, to);
        } else if (test.contains(from)) {
            test.move(from, to);
        }
    }

    /** Puts transitions into a batch, each at a time of the mini-race. */
    void collate(TransitionBatch batch, int[] from, int[] times, Crop crop) {
        int[] next = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            table.collate(from[i], times[i], settings.miniRace().actions(), batch, i);
            next[i] = table.next(from[i]);
        }
        // Bound by memory, of which one core alone does not draw all: whoever is idle takes a part.
        int parts = (int) Math.max(1, from.length * EntryStore.entryBytes(settings) / PART_BYTES);
        IntStream copies = IntStream.range(0, parts);
        (parts > 1 ? copies.parallel() : copies).forEach(part -> {
            int end = (int) ((long) from.length * (part + 1) / parts);
            for (int i = (int) ((long) from.length * part / parts); i < end; i++) {
                copy(batch, i, from[i], next[i], times[i], crop);
            }
        });
    }

    private void copy(TransitionBatch batch, int i, int from, int next, int time, Crop crop) {
        int numbers = i * settings.floats();
        store.numbers(from, batch.numbers(), numbers);
        store.numbers(next, batch.nextNumbers(), numbers);
        batch.numbers().put(numbers, time);
        batch.nextNumbers().put(numbers, time + table.steps(from));
        if (settings.pixels() > 0) {
            crop.copy(i, store, from, batch.pictures(), i * settings.pixels());
            crop.copy(i, store, next, batch.nextPictures(), i * settings.pixels());
        }
        batch.slots()[i] = (long) table.generation(from) << Integer.SIZE | from;
    }

    /** Whether a place still has the transition for training that it had as of that generation. */
    boolean trainsOn(int slot, int generation) {
        return slot < slots && table.generation(slot) == generation && train.contains(slot);
    }

    void write(WritableByteChannel channel, boolean testSegment) throws IOException {
        BufferFile.write(channel, new BufferFile.State(settings, slots, write, high, overwritten,
                testSegment), store, table, train, test, priorities);
    }

    /**
     * Reads one that was written into this one, which is empty and keeps its places: of more those that would
     * be overwritten last.
     *
     * @return whether the segment at hand is for tests
     */
    boolean read(BufferFile.Reader reader) throws IOException {
        BufferFile.State state = reader.state(settings);
        int wanted = slots;
        // Empty places of a larger ring need none here.
        slots = Math.max(state.high(), Math.min(state.slots(), wanted));
        table.resize(slots);
        train.resize(slots);
        test.resize(slots);
        priorities.resize(slots);
        reader.transitions(state, table, train, test, priorities);
        write = state.write();
        high = state.high();
        overwritten = state.overwritten();
        reader.entries(store, wanted == slots ? new SmallerRing(high, write, slots) : shrunk(wanted));
        return state.testSegment();
    }

    EntryStore store() {
        return store;
    }

    SlotSet train() {
        return train;
    }

    SlotSet test() {
        return test;
    }

    Priorities priorities() {
        return priorities;
    }

    /** Places that were written so far. */
    int high() {
        return high;
    }

    /** Whether places have been written over, so that it does not become fuller. */
    boolean overwritten() {
        return overwritten;
    }
}
