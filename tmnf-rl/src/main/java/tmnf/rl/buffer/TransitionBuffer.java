package tmnf.rl.buffer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

import tmnf.rl.rollout.Rollout;
import tmnf.rl.rollout.Transitions;

/**
 * Transitions to learn from: a ring of entries outside the heap, each frame and observation stored once; a
 * transition is the place where it starts and the one it leads to. When it is full the oldest go. Some
 * segments of races are kept for tests.
 *
 * <p>One thread may append while another samples. After {@link #close} nothing but {@link #close} works.
 * Source: training note, section 7. Long because all that its one lock guards stands together: places,
 * sets and priorities change with each other, and a place that is overwritten changes all of them.
 */
public final class TransitionBuffer implements AutoCloseable {

    private static final double SWITCH_SEGMENT = 0.1;

    private final ReentrantLock lock = new ReentrantLock();
    private final BufferSettings settings;
    private final RandomGenerator splitting;
    private final EntryStore store;
    private final TransitionTable table;
    private final SlotSet train;
    private final SlotSet test;
    private final Priorities priorities;
    private int slots;
    private int write;
    private int high;
    private boolean overwritten;
    private boolean testSegment;
    private boolean closed;

    /**
     * An empty buffer; memory is taken as it fills.
     *
     * @param settings what it holds
     * @param capacity transitions for training at most, besides those for tests
     * @param splitting draws the segments that are for tests
     */
    public TransitionBuffer(BufferSettings settings, int capacity, RandomGenerator splitting) {
        this.settings = settings;
        this.splitting = splitting;
        slots = slots(settings, capacity);
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

    /** Takes in a race. Returns how many transitions for training came in. */
    public int append(Transitions transitions) {
        Rollout race = transitions.race();
        if (race.pixels() != settings.pixels() || race.floats() != settings.floats()
                || transitions.nSteps() > settings.nSteps()) {
            throw new IllegalArgumentException("a race with frames of " + race.pixels() + " pixels, "
                    + race.floats() + " floats and " + transitions.nSteps()
                    + " steps does not fit a buffer of "
                    + settings.pixels() + ", " + settings.floats() + " and " + settings.nSteps());
        }
        lock.lock();
        try {
            requireOpen();
            return transitions.count() == 0 ? 0 : append(race, transitions);
        } finally {
            lock.unlock();
        }
    }

    private int append(Rollout race, Transitions transitions) {
        boolean[] forTest = new boolean[transitions.count()];
        int training = 0;
        for (int i = 0; i < forTest.length; i++) {
            if (splitting.nextDouble() < SWITCH_SEGMENT) {
                testSegment = splitting.nextDouble() < settings.testRatio();
            }
            forTest[i] = testSegment;
            training += testSegment ? 0 : 1;
        }
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
            if (entry < forTest.length && transitions.reachesFinish(entry)) {
                add(slot, slot, transitions, entry, forTest[entry]);
            }
        }
        return training;
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
            boolean finishes = table.next(earlier) == earlier; // stands alone, whatever its steps are
            if (!finishes && table.steps(earlier) > i) {
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

    /**
     * Changes the capacity. What is in it stays; when it becomes smaller and they are many, those that would
     * be overwritten last.
     */
    public void capacity(int capacity) {
        int wanted = slots(settings, capacity);
        lock.lock();
        try {
            requireOpen();
            if (wanted != slots) {
                SmallerRing ring = shrunk(wanted);
                for (int slot = 0; slot < ring.high(); slot++) {
                    if (ring.keeps(slot) && ring.place(slot) != slot) {
                        store.move(slot, ring.place(slot));
                    }
                }
                store.trim(slots);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes it so many places, and says which stayed: their entries are to be moved. */
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

    /** Transitions for training. */
    public int size() {
        lock.lock();
        try {
            return train.count();
        } finally {
            lock.unlock();
        }
    }

    /** Transitions for tests. */
    public int testSize() {
        lock.lock();
        try {
            return test.count();
        } finally {
            lock.unlock();
        }
    }

    /** Whether so many for training are there, or as many as there is room for. */
    public boolean ready(int startLearning) {
        lock.lock();
        try {
            return train.count() >= startLearning || overwritten && train.count() > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes outside the heap that are taken now. */
    public long bytes() {
        lock.lock();
        try {
            return store.bytes();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Fills a batch with transitions for training, drawn with replacement, each at a drawn time of the
     * mini-race.
     *
     * @throws IllegalStateException when there is none
     */
    public void sample(TransitionBatch batch, RandomGenerator random) {
        fill(batch, random, false);
    }

    /**
     * The same of those for tests, always evenly.
     *
     * @throws IllegalStateException when there is none
     */
    public void sampleTest(TransitionBatch batch, RandomGenerator random) {
        fill(batch, random, true);
    }

    private void fill(TransitionBatch batch, RandomGenerator random, boolean tests) {
        requireShape(batch);
        lock.lock();
        try {
            requireOpen();
            SlotSet from = tests ? test : train;
            if (from.count() == 0) {
                throw new IllegalStateException("the buffer has no transitions for "
                        + (tests ? "tests" : "training") + " yet");
            }
            // One loop after the other: where the next transition lies does not wait for a copy of the last.
            int[] drawn = new int[batch.size()];
            int[] times = new int[batch.size()];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = tests || !settings.prioritised() ? from.draw(random)
                        : priorities.draw(random, i, drawn.length);
                times[i] = settings.miniRace().draw(random);
                batch.weights().put(i, tests ? 1 : priorities.weight(drawn[i], train.count()));
            }
            collate(batch, drawn, times, new Crop(settings, random));
            if (!tests) {
                priorities.sampled();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Puts transitions into a batch, each at a time of the mini-race. */
    private void collate(TransitionBatch batch, int[] from, int[] times, Crop crop) {
        int[] next = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            table.collate(from[i], times[i], settings.miniRace().actions(), batch, i);
            next[i] = table.next(from[i]);
        }
        for (int i = 0; i < from.length; i++) {
            int numbers = i * settings.floats();
            store.numbers(from[i], batch.numbers(), numbers);
            store.numbers(next[i], batch.nextNumbers(), numbers);
            batch.numbers().put(numbers, times[i]);
            batch.nextNumbers().put(numbers, times[i] + table.steps(from[i]));
            if (settings.pixels() > 0) {
                crop.next();
                crop.copy(store, from[i], batch.pictures(), i * settings.pixels());
                crop.copy(store, next[i], batch.nextPictures(), i * settings.pixels());
            }
            batch.slots()[i] = (long) table.generation(from[i]) << Integer.SIZE | from[i];
        }
    }

    /** For tests: given transitions by the number of their place, with what was drawn for each. */
    void collate(TransitionBatch batch, int[] places, int[] drawn) {
        int[] times = Arrays.stream(drawn).map(settings.miniRace()::time).toArray();
        collate(batch, places, times, new Crop(settings, null));
    }

    /**
     * Takes priorities of a sampled batch; what was overwritten since, or was sampled near the end of a
     * mini-race, keeps what it has. Does nothing where sampling is even.
     *
     * @param batch as {@link #sample} filled it
     * @param errors of each: size B
     */
    public void priorities(TransitionBatch batch, float[] errors) {
        if (!settings.prioritised()) {
            return;
        }
        lock.lock();
        try {
            requireOpen();
            for (int i = 0; i < batch.size(); i++) {
                int slot = (int) batch.slots()[i];
                int generation = (int) (batch.slots()[i] >>> Integer.SIZE);
                boolean known = slot < slots && table.generation(slot) == generation && train.contains(slot);
                if (known && batch.numbers().get(i * settings.floats())
                        < settings.miniRace().priorityHorizon()) {
                    priorities.updated(slot, errors[i]);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Priorities of the transitions for training, in no order; none where sampling is even. */
    public double[] priorities() {
        lock.lock();
        try {
            return priorities.of(train);
        } finally {
            lock.unlock();
        }
    }

    /** Writes everything, and leaves the channel open. Sampling and appending wait meanwhile. */
    public void writeTo(WritableByteChannel channel) throws IOException {
        lock.lock();
        try {
            requireOpen();
            BufferFile.write(channel, new BufferFile.State(settings, slots, write, high, overwritten,
                    testSegment), store, table, train, test, priorities);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks whether {@link #readFrom} could read a file; no further than its sizes and its length.
     *
     * @throws OtherBufferException if it is of other sizes
     * @throws IOException if it is damaged
     */
    public static void requireFits(SeekableByteChannel channel, BufferSettings settings) throws IOException {
        BufferFile.Reader reader = new BufferFile.Reader(channel);
        try {
            reader.requireLength(reader.state(settings), channel.size());
        } catch (EOFException e) {
            throw BufferFile.Reader.cutOff();
        }
    }

    /**
     * Reads what {@link #writeTo} wrote into this buffer, which must be empty and keeps its capacity: of more
     * transitions the last ones are taken. The others need no memory outside the heap, only their rows of the
     * table until all are read.
     *
     * @throws OtherBufferException if the file is of other sizes; the buffer stays empty
     * @throws IOException if the file is damaged; the buffer is then to be closed
     */
    public void readFrom(ReadableByteChannel channel) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (high > 0) {
                throw new IllegalStateException("transitions can only be read into an empty buffer");
            }
            read(new BufferFile.Reader(channel));
        } catch (EOFException e) {
            throw BufferFile.Reader.cutOff();
        } finally {
            lock.unlock();
        }
    }

    private void read(BufferFile.Reader reader) throws IOException {
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
        testSegment = state.testSegment();
        reader.entries(store, wanted == slots ? new SmallerRing(high, write, slots) : shrunk(wanted));
    }

    private void requireShape(TransitionBatch batch) {
        if (batch.pixels() != settings.pixels() || batch.floats() != settings.floats()) {
            throw new IllegalArgumentException("a batch for frames of " + batch.pixels() + " pixels and "
                    + batch.floats() + " floats does not fit a buffer of " + settings.pixels() + " and "
                    + settings.floats());
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the buffer of transitions is closed");
        }
    }

    /** Frees the memory. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            store.close();
        } finally {
            lock.unlock();
        }
    }
}
